"""Can everybody use every page, in both languages and themes: axe finds nothing, no word is in the other language?"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload

from mysterydesk import calibrating, pack_drafts, papers, rubric_drafts, scenario_drafts, shelf
from mysterydesk.accounts import sign_out
from mysterydesk.drills import Begin
from mysterydesk.exams import opening
from mysterydesk.exams import sitting as exam_sitting
from mysterydesk.exams.record import read_exam
from mysterydesk.pack_check import checked
from mysterydesk.pack_sheet import sheet_of
from mysterydesk.pack_source import NewPack
from mysterydesk.page_table import load_table
from mysterydesk.scenario_files import FIRST as TEXT
from mysterydesk.scenario_source import NewScenario
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from pages.parts.author_form import PARTS
from pages.parts.desk_drawers_more import COMPLAINT_STEPS, REMOTE_STEPS
from pages.parts.own_words import BEGINNINGS, WORDS
from pages.parts.verdicts import number_of
from policy.text import Lang, Text
from simulator.move import Move
from tests.mysterydesk.test_i18n import LATIN
from tests.pages import shift_drawn
from tests.pages.conftest import Server
from tests.pages.driver import settle
from tests.pages.windows import (
    COLOURS,
    LOCALES,
    NAMES,
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
from tests.scenarios.small import SCENARIO as SCENARIO_TEXT
from tests.scenarios.small import WORLD

pytestmark = pytest.mark.browser

MIDWAY = 22
SCENARIO = "S055-third-call-same-fault"

PHONE, WIDE = (390, 844), (1280, 800)

PICTURED: Mapping[str, str] = {
    "login": "login", "home": "home", "begin card": "begin", "desk, ticket": "desk", "desk, check tab": "desk-checks",
    "desk, kb tab": "desk-articles", "desk, handbook tab": "desk-handbook", "desk, log tab": "desk-record",
    "desk, escalate": "desk-escalate", "desk, remote": "desk-remote", "desk, complaint": "desk-complaint",
    "desk, close": "desk-close", "desk, over": "desk-over", "result": "result", "replay": "replay",
    "level, door": "level-door", "level, one": "level", "level, review": "level-review",
    "level, cases": "level-cases",
    "exam, start": "exam-start", "exam, one": "exam", "exam, review": "exam-review", "exam, marked": "exam-marked",
    "attempts": "attempts", "admin": "admin", "me": "me", "clocks": "clocks",
    "handbooks": "handbooks", "handbooks, twins": "handbooks-twins", "packs, form": "packs",
    "imports, result": "imports",
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
    r"\b[A-Z]{3}:[\w.\u2011-]+",  # units of the item bank
    r"[\w.+-]+@[\w.-]+",  # addresses
)
"""What is the same in every language."""

LATIN_NAMES = LATIN | {
    "STD", "ASC", "SMO", "DSK", "NET", "ISO", "Major", "AnyDesk",
    "TeamViewer", "GLPI", "IT", "Jira", "KB", "ServiceNow", "SLA", "VPN", "WiFi", "Zammad", "Zendesk",
}  # fmt: skip
"""Besides the words that wordings may show: the handbooks' ids, a standard, its name of level 2, tools it approves,
names of other desks' programs, terms of the trade that have no other name in Chinese, a unit."""

