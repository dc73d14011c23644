"""Can everybody use every page, in both languages and themes: axe finds nothing, no word is in the other language?"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from mysterydesk import papers
from mysterydesk.drills import Begin
from mysterydesk.page_table import load_table
from policy.text import Lang, Text
from simulator.move import Move
from tests.mysterydesk.test_i18n import LATIN
from tests.pages.conftest import Server
from tests.pages.windows import (
    LOCALES,
    Person,
    Theme,
    Violation,
    Window,
    drill_midway,
    foreign,
    make,
    person,
    picture,
    wall,
    window,
)

pytestmark = pytest.mark.browser

MIDWAY = 22
SCENARIO = "S055-third-call-same-fault"

PHONE, WIDE = (390, 844), (1280, 800)

PICTURED: Mapping[str, str] = {
    "login": "login", "home": "home", "begin card": "begin", "desk, ticket": "desk", "desk, check tab": "desk-checks",
    "desk, kb tab": "desk-articles", "desk, handbook tab": "desk-handbook", "desk, log tab": "desk-record",
    "desk, escalate": "desk-escalate", "desk, remote": "desk-remote", "desk, complaint": "desk-complaint",
    "desk, close": "desk-close", "desk, over": "desk-over", "result": "result", "replay": "replay",
    "exam, start": "exam-start", "exam, one": "exam", "exam, review": "exam-review", "exam, marked": "exam-marked",
    "attempts": "attempts", "admin": "admin", "me": "me",
}  # fmt: skip
"""What the documents show, with the beginning of the file's name."""

KNOWN: Mapping[str, str] = {
    "list": "on a narrow window Streamlit puts a named section of the navigation into `ul` without `li`",
    "listitem": "the same: its entries are `li` outside `ul`",
}
"""Rules that only Streamlit's own markup breaks, on the narrow window's navigation and nowhere else."""

EXEMPT = (
    r"\b[A-Z]{2,4}[-\u2011][\w.\u2011-]+",  # clauses, articles
    r"\bA[-\u2011][a-z][\w\u2011-]*",  # assumptions
    r"\bTS\d+\b",  # tickets
    r"[\w.+-]+@[\w.-]+",  # addresses
)
"""What is the same in every language."""

LATIN_NAMES = LATIN | {"STD", "ISO", "Major"}
"""Besides the words that wordings may show: the handbook's id, a standard, what the handbook calls level 2."""

STREAMLITS_OWN = (
    r"Skip to main content|App pages|Navigate to home page|^Logo$|^Sidebar$|Collapse sidebar",  # frame of the page
    r"^Shortcut .+$|^Ctrl \+ Enter$",  # on a button with a shortcut
    r"Send message|Clear value|^Open$|^Close$|Decrement|Increment|Choose an option",  # parts of inputs and dialogs
    r"^Help( for .*)?$",  # the question mark beside a label
    r"\w+ icon$|^[a-z]+(_[a-z]+)+$",  # an icon in a sentence: a picture to the eye, its name to a reader
    r"Show data|Download as PNG|Copy Vega-Lite spec|Fullscreen|Vega visualization",  # the bar of a chart
)
"""English that Streamlit and Vega put into their own markup offering no others; most is only heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one page looked like once.

    Attributes:
        name: Page and what was open on it, e.g. `desk, escalate`.
        lang: Language of the page.
        theme: Colour scheme.
        violations: Rule, selector and HTML of what axe found.
        words: Texts and attributes, each with the name of the attribute.
        overflow: Pixels by which the document, its body and Streamlit's main part scroll.
    """

    name: str
    lang: Lang
    theme: Theme
    violations: tuple[Violation, ...]
    words: tuple[tuple[str, str], ...]
    overflow: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class Walk:
    """Everything that was looked at, and whom the browser asked for anything."""

    looks: list[Look] = field(default_factory=list)
    logins: frozenset[str] = frozenset()
    hosts: set[str] = field(default_factory=set)

    def look(self, tab: Window, lang: Lang, name: str, *, opened: str = "") -> None:
        """Look at what is on the screen in both themes; the next look begins in the theme of this one's end.

        Args:
            tab: The window.
            lang: Its language.
            name: Page and what is open on it.
            opened: Selector of what has opened over a page that was looked at before: the second theme asks axe of
                this part alone.
        """
        self.read(tab, lang, name, tab.violations())
        tab.turn()
        self.read(tab, lang, name, tab.violations(opened))

    def read(self, tab: Window, lang: Lang, name: str, violations: Sequence[Violation] = ()) -> None:
        """Keep the words on the screen, with what axe has found if it was asked."""
        if file := PICTURED.get(name):
            picture(tab.page, f"{file}-{lang}-{tab.theme}")
        words = tuple(tab.words(".md-quote", ".md-said"))
        self.looks.append(
            Look(
                name=name,
                lang=lang,
                theme=tab.theme,
                violations=tuple(violations),
                words=words,
                overflow=tuple(tab.overflow()),
            )
        )

    def only_read(self, tab: Window, lang: Lang, name: str, *, opened: str = "") -> None:
        """Keep the words of what has opened: axe has seen the same in the other language."""
        self.read(tab, lang, name if opened else f"{name}, whole")


