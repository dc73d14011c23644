"""Does the analysis find what was put into the answers, and keep silent where there are too few?"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from numpy.random import Generator, default_rng

from certification.form import form_to_json
from certification.level_plan import LevelPlan, plan_to_json
from certification.pool import Calibration, Drawn, draw
from certification.psychometrics.enough import NotEnough
from certification.simulation.answers import Paper, answered
from mysterydesk.errors import NotAllowed
from mysterydesk.exams import levels
from mysterydesk.exams.analysing import Analysis, analysis
from mysterydesk.exams.answers import answered as papers_over
from mysterydesk.exams.answers import shares_right
from mysterydesk.exams.record import ANNULLED, ANSWERED, BEGUN, HANDED_IN, append, read_exam, stream_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId, Batch, NewEvent
from mysterydesk.store.sqlite import SqliteStore
from tests.mysterydesk.test_exams import person, small_plan

__all__ = ["small_plan"]
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
SLOW_S = 50
Fill = Callable[[Paper], dict[str, tuple[str, ...]]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = SqliteStore(tmp_path / "desk.db")
    yield made
    made.close()


@pytest.fixture
def examiner(store: Store) -> Account:
    return person(store, "examiner", "examiner")


def sat(store: Store, number: int, fill: Fill, plan: LevelPlan) -> str:
    """Put one finished paper on record, as the pages would."""
    exam, began = f"exam{number:04}", AT + timedelta(hours=number)
    account = AccountId(f"person{number}")
    drawn = draw(levels.sources(), plan, 0.8, number, levels.cycle_of(store, plan.level, account, began))
    assert isinstance(drawn, Drawn)
    body = {
        "account": account,
        "level": plan.level,
        "plan": str(store.documents.put("level_plan", plan_to_json(plan), at=began)),
        "form": str(store.documents.put("exam_form", form_to_json(drawn.form), at=began)),
        "share": 0.8,
        "granted": {"share": 0.0, "minutes": 0},
        "tab": "one",
    }
    begun = NewEvent(kind=BEGUN, body=body)
    store.events.append(Batch(stream=stream_of(exam), expected_version=0, key="begin", at=began, events=(begun,)))
    levels.note_units(store, plan.level, exam, account, drawn.units, began)
    for place, (question, letters) in enumerate(fill(Paper(form=drawn.form, units=drawn.units)).items(), start=1):
        at = began + timedelta(seconds=SLOW_S * place)
        append(store, read_exam(store, exam), ANSWERED, {"question": question, "letters": list(letters)}, at)
    append(store, read_exam(store, exam), HANDED_IN, {}, began + timedelta(hours=1))
    return exam


def by_ability(dice: Generator) -> Fill:
    """Answer as somebody of a drawn ability would, where all items are alike."""

    def fill(paper: Paper) -> dict[str, tuple[str, ...]]:
        curve = Calibration(a=2.0, b=0.0)
        return dict(answered(paper, dict.fromkeys(paper.units, curve), float(dice.normal(1.0, 1.5)), dice))

    return fill


def whole(store: Store, examiner: Account, people: int) -> Analysis:
    dice, plan = default_rng(8), levels.plan_of("junior")
    with store.atomic():
        for number in range(people):
            sat(store, number, by_ability(dice), plan)
    return analysis(store, examiner, "junior")


def test_what_was_put_in_is_found(store: Store, examiner: Account) -> None:
    found = whole(store, examiner, 110)
    assert (found.papers, found.share) == (110, 0.82)
    shown = [one for one in found.items if not isinstance(one.figures, NotEnough)]
    silent = [one.figures for one in found.items if isinstance(one.figures, NotEnough)]
    assert all(one.found < 30 for one in silent)
    assert {one.unit for one in shown} == set(shares_right(store, "junior"))
    assert found.reliability is not None
    assert not isinstance(found.reliability, NotEnough)
    assert found.reliability.alpha > 0.6
    assert not isinstance(found.decision, NotEnough | None)
    assert found.decision.accuracy > 0.8
    assert not isinstance(found.calibration, NotEnough)
    assert found.calibration.converged


def test_too_few_papers_say_how_many_are_needed(store: Store, examiner: Account) -> None:
    found = whole(store, examiner, 3)
    assert all(isinstance(one.figures, NotEnough) and one.figures.needed == 30 for one in found.items)
    assert isinstance(found.reliability, NotEnough)
    assert isinstance(found.decision, NotEnough)
    assert isinstance(found.calibration, NotEnough)
    assert found.calibration.needed == 100
    assert shares_right(store) == {}


def test_nothing_at_all_is_said_as_well(store: Store, examiner: Account) -> None:
    found = analysis(store, examiner, "senior")
    assert (found.papers, found.items) == (0, ())
    assert isinstance(found.reliability, NotEnough)


def test_annulled_papers_prove_nothing(store: Store, examiner: Account) -> None:
    exam = sat(store, 1, by_ability(default_rng(1)), levels.plan_of("junior"))
    assert analysis(store, examiner, "junior").papers == 1
    append(store, read_exam(store, exam), ANNULLED, {"by": examiner.id}, AT + timedelta(hours=3))
    assert analysis(store, examiner, "junior").papers == 0


def test_time_is_what_led_to_an_answer(store: Store) -> None:
    sat(store, 1, by_ability(default_rng(1)), levels.plan_of("junior"))
    (one,) = papers_over(store, "junior")
    assert set(one.seconds.values()) == {float(SLOW_S)}


@pytest.mark.parametrize("role", ["trainee", "qa", "admin"])
def test_others_do_not_see_it(store: Store, role: str) -> None:
    with pytest.raises(NotAllowed):
        analysis(store, person(store, "stranger", role), "junior")