STREAMLITS_OWN = (
    r"^Shortcut .+$|^Ctrl \+ Enter$",  # on a button with a shortcut
    r"^\w+ icon$",  # an icon in a sentence, to a reader of the screen
    r"Show data|Download as PNG|Copy Vega-Lite spec|Vega visualization",  # the bar of a chart
)
"""English of Streamlit and Vega that nothing of ours puts into other words; most is only heard."""


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
    """Everything that was looked at, and whom the browser asked for anything.

    Attributes:
        looks: In order.
        offered: Keys of the buttons that open a drawer, whether they could be pressed at that moment or not.
        opened: Those that were pressed, by language.
        own: Keys of the drawers that were open at the desk of another manual, by its id.
        steps: How many steps each drawer with several has shown, by language and key.
        logins: Of everybody with an account.
        hosts: Of all requests.
    """

    looks: list[Look] = field(default_factory=list)
    offered: set[str] = field(default_factory=set)
    opened: dict[Lang, set[str]] = field(default_factory=lambda: {lang: set() for lang in LOCALES})
    own: dict[str, frozenset[str]] = field(default_factory=dict)
    steps: dict[tuple[Lang, str], int] = field(default_factory=dict)
    logins: frozenset[str] = frozenset()
    hosts: set[str] = field(default_factory=set)

    def look(self, tab: Window, lang: Lang, name: str, *, opened: str = "") -> None:
        """Look at what is on the screen: in Chinese by day, with every rule, and in English by night.

        Colours do not hang on the language, and by night only they and what has a name by its words can be otherwise.
        For pictures each language is looked at in both themes.

        Args:
            tab: The window.
            lang: Its language.
            name: Page and what is open on it.
            opened: Selector of what has opened over a page that was looked at before: it alone is looked at.
        """
        whole: tuple[Theme, ...] = ("light", "dark")
        for theme in whole if os.environ.get("MYSTERYDESK_PICTURES") else whole[lang == "en" :][:1]:
            if tab.theme != theme:
                tab.turn()
            rules = () if theme == "light" else (*COLOURS, *NAMES)
            self.read(tab, lang, name, tab.violations(opened, rules), opened=opened)

    def read(
        self, tab: Window, lang: Lang, name: str, violations: Sequence[Violation] = (), *, opened: str = ""
    ) -> None:
        """Keep the words on the screen or in a part of it, with what axe has found."""
        if file := PICTURED.get(name):
            picture(tab.page, f"{file}-{lang}-{tab.theme}")
        words = tuple(tab.words(".md-quote", ".md-said", part=opened))
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


