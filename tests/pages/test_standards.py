"""Five judges of known bias set a cut through the browser: is it the cut that they must give?"""

from statistics import fmean, stdev

import pytest
from playwright.sync_api import Page, expect

from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.clock import now
from mysterydesk.exams.cuts import in_force
from mysterydesk.exams.standard_record import Standard, all_standards
from policy.text import Text
from tests.pages.conftest import Server, Visit
from tests.pages.driver import IDLE_MS, settle

PHRASE = "judges-of-known-bias"
BIAS = (-15, -5, 0, 5, 20)
"""Of each judge, in per cent points."""


def truth(session: Standard) -> dict[str, int]:
    """What somebody just competent would really do, entry by entry."""
    return {one.id: 30 + 5 * (place % 9) for place, one in enumerate(session.entries)}


def signed_in(visit: Visit, login: str, path: str = "/standards") -> Page:
    page = visit(path=f"/login?next={path}")
    page.fill('input[name="login"]', login)
    page.fill('input[type="password"]', PHRASE)
    page.click("button")
    page.wait_for_selector('[data-testid="stApp"]')
    return page


def leave(page: Page) -> None:
    page.context.clear_cookies()
    page.close()


def rate(page: Page, session: Standard, values: dict[str, int], entries: int = 10) -> None:
    """Fill in every sheet."""
    page.locator(f".st-key-standards_rate_{session.id}").get_by_role("button").click()
    for at in range(0, len(session.entries), entries):
        group = session.entries[at : at + entries]
        expect(page.locator(f".st-key-entry_{group[0].id}")).to_be_visible(timeout=IDLE_MS)
        for one in group:
            page.locator(f".st-key-std_{session.id}_{session.round}_{one.id} input").fill(str(values[one.id]))
        page.get_by_role("button", name="保存这一页").click()
        expect(page.get_by_text(f"已保存 {len(group)} 条。")).to_be_visible(timeout=IDLE_MS)
        settle(page)


def latest(server: Server) -> Standard:
    store = server.store()
    try:
        return all_standards(store)[0]
    finally:
        store.close()


@pytest.mark.browser
def test_judges_set_the_cut_through_the_browser(visit: Visit, server: Server) -> None:
    logins = [f"judge{number}" for number in range(len(BIAS))]
    store = server.store()
    for place, login in enumerate(logins):
        new = NewAccount(
            login=login,
            name=Text(zh=f"评委{place}", en=f"Judge {place}"),
            role="examiner" if place < 2 else "trainer",
            phrase=PHRASE,
        )
        open_account(store, new, by=None, at=now())
    store.close()
    page = signed_in(visit, logins[0])
    page.locator(".st-key-standards_level input").first.click()
    page.get_by_role("option").nth(2).click()
    settle(page)
    page.locator(".st-key-standards_open").get_by_role("button").click()
    expect(page.locator(".st-key-card_sessions").get_by_text("第 1 轮")).to_be_visible(timeout=IDLE_MS)
    for number, step in ((1, "second"), (2, "close")):
        session = latest(server)
        for login, bias in zip(logins, BIAS, strict=True):
            if login != logins[0] or number == 2:
                leave(page)
                page = signed_in(visit, login)
            if number == 2 and login == logins[1]:
                page.locator(f".st-key-standards_rate_{session.id}").get_by_role("button").click()
                expect(page.get_by_text("全体最低").first).to_be_visible(timeout=IDLE_MS)
                page.goto(f"{server.url}/standards")
            rate(page, session, {name: value + bias for name, value in truth(session).items()})
        leave(page)
        page = signed_in(visit, logins[0])
        page.locator(f".st-key-standards_{step}_{session.id}").get_by_role("button").click()
        settle(page)
    session = latest(server)
    for login in logins[:2]:
        leave(page)
        page = signed_in(visit, login, f"/standards?session={session.id}")
        page.locator(".st-key-standards_approve").get_by_role("button").click()
        settle(page)
    whole = sum(one.weight for one in session.entries)
    right = sum(one.weight * truth(session)[one.id] for one in session.entries) / whole
    share, error = right + fmean(BIAS), stdev(BIAS) / len(BIAS) ** 0.5
    page.goto(f"{server.url}/standards")
    expect(page.locator(".st-key-card_cuts").get_by_text(f"{share:.1f}%（标准误 {error:.1f} 分）")).to_be_visible(
        timeout=IDLE_MS
    )
    store = server.store()
    cut = in_force(store, "senior")
    store.close()
    assert cut is not None
    assert cut.share == pytest.approx(share / 100, abs=1e-4)
    assert cut.error == pytest.approx(error / 100, abs=1e-4)
