"""Windows of people who are signed in already, and what can be asked of any page: axe, its words, its height."""

import io
import json
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from mysterydesk import attempts, drills, shelf
from mysterydesk.accounts import NewAccount, SignedIn, open_account, sign_in
from mysterydesk.browser import SESSION_COOKIE
from mysterydesk.drills import Begin
from mysterydesk.i18n import Translation
from mysterydesk.roles import Role
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from pages.parts.duty_forms import FORMS
from policy.handbook import Handbook
from policy.text import Lang, Text
from simulator.drill import Attempt
from simulator.move import Move, Refusal
from simulator.player import BETWEEN, Player, TimedMove
from simulator.solve import handle
from tests.pages.conftest import Server
from tests.pages.driver import IDLE_MS, LISTEN, settle

LOCALES: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en-US"}
Theme = Literal["light", "dark"]
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
STILL = """addEventListener('DOMContentLoaded', () => {
  const still = new CSSStyleSheet();
  still.replaceSync('*, *::before, *::after { transition: none !important; animation-duration: 0s !important }');
  document.adoptedStyleSheets = [still];
});"""
"""Colours in the middle of a transition are nobody's colours."""

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
COLOURS = ("color-contrast", "link-in-text-block")
"""Rules that look at colours; what the others look at is the same by day and by night."""

NAMES = (
    "aria-command-name", "aria-input-field-name", "aria-toggle-field-name", "button-name", "document-title",
    "html-lang-valid", "image-alt", "label", "link-name", "select-name", "valid-lang",
)  # fmt: skip
"""Rules that look at names, which are put into each language."""

RUN_AXE = """async ([part, rules]) => {
  // Nothing is fetched a second time for the rule on films that begin by themselves: the pages play nothing.
  const options = {resultTypes: ['violations'], preload: false};
  if (rules.length) options.runOnly = {type: 'rule', values: rules};
  const found = await axe.run(part || document, options);
  return found.violations.flatMap(one => one.nodes.map(node => [
    one.id, node.target.flat().join(' '), node.html, node.failureSummary
  ]));
}"""
READ = """part => {
  const skip = '[data-testid="stIconMaterial"], script, style, noscript, ' + %s;
  const shown = [];
  const said = ['aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'title', 'alt'];
  const look = root => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) look(one.shadowRoot);
      if (one.closest(skip) || !one.checkVisibility()) continue;
      for (const name of said) if (one.getAttribute(name)) shown.push([name, one.getAttribute(name)]);
      // An icon in a sentence is a picture to the eye; what is written in it is its name.
      if (one.getAttribute('aria-label') === `${one.textContent} icon`) continue;
      for (const child of one.childNodes) if (child.nodeType === 3 && child.data.trim()) shown.push(['', child.data]);
    }
  };
  look(part ? document.querySelector(part) : document);
  shown.push(['title', document.title]);
  return shown;
}"""
GROUND = "() => getComputedStyle(document.querySelector('.stApp') || document.body).backgroundColor"
HEIGHTS = "() => [document.documentElement, document.body, document.querySelector('[data-testid=stMain]')]\
.filter(Boolean).map(one => one.scrollHeight - one.clientHeight)"


class Violation(NamedTuple):
    """One element that breaks a rule: its selector, its HTML, and what axe says to do."""

    rule: str
    where: str
    html: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account and a session of the test's own."""

    account: Account
    session: SignedIn


@dataclass(slots=True, kw_only=True)
class Window:
    """One tab, with the hosts it has asked for anything.

    Attributes:
        page: The tab.
        url: Address of the server.
        theme: Colour scheme of the system now.
        hosts: Hosts of all requests so far.
    """

    page: Page
    url: str
    theme: Theme = "light"
    hosts: set[str] = field(default_factory=set)

    def seat(self, who: Person) -> None:
        """Let somebody else sit down at it; what the browser has loaded stays loaded."""
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": SESSION_COOKIE, "value": who.session.token, "url": self.url}])

    def go(self, path: str, whole: str) -> None:
        """Open a page of the server and wait until it is whole: something is there that is drawn last."""
        self.page.goto(self.url + path)
        self.arrived(whole)

    def arrived(self, whole: str) -> None:
        """Wait until something is there that is drawn last, and all has come to rest."""
        self.page.wait_for_selector(whole)
        settle(self.page)

    def turn(self) -> None:
        """Turn the colour scheme of the system; the page follows without being loaded again."""
        before = self.page.evaluate(GROUND)
        self.theme = "dark" if self.theme == "light" else "light"
        self.page.emulate_media(color_scheme=self.theme)
        self.page.wait_for_function(f"before => ({GROUND})() !== before", arg=before)

    def violations(self, part: str = "", rules: Sequence[str] = ()) -> list[Violation]:
        """Run axe-core on the whole document or on the part of a selector.

        Args:
            part: Selector; empty for the document.
            rules: Those to be asked; none for every rule that axe runs by itself.
        """
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE)
        return [Violation(*found) for found in self.page.evaluate(RUN_AXE, [part, list(rules)])]

    def words(self, *skipped: str, part: str = "") -> list[tuple[str, str]]:
        """Give what can be seen or heard, of a part or of all: texts with an empty name, attributes with theirs."""
        skip = ", ".join(skipped) or "no-such-thing"
        return [(name, text) for name, text in self.page.evaluate(READ % json.dumps(skip), part)]

    def overflow(self) -> list[int]:
        """Give by how many pixels the document, its body and Streamlit's main part scroll."""
        return [int(one) for one in self.page.evaluate(HEIGHTS)]


