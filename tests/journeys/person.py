"""A person at a screen: opens pages, presses and types as people do, and looks at every page on the way.

Every page is looked at for barriers (axe-core, WCAG 2.0 to 2.2, A and AA), for anything that would scroll sideways,
and for complaints of the browser: errors, refused content, answers that failed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, Response, expect

from tests.journeys import pictures

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
AXE = Axe()
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "preload": False}
PHONE, DESK = pictures.PHONE, pictures.DESK
PATIENCE = 15_000  # milliseconds
TELL_OF_REFUSED_CONTENT = """addEventListener('securitypolicyviolation', (event) =>
  console.error(`Content refused: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
);"""
SIDEWAYS = """() => {
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over <= 0) return '';
  const wide = [...document.body.querySelectorAll('*')].filter(
    (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
  const last = wide.at(-1);
  return `${over} px too wide` + (last ? `, such as <${last.localName} class="${last.className}">` : '');
}"""
FOUND_CLEAN: set[tuple[str, str]] = set()
NEW_EACH_TIME = re.compile(
    r'nonce="[^"]*"|(?<=value=")[A-Za-z0-9]{64}(?=")|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)
Words = str | re.Pattern[str]


@dataclass
class Person:
    """One person with a browser of their own."""

    name: str
    page: Page
    site: str
    faults: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)  # answers that this step means to get
    looks_for_barriers: bool = True
    presses: int = 0
    keys: int = 0

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._break)
        self.page.on("response", self._answer)

    # Complaints of the browser -----------------------------------------------------------------------------------

    def _hear(self, message: ConsoleMessage) -> None:
        # Failed answers are told by `_answer`, which knows those that are meant.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._note(f"the browser says: {message.text}")

    def _break(self, error: Error) -> None:
        self._note(f"script failed: {error.message}")

    def _answer(self, response: Response) -> None:
        meant = response.request.is_navigation_request() and response.status in self.expected
        if response.status >= 400 and not meant:
            self._note(f"{response.status} for {response.url.removeprefix(self.site)}")

    def _note(self, words: str) -> None:
        fault = f"{self.name} at {self.where}: {words}"
        if fault not in self.faults:
            self.faults.append(fault)

    # Looking -----------------------------------------------------------------------------------------------------

    @property
    def where(self) -> str:
        """The address of the page, without the site."""
        return self.page.url.removeprefix(self.site)

    def look(self) -> None:
        """Look at the page as it is now."""
        if sideways := self.page.evaluate(SIDEWAYS):
            self._note(str(sideways))
        # Journeys pass the same pages on their way, such as those of signing in: axe looks at each once at each size.
        appearance = NEW_EACH_TIME.sub("", self.page.content()), str(self.page.viewport_size)
        if not self.looks_for_barriers or appearance in FOUND_CLEAN:
            return
        violations = AXE.run(self.page, options=OPTIONS).response["violations"]
        for found in violations:
            places = "; ".join(str(node["html"])[:160] for node in found["nodes"][:3])
            self._note(f"{found['id']} ({len(found['nodes'])}): {found['help']}: {places}")
        if not violations:
            FOUND_CLEAN.add(appearance)

    def sees(self, *words: Words) -> None:
        """Each of these can be read on the page."""
        for one in words:
            expect(self.page.get_by_text(one).filter(visible=True).first).to_be_visible(timeout=PATIENCE)

    def does_not_see(self, *words: Words) -> None:
        """None of these stands on the page."""
        for one in words:
            expect(self.page.get_by_text(one)).to_have_count(0)

    @property
    def heading(self) -> str:
        """What the page is called."""
        return self.page.locator("h1").inner_text()

    @property
    def unread(self) -> int:
        """The number beside the inbox."""
        count = self.page.locator(".mp-header__inbox .mp-count")
        return int(re.sub(r"\D", "", count.text_content() or "")) if count.count() else 0

    @property
    def timeline(self) -> list[tuple[str, str, str]]:
        """What has happened: (what, who with their role, clause), the newest first."""
        rows = self.page.locator(".mp-timeline__item").all()
        return [tuple(self._line(row, part) for part in ("title", "by", "date .mp-clause")) for row in rows]  # type: ignore[misc]

    def _line(self, row: Locator, part: str) -> str:
        found = row.locator(f".mp-timeline__{part}")
        words = " ".join((found.first.text_content() or "").split()) if found.count() else ""
        return words.removeprefix("by ").removeprefix("Clause ")

    # Doing -------------------------------------------------------------------------------------------------------

    def visit(self, path: str, *, expects: int = 200, opens: str = "") -> None:
        """Open a page by its address, and on it what `opens` names."""
        self.expected = {expects} if expects >= 400 else set()
        answer = self.page.goto(self.site + path, wait_until="load")
        assert answer is not None
        assert answer.status == expects, f"{path} answered {answer.status}, not {expects}"
        if opens:
            self.page.evaluate(
                "(what) => { for (const one of document.querySelectorAll(what)) one.open = true; }", opens
            )
        self.look()
        self.expected = set()

    def sign_in(self) -> None:
        """Through the sign-in page, with the one press that a demonstration offers."""
        self.visit("/sign-in/")
        self.press(re.compile(f"^{re.escape(self.name)}"))
        self.presses = self.keys = 0

    def button(self, words: Words) -> Locator:
        """The button, or link, that is called this."""
        exact = isinstance(words, str)
        either = self.page.get_by_role("button", name=words, exact=exact)
        either = either.or_(self.page.get_by_role("link", name=words, exact=exact))
        return either.or_(self.page.locator("[role=button]").get_by_text(words, exact=exact)).filter(visible=True).first

    def press(self, words: Words, *, expects: int = 200) -> None:
        """Press a button or follow a link, and look at the page that it leads to."""
        self.expected = {expects} if expects >= 400 else set()
        with self.page.expect_navigation(wait_until="load") as led:
            self.button(words).click()
        self.presses += 1
        assert led.value is not None
        assert led.value.status == expects, f"“{words}” led to {self.where} with {led.value.status}, not {expects}"
        self.look()
        self.expected = set()

    def press_wrongly(self, words: Words) -> None:
        """Press a button while something is missing: the page comes back and says so."""
        self.expected = {422}
        with self.page.expect_navigation(wait_until="load"):
            self.button(words).click()
        self.presses += 1
        self.sees("There is a problem")
        self.look()
        self.expected = set()

    def box(self, label: str) -> Locator:
        """The box with this question."""
        return self.page.get_by_label(label).filter(visible=True).first

    def fill(self, label: str, words: str) -> None:
        """Tap into a box and type: counted as one press and a key for each letter."""
        self.box(label).fill(words)
        self.presses += 1
        self.keys += len(words)

    def choose(self, answer: str, question: str) -> None:
        """Tap one of the answers to a question."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_role("radio", name=answer, exact=True).check()
        self.presses += 1

    def tick(self, label: str) -> None:
        """Tick a box."""
        self.page.get_by_label(label).check()
        self.presses += 1

    def pick(self, answer: str, question: str) -> None:
        """Choose from a list that opens."""
        self.box(question).select_option(label=answer)
        self.presses += 2

    def picture(self, name: str, size: tuple[int, int] | None = None, *, tall: int = 0, at: str = "") -> None:
        """A picture of this page for the guide; the page is no longer used afterwards."""
        pictures.take(self.page, name, size, tall=tall, at=at)

    # By keyboard alone -------------------------------------------------------------------------------------------

    def hit(self, *keys: str) -> None:
        """Press these keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def hit_and_go(self, key: str) -> None:
        """Press a key that leads to another page, and look at that."""
        with self.page.expect_navigation(wait_until="load"):
            self.hit(key)
        self.look()

    @property
    def focused(self) -> str:
        """What the keyboard is at: its name as it is read out, or its text."""
        return str(self.page.evaluate(FOCUSED))

    def tab_to(self, words: str, most: int = 60) -> None:
        """Tab until the keyboard is at what is called this; it can be seen at every stop on the way."""
        passed = []
        for _ in range(most):
            self.hit("Tab")
            if unseen := self.page.evaluate(UNSEEN_FOCUS):
                self._note(f"the keyboard cannot be seen at {unseen}")
            passed.append(self.focused)
            if words in passed[-1]:
                return
        raise AssertionError(f"Tab never came to {words!r}, but to {passed}")


FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0]?.textContent ?? '';
  const legend = at.type === 'radio' ? at.closest('fieldset')?.querySelector('legend')?.textContent ?? '' : '';
  const words = [legend, label || at.getAttribute('aria-label') || at.textContent || at.value || at.className];
  return words.join(' ').replace(/\\s+/g, ' ').trim();
}"""
# Focus that shows nowhere: on the element itself, on the label that stands for it, or on what it stands in.
UNSEEN_FOCUS = """() => {
  const at = document.activeElement;
  if (at === document.body) return '';
  const shows = (one) => {
    if (!one) return false;
    return [null, '::before', '::after'].some((part) => {
      const style = getComputedStyle(one, part);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
        && !/rgba\\(0, 0, 0, 0\\)|transparent/.test(style.outlineColor);
      return outlined || style.boxShadow !== 'none';
    });
  };
  const box = at.getBoundingClientRect();
  const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (onScreen && (shows(at) || shows(at.labels?.[0]) || shows(at.parentElement))) return '';
  return `<${at.localName} class="${at.className}"> ${(at.textContent || at.name || '').trim().slice(0, 60)}`;
}"""


def open_for(
    browser: Browser, name: str, site: str, faults: list[str], size: tuple[int, int], *, script: bool = True
) -> tuple[Person, BrowserContext]:
    """A person with a fresh browser of this size; what is wrong on their pages is added to `faults`."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        java_script_enabled=script,
    )
    if script:
        context.add_init_script(TELL_OF_REFUSED_CONTENT)
    # axe waits for timers, which do not run without script.
    return Person(name, context.new_page(), site, faults, looks_for_barriers=script), context
