"""Does a person with words of their own get from signing in to a credential, in a real browser, in both languages?

The words stand in `blind_words.json`: six for each moment and language, by somebody who had not seen the rules that
read them. The handling is searched for; of the six, the first that is read as meant is typed.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from certification.form import Place
from mysterydesk import attempts, drills, papers, shelf
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.cli import app
from mysterydesk.dossier import dossier
from mysterydesk.i18n import Translation, translation
from mysterydesk.store.records import Account
from policy.text import Lang, Text
from simulator.player import WANTED
from simulator.solve import solve
from simulator.state import Desk
from tests.pages.conftest import Server, Visit
from tests.pages.driver import Hand, attempt_in
from tests.pages.windows import LOCALES, Window, crew_of, make, names_on_the_page, picture, wall

pytestmark = pytest.mark.browser

WORDS: Mapping[str, Mapping[Lang, list[str]]] = json.loads(
    Path(__file__).with_name("blind_words.json").read_text(encoding="utf-8")
)
ALIKE = {"greet_letter": "greet_intro", "queued": "promise_update"}
"""Moments that came after the words were written, with the one that is closest."""

OWN: Mapping[tuple[str, Lang], str] = {
    ("explain_plan", "zh"): "问您几个问题",
    ("explain_plan", "en"): "ask you a few questions",
    ("progress", "zh"): "正在查原因",
    ("progress", "en"): "they are tracing the cause",
}
"""What the person puts into `{what}` where the search has nothing for it."""

PURPOSE_IS_PRESSED = ("hear_demand", "plan_steps", "plan_effect", "plan_risk", "feed_back", "follow_up")
"""Moments whose purpose is told by the button that is pressed, whatever the words are read as."""

IN_THE_BROWSER: Mapping[Lang, str] = {"zh": "S055-third-call-same-fault", "en": "S067-is-remote-safe"}
"""A complaint, and a how-to with a remote session."""

BEHIND_IT: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("S024-purchase-order-not-saved", "S047-lost-promotion-draft"),
    "en": ("S024-purchase-order-not-saved", "S055-third-call-same-fault"),
}
"""The other two kinds that a junior owes."""

HALF_AN_HOUR = timedelta(minutes=30)
PHRASE = "words that nobody tuned for"


def in_blind_words(desk: Desk) -> Desk:
    """Put the words of somebody else into the phrase book."""
    book = dict(desk.wording.moments)
    for moment, lang in book:
        said = WORDS[ALIKE.get(moment, moment)][lang]
        what = OWN.get((moment, lang), "")
        book[moment, lang] = (*said, *(one.replace("{what}", what) for one in said if what))
    return replace(desk, wording=replace(desk.wording, moments=book))


class Person(Hand):
    """A hand that looks for a tab only where it is not open."""

    open_tab = 0

    def tab(self, number: int) -> None:
        if number != self.open_tab:
            super().tab(number)
            self.open_tab = number


def sign_in(page: Page, server: Server, login: str) -> None:
    """Type login and pass phrase."""
    page.goto(f"{server.url}/login")
    page.fill('input[name="login"]', login)
    page.fill('input[type="password"]', PHRASE)
    page.click("main button")
    page.wait_for_selector(".st-key-card_towards")


def handle(page: Page, server: Server, t: Translation, scenario: str) -> None:
    """Begin a certifying drill from the home page and handle it to its end."""
    place = sorted(shelf.scenarios()).index(scenario) + 1
    page.locator(f".st-key-certify_{place} button").click()
    page.locator(".st-key-begin_go button").click()
    page.wait_for_url("**/desk?attempt=*")
    attempt = attempts.load(server.store(), attempt_in(page.url))
    hand = Person(page, names_on_the_page(t), crew_of(attempt))
    page.wait_for_selector('[data-testid="stChatInput"] textarea')
    hand.settled()
    for timed in solve(in_blind_words(attempt.desk), wall()):
        hand.perform(timed.move)
    expect(page.get_by_text(t("result.sentence_pass"))).to_be_visible()
    page.goto(server.url)
    page.wait_for_selector(".st-key-card_towards")


def work_through(server: Server, who: Account, lang: Lang, scenario: str) -> None:
    """Handle a certifying drill through the use-cases that the desk calls, with the same words."""
    store, began = server.store(), wall() - HALF_AN_HOUR
    name = drills.begin(store, who, drills.Begin(scenario=scenario, lang=lang, mode="certifying"), began)
    for timed in solve(in_blind_words(attempts.load(store, name).desk), began):
        make(store, who, name, timed.move, timed.wall)


def answer(hand: Person, paper: str, place: Place, letters: list[str]) -> None:
    """Give one answer of the paper on the page."""
    name = f"answer_{paper}_{place.question}"
    if place.item.kind == "multiple":
        for letter in letters:
            hand.key(f"{name}{letter}").locator("label").click()
            hand.settled()
    elif place.item.kind == "ordering":
        for letter in letters:
            hand.key(name).locator("input").first.fill(letter)
            hand.key(name).locator("input").first.press("Enter")
            hand.settled()
        hand.key(name).locator("input").first.press("Escape")
    else:
        hand.choose(name, sorted(place.by_letter()).index(letters[0]))


def sit_paper(page: Page, server: Server, t: Translation, who: Account) -> None:
    """Answer one question of each kind on the page and the others through the use-case, by their keys; hand in."""
    store, hand = server.store(), Person(page, {})
    hand.click("to_exam")
    hand.click("exam_begin")
    entry = dossier(store, who).papers[-1]
    places = papers.form_of(store, entry.form).places
    by_hand = {one.item.kind: number for number, one in enumerate(places)}
    for number, place in enumerate(places):
        letters = {str(option): letter for letter, option in place.by_letter().items()}
        chosen = [letters[str(option)] for option in place.item.key]
        if by_hand[place.item.kind] == number:
            hand.click("exam_review")
            hand.click(f"to_{number}")
            answer(hand, entry.paper, place, chosen)
        else:
            papers.answer(store, who, entry.paper, str(place.question), tuple(chosen), wall())
    hand.click("exam_review")
    hand.click("exam_hand_in")
    expect(page.get_by_text(t("exam.passed", points=len(places), possible=len(places)))).to_be_visible()


def in_both_themes(page: Page, name: str) -> None:
    """Picture a page by day and by night."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        picture(page, f"{name}-{theme}")
    page.emulate_media(color_scheme="light")


