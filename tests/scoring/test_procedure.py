"""A known issue goes by the procedure of its article, an unknown one is solved for good too (ASC-2.4)."""

from dataclasses import replace

import pytest

from scoring.answer_key import AnswerKey, answer_key
from scoring.finding import Verdict
from scoring.score import score
from scoring.validate.exam_room import Trial
from sla.timeline import Json
from tests.scoring.conftest import GOOD, Desks, Row, added, dropped, key_of, sheet, written

OPENED: Row = (5.5, "trainee", "kb.opened", {"article": "KB-1"})
ASTRAY: Row = (7.5, "trainee", "action.executed", {"action": "reinstall", "by": "desk"})


def judged(desks: Desks, rows: tuple[Row, ...], key: AnswerKey) -> dict[str, Verdict]:
    handbook, rubric = desks["ASC"]
    card = score(written(*rows), key, rubric, handbook, sheet())
    return {one.code: one.verdict for one in card.findings if one.code in {"procedure_kept", "both_solutions"}}


def explained(**fields: Json) -> Row:
    return (7.2, "trainee", "plan.explained", {"parts": ["steps"], **fields})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # What was done before it was opened is not held to it.
        ((OPENED,), "met"),
        ((OPENED, ASTRAY), "not_met"),
        ((OPENED, explained(action="reinstall"), ASTRAY), "met"),
        ((OPENED, explained(action="clear_filter"), ASTRAY), "not_met"),
        ((ASTRAY,), None),  # no article was opened
        (((7.8, "trainee", "kb.opened", {"article": "KB-1"}), ASTRAY), "met"),
        (((5.5, "trainee", "kb.opened", {"article": "KB-9"}), ASTRAY), None),  # it is about something else
    ],
)
def test_who_opened_the_article_takes_its_steps_or_says_why_not(
    desks: Desks, rows: tuple[Row, ...], expected: Verdict | None
) -> None:
    key = key_of(advised={"KB-1": frozenset({"look_again"})})
    assert judged(desks, added(*rows), key).get("procedure_kept") == expected


RELIEF: Row = (8.5, "trainee", "workaround.provided", {"text": "先用网页版"})
UNKNOWN: Row = (5, "trainee", "kb.search", {"query": "促销草稿", "hits": []})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((UNKNOWN, RELIEF), "not_met"),
        ((UNKNOWN, RELIEF, (9, "trainee", "fix.provided", {"text": "补丁装好了"})), "met"),
        ((UNKNOWN, RELIEF, (9, "trainee", "supervisor.notified", {"text": "请专家看"})), "met"),
        ((UNKNOWN, (8, "trainee", "fix.provided", {"text": "补丁装好了"}), RELIEF), "not_met"),
        ((UNKNOWN,), None),  # nothing was needed for now
        ((RELIEF,), None),  # nobody looked whether it is known
        ((UNKNOWN, (6, "trainee", "kb.search", {"query": "草稿", "hits": ["KB-1"]}), RELIEF), None),
        ((UNKNOWN, (6, "trainee", "kb.search", {"query": "草稿"}), RELIEF), None),  # what it found nobody wrote down
    ],
)
def test_what_helps_for_now_is_followed_by_what_lasts(
    desks: Desks, rows: tuple[Row, ...], expected: Verdict | None
) -> None:
    assert judged(desks, added(*rows, rows=dropped("kb.search")), key_of()).get("both_solutions") == expected


def test_only_sound_articles_on_the_case_itself_advise(trials: tuple[Trial, ...]) -> None:
    desk = next(one.desk for one in trials if any(_mine(one, two) for two in one.desk.articles))
    key = answer_key(desk.case, desk.handbook, (), desk.articles)
    name, acts = next(iter(key.advised.items()))
    assert acts <= {one.id for one in desk.case.fault_model.actions}
    faulty = {**desk.articles, name: replace(desk.articles[name], fitness="misleading")}
    assert name not in answer_key(desk.case, desk.handbook, (), faulty).advised


def _mine(trial: Trial, name: str) -> bool:
    article = trial.desk.articles[name]
    return article.fitness == "sound" and any(
        one.startswith(f"{trial.desk.case.scenario}/") for one in article.advises
    )


def test_a_faultless_handling_departs_from_nothing(desks: Desks) -> None:
    assert judged(desks, GOOD, key_of()) == {}
