"""A company's own rubric: copied, checked live, published by a second person, and then practice is scored by it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest

from mysterydesk import audit, results, rubric_drafts
from mysterydesk.errors import Conflict, NotAllowed, WorldError
from mysterydesk.roles import Role
from mysterydesk.rubric_check import checked
from mysterydesk.rubric_store import FIRST, own_in_force
from mysterydesk.scores import rubric_text
from mysterydesk.shelf import handbook
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from simulator.state import Mode
from tests.mysterydesk.idle_drills import AT, finished, opened

PEOPLE: tuple[tuple[str, Role], ...] = (("me", "trainee"), ("anna", "trainer"), ("bo", "trainer"))
WEIGHTS = """
weights: {intake: 20, triage: 10, timeliness: 10, escalation: 10, diagnosis: 10, communication: 10, truth: 10, \
privacy: 10, closure: 5, record: 5}
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "desk.db")
    yield made
    made.close()


@pytest.fixture
def people(store: SqliteStore) -> Mapping[str, Account]:
    return opened(store, PEOPLE)


def points_of(store: SqliteStore, who: Account, mode: Mode) -> float:
    """Play the same two moves, and give the points that the taking in could bring."""
    name = finished(store, who, mode)
    points = cast("Mapping[str, Mapping[str, float]]", results.result(store, who, name).card["points"])
    return points["intake"]["possible"] / sum(
        one["possible"] for key, one in points.items() if key in {"state", "words"}
    )


def codes(text: str) -> list[tuple[str, int]]:
    return [(one.code, one.line) for one in checked({FIRST: text}, "STD").problems]


SHIPPED = rubric_text("STD")


def line_of(text: str, part: str) -> int:
    return next(at for at, one in enumerate(text.splitlines(), start=1) if part in one)


def test_the_shipped_rubric_and_a_copy_with_other_points_are_sound() -> None:
    assert codes(SHIPPED) == []
    assert codes(SHIPPED + WEIGHTS) == []


def test_each_mistake_is_told_at_its_line() -> None:
    row = next(one for one in SHIPPED.splitlines() if "code: customer_fields" in one)
    gone = SHIPPED.replace(row + "\n", "")
    assert codes(gone) == [("criterion_missing", line_of(gone, "criteria:"))]
    assert codes(gone + "\nomits: [customer_fields]\n") == [] or "omits:" in SHIPPED
    strange = SHIPPED.replace("code: customer_fields", "code: charm")
    assert codes(strange) == [
        ("criterion_missing", line_of(strange, "criteria:")),
        ("criterion_unknown", line_of(strange, "code: charm")),
    ]
    meek = SHIPPED.replace("basis: default, critical: true, assumptions: [A-gates], harm: true", "basis: default, assumptions: [A-gates], harm: true")  # fmt: skip  # noqa: E501
    assert {code for code, _ in codes(meek)} == {"gate_dropped"}
    heavy = SHIPPED + WEIGHTS.replace("record: 5", "record: 50")
    assert codes(heavy) == [("weights_sum", line_of(heavy, "weights:"))]
    light = SHIPPED + "\nweights: {intake: 100}\n"
    assert {code for code, _ in codes(light)} == {"points_missing"}
    foreign = SHIPPED.replace("clause: STD-3.1.2.cust, family: intake, weight: minor", "clause: STD-9.9, family: intake, weight: minor")  # fmt: skip  # noqa: E501
    assert codes(foreign) == [("unknown_clause", line_of(foreign, "code: customer_fields"))]
    assert codes("rubric: &a [*a, *a]")


def test_practice_follows_the_published_rubric_and_what_counts_does_not(
    store: SqliteStore, people: Mapping[str, Account]
) -> None:
    me, anna, bo = people["me"], people["anna"], people["bo"]
    before = points_of(store, me, "practice")
    with pytest.raises(NotAllowed):
        rubric_drafts.begin(store, me, "STD", AT)
    begun = rubric_drafts.begin(store, anna, "STD", AT)
    with pytest.raises(WorldError, match="rubric_begun"):
        rubric_drafts.begin(store, bo, "STD", AT)
    saved = rubric_drafts.save(store, anna, "STD", {FIRST: SHIPPED + WEIGHTS}, seen=begun.seen, at=AT)
    with pytest.raises(Conflict):
        rubric_drafts.save(store, bo, "STD", {FIRST: SHIPPED}, seen=begun.seen, at=AT)
    assert own_in_force(store, handbook("STD")) is None
    rubric = checked({FIRST: SHIPPED + WEIGHTS}, "STD").rubric
    assert rubric is not None
    with pytest.raises(WorldError, match="rubric_own_change"):
        rubric_drafts.publish(store, anna, "STD", rubric.digest, seen=saved.seen, at=AT)
    rubric_drafts.publish(store, bo, "STD", rubric.digest, seen=saved.seen, at=AT)
    assert points_of(store, me, "practice") == pytest.approx(before * 20 / 12, rel=0.02)
    assert points_of(store, me, "certifying") == pytest.approx(before, rel=0.001)
    assert audit.verify(store, (), signer=None) == ()


def test_what_is_broken_is_kept_and_not_published(store: SqliteStore, people: Mapping[str, Account]) -> None:
    anna, bo = people["anna"], people["bo"]
    begun = rubric_drafts.begin(store, anna, "ASC", AT)
    saved = rubric_drafts.save(store, anna, "ASC", {FIRST: "criteria: []\n"}, seen=begun.seen, at=AT)
    assert saved.is_draft
    with pytest.raises(WorldError, match="rubric_has_problems"):
        rubric_drafts.publish(store, bo, "ASC", "x", seen=saved.seen, at=AT)
    with pytest.raises(WorldError, match="no_such_handbook"):
        rubric_drafts.begin(store, anna, "XYZ", AT)