def plain_pages(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at what strangers see."""
    tab.go("/login", "main form")
    walk.look(tab, lang, "login")
    tab.go("/verify/0000000000000000", "main h1")
    walk.look(tab, lang, "verify")


def press(tab: Window, key: str, then: str) -> None:
    """Press a button by its key, and wait for what it leads to."""
    tab.page.locator(f".st-key-{key} button").first.click()
    tab.page.mouse.move(0, 0)
    tab.arrived(then)


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


def level_exam(walk: Walk, tabs: Mapping[Lang, Window], server: Server, who: Person) -> None:
    """Look at the door of a level, at its paper covered and open, at the review, at the end and at the cases."""
    for lang, tab in tabs.items():
        tab.go("/exam", ".st-key-door_junior")
        press(tab, "door_junior", ".st-key-door_begin")
        walk.look(tab, lang, "level, door")
    store, phrase = server.store(), f"{who.account.login} has a phrase of its own"
    entry = opening.Entry(level="junior", phrase=phrase, accepted=True, tab="another window")
    name = opening.begin(store, who.account, entry, wall())
    for lang, tab in tabs.items():
        tab.go("/exam", ".st-key-exam_go_on")
        walk.look(tab, lang, "level, covered")
        press(tab, "exam_go_on", ".st-key-exam_flag")
        walk.look(tab, lang, "level, one")
        press(tab, "exam_review", ".st-key-to_0")
        walk.look(tab, lang, "level, review")
    act = exam_sitting.Act(exam=name, tab="another window", at=wall())
    exam_sitting.come_back(store, who.account, act)
    for place in exam_sitting.form_of(store, read_exam(store, name)).places:
        letters = {str(option): letter for letter, option in place.by_letter().items()}
        right = tuple(letters[str(option)] for option in place.item.key)
        exam_sitting.answer(store, who.account, act, str(place.question), right)
    exam_sitting.hand_in(store, who.account, act)
    for lang, tab in tabs.items():
        tab.go("/exam", ".st-key-card_cases")
        walk.look(tab, lang, "level, cases")
        press(tab, "exam_leave", ".st-key-card_level_junior")
        walk.look(tab, lang, "level, left")


POPOVER, DIALOG = '[data-testid="stPopoverBody"]', '[role="dialog"]'
WHOLE = f'{DIALOG} [data-testid="stBaseButton-primary"]'
"""The main button is drawn last: with it a drawer is whole."""

STEP = f'{DIALOG} [class*="_step"] [role="radio"]'
MENU = "b_more"

OPENERS = """within => [...document.querySelectorAll(`${within} [class*="st-key-b_"]`)].flatMap(one => {
  const key = [...one.classList].find(name => /^st-key-b_[a-z]+(_[a-z]+)*$/.test(name))?.slice(7);
  // A button that makes a move at once has a second key, which is renewed with each move taken.
  const moves = !key || one.querySelector(`[class*="st-key-${key}__"]`);
  return moves ? [] : [[key, !one.querySelector('button').disabled]];
})"""
"""What opens something over the desk, and whether it can be pressed now."""


def shut(tab: Window, what: str) -> None:
    """Close what has opened last, by keyboard from within."""
    tab.page.locator(f"{what} :is(button:enabled, input, textarea, [tabindex])").first.focus()
    tab.page.keyboard.press("Escape")
    tab.page.wait_for_selector(what, state="detached")
    settle(tab.page)


def openers(walk: Walk, tab: Window) -> list[tuple[str, bool]]:
    """Give the keys of all drawers that the page offers, each with whether it stands behind the menu, if usable."""
    press(tab, MENU, POPOVER)
    menu = tab.page.evaluate(OPENERS, POPOVER)
    bar = [one for one in tab.page.evaluate(OPENERS, '[data-testid="stMain"]') if one not in menu]
    shut(tab, POPOVER)
    walk.offered |= {key for key, _ in (*bar, *menu)} - {MENU}
    return [
        (key, within)
        for keys, within in ((bar, False), (menu, True))
        for key, usable in keys
        if usable and key != MENU
    ]


AT_NIGHT = 6
"""Drawers that are looked at in English by night: what is drawn there otherwise than by day is colour and wording."""


def drawers(walk: Walk, tab: Window, lang: Lang, see: Callable[..., None], found: Sequence[tuple[str, bool]]) -> None:
    """Open every drawer that was found and not open before, in English the first few; see each of its steps."""
    for key, in_menu in found:
        if key in walk.opened[lang] or (lang == "en" and len(walk.opened[lang]) == AT_NIGHT):
            continue
        walk.opened[lang].add(key)
        if in_menu:
            press(tab, MENU, POPOVER)
        press(tab, key, WHOLE)
        name = f"desk, {key.removeprefix('b_')}"
        see(tab, lang, name, opened=DIALOG)
        steps = tab.page.locator(STEP)
        walk.steps[lang, key] = steps.count()
        proposed = steps.evaluate_all("all => all.findIndex(one => one.ariaChecked === 'true')")
        for place in range(steps.count()):
            if place != proposed:
                steps.nth(place).click()
                tab.page.wait_for_selector(f'{STEP}[aria-checked="true"] >> nth=0')
                settle(tab.page)
                see(tab, lang, f"{name}, step {place + 1}", opened=DIALOG)
        shut(tab, DIALOG)


def tabs_and_phrases(tab: Window, lang: Lang, see: Callable[..., None]) -> None:
    """See every tab, the phrases, what is asked about the priority, and the menu."""
    page = tab.page
    for number, what in enumerate(("check", "kb", "handbook", "log"), start=1):
        page.get_by_role("tab").nth(number).click()
        tab.arrived(f".st-key-tabbody_{what}")
        see(tab, lang, f"desk, {what} tab", opened=f".st-key-tabbody_{what}")
    page.get_by_role("tab").first.click()
    for what in ("phr", "why_box", MENU):
        press(tab, what, POPOVER)
        see(tab, lang, f"desk, {what} open", opened=POPOVER)
        shut(tab, POPOVER)


def desk(walk: Walk, tab: Window, lang: Lang, name: str, do: Callable[..., None]) -> None:
    """See a drill in the middle with all that can be open, on hold, marked as resolved, and over."""
    tab.go(f"/desk?attempt={name}", '[data-testid="stChatInput"] textarea[data-md-attempt]')
    walk.look(tab, lang, "desk, ticket")
    tabs_and_phrases(tab, lang, walk.look)
    drawers(walk, tab, lang, walk.look, openers(walk, tab))
    for what, moves in (("on hold", ("hold",)), ("resolved", ("resume", "resolve"))):
        for kind in moves:
            do(kind)
        found = openers(walk, tab)  # opening the menu brings the page up to the store
        walk.look(tab, lang, f"desk, {what}")
        drawers(walk, tab, lang, walk.look, found)


def after(walk: Walk, tab: Window, lang: Lang, name: str) -> None:
    """Look at what is left of a drill that has ended."""
    tab.go(f"/desk?attempt={name}", ".st-key-to_result")
    walk.look(tab, lang, "desk, over")
    press(tab, "to_result", ".st-key-card_proof")
    walk.look(tab, lang, "result")
    press(tab, "to_replay", ".st-key-card_asks")
    press(tab, "miss", ".st-key-card_asks")
    walk.look(tab, lang, "replay")


def phone(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at the page on a narrow window, with its navigation open."""
    tab.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    tab.page.locator('[data-testid="stExpandSidebarButton"]').click()
    tab.page.wait_for_selector('[data-testid="stSidebarNavItems"]', state="visible")
    settle(tab.page)
    walk.look(tab, lang, "home, phone")
    tab.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    settle(tab.page)


def clock_lab(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at the clocks of the example, at what can be added, at what would be otherwise, and at what is wrong."""
    tab.go("/clocks", ".md-lab-steps")
    walk.look(tab, lang, "clocks")
    press(tab, "lab_more", POPOVER)
    walk.look(tab, lang, "clocks, add", opened=POPOVER)
    shut(tab, POPOVER)
    tab.page.get_by_role("tab").nth(1).click()
    settle(tab.page)
    walk.look(tab, lang, "clocks, what if", opened=".st-key-scroll_lab_out")
    tab.page.locator(".st-key-lab_text textarea").fill("2026-02-30 17:00 ?\n?")
    tab.page.locator(".st-key-lab_text textarea").press("Control+Enter")
    tab.arrived(".md-lab-told")
    walk.look(tab, lang, "clocks, wrong", opened=".st-key-scroll_lab_out")


def handbooks(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at a handbook, then at each of its tabs."""
    tab.go("/handbooks", ".st-key-scroll_clocks table")
    walk.look(tab, lang, "handbooks")
    for number, what in enumerate(("clauses", "assumed", "silent", "people", "lists", "twins"), start=1):
        tab.page.get_by_role("tab").nth(number).click()
        tab.arrived(f".st-key-scroll_{what} table")
        walk.look(tab, lang, f"handbooks, {what}", opened='[role="tabpanel"]:not([hidden])')
    tab.go("/handbooks", ".st-key-scroll_clocks table")
    pick(tab, ".st-key-hb_chosen", [*shelf.HANDBOOKS].index("DSK"))
    tab.arrived(".st-key-scroll_clocks table")
    seen(walk, tab, lang, "handbooks, of a desk", '[data-testid="stMain"]')


def pick(tab: Window, field: str, place: int) -> None:
    """Choose from a list by the place of the choice."""
    tab.page.locator(f"{field} input").first.click()
    tab.page.get_by_role("option").nth(place).click()
    settle(tab.page)


def seen(walk: Walk, tab: Window, lang: Lang, name: str, part: str) -> None:
    """Look at a part by day; by night, where its kinds of field were looked at elsewhere, read its words alone."""
    if lang == "zh":
        walk.look(tab, lang, name, opened=part)
    else:
        walk.read(tab, lang, name, opened=part)


OTHERS: Mapping[Lang, tuple[str, str]] = {"zh": ("DSK", "S006-one-till-broken"), "en": ("ASC", SCENARIO)}
"""A desk of another manual for each language: a ringing phone by day, another form by night."""


FIRST = 4  # drawers of another manual that axe is asked of


def other_manual(walk: Walk, tab: Window, lang: Lang, server: Server, who: Person) -> None:
    """Look at the desk of another manual, at its menu, and at every drawer that only this manual has."""
    handbook, scenario = OTHERS[lang]
    wanted = Begin(scenario=scenario, lang=lang, mode="practice", handbook=handbook)
    name = drill_midway(server.store(), who.account, wanted, seed=7, moves=0)
    tab.go(f"/desk?attempt={name}", '[data-testid="stChatInput"] textarea[data-md-attempt]')
    walk.look(tab, lang, "desk, other manual")
    if tab.page.locator(".st-key-ring").count():
        tab.page.keyboard.press("Alt+8")
        tab.page.wait_for_selector(".st-key-ring", state="detached")
        settle(tab.page)
    press(tab, MENU, POPOVER)
    walk.look(tab, lang, "desk, other menu", opened=POPOVER)
    own = {f"b_{item.code}" for item in shelf.handbook(handbook).lists["desk_moves"]}
    found = [key for key, usable in tab.page.evaluate(OPENERS, POPOVER) if usable and key in own]
    shut(tab, POPOVER)
    for number, key in enumerate(found):
        press(tab, MENU, POPOVER)
        press(tab, key, WHOLE)
        # All are drawn from one table: axe sees each kind of field in the first, of the others the words are read.
        if number < FIRST:
            walk.look(tab, lang, "desk, other drawer", opened=DIALOG)
        else:
            walk.read(tab, lang, "desk, other drawer", opened=DIALOG)
        shut(tab, DIALOG)
    walk.own[handbook] = frozenset(found)


def shift(walk: Walk, tab: Window, lang: Lang, store: Store, who: Person) -> None:
    """Look at the choice of a shift, at its queue, at its strip over the desk, and at what it was worth."""
    tab.go("/shift", ".st-key-shift_go")
    walk.look(tab, lang, "shift")
    name = shift_drawn.begun(store, who.account, lang)
    tab.go(f"/shift?shift={name}", ".st-key-card_row_2")
    walk.look(tab, lang, "shift, queue")
    press(tab, "shift_end", POPOVER)
    walk.look(tab, lang, "shift, end", opened=POPOVER)
    shut(tab, POPOVER)
    press(tab, "serve_1", ".st-key-shift_strip")
    tab.arrived('[data-testid="stChatInput"] textarea[data-md-attempt]')
    walk.look(tab, lang, "desk, in a shift")
    shift_drawn.ended(store, who.account, name)
    tab.go(f"/shift?shift={name}", ".st-key-card_costs")
    walk.look(tab, lang, "shift, over")


WORDS_BETWEEN: Mapping[Lang, str] = {"zh": "请稍等，我查一下。", "en": "One moment, I am looking it up."}


def trainee(walk: Walk, tabs: Mapping[Lang, Window], server: Server, who: Person) -> None:
    """Look at all pages of a trainee in both languages."""
    store = server.store()
    for tab in tabs.values():
        tab.seat(who)
    exam(walk, tabs, server, who)
    level_exam(walk, tabs, server, who)
    for lang, tab in tabs.items():
        wanted = Begin(scenario=SCENARIO, lang=lang, mode="practice")
        name = drill_midway(store, who.account, wanted, seed=7, moves=MIDWAY)

        def do(kind: str, name: str = name, lang: Lang = lang) -> None:
            fields = {"text": WORDS_BETWEEN[lang]} if kind in {"hold", "resume"} else {}
            make(store, who.account, name, Move(kind=kind, fields=fields), wall())

        tab.go("/", ".st-key-card_done")
        walk.look(tab, lang, "home")
        phone(walk, tab, lang)
        press(tab, f"practise_{number_of(min(shelf.scenarios()))}", ".st-key-begin_back")
        walk.look(tab, lang, "begin card")
        tab.page.locator(".st-key-begin_go button").hover()
        walk.look(tab, lang, "begin card, hovered", opened=".st-key-begin_go")
        tab.go("/credentials", ".st-key-card_none")
        walk.look(tab, lang, "credentials")
        tab.go("/me", 'a[href^="/lang"]')
        walk.look(tab, lang, "me")
        clock_lab(walk, tab, lang)
        handbooks(walk, tab, lang)
        shift(walk, tab, lang, store, who)
        desk(walk, tab, lang, name, do)
        do("finish")
        after(walk, tab, lang, name)
        tab.go("/writing", ".st-key-hand_in")
        walk.look(tab, lang, "writing")
        other_manual(walk, tab, lang, server, who)


LOGS: Mapping[Lang, str] = {
    "zh": "问题关键字,状态,优先级,创建日期,已解决,经办人\n服务-1,已解决,最高,2026-03-10 09:00,2026-03-10 10:00,李娜\n"
    "服务-2,已解决,中,2026-03-10 09:00,2026-03-12 10:00,李娜\n服务-3,已解决,中,前天,,李娜\n",
    "en": "Issue key,Status,Priority,Created,Resolved,Assignee\n"
    "H-1,Resolved,Highest,2026-03-10 09:00,2026-03-10 10:00,Li\n"
    "H-2,Resolved,Medium,2026-03-10 09:00,2026-03-12 10:00,Li\nH-3,Resolved,Medium,soon,,Li\n",
}


def imports(walk: Walk, tab: Window, lang: Lang, who: Person) -> None:
    """Look at the page of imports without a file, at a file's preview and mapping, and at all that comes of it."""
    tab.seat(who)
    tab.go("/imports", ".st-key-scroll_imp_out li")
    walk.look(tab, lang, "imports")
    log = FilePayload(name="log.csv", mimeType="text/csv", buffer=LOGS[lang].encode())
    tab.page.locator(".st-key-imp_in input[type=file]").set_input_files(log)
    tab.arrived(".st-key-scroll_imp_preview table")
    walk.look(tab, lang, "imports, preview")
    tab.page.locator(".st-key-imp_view button").nth(1).click()
    tab.arrived(".st-key-scroll_imp_mapping .st-key-imp_save_mapping")
    walk.look(tab, lang, "imports, mapping", opened=".st-key-scroll_imp_mapping")
    tab.page.locator(".st-key-imp_zone input").click()
    tab.page.get_by_role("option").nth(1).click()
    settle(tab.page)
    press(tab, "imp_go", ".st-key-scroll_imp_result .md-imp-tiles")
    tab.arrived('.st-key-scroll_imp_result [data-testid="stVegaLiteChart"] svg >> nth=1')
    walk.look(tab, lang, "imports, result", opened=".st-key-scroll_imp_result")
    for number, what in ((3, "groups"), (4, "left_out")):
        tab.page.locator(".st-key-imp_view button").nth(number).click()
        tab.arrived(f".st-key-scroll_imp_{what} table")
        walk.look(tab, lang, f"imports, {what}", opened=f".st-key-scroll_imp_{what}")
    tab.page.locator(".st-key-imp_view button").nth(5).click()
    tab.arrived(".st-key-imp_draft_go")
    press(tab, "imp_draft_go", ".st-key-imp_draft_take")
    walk.look(tab, lang, "imports, draft", opened=".st-key-scroll_imp_draft")


def packs(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at the company's own handbooks, at what can be brought, at one that is changed, and at each tab of it."""
    tab.go("/packs", ".st-key-pk_open_K9")
    walk.look(tab, lang, "packs")
    tab.page.locator(".st-key-pk_source input").first.click()
    tab.page.get_by_role("option").last.click()
    tab.arrived('[data-testid="stFileUploader"]')
    walk.look(tab, lang, "packs, files", opened=".st-key-card_begin")
    press(tab, "pk_open_K9", ".st-key-pk_yaml textarea")
    walk.look(tab, lang, "packs, form")
    for number, what in ((1, ".md-pk-collision"), (2, ".st-key-pk_example table"), (3, ".st-key-pk_version_1")):
        tab.page.get_by_role("tab").nth(number).click()
        tab.arrived(what)
        walk.look(tab, lang, f"packs, tab {number}", opened=".st-key-scroll_pk_left")
    press(tab, "pk_publish", POPOVER)
    walk.look(tab, lang, "packs, publish", opened=POPOVER)


def scenarios(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at the scenarios of one's own, at the editor of one, at each part of its form, and at what is derived."""
    tab.go("/scenarios", ".st-key-au_open_S900-dark-kiosk")
    walk.look(tab, lang, "scenarios")
    press(tab, "au_open_S900-dark-kiosk", ".st-key-pk_yaml textarea")
    tab.arrived(".st-key-au_talk_acts")
    walk.look(tab, lang, "scenarios, form")
    for number, what in ((1, ".st-key-au_answer_unplugged"), (2, ".st-key-au_try")):
        tab.page.locator(".st-key-scroll_au_right").get_by_role("tab").nth(number).click()
        tab.arrived(what)
        walk.look(tab, lang, f"scenarios, right {number}", opened=".st-key-scroll_au_right")
    for number, what in ((1, ".st-key-au_before"), (2, ".st-key-au_look_1")):
        tab.page.locator(".st-key-scroll_au_left").get_by_role("tab").nth(number).click()
        tab.arrived(what)
        walk.look(tab, lang, f"scenarios, left {number}", opened=".st-key-scroll_au_left")
    press(tab, "au_review", POPOVER)
    walk.look(tab, lang, "scenarios, review", opened=POPOVER)
    tab.go("/scenarios?scenario=S900-dark-kiosk", ".st-key-au_talk_acts")
    begun = {"draws": "", "twists": "au_begin_second", "complaint": "au_begin_complaint"}
    for part, begin in begun.items():
        pick(tab, ".st-key-au_part", [*PARTS].index(part))
        if begin:
            press(tab, begin, ".st-key-scroll_au_left textarea")
        seen(walk, tab, lang, f"scenarios, {part}", ".st-key-scroll_au_left")


def own_pack(store: Store, writer: Account, second: Account) -> None:
    """Let a handbook be copied and published, and then changed once more."""
    wanted = NewPack(id="K9", title=Text(zh="九号手册", en="Manual nine"), origin="shipped", name="STD")
    pack = pack_drafts.begin(store, writer, wanted, wall())
    files = pack_drafts.opened(store, writer, pack.id).files
    handbook = checked(files, pack.id).handbook
    assert handbook is not None
    pack = pack_drafts.publish(store, second, pack.id, handbook.digest, seen=pack.seen, at=wall())
    changed = sheet_of(files).put("45m", "clocks", 0, "targets", "L2")
    pack_drafts.save(store, second, pack.id, changed, seen=pack.seen, at=wall())


def reviewer(walk: Walk, tab: Window, lang: Lang, who: Person) -> None:
    """Look at the drills of others, and at the handbooks of one's own company."""
    tab.seat(who)
    tab.go("/attempts", ".st-key-card_all")
    walk.look(tab, lang, "attempts")
    judged(walk, tab, lang)
    packs(walk, tab, lang)
    scenarios(walk, tab, lang)


ROWS, AMEND = '[class*="st-key-see_"] button, [class*="st-key-wait_"] button', '[class*="st-key-rv_amend"] button'


def amendable(tab: Window) -> None:
    """Open the first drill of the list with a finding that a person can change, at that finding."""
    for row in range(tab.page.locator(ROWS).count()):
        tab.go("/attempts", ".st-key-card_all")
        tab.page.locator(ROWS).nth(row).click()
        tab.arrived(".st-key-card_review")
        if tab.page.locator(AMEND).count():
            return
        for label in tab.page.locator(".st-key-card_findings label").all():
            label.click()  # what another seat answers for nobody changes here
            settle(tab.page)
            if tab.page.locator(AMEND).count():
                return
    raise AssertionError("no drill of the list has a finding that can be changed")


def registry(walk: Walk, tab: Window, lang: Lang, who: Person) -> None:
    """Look at the credentials that were issued."""
    tab.seat(who)
    tab.go("/registry", ".st-key-reg_head")
    walk.look(tab, lang, "registry")


def judged(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at a score that a person may change, at a blind sheet of a calibration, and at a rubric of one's own."""
    amendable(tab)
    seen(walk, tab, lang, "result, of another", ".st-key-card_review")
    tab.page.locator(AMEND).first.click()
    tab.arrived(POPOVER)
    seen(walk, tab, lang, "result, amend", POPOVER)
    shut(tab, POPOVER)
    tab.go("/examiner", ".st-key-card_waiting")
    walk.look(tab, lang, "examiner")
    tab.go("/analysis", ".st-key-card_paper")
    walk.look(tab, lang, "analysis")
    tab.go("/standards", ".st-key-card_cuts")
    walk.look(tab, lang, "standards")
    tab.go("/calibration", ".st-key-card_sessions")
    walk.look(tab, lang, "calibration")
    tab.page.locator('[class*="st-key-cal_judge_"] button').first.click()
    tab.arrived(".st-key-cal_keep")
    seen(walk, tab, lang, "calibration, sheet", ".st-key-scroll_ask")
    tab.go("/validity", ".st-key-card_goals table")
    walk.look(tab, lang, "validity")
    tab.go("/rubrics", ".st-key-ru_open_STD")
    walk.look(tab, lang, "rubrics")
    press(tab, "ru_open_STD", ".st-key-pk_yaml textarea")
    seen(walk, tab, lang, "rubrics, editor", ".st-key-scroll_pk_left")


def admin(walk: Walk, tab: Window, lang: Lang, who: Person) -> None:
    """Look at the accounts, with somebody chosen."""
    tab.seat(who)
    tab.go("/admin", ".st-key-card_invite")
    tab.page.locator(".st-key-admin_chosen label").nth(1).click()
    tab.page.wait_for_selector(".st-key-card_person")
    settle(tab.page)
    walk.look(tab, lang, "admin")


def signed_out(walk: Walk, tab: Window, lang: Lang) -> None:
    """Look at what an open page says after its next click, once the person has signed out elsewhere."""
    tab.page.locator(".st-key-admin_chosen label").nth(2).click()
    tab.arrived('[data-testid="stMainBlockContainer"] a[href^="/login"]')
    walk.look(tab, lang, "sign in first")


@pytest.fixture(scope="module")
def walk(browser: Browser, server: Server) -> Walk:
    """One walk over everything: one window a language, one drill a language."""
    done, store = Walk(), server.store()
    with ExitStack() as stack:
        tabs: dict[Lang, Window] = {
            lang: stack.enter_context(window(browser, server, locale, None)) for lang, locale in LOCALES.items()
        }
        for lang, tab in tabs.items():
            plain_pages(done, tab, lang)
        trainee(done, tabs, server, person(store, "guliang", Text(zh="顾良", en="Gu Liang"), "trainee"))
        trainer = person(store, "tangyu", Text(zh="唐雨", en="Tang Yu"), "trainer")
        examiner = person(store, "luoyi", Text(zh="罗意", en="Luo Yi"), "examiner")
        boss = person(store, "fengke", Text(zh="冯可", en="Feng Ke"), "admin")
        own_pack(store, trainer.account, boss.account)
        kiosk = NewScenario(slug="", title=Text(zh="", en=""), origin="upload", files={TEXT: SCENARIO_TEXT, **WORLD})
        scenario_drafts.begin(store, trainer.account, kiosk, wall())
        calibrating.open_session(store, trainer.account, calibrating.FEWEST, wall())
        rubric_drafts.begin(store, trainer.account, "STD", wall())
        for lang, tab in tabs.items():
            reviewer(done, tab, lang, trainer)
            registry(done, tab, lang, examiner)
            imports(done, tab, lang, boss)
            admin(done, tab, lang, boss)
        sign_out(store, boss.session.token)
        for lang, tab in tabs.items():
            signed_out(done, tab, lang)
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
    """A page that is added to the table must be added to the walk.

    Each is seen in both languages and in both themes, and so is what opens on it, but for most drawers of the desk:
    they are made of the same parts, and that every wording is there in each language is asked of the catalogues.
    """
    seen: dict[str, set[str]] = {}
    for look in walk.looks:
        seen.setdefault(look.name, set()).update((look.lang, look.theme))
    pages = {name.partition(",")[0] for name in seen}
    assert pages >= {row.url for row in load_table()} | {"login", "verify", "begin card", "me"}
    drawn = {f"desk, {key.removeprefix('b_')}" for key in walk.offered - walk.opened["en"]}
    once = {name for name, ways in seen.items() if ways != {"zh", "en", "light", "dark"}}
    assert {name for name in once if name not in drawn and name.partition(", step")[0] not in drawn} == set()


def test_every_drawer_was_open_and_every_step_seen(walk: Walk) -> None:
    """Whatever the page offers in the middle, on hold or resolved, in Chinese; where there are steps, each."""
    assert walk.offered > {"b_escalate", "b_hold", "b_resume", "b_complaint", "b_reopen"}
    assert (walk.opened["zh"], len(walk.opened["en"])) == (walk.offered, AT_NIGHT)
    assert {key: count for (lang, key), count in walk.steps.items() if count and lang == "zh"} == {
        f"b_{name}": len(steps) for name, steps in (("complaint", COMPLAINT_STEPS), ("remote", REMOTE_STEPS))
    }


def test_the_drawers_of_another_manual_were_open(walk: Walk) -> None:
    """All whose move is possible at the beginning, and that ask for anything."""
    never = {"answer_call", "forward_call", "acknowledge", "low_rating_contact"}
    for handbook, keys in walk.own.items():
        codes = {item.code for item in shelf.handbook(handbook).lists["desk_moves"]}
        assert keys == {f"b_{code}" for code in codes - never}
    assert set(walk.own) == {handbook for handbook, _ in OTHERS.values()}


def test_no_word_is_exempt_that_the_page_puts_into_ours() -> None:
    """Else the Chinese pages could be English again and nobody would hear of it."""
    ours = (*WORDS, *(f"{beginning}Total" for beginning in BEGINNINGS))
    assert [text for text in ours if not foreign(text, "[A-Za-z]{2,}", STREAMLITS_OWN, ())] == []


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
        look.name: look.overflow
        for look in walk.looks
        if look.name.startswith(("desk", "handbooks", "imports")) and any(look.overflow)
    } == {}


def test_no_request_leaves_the_host(walk: Walk, server: Server) -> None:
    """Fonts, scripts and pictures come from the server itself."""
    assert walk.hosts - {""} == {urlsplit(server.url).netloc}
