"""What is archived may name whatever the ticket, the desk or the clock shows, and nothing that nobody said."""

from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.handbook import Handbook
from policy.text import Text
from scenarios.draw import draw_case
from scenarios.scenario import Scenario
from scenarios.world import World
from scoring.answer_key import AnswerKey, Machine, answer_key
from scoring.checks.feedback import claimed
from scoring.checks.record import record
from scoring.rubric import Rubric
from scoring.score import question_of, score
from sla.timeline import Json
from tests.scoring.conftest import (
    GOOD,
    MODEL,
    NINE,
    Row,
    Scored,
    added,
    changed,
    dropped,
    key_of,
    sheet,
    unclear,
    unmet,
    written,
)

KB = {
    "KB-0211": "QR and card payments fail\n4.2.0 有已知问题，升级到 4.2.1 解决\n缓存上限 512 MB",
    "KB-0417": "把浏览器缩放恢复到 100%\nSet the zoom back to 100%",
}


def titled() -> AnswerKey:
    """Give a key whose cure bears a figure in its name, on a desk with a knowledge base."""
    cure = replace(MODEL.actions[0], title=Text(zh="把缩放恢复到100%", en="Set the zoom to 100%"))
    model = replace(MODEL, actions=(cure, *MODEL.actions[1:]))
    known = key_of().machine
    assert known is not None
    return key_of(machine=Machine(model=model, start=known.start, cause=known.cause), articles=KB)


def archived(rows: tuple[Row, ...] = GOOD, **fields: str) -> tuple[Row, ...]:
    held: dict[str, Json] = {"description": "促销草稿不见了", "steps": "清除筛选", "feedback": "好了", **fields}
    return changed("ticket.archived", rows=rows, fields=held)


OPENED: tuple[Row, ...] = added((5.5, "trainee", "kb.opened", {"article": "KB-0211"}))


@pytest.mark.parametrize(
    "steps",
    [
        "把缩放恢复到100%",
        "恢复缩放为 100 %，客户 9:08 操作",
        "Set the zoom back to 100%",
        "1. 清除筛选 2. 缩放恢复100%",
        "4.2.0 的已知问题，升级到 4.2.1 解决",
        "known issue of 4.2.0, upgrade to 4.2.1",
        "缓存上限改为512MB",
        "按KB-0211处理，历时12分钟",
        "上午9:12恢复，2026-03-10",
        "20260310 0912 恢复",
        "参考KB-1，清除筛选",
    ],
)
def test_an_archive_may_name_what_the_desk_showed(scored: Scored, steps: str) -> None:
    card = scored(archived(OPENED, steps=steps), titled())
    assert "archive_true" not in [*unmet(card), *unclear(card)]


@pytest.mark.parametrize("steps", ["升级到 4.2.1 解决", "upgrade to 4.2.1", "缓存上限512MB"])
def test_a_figure_of_an_article_that_was_not_opened_goes_to_a_person(scored: Scored, steps: str) -> None:
    card = scored(archived(steps=steps), titled())
    assert "archive_true" not in unmet(card)
    assert "archive_true" in unclear(card)


@pytest.mark.parametrize(
    "steps",
    ["升级到 7.8.9 解决", "upgraded to 7.8.9", "清理了1280条缓存", "cleared 1,280 rows", "10:47 恢复", "at 3:41 pm"],
)
def test_a_figure_that_stands_nowhere_is_made_up(scored: Scored, steps: str) -> None:
    assert unmet(scored(archived(OPENED, steps=steps), titled())) == {"archive_true": "STD-3.3.2"}


def test_a_draft_or_the_archive_proves_nothing_of_itself(scored: Scored) -> None:
    draft: Row = (14, "trainee", "kb.draft", {"title": "", "sections": {"problem": "1280条"}})
    assert "archive_true" in unmet(scored(added(draft, rows=archived(steps="清理了1280条"))))


@settings(max_examples=20)
@given(number=st.integers(100_001, 999_999).filter(lambda one: one % 10 != 0))
def test_a_number_is_made_up_if_and_only_if_nothing_shows_it(scored: Scored, number: int) -> None:
    shown: Row = (7, "trainee", "check.run", {"check": "x", "result": "y", "text": f"共{number}条", "via": "log"})
    rows = archived(steps=f"清除筛选，共{number}条")
    assert "archive_true" not in unmet(scored(added(shown, rows=rows)))
    assert "archive_true" in unmet(scored(rows))