def claim(page: Page, server: Server, lang: Lang) -> list[str]:
    """Claim the credential; give the addresses of its page, its file, its print and the status list."""
    page.goto(f"{server.url}/credentials")
    Person(page, {}).click("claim_go")
    links = page.locator('a[href^="/verify/"], a[href^="/status/"]')
    expect(links).to_have_count(4)
    assert Window(page=page, url=server.url).violations() == []
    in_both_themes(page, f"credentials-{lang}")
    return [str(one) for one in links.evaluate_all("all => all.map(a => a.href)")]


def verify(stranger: Page, links: list[str], t: Translation, folder: Path) -> None:
    """Check it as somebody without an account: on the page, and offline from the files."""
    stranger.goto(links[0])
    expect(stranger.get_by_role("heading", name=t("verify.valid"))).to_be_visible()
    assert Window(page=stranger, url=links[0]).violations() == []
    in_both_themes(stranger, f"verify-{t.lang}")
    files = [folder / "credential.json", folder / "status.json"]
    for file, address in zip(files, (links[1], links[3]), strict=True):
        file.write_bytes(stranger.request.get(address).body())
    assert stranger.request.get(links[2]).body().startswith(b"%PDF")
    checked = CliRunner().invoke(app, ["credential", "verify", str(files[0]), "--status", str(files[1]), "--json"])
    assert json.loads(checked.stdout)["verdict"] == "verified", checked.output


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("zh", Text(zh="苏言", en="Su Yan")),
        ("en", Text(zh="罗青", en="Luo Qing")),
    ],
)
def test_a_person_with_words_of_their_own_is_certified(
    visit: Visit,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: Lang,
    name: Text,
) -> None:
    """Three certifying drills, the paper, the claim; a stranger verifies it in the other language.

    One drill is worked in the browser from greeting to call-back; the others go through the use-cases that the desk
    calls, with the same words. The transfer could not be typed: the search has settled beforehand when it waits for
    the other line, and on a slow machine the wall clock would bring that line's answers at other moves.
    """
    for moment in PURPOSE_IS_PRESSED:
        monkeypatch.setitem(WANTED, moment, "")
    login = name.en.replace(" ", "").lower()
    who = open_account(
        server.store(), NewAccount(login=login, name=name, role="trainee", phrase=PHRASE), by=None, at=wall()
    )
    page, t = visit(LOCALES[lang], path="/login"), translation(lang)
    sign_in(page, server, login)
    for scenario in BEHIND_IT[lang]:
        work_through(server, who, lang, scenario)
    handle(page, server, t, IN_THE_BROWSER[lang])
    assert [one.verdict for one in dossier(server.store(), who).drills] == ["pass"] * 3
    sit_paper(page, server, t, who)
    links = claim(page, server, lang)
    away: Lang = "en" if lang == "zh" else "zh"
    verify(visit(LOCALES[away], path="/login"), links, translation(away), tmp_path)