def plain_pages(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at what strangers see."""
    tab.go("/login", "main form")
    walk.look(tab, lang, "login")
    tab.go("/verify/0000000000000000", "main h1")
    walk.look(tab, lang, "verify")
    tab.go("/home", '[data-testid="stMainBlockContainer"] a')
    walk.look(tab, lang, "sign in first")


def press(tab: Window, key: str, then: str) -> None:
    """Press a button by its key, and wait for what it leads to."""
    tab.page.locator(f".st-key-{key} button").first.click()
    tab.page.wait_for_selector(then)
    tab.page.mouse.move(0, 0)
    tab.settled()


def exam(walk: Walk, tabs: Mapping[Lang, Window], server: Server, who: Person) -> None:
    """Look at the paper before it begins, at a question of each kind, at the review and at the marked paper."""
    for lang, tab in tabs.items():
        tab.go("/exam", ".st-key-exam_begin")
        walk.look(tab, lang, "exam, start")
    store = server.store()
    paper = papers.begin(store, who.account, wall())
    places = {one.choose: at for at, one in enumerate(papers.sitting(store, who.account, paper).questions)}
    for lang, tab in tabs.items():
        press(tab, "exam_begin", ".st-key-exam_review")
        press(tab, "exam_review", ".st-key-to_0")
        walk.look(tab, lang, "exam, review")
        for kind, place in places.items():
            press(tab, f"to_{place}", ".st-key-exam_next")
            walk.look(tab, lang, f"exam, {kind}")
            press(tab, "exam_review", ".st-key-to_0")
    papers.hand_in(store, who.account, paper, wall())
    for lang, tab in tabs.items():
        press(tab, "exam_back", ".st-key-exam_begin")
        walk.look(tab, lang, "exam, marked")


POPOVER, DIALOG = '[data-testid="stPopoverBody"]', '[role="dialog"]'
DRAWERS = (
    "escalate", "remote", "close", "progress", "verify", "hold", "explain", "rating", "callback", "supervisor",
    "complaint", "log", "assign", "reason", "article", "later", "finish",
)  # fmt: skip
"""What opens over the desk, by the key of its button without `b_`; from `explain` on behind the menu."""

IN_MENU = DRAWERS[DRAWERS.index("explain") :]


def desk(walk: Walk, tab: Window, lang: Lang, name: str, see: Callable[..., None]) -> None:
    """See every tab, the phrases, the menu and every drawer of a drill in the middle."""
    page = tab.page
    tab.go(f"/desk?attempt={name}", '[data-testid="stChatInput"] textarea')
    walk.look(tab, lang, "desk, ticket")
    for number, what in enumerate(("check", "kb", "handbook", "log"), start=1):
        page.get_by_role("tab").nth(number).click()
        page.wait_for_selector(f".st-key-tabbody_{what}", state="visible")
        tab.settled()
        see(tab, lang, f"desk, {what} tab", opened=f".st-key-tabbody_{what}")
    page.get_by_role("tab").first.click()
    for what in ("phr", "why_box", "b_more"):
        press(tab, what, POPOVER)
        see(tab, lang, f"desk, {what} open", opened=POPOVER)
        page.keyboard.press("Escape")
        page.wait_for_selector(POPOVER, state="detached")
        tab.settled()
    for what in DRAWERS:
        if what in IN_MENU:
            press(tab, "b_more", POPOVER)
        press(tab, f"b_{what}", f'{DIALOG} [data-testid="stBaseButton-primary"]')
        see(tab, lang, f"desk, {what}", opened=DIALOG)
        page.keyboard.press("Escape")
        page.wait_for_selector(DIALOG, state="detached")


def after(walk: Walk, tab: Window, lang: Lang, name: str) -> None:
    """Look at what is left of a drill that has ended."""
    tab.go(f"/desk?attempt={name}", ".st-key-to_result")
    walk.look(tab, lang, "desk, over")
    tab.go(f"/result?attempt={name}", ".st-key-card_proof")
    walk.look(tab, lang, "result")
    tab.go(f"/replay?attempt={name}", ".st-key-card_asks")
    press(tab, "miss", ".st-key-card_asks")
    walk.look(tab, lang, "replay")


def phone(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at the page on a narrow window, with its navigation open."""
    tab.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    tab.page.locator('[data-testid="stExpandSidebarButton"]').click()
    tab.page.wait_for_selector('[data-testid="stSidebarNavItems"]', state="visible")
    tab.settled()
    walk.look(tab, lang, "home, phone")
    tab.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    tab.settled()


def trainee(walk: Walk, browser: Browser, server: Server, who: Person) -> None:
    """Look at all pages of a trainee in both languages."""
    store = server.store()
    with ExitStack() as stack:
        tabs: dict[Lang, Window] = {
            lang: stack.enter_context(window(browser, server, locale, who)) for lang, locale in LOCALES.items()
        }
        exam(walk, tabs, server, who)
        for lang, tab in tabs.items():
            wanted = Begin(scenario=SCENARIO, lang=lang, mode="practice")
            name = drill_midway(store, who.account, wanted, seed=7, moves=MIDWAY)
            tab.go("/", ".st-key-card_done")
            walk.look(tab, lang, "home")
            phone(walk, tab, lang)
            press(tab, "practise_1", ".st-key-begin_back")
            walk.look(tab, lang, "begin card")
            tab.page.locator(".st-key-begin_go button").hover()
            walk.look(tab, lang, "begin card, hovered", opened=".st-key-begin_go")
            tab.go("/credentials", ".st-key-card_none")
            walk.look(tab, lang, "credentials")
            tab.go("/me", 'a[href^="/lang"]')
            walk.look(tab, lang, "me")
            desk(walk, tab, lang, name, walk.look if lang == "zh" else walk.only_read)
            make(store, who.account, name, Move(kind="finish", fields={}, key="enough"), wall())
            after(walk, tab, lang, name)
            walk.hosts |= tab.hosts


@pytest.fixture(scope="module")
def walk(browser: Browser, server: Server) -> Walk:
    """One walk over everything: one login a role, one drill a language."""
    done, store = Walk(), server.store()
    who = person(store, "guliang", Text(zh="顾良", en="Gu Liang"), "trainee")
    trainee(done, browser, server, who)
    others = {
        "attempts": (person(store, "tangyu", Text(zh="唐雨", en="Tang Yu"), "trainer"), ".st-key-card_all"),
        "admin": (person(store, "fengke", Text(zh="冯可", en="Feng Ke"), "admin"), ".st-key-card_invite"),
    }
    for lang, locale in LOCALES.items():
        with window(browser, server, locale, None) as tab:
            plain_pages(done, tab, lang)
            done.hosts |= tab.hosts
        for name, (somebody, whole) in others.items():
            with window(browser, server, locale, somebody) as tab:
                tab.go(f"/{name}", whole)
                if name == "admin":
                    tab.page.locator(".st-key-admin_chosen label").nth(1).click()
                    tab.page.wait_for_selector(".st-key-card_person")
                    tab.settled()
                done.look(tab, lang, name)
                done.hosts |= tab.hosts
    done.logins = frozenset(one.login for one in store.accounts.everyone())
    return done


def test_axe_finds_nothing(walk: Walk) -> None:
    """WCAG A and AA and axe's best practices: every rule that axe-core runs by itself."""
    found = {
        (one.rule, one.where, one.html[:200], one.said, look.name, look.lang, look.theme)
        for look in walk.looks
        for one in look.violations
        if not (one.rule in KNOWN and look.name.endswith("phone"))
    }
    assert not found, "\n".join(map(str, sorted(found)))


def test_no_known_exception_has_outlived_its_reason(walk: Walk) -> None:
    """What Streamlit has mended must go from the list."""
    assert {one.rule for look in walk.looks if look.name.endswith("phone") for one in look.violations} == set(KNOWN)


def test_the_walk_has_seen_every_page(walk: Walk) -> None:
    """A page that is added to the table must be added to the walk; each is seen in both languages and themes."""
    seen: dict[str, set[tuple[Lang, Theme]]] = {}
    for look in walk.looks:
        seen.setdefault(look.name.partition(",")[0], set()).add((look.lang, look.theme))
    assert set(seen) >= {row.url for row in load_table()} | {"login", "verify", "begin card", "me"}
    assert {name for name, looks in seen.items() if len(looks) < 4} == set()


def test_chinese_shows_no_latin_word(walk: Walk) -> None:
    """Neither to the eye nor to a reader of the screen; what customers say and quotes stay as they were said."""
    found = {
        (look.name, name, text): words
        for look in walk.looks
        for name, text in look.words
        if look.lang == "zh"
        and (words := foreign(text, r"[A-Za-z]{2,}", (*STREAMLITS_OWN, *EXEMPT), LATIN_NAMES | walk.logins))
    }
    assert found == {}


def test_english_shows_no_han(walk: Walk) -> None:
    """But in the switch to the other language."""
    found = {
        (look.name, name, text)
        for look in walk.looks
        for name, text in look.words
        if look.lang == "en" and foreign(text, "[\u4e00-\u9fff]+", (), frozenset({"中文"}))
    }
    assert found == set()


def test_the_desk_does_not_scroll(walk: Walk) -> None:
    """At 1280 by 800, in both languages, whatever is open (UI, section 9)."""
    assert {
        look.name: look.overflow for look in walk.looks if look.name.startswith("desk") and any(look.overflow)
    } == {}


def test_no_request_leaves_the_host(walk: Walk, server: Server) -> None:
    """Fonts, scripts and pictures come from the server itself."""
    assert walk.hosts - {""} == {urlsplit(server.url).netloc}