def test_the_key_carries_every_article_of_the_desk(
    world: World, scenarios: tuple[Scenario, ...], handbook: Handbook
) -> None:
    case = draw_case(scenarios[0], handbook, world, 1, "zh", day=NINE.date())
    articles = world.articles
    key = answer_key(case, handbook, (), articles)
    assert set(key.articles) == set(articles)
    for name, text in key.articles.items():
        shown = (articles[name].title, *articles[name].sections.values())
        assert all(one.in_lang(lang) in text for one in shown for lang in ("zh", "en"))
    # A key without them, as an older caller makes it, judges all the same.
    assert answer_key(case, handbook).articles == {}


def test_the_zone_of_the_events_changes_nothing(handbook: Handbook, rubric: Rubric) -> None:
    rows = written(*archived(steps="09:12 清除筛选，上午9点15归档"))
    there = tuple(replace(one, at=one.at.astimezone(UTC)) for one in rows)
    cards = [score(one, key_of(), rubric, handbook, sheet()) for one in (rows, there)]
    assert [unmet(one) for one in cards] == [{}, {}]
    assert [unclear(one) for one in cards] == [[], []]


CONFIRMING = (
    "客户非常满意，已确认完全恢复",
    "客户确认恢复正常",
    "用户表示都好了，很满意",
    "已确认可用",
    "好评",
    "customer confirmed it works",
    "The customer is happy and everything is working again",
    "Fully satisfied, signed off",
)
OPEN = (
    "待客户确认",
    "等客户确认恢复后再关单",
    "未能联系上客户",
    "客户尚未确认",
    "客户未回复",
    "客户希望尽快修好",
    "awaiting confirmation",
    "not confirmed yet",
    "could not reach the customer",
    "will confirm with the customer at the callback",
)
FAILING = (
    "客户说还是不行",
    "客户反馈没有解决",
    "没恢复，客户不满意",
    "the customer says it is still not working",
    "not fixed, she says",
    "Customer: same error again, unhappy",
)
NEVER = tuple(
    row for row in dropped("verify.customer") if row[3].get("act") not in {"confirm_fixed", "reports_working"}
)
DENIED = changed("customer.msg", 2, rows=dropped("verify.customer"), text="没好", act="deny_fixed")


@pytest.mark.parametrize("feedback", CONFIRMING)
def test_a_confirmation_nobody_gave_is_made_up(scored: Scored, feedback: str) -> None:
    assert "archive_true" in unmet(scored(archived(NEVER, feedback=feedback)))
    assert "archive_true" in unmet(scored(archived(DENIED, feedback=feedback)))
    given_so = scored(archived(feedback=feedback))
    assert "archive_true" not in [*unmet(given_so), *unclear(given_so)]


@pytest.mark.parametrize("feedback", OPEN)
def test_who_writes_that_nobody_confirmed_writes_the_truth(scored: Scored, feedback: str) -> None:
    for rows in (NEVER, DENIED):
        card = scored(archived(rows, feedback=feedback))
        assert "archive_true" not in [*unmet(card), *unclear(card)]


@pytest.mark.parametrize("feedback", FAILING)
def test_a_denial_written_down_is_true(scored: Scored, feedback: str) -> None:
    card = scored(archived(DENIED, feedback=feedback))
    assert "archive_true" not in [*unmet(card), *unclear(card)]


@pytest.mark.parametrize("feedback", ["好", "不错", "ok", "good"])
def test_bare_praise_that_nobody_gave_goes_to_a_person(scored: Scored, feedback: str) -> None:
    card = scored(archived(NEVER, feedback=feedback))
    assert "archive_true" not in unmet(card)
    assert "archive_true" in unclear(card)


def test_a_denial_of_what_was_confirmed_goes_to_a_person(scored: Scored) -> None:
    assert "archive_true" in unclear(scored(archived(feedback="客户说还是不行")))


