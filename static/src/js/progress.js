// Long work: the part of a page that says how far it is looks again by itself. Without script a link does.
const EVERY = 5000; // milliseconds

export function followProgress() {
  for (const part of document.querySelectorAll("[data-progress]")) {
    lookAgain(part);
  }
}

function lookAgain(part) {
  if (!part.querySelector("[data-under-way]")) return;
  setTimeout(async () => {
    // A page that nobody looks at asks nothing.
    if (!document.hidden) await replace(part).catch(() => {});
    lookAgain(part);
  }, EVERY);
}

async function replace(part) {
  const answer = await fetch(part.dataset.progress, { credentials: "same-origin", redirect: "error" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  // Only what differs is said aloud: an unchanged line is left alone.
  if (fresh.innerHTML.trim() !== part.innerHTML.trim()) part.replaceChildren(...fresh.childNodes);
}
