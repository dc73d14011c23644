"""Can a supervisor decide what a colleague asks leave for, and third line bring in partners outside the lines?"""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect

from mysterydesk import attempts
from mysterydesk.drills import Begin
from mysterydesk.store.protocol import Store
from policy.text import Lang
from simulator.drill import Attempt
from simulator.move import Move
from tests.pages.conftest import Server, Visit
from tests.pages.driver import Hand, settle
from tests.pages.test_axe import DIALOG, EXEMPT, LATIN_NAMES, STREAMLITS_OWN, WHOLE, shut
from tests.pages.windows import LOCALES, Window, drill_midway, foreign, make, wall

pytestmark = pytest.mark.browser

LOGIN = "chenxiao"
SUPERVISOR, THIRD_LINE = "S101-each-says-the-other", "S102-three-desks-one-floor"
NODE_DOWN, NUMBERS_DROPPED = 2, 5
"""Seeds: the bank's node is down, so that sending again charges people twice; the carrier has dropped numbers."""

SCRIPTS: Mapping[Lang, str] = {"zh": r"[A-Za-z]{2,}", "en": "[\u4e00-\u9fff]+"}


def opened(store: Store, scenario: str, lang: Lang, seed: int) -> str:
    """Begin a drill at a seat of the scenario's own."""
    trainee = store.accounts.by_login(LOGIN)
    assert trainee is not None
    return drill_midway(store, trainee, Begin(scenario=scenario, lang=lang, mode="practice"), seed=seed, moves=0)


def go_on(store: Store, name: str, *moves: Move) -> Attempt:
    """Make moves without the page."""
    trainee = store.accounts.by_login(LOGIN)
    assert trainee is not None
    for one in moves:
        make(store, trainee, name, one, wall())
    return attempts.load(store, name)


def until(store: Store, name: str, kind: str) -> Attempt:
    """Wait, in scenario time, until something has happened."""
    attempt = attempts.load(store, name)
    for _ in range(40):
        if any(one.kind == kind for one in attempt.events):
            return attempt
        attempt = go_on(store, name, Move(kind="wait", fields={"seconds": 0}))
    raise AssertionError(f"no {kind}")


def faults(page: Page, lang: Lang, part: str = "") -> Iterator[object]:
    """Give what axe finds, words of the other language, and by how much the page scrolls."""
    tab = Window(page=page, url="")
    yield from tab.violations(part)
    own = (*STREAMLITS_OWN, *EXEMPT)
    for name, text in tab.words(".md-quote", ".md-said", part=part):
        yield from ((name, text, one) for one in foreign(text, SCRIPTS[lang], own, {*LATIN_NAMES, LOGIN, "中文"}))
    yield from (one for one in tab.overflow() if one and not part)


def desk(visit: Visit, name: str, lang: Lang) -> Page:
    """Open the desk and wait for all of it."""
    page = visit(LOCALES[lang], login=LOGIN, path=f"/desk?attempt={name}")
    page.wait_for_selector('[data-testid="stChatInput"] textarea[data-md-attempt]')
    settle(page)
    return page


def test_a_supervisor_refuses_what_a_colleague_asks_leave_for(visit: Visit, server: Server) -> None:
    """The request stands at the desk with its risk in the drawer; the answer is on record and nothing is done."""
    store = server.store()
    name = opened(store, SUPERVISOR, "zh", NODE_DOWN)
    asked = next(iter(until(store, name, "override.requested").state.requests.values()))
    page = desk(visit, name, "zh")
    hand = Hand(page, {})
    assert list(faults(page, "zh")) == []
    hand.click(f"b_decide_{asked.action}")
    page.wait_for_selector(WHOLE)
    assert list(faults(page, "zh", DIALOG)) == []
    hand.choose("d_verdict", 1)
    hand.write("d_decide", "重发会扣两次，先查清再说")
    hand.click("d_decide_go")
    expect(page.locator(f".st-key-asked_{asked.action}")).to_have_count(0)
    expect(page.locator(".st-key-talk")).to_contain_text("先查清再说")
    later = go_on(store, name, Move(kind="wait", fields={"seconds": 3600}))
    assert [one.fields["verdict"] for one in later.events if one.kind == "override.decided"] == ["no"]
    assert later.state.system["charges"] == "single"


def test_third_line_brings_in_a_partner_with_what_shows_that_it_is_theirs(visit: Visit, server: Server) -> None:
    """By the strip under the talk; what they say is in the talk under their name, and they can be chased."""
    store = server.store()
    name = opened(store, THIRD_LINE, "en", NUMBERS_DROPPED)
    go_on(store, name, Move(kind="take"), Move(kind="check", fields={"check": "capture_signalling"}))
    page = desk(visit, name, "en")
    hand = Hand(page, {})
    assert list(faults(page, "en")) == []
    hand.click("b_engage_carrier")
    page.wait_for_selector(WHOLE)
    assert list(faults(page, "en", DIALOG)) == []
    hand.choose("d_engage_what", 0)
    hand.write("d_engage", "The exchange answers that the calling number is not on file")
    hand.click("d_engage_go")
    expect(page.locator(".st-key-talk")).to_contain_text("not on file")
    hand.click("b_chase_carrier")
    page.wait_for_selector(WHOLE)
    assert list(faults(page, "en", DIALOG)) == []
    shut(Window(page=page, url=""), DIALOG)
    answered = until(store, name, "partner.answered")
    page.reload()
    page.wait_for_selector('[data-testid="stChatInput"] textarea[data-md-attempt]')
    settle(page)
    who = answered.desk.case.partners[0].name
    expect(page.locator(".md-who", has_text=who[:1].upper() + who[1:])).not_to_have_count(0)
