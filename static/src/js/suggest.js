// Suggestions under a text box: <input data-suggest-url="/…">. The ARIA 1.2 combobox pattern, list only.
// The address answers ?q=… with [{"label", "value", "detail"}]. Whatever is typed may always be sent as it is.
const PAUSE = 200;
let made = 0;

export function startSuggestions() {
  for (const input of document.querySelectorAll("input[data-suggest-url]")) new Suggestions(input);
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.options = [];
    this.at = -1;
    this.build(`suggest-${++made}`);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  build(id) {
    const label = this.input.labels?.[0]?.textContent.trim() ?? "Suggestions";
    this.box = make("div", "mp-suggest");
    this.input.before(this.box);
    this.list = make("ul", "mp-suggest__list");
    this.list.id = id;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    this.said = make("p", "govuk-visually-hidden");
    this.said.setAttribute("role", "status");
    this.box.append(this.input, this.list, this.said);
    const roles = {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": id,
      "aria-expanded": "false",
    };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
  }

  later() {
    clearTimeout(this.timer);
    this.asked?.abort();
    const words = this.input.value.trim();
    if (words.length < 2) this.close();
    else this.timer = setTimeout(() => this.ask(words), PAUSE);
  }

  async ask(words) {
    this.asked = new AbortController();
    const url = new URL(this.input.dataset.suggestUrl, location.href);
    url.searchParams.set("q", words);
    try {
      const answer = await fetch(url, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) this.show(await answer.json());
    } catch {
      // No connection, or more was typed meanwhile: the box stays a plain text box.
    }
  }

  show(found) {
    this.found = found;
    this.options = found.map(({ label, detail }, index) => {
      const option = make("li", "mp-suggest__option", label);
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      if (detail) option.append(make("span", "mp-suggest__detail", detail));
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => this.choose(index));
      return option;
    });
    this.list.replaceChildren(...this.options);
    this.at = -1;
    const number = found.length;
    this.list.hidden = !number || document.activeElement !== this.input;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = number ? `${number} suggestion${number === 1 ? "" : "s"}. Use the arrow keys.` : "";
  }

  key(event) {
    if (event.key === "ArrowDown" && this.list.hidden && this.options.length) this.show(this.found);
    if (this.list.hidden) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      this.move(moves[event.key]);
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    }
  }

  move(by) {
    const places = this.options.length + 1; // the last place is the text box itself
    this.at = ((this.at + 1 + by + places) % places) - 1;
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
    const option = this.options[this.at];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  choose(index) {
    this.input.value = this.found[index].value;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function make(tag, className, words = "") {
  const element = document.createElement(tag);
  element.className = className;
  if (words) element.textContent = words;
  return element;
}
