// A form is sent once, and only when there is a connection. Otherwise the page says so and keeps every word.
const ONCE_FOR = 5000;
const PATIENCE = 3000;
const WORDS =
  "Nothing is lost: your words are kept on this screen. Press the button again when you are back online.";

export function guardSubmits() {
  const checked = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method")?.toLowerCase() !== "post" || event.defaultPrevented) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    if (!("keep" in form.dataset) || checked.delete(form)) {
      sendOnce(form);
      return;
    }
    event.preventDefault();
    hold(form, true);
    connected().then((yes) => {
      hold(form, false);
      if (!yes) {
        tell(form);
        return;
      }
      form.querySelector(".mp-offline")?.remove();
      checked.add(form);
      form.requestSubmit(event.submitter ?? undefined);
    });
  });
  // Back to a page the browser remembers: its buttons must work again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) release(form);
  });
}

function sendOnce(form) {
  form.dispatchEvent(new Event("mp-sending"));
  hold(form, true);
  setTimeout(() => release(form), ONCE_FOR);
}

function hold(form, on) {
  if (!on) {
    release(form);
    return;
  }
  form.dataset.sending = "yes";
  for (const button of buttonsOf(form)) button.setAttribute("aria-disabled", "true");
}

function release(form) {
  delete form.dataset.sending;
  for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
}

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

async function connected() {
  if (!navigator.onLine) return false;
  try {
    await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return true; // any answer at all: what it says is for the server to sort out
  } catch {
    return false;
  }
}

function tell(form) {
  form.querySelector(".mp-offline")?.remove();
  const panel = document.createElement("div");
  panel.className = "mp-offline";
  panel.setAttribute("role", "alert");
  const line = document.createElement("p");
  const title = document.createElement("strong");
  title.textContent = "No connection. ";
  line.append(title, WORDS);
  panel.append(line);
  const button = buttonsOf(form).at(-1);
  if (button) button.before(panel);
  else form.append(panel);
}