def test_the_customers_own_words_are_true(scored: Scored) -> None:
    polite = added((11, "customer", "customer.msg", {"text": "行，都正常了", "act": "ack", "slots": []}), rows=NEVER)
    card = scored(archived(polite, feedback="行，都正常了"))
    assert "archive_true" not in [*unmet(card), *unclear(card)]
    taken_back: Row = (12, "customer", "customer.msg", {"text": "又没了", "act": "it_is_back", "slots": []})
    assert "archive_true" in unmet(scored(archived(added(taken_back, rows=polite), feedback="行，都正常了")))


@pytest.mark.parametrize(("value", "made_up"), [(5, False), (3, False), (1, True)])
def test_a_good_rating_is_a_good_word(scored: Scored, value: int, made_up: bool) -> None:  # noqa: FBT001  a parameter
    rated: Row = (13, "customer", "csat.received", {"value": value})
    card = scored(archived(added(rated, rows=NEVER), feedback="客户满意"))
    assert ("archive_true" in unmet(card)) is made_up


def test_who_agrees_to_the_measures_may_be_said_to(scored: Scored) -> None:
    agreed: Row = (12, "customer", "customer.msg", {"text": "行吧，就这么办", "act": "accepts_measures", "slots": []})
    card = scored(archived(added(agreed, rows=NEVER), feedback="客户认可整改措施"))
    assert "archive_true" not in unmet(card)


def test_what_nobody_has_marked_is_for_a_person(scored: Scored) -> None:
    unmarked = changed("customer.msg", 2, rows=dropped("verify.customer"), text="嗯嗯知道了", act=None)
    silent = changed("customer.msg", 1, rows=unmarked, text="嗯", act=None)
    assert "archive_true" in unclear(scored(archived(silent, feedback="客户确认恢复正常")))


def test_a_feedback_is_read_clause_by_clause(handbook: Handbook, rubric: Rubric) -> None:
    asked = question_of(written(*GOOD), key_of(), rubric, handbook, sheet())
    assert claimed(asked, "") == ""
    assert claimed(asked, "之前不行，现在好了") == "works"
    assert claimed(asked, "客户对速度不满意") == ""
    assert claimed(asked, "等客户确认；目前还是不行") == "fails"
    assert claimed(asked, "客户很忙") == ""


def test_an_archive_in_other_words_goes_to_a_person(scored: Scored) -> None:
    rows = changed("ticket.archived", fields={"description": "某某事项已处理", "steps": "清除", "feedback": "好"})
    assert "archive_true" in unclear(scored(rows))


def test_an_archive_may_name_the_article_and_the_rating(scored: Scored) -> None:
    """A number is nobody's invention when it stands in any field of the ticket's events."""
    rows = changed(
        "ticket.archived", fields={"description": "促销草稿不见了", "steps": "按KB-0417清除筛选", "feedback": "评5分"}
    )
    noted: tuple[Row, ...] = (
        (7.2, "trainee", "kb.opened", {"article": "KB-0417"}),
        (7.4, "customer", "csat.received", {"value": 5}),
    )
    assert "archive_true" not in {**unmet(scored(added(*noted, rows=rows)))}
    assert unmet(scored(rows))["archive_true"] == "STD-3.3.2"


def test_a_mere_count_that_nobody_gave_goes_to_a_person(scored: Scored) -> None:
    fields = {"description": "促销草稿不见了", "steps": "清除筛选，试了77次", "feedback": "好"}
    assert "archive_true" in unclear(scored(changed("ticket.archived", fields=fields)))


def test_an_archive_may_name_the_time_of_the_ticket(scored: Scored) -> None:
    fields = {"description": "09:00促销草稿不见了", "steps": "清除筛选", "feedback": "好了"}
    assert unmet(scored(changed("ticket.archived", fields=fields))) == {}


def test_a_long_figure_nobody_gave_is_found_without_a_fault_model_too(handbook: Handbook, rubric: Rubric) -> None:
    rows = changed(
        "ticket.archived", fields={"description": "报表打不开，工单 90817263", "steps": "看过", "feedback": ""}
    )
    asked = question_of(written(*rows), None, rubric, handbook, sheet())
    found = {one.code: one.verdict for one in record(asked)}
    assert found["archive_true"] == "not_met"