def picture(page: Page, name: str) -> None:
    """Save a picture of a page for the documents, of 128 colours, where MYSTERYDESK_PICTURES is set."""
    if os.environ.get("MYSTERYDESK_PICTURES"):
        page.wait_for_timeout(1200)
        drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128)
        drawn.save(PICTURES / f"{name}.png", optimize=True)


def wall() -> datetime:
    """Give the wall time: a real visit happens now."""
    return datetime.now(UTC)  # noqa: TID251  the server asks its clock too


def person(store: Store, login: str, name: Text, role: Role) -> Person:
    """Open an account through the use-case and sign it in."""
    phrase = f"{login} has a phrase of its own"
    account = open_account(store, NewAccount(login=login, name=name, role=role, phrase=phrase), by=None, at=wall())
    session = sign_in(store, login, phrase, at=wall())
    assert isinstance(session, SignedIn)
    return Person(account=account, session=session)


@contextmanager
def window(browser: Browser, server: Server, lang: str, who: Person | None, height: int = 800) -> Iterator[Window]:
    """Open a tab of a browser of its own, 1280 wide."""
    context = browser.new_context(viewport={"width": 1280, "height": height}, locale=lang, color_scheme="light")
    context.set_default_timeout(IDLE_MS)
    context.add_init_script(LISTEN)
    context.add_init_script(STILL)
    tab = Window(page=context.new_page(), url=server.url)
    if who is not None:
        tab.seat(who)
    tab.page.on("request", lambda request: tab.hosts.add(urlsplit(request.url).netloc))
    tab.page.on("websocket", lambda socket: tab.hosts.add(urlsplit(socket.url).netloc))
    try:
        yield tab
    finally:
        context.close()


class Enough(Exception):  # noqa: N818  nothing went wrong
    """As many moves were made as were wanted."""


@dataclass(kw_only=True)
class Beginner(Player):
    """Plays the ideal handling as far as is wanted.

    Attributes:
        moves: After how many moves it ends.
    """

    moves: int

    def do(self, kind: str, **fields: str | int) -> None:
        """Make one move, unless it was enough."""
        if len(self.made) == self.moves:
            raise Enough
        Player.do(self, kind, **fields)


def drill_midway(store: Store, account: Account, wanted: Begin, *, seed: int, moves: int) -> str:
    """Begin a drill on the case of a fixed seed and make the first moves of the ideal handling; give its id."""
    began = wall() - (moves + 1) * BETWEEN
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mysterydesk.drills.secrets.randbelow", lambda _most: seed)
        patch.setattr("mysterydesk.shelf.SCORED", shelf.HANDBOOKS)
        name = drills.begin(store, account, wanted, began)
    player = Beginner(attempt=attempts.load(store, name), wall=began, moves=moves)
    with suppress(Enough):
        handle(player)
    make_all(store, account, name, player.made)
    return name


def make_all(store: Store, account: Account, name: str, moves: Sequence[TimedMove]) -> None:
    """Make moves through the use-case, one after the other."""
    seen = len(attempts.load(store, name).events)
    for timed in moves:
        done = drills.move(store, account, name, timed.move, seen=seen, at=timed.wall)
        assert not isinstance(done, Refusal), (timed.move.kind, done)
        seen = len(done.events)


def make(store: Store, account: Account, name: str, wanted: Move, at: datetime) -> None:
    """Make one move through the use-case."""
    make_all(store, account, name, (TimedMove(wall=at, move=wanted),))


def names_on_the_page(t: Translation, handbook: Handbook | None = None) -> dict[str, str]:
    """Give what the page calls priorities, lines and types of issue, and what can be chosen in a handbook's moves."""
    handbook = handbook or shelf.handbook()
    named = {str(one.code): t.of(one.name) for one in handbook.priorities}
    named |= {str(one.code): t.of(one.name) for one in handbook.tiers}
    named |= {one.code: t.of(one.title) for one in handbook.lists.get("ticket_types", ())}
    blanks = ((kind, one) for kind, form in FORMS.items() for one in form.blanks)
    chosen = ((kind, one.name, one.choices(t, handbook)) for kind, one in blanks if one.choices is not None)
    return named | {f"{kind}.{name}.{code}": said for kind, name, all_of in chosen for code, said in all_of.items()}


def crew_of(attempt: Attempt) -> dict[str, list[str]]:
    """List who is on duty, by line, as the page lists them."""
    crew: dict[str, list[str]] = {}
    for one in attempt.desk.case.coworkers:
        crew.setdefault(one.tier, []).append(one.id)
    return crew


def foreign(text: str, letters: str, exempt: Sequence[str], allowed: Collection[str]) -> set[str]:
    """Give the words of another script in a text, outside patterns and words that may stand there."""
    for pattern in exempt:
        text = re.sub(pattern, " ", text)
    return set(re.findall(letters, text)) - set(allowed)
