// What someone has typed stays on their own screen until the server has it: <form data-keep="a name for this form">.
// The words live in sessionStorage: gone with the tab, never on a shared computer's disk, cleared at sign-out.
const BEFORE = "mp-kept:";
const WAITING = "mp-sent";
const OWNER = "mp-kept-for";

const store = {
  read(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // A full or forbidden store: the page works as it would without script.
    }
  },
  remove(key) {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // As above.
    }
  },
};

export function keepWords() {
  const { who, keptClear } = document.body.dataset;
  if (keptClear !== undefined || (who && (store.read(OWNER) ?? who) !== who)) forgetAll(); // never for the next person
  if (who) store.write(OWNER, who);
  forgetWhatArrived();
  for (const form of document.querySelectorAll("form[data-keep]")) keepForm(form);
  for (const form of document.querySelectorAll("form[data-forget]")) form.addEventListener("submit", forgetAll);
}

function keyOf(form) {
  return `${BEFORE}${location.pathname}#${form.dataset.keep || "form"}`;
}

function keepForm(form) {
  const key = keyOf(form);
  const kept = store.read(key);
  // A form that came back with its errors already holds the words that were sent.
  if (kept && !form.querySelector(".govuk-error-message")) restore(form, kept);
  let timer;
  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => store.write(key, wordsOf(form)), 250);
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("mp-sending", () => {
    clearTimeout(timer);
    store.write(key, wordsOf(form));
    store.write(WAITING, { key, from: location.pathname });
  });
}

// The server took the words when it sent us on to another page, or says here that it is done. A refusal, a fault,
// the sign-in page after too long a pause and a form that came back with errors all mean: keep them.
function forgetWhatArrived() {
  const sent = store.read(WAITING);
  if (!sent) return;
  store.remove(WAITING);
  if ("notDone" in document.body.dataset || document.querySelector(".govuk-error-summary, .govuk-error-message")) return;
  const [visit] = performance.getEntriesByType("navigation");
  const sentOn = location.pathname !== sent.from || visit?.redirectCount > 0;
  if (sentOn || document.querySelector(".mp-banner--done")) store.remove(sent.key);
}

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type),
  );
}

function wordsOf(form) {
  return fieldsOf(form).map((field) => {
    const ticked = field.type === "radio" || field.type === "checkbox";
    return [field.name, ticked ? field.value : null, ticked ? field.checked : field.value];
  });
}

function restore(form, kept) {
  let changed = false;
  const fields = fieldsOf(form);
  for (const [name, value, was] of kept) {
    const ticks = value !== null;
    const field = fields.find((one) => one.name === name && (!ticks || one.value === value));
    if (!field) continue;
    const is = ticks ? field.checked : field.value;
    if (is === was) continue;
    if (ticks) field.checked = was;
    else field.value = was;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    changed = true;
  }
  if (changed) tell(form);
}

function tell(form) {
  const line = document.createElement("p");
  line.className = "mp-kept";
  line.setAttribute("role", "status");
  line.textContent = "We kept the words you typed here before. ";
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "mp-plain-button mp-link-button";
  clear.textContent = "Start again";
  clear.addEventListener("click", () => {
    store.remove(keyOf(form));
    form.reset();
    line.remove();
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  line.append(clear);
  form.prepend(line);
}

function forgetAll() {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(BEFORE) || key === WAITING) sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing could be kept, so there is nothing to forget.
  }
}
