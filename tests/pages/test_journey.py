"""The whole job in a real browser: from signing in to a credential that a stranger verifies."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mysterydesk import attempts, drills, papers, shelf
from mysterydesk.dossier import dossier
from policy.text import Lang
from simulator.drill import Attempt
from simulator.move import Refusal
from simulator.solve import solve
from tests.pages.conftest import Server, Visit
from tests.pages.driver import Hand, attempt_in

pytestmark = pytest.mark.browser

Picture = Callable[[Page, str], None]
MIDWAY = 19
HAN = re.compile("[\u4e00-\u9fff]")
OUR_WORDS = """() => {
  const copy = document.querySelector('.stMainBlockContainer').cloneNode(true);
  copy.querySelectorAll('.md-quote').forEach(one => one.remove());
  return copy.innerText;
}"""
"""What the page says in its own words: quotes stay in the language they were said in."""


def words_of(lang: Lang) -> dict[str, str]:
    """Give what the page calls priorities and lines."""
    handbook = shelf.handbook()
    named = {str(one.code): one.name.in_lang(lang) for one in handbook.priorities}
    named |= {str(one.code): one.name.in_lang(lang) for one in handbook.tiers}
    return named | {one.code: one.title.in_lang(lang) for one in handbook.lists.get("ticket_types", ())}


def place_of(kind: str) -> int:
    """Give the place on the home page of the first mystery customer of a kind."""
    names = sorted(shelf.scenarios())
    return next(place for place, name in enumerate(names, start=1) if shelf.scenario(name).kind == kind)


def crew_of(attempt: Attempt) -> dict[str, list[str]]:
    """List who is on duty, by line, as the page lists them."""
    crew: dict[str, list[str]] = {}
    for one in attempt.desk.case.coworkers:
        crew.setdefault(one.tier, []).append(one.id)
    return crew


def handle(
    page: Page,
    server: Server,
    lang: Lang,
    button: str,
    *,
    moves: int = 0,
    midway: Callable[[], None] | None = None,
) -> None:
    """Begin a drill and handle it move by move through the page, as far as `moves` (0: to its end)."""
    page.locator(f".st-key-{button} button").click()
    page.locator(".st-key-begin_go button").click()
    page.wait_for_url("**/desk?attempt=*")
    attempt = attempts.load(server.store(), attempt_in(page.url))
    hand = Hand(page, words_of(lang), crew_of(attempt))
    hand.settled()
    todo = solve(attempt.desk, datetime.now(UTC))  # noqa: TID251  a real visit happens now
    for number, timed in enumerate(todo[: moves or len(todo)]):
        hand.perform(timed.move)
        if number == MIDWAY and midway is not None:
            midway()


def test_from_login_to_a_credential_that_verifies(
    visit: Visit, server: Server, picture: Picture, tmp_path: Path
) -> None:
    """A new hire passes three drills and the paper in Chinese; a stranger verifies the credential.

    The how-to is worked in the browser from greeting to call-back; the longer drills go through the use-cases that
    the pages call, because each takes minutes of clicking.
    """
    page = visit("zh-CN", "chenxiao")
    expect(page.get_by_role("heading", name="您好，陈晓")).to_be_visible()
    picture(page, "home-zh")
    handle(page, server, "zh", f"certify_{place_of('how_to')}", midway=lambda: picture(page, "desk-zh"))
    page.locator(".st-key-to_result button").click()
    expect(page.get_by_text("每一项红线都守住了")).to_be_visible()
    picture(page, "result-zh")
    for kind in ("transfer", "outage"):
        work_through(server, "chenxiao", kind)
    page.goto(server.url)
    expect(page.get_by_role("heading", name="您好，陈晓")).to_be_visible()
    sit_paper(page, server, picture)
    claim_and_verify(page, visit, picture, tmp_path)
    tour(visit, server, picture)


def work_through(server: Server, login: str, kind: str) -> None:
    """Begin and handle a certifying drill of a kind through the use-cases behind the pages."""
    store, at = server.store(), datetime.now(UTC)  # noqa: TID251  a real visit happens now
    account = next(one for one in store.accounts.everyone() if one.login == login)
    scenario = next(one.id for one in shelf.scenarios().values() if one.kind == kind)
    begun = drills.begin(store, account, drills.Begin(scenario=scenario, lang="zh", mode="certifying"), at)
    attempt = attempts.load(store, begun)
    for timed in solve(attempt.desk, at):
        done = drills.move(store, account, begun, timed.move, seen=len(attempt.events), at=timed.wall)
        assert not isinstance(done, Refusal), done
        attempt = done
    store.close()


def tour(visit: Visit, server: Server, picture: Picture) -> None:
    """Look at every page in English, and at the plain ones in both languages."""
    page = visit("en-US", "chenxiao")
    store = server.store()
    account = next(one for one in store.accounts.everyone() if one.login == "chenxiao")
    done = dossier(store, account)
    stops = {
        "result": (f"/result?attempt={done.drills[0].attempt}", "What happened"),
        "exam": ("/exam", "By topic"),
        "credentials": ("/credentials", "Junior, short form"),
    }
    for name, (path, words) in stops.items():
        page.goto(server.url + path)
        expect(page.get_by_text(words).first).to_be_visible()
        assert HAN.findall(page.evaluate(OUR_WORDS)) == [], name
        picture(page, f"{name}-en")
    trainer = visit("en-US", "zhoulan")
    expect(trainer.get_by_role("heading", name="Drills")).to_be_visible()
    picture(trainer, "attempts-en")
    number = done.credentials[0].credential.rpartition(":")[2]
    for lang, tag in (("zh-CN", "zh"), ("en-US", "en")):
        plain = visit(lang, path="/login")
        picture(plain, f"login-{tag}")
        plain.goto(f"{server.url}/verify/{number}")
        expect(plain.locator("h1")).to_be_visible()
        picture(plain, f"verify-{tag}")


def sit_paper(page: Page, server: Server, picture: Picture) -> None:
    """Answer every question of the paper by its key, one a screen, and hand in."""
    hand = Hand(page, words_of("zh"))
    hand.click("to_exam")
    hand.click("exam_begin")
    store = server.store()
    account = next(one for one in store.accounts.everyone() if one.login == "chenxiao")
    entry = dossier(store, account).papers[-1]
    for number, place in enumerate(papers.form_of(store, entry.form).places):
        letters = {str(option): letter for letter, option in place.by_letter().items()}
        name = f"answer_{entry.paper}_{place.question}"
        chosen = [letters[str(option)] for option in place.item.key]
        if number == 0:
            picture(page, "exam-zh")
        if place.item.kind == "multiple":
            for letter in chosen:
                hand.key(f"{name}{letter}").locator("label").click()
                hand.settled()
        elif place.item.kind == "ordering":
            for letter in chosen:
                hand.key(name).locator("input").first.fill(letter)
                hand.key(name).locator("input").first.press("Enter")
                hand.settled()
            hand.key(name).locator("input").first.press("Escape")
            page.locator("h2").first.click()
        else:
            hand.choose(name, sorted(letters.values()).index(chosen[0]))
        hand.click("exam_next")
    hand.click("exam_hand_in")
    expect(page.get_by_text("通过了：20/20。")).to_be_visible()
    picture(page, "exam-marked-zh")


def claim_and_verify(page: Page, visit: Visit, picture: Picture, folder: Path) -> None:
    """Claim the credential, download it, and check it as a stranger: on the page and offline."""
    page.goto(page.url.rsplit("/", 1)[0] + "/credentials")
    Hand(page, {}).click("claim_go")
    expect(page.get_by_text("初级·简版").first).to_be_visible()
    picture(page, "credentials-zh")
    links = page.locator('a[href^="/verify/"], a[href^="/status/"]').evaluate_all("all => all.map(a => a.href)")
    stranger = visit("en-US", path="/login")
    stranger.goto(links[0])
    expect(stranger.get_by_role("heading", name="This credential is valid")).to_be_visible()
    picture(stranger, "verify-en")
    files = {"credential.json": links[1], "status.json": links[3]}
    for name, address in files.items():
        (folder / name).write_bytes(stranger.request.get(address).body())
    assert stranger.request.get(links[2]).body().startswith(b"%PDF")
    command = [sys.executable, "-c", "from mysterydesk.cli import app; app()", "credential", "verify"]
    checked = subprocess.run(
        [*command, str(folder / "credential.json"), "--status", str(folder / "status.json"), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(checked.stdout)["verdict"] == "verified", checked.stdout + checked.stderr


def test_the_desk_in_english(visit: Visit, server: Server, picture: Picture) -> None:
    """Half a handling in English; then a reload rebuilds the desk with no move lost."""
    page = visit("en-US", "chenxiao")
    expect(page.get_by_role("heading", name="Hello, Chen Xiao")).to_be_visible()
    picture(page, "home-en")
    handle(page, server, "en", "practise_1", moves=18)
    picture(page, "desk-en")
    said = page.locator(".md-said").all_inner_texts()
    page.reload()
    expect(page.locator(".md-said").nth(len(said) - 1)).to_be_visible()
    assert page.locator(".md-said").all_inner_texts() == said
    assert page.locator("html").get_attribute("lang") == "en"
    stored = attempts.load(server.store(), attempt_in(page.url)).state.ticket.fields
    expect(page.locator(".st-key-f_customer_id input")).to_have_value(stored["customer_id"])


def test_a_double_click_begins_one_drill_and_makes_one_move(visit: Visit, server: Server) -> None:
    """Two quick clicks on begin lead to one attempt; two on a check run it once; a draft outlives a reload."""
    page = visit("zh-CN", "chenxiao")
    store = server.store()
    account = next(one for one in store.accounts.everyone() if one.login == "chenxiao")
    before = len(dossier(store, account).drills)
    page.locator(f".st-key-practise_{place_of('how_to')} button").click()
    page.locator(".st-key-begin_go button").dblclick()
    page.wait_for_url("**/desk?attempt=*")
    hand = Hand(page, {})
    hand.settled()
    assert len(dossier(store, account).drills) == before + 1
    attempt = attempts.load(store, attempt_in(page.url))
    check = next(one for one in attempt.desk.case.fault_model.checks if one.tier == "T1" and not one.needs)
    hand.tab(1)
    hand.key(f"check_{check.id}").get_by_role("button").first.dblclick()
    hand.settled()
    events = attempts.load(store, attempt.id).events
    assert [event.fields["check"] for event in events if event.kind == "check.run"] == [check.id]
    page.locator('[data-testid="stChatInput"] textarea').fill("先别发出去")
    page.reload()
    expect(page.locator('[data-testid="stChatInput"] textarea')).to_have_value("先别发出去")


def test_a_move_from_a_second_window_is_refused_and_nothing_is_lost(visit: Visit, server: Server) -> None:
    """Two windows on one attempt: the later one is told, its words are not written, the first goes on."""
    page = visit("zh-CN", "chenxiao")
    handle(page, server, "zh", "practise_2", moves=1)
    second = page.context.new_page()
    second.goto(page.url)
    expect(second.locator(".md-said").first).to_be_visible()
    Hand(page, {}).write("f_symptom", "草稿不见了")
    Hand(second, {}).write("f_trigger", "不清楚")
    expect(second.get_by_text("这张工单在另一个窗口里继续了")).to_be_visible()
    fields = attempts.load(server.store(), attempt_in(page.url)).state.ticket.fields
    assert fields == {"symptom": "草稿不见了"}


def test_signing_out_reaches_an_open_tab(visit: Visit, server: Server) -> None:
    """After signing out in one tab, the next click in another finds a stranger."""
    page = visit("zh-CN", "chenxiao")
    expect(page.get_by_role("heading", name="您好，陈晓")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{server.url}/me")
    other.get_by_role("button", name="退出").click()
    page.locator(".st-key-to_exam button").click()
    expect(page.get_by_role("link", name="登录").first).to_be_visible()


def test_a_trainer_sees_the_drills_of_others_and_a_trainee_does_not(
    visit: Visit, server: Server, picture: Picture
) -> None:
    """The list is the trainer's; a trainee who types the address is told."""
    page = visit("zh-CN", "zhoulan")
    expect(page.get_by_role("heading", name="学员演练")).to_be_visible()
    picture(page, "attempts-zh")
    trainee = visit("zh-CN", "chenxiao")
    refused = trainee.goto(f"{server.url}/attempts")
    assert refused is not None
    assert refused.status == 403
