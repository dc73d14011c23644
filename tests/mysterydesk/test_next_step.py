"""The one thing to do now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mysterydesk.dossier import DrillEntry
from mysterydesk.next_step import NextStep, next_step

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KINDS = {"A": "how_to", "B": "transfer", "C": "outage"}


def drill(scenario: str, verdict: str = "pass", mode: str = "practice", *, place: int = 0) -> DrillEntry:
    scored = AT + timedelta(hours=place + 1) if verdict else None
    return DrillEntry(
        attempt=f"{scenario}{place}",
        scenario=scenario,
        kind=KINDS.get(scenario, "how_to"),
        mode=mode,
        begun_at=AT + timedelta(hours=place),
        scored_at=scored,
        verdict=verdict,
        title={},
        lang="zh",
    )


def step(
    *drills: DrillEntry, missing: frozenset[str] | None = None, ready: bool = False, wanted: str = ""
) -> NextStep:
    return next_step(drills, KINDS, missing=missing, wanted=frozenset(wanted.split()), ready=ready)


def test_what_is_open_comes_before_everything() -> None:
    found = step(drill("A"), drill("B", "", place=1), ready=True)
    assert (found.code, found.attempt) == ("go_on", "B1")


def test_an_abandoned_drill_is_not_open() -> None:
    left = DrillEntry(
        attempt="x", scenario="A", kind="how_to", mode="practice", begun_at=AT, title={}, lang="zh", abandoned=True
    )
    assert step(left).code == "first"


def test_whoever_has_everything_claims() -> None:
    assert step(drill("A", "fail"), ready=True) == NextStep(code="claim")


def test_a_newcomer_begins_with_the_first() -> None:
    assert step() == NextStep(code="first", scenario="A")


def test_a_newcomer_is_not_sent_into_an_outage() -> None:
    """The first in the list may be of the hardest kind; the next new kind is the next harder one."""
    kinds = {"S1": "outage", "S2": "complaint", "S3": "how_to", "S4": "transfer", "S5": "how_to"}
    assert next_step((), kinds, missing=None, ready=False) == NextStep(code="first", scenario="S3")
    done = replace(drill("S3"), kind="how_to")
    assert next_step((done,), kinds, missing=None, ready=False) == NextStep(code="new_kind", scenario="S4")


def test_what_was_not_passed_last_is_taken_again() -> None:
    assert step(drill("A"), drill("B", "fail", place=1)) == NextStep(code="again", scenario="B")


def test_a_drill_for_a_person_is_not_taken_again() -> None:
    assert step(drill("A", "person")) == NextStep(code="new_kind", scenario="B")


@pytest.mark.parametrize(("wanted", "scenario"), [("outage complaint", "C"), ("", "A")])
def test_with_every_kind_passed_the_missing_kind_is_taken_for_the_credential(wanted: str, scenario: str) -> None:
    done = [drill(name, place=place) for place, name in enumerate(KINDS)]
    found = step(*done, missing=frozenset({"slot_filled"}), wanted=wanted)
    assert found == NextStep(code="certify", scenario=scenario, mode="certifying")


def test_then_the_paper_and_for_others_practice() -> None:
    done = [drill(name, place=place) for place, name in enumerate(KINDS)]
    assert step(*done, missing=frozenset({"paper_passed"})) == NextStep(code="paper")
    assert step(*done, drill("A", place=9)) == NextStep(code="keep", scenario="B")
