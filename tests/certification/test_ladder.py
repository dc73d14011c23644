from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from certification.award import Award
from certification.form import assemble
from certification.ladder import (
    Condition,
    DrillRecord,
    Holder,
    PaperRecord,
    Reason,
    Refused,
    award,
    ladder_digest,
    paper_record,
    standing,
)
from certification.marking import mark
from policy.handbook import Handbook, LadderRung
from tests.certification.exam import demo, shipped, std

NOW = datetime(2026, 3, 9, 9, tzinfo=UTC)
WHO = Holder(name="测试学员", email="trainee@example.org")


def shipped_rung(level: str = "junior_short") -> LadderRung:
    return next(one for one in std().ladder if one.level == level)


def rung() -> LadderRung:
    """A rung that asks for two drills of any two kinds."""
    return replace(shipped_rung(), drills=2, drill_kinds=2, kind_slots=())


def drill(number: int, kind: str = "how_to", **changed: object) -> DrillRecord:
    record = DrillRecord(
        attempt=f"a{number}",
        attempt_digest=f"{number:064x}",
        scenario="S006",
        kind=kind,
        mode="certifying",
        verdict="pass",
        low=84.0,
        high=91.0,
        handbook_digest=std().digest,
        scorer="scorer-1",
        at=NOW - timedelta(days=10 - number),
    )
    return replace(record, **changed)  # type: ignore[arg-type]  # a builder changes any field


def paper(**changed: object) -> PaperRecord:
    record = PaperRecord(
        form="f" * 64, points=17, possible=20, cut=16, passed=True, handbook_digest=std().digest, at=NOW
    )
    return replace(record, **changed)  # type: ignore[arg-type]  # the same


def decide(
    *drills: DrillRecord, paper: PaperRecord | None, level: LadderRung | None = None, handbook: Handbook | None = None
) -> Award | Refused:
    return award(drills, paper, level or rung(), handbook or std(), holder=WHO, award_id="urn:uuid:1", at=NOW)


def codes(decision: Award | Refused) -> list[str]:
    assert isinstance(decision, Refused)
    return [one.code for one in decision.reasons]


def given_award(decision: Award | Refused) -> Award:
    assert isinstance(decision, Award), decision
    return decision


def test_a_passed_paper_and_drills_of_different_kinds_give_the_award() -> None:
    found = given_award(decide(drill(1), drill(2, "outage"), paper=paper()))
    assert found.level == "junior_short"
    assert (found.title.zh, found.title.en) == ("初级·简版", "Junior, short form")
    assert found.valid_until - found.awarded_at == timedelta(days=365)
    assert (found.paper.points, found.paper.total, found.paper.cut) == (17, 20, 16)
    assert [one.kind for one in found.drills] == ["how_to", "outage"]
    assert found.drills[0].attempt == f"{1:064x}"
    assert found.ladder == ladder_digest(rung(), std())
    assert found.handbook_digest == std().digest
    assert (found.holder_name, found.holder_email, found.id) == (WHO.name, WHO.email, "urn:uuid:1")


def test_award_names_the_clauses_and_every_assumption_that_acted() -> None:
    found = given_award(decide(drill(1), drill(2, "outage"), paper=paper()))
    assert found.clauses == ("STD-5.2.3.junior", "STD-7")
    assert [one.id for one in found.assumptions] == [
        "A-short-ladder",
        "A-drills",
        "A-paper-pass",
        "A-paper-form",
        "A-retakes",
        "A-validity",
        "A-pass-total",
        "A-review-share",
    ]
    assert all(one.text == std().assumptions[one.id].text for one in found.assumptions)  # type: ignore[index]


def test_nothing_done_lists_everything_missing_at_once() -> None:
    decision = decide(paper=None)
    assert decision == Refused(
        reasons=(
            Reason(code="paper_missing"),
            Reason(code="drills_missing", params={"have": 0, "need": 2}),
            Reason(code="kinds_missing", params={"have": 0, "need": 2}),
        )
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"points": 15, "passed": False}, "paper_not_passed"),
        ({"points": 15}, "paper_not_passed"),
        ({"passed": False}, "paper_not_passed"),
        ({"handbook_digest": "0" * 64}, "paper_other_handbook"),
    ],
)
def test_a_paper_that_does_not_count_is_named(changed: dict[str, object], code: str) -> None:
    assert codes(decide(drill(1), drill(2, "outage"), paper=paper(**changed))) == [code]


def test_a_failed_paper_says_how_far_it_was() -> None:
    decision = decide(drill(1), drill(2, "outage"), paper=paper(points=15, passed=False))
    assert decision == Refused(
        reasons=(Reason(code="paper_not_passed", params={"points": 15, "cut": 16, "possible": 20}),)
    )


def test_two_drills_of_one_kind_are_one_kind_short() -> None:
    decision = decide(drill(1), drill(2), paper=paper())
    assert decision == Refused(reasons=(Reason(code="kinds_missing", params={"have": 1, "need": 2}),))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"mode": "practice"}, ["drills_missing", "kinds_missing"]),
        ({"verdict": "fail"}, ["drills_missing", "kinds_missing"]),
        ({"verdict": "person"}, ["drills_missing", "kinds_missing", "drills_with_a_person"]),
        ({"handbook_digest": "0" * 64}, ["drills_missing", "kinds_missing", "drills_other_handbook"]),
        ({"attempt": "a1", "verdict": "fail"}, ["drills_missing", "kinds_missing"]),
    ],
)
def test_a_drill_that_does_not_count_leaves_the_award_short(changed: dict[str, object], expected: list[str]) -> None:
    assert codes(decide(drill(1), drill(2, "outage", **changed), paper=paper())) == expected


def test_an_amended_record_replaces_the_earlier_one_of_its_attempt() -> None:
    waiting = drill(2, "outage", verdict="person")
    reviewed = replace(waiting, verdict="pass", at=waiting.at + timedelta(days=1))
    assert isinstance(decide(drill(1), waiting, reviewed, paper=paper()), Award)
    withdrawn = replace(waiting, verdict="fail", at=waiting.at + timedelta(days=2))
    assert codes(decide(drill(1), reviewed, withdrawn, paper=paper())) == ["drills_missing", "kinds_missing"]


def test_the_same_attempt_told_twice_counts_once() -> None:
    assert codes(decide(drill(1), drill(1), drill(1), paper=paper())) == ["drills_missing", "kinds_missing"]


def test_the_award_names_the_first_drill_of_each_kind_and_no_more_than_asked() -> None:
    many = (drill(5, "outage"), drill(1), drill(2), drill(3, "transfer"), drill(4, "outage"))
    found = given_award(decide(*many, paper=paper()))
    assert [(one.kind, int(one.attempt, 16)) for one in found.drills] == [("how_to", 1), ("transfer", 3)]
    three = replace(rung(), drills=3)
    found = given_award(decide(*many, paper=paper(), level=three))
    assert [int(one.attempt, 16) for one in found.drills] == [1, 2, 3]


@pytest.mark.parametrize("level", ["junior_short"])
@pytest.mark.parametrize(
    ("kinds", "empty"),
    [
        (("how_to", "transfer", "outage"), []),
        (("complaint", "transfer", "how_to"), []),
        (("how_to", "complaint", "outage"), [("transfer",)]),
        (("transfer", "transfer", "transfer"), [("how_to",), ("complaint", "outage")]),
        (("how_to", "transfer", "how_to"), [("complaint", "outage")]),
    ],
)
def test_junior_asks_for_a_how_to_a_transfer_and_a_complaint_or_an_outage(
    level: str, kinds: tuple[str, ...], empty: list[tuple[str, ...]]
) -> None:
    drills = [drill(number, kind) for number, kind in enumerate(kinds, start=1)]
    decision = decide(*drills, paper=paper(), level=shipped_rung(level))
    if not empty:
        assert sorted(one.kind for one in given_award(decision).drills) == sorted(kinds)
        assert "A-drills" in [one.id for one in given_award(decision).assumptions]
    else:
        assert decision == Refused(reasons=tuple(Reason(code="slot_empty", kinds=one) for one in empty))


def test_an_award_names_one_drill_for_each_slot_though_others_came_earlier() -> None:
    drills = (drill(1), drill(2), drill(3, "outage"), drill(4, "complaint"), drill(5, "transfer"))
    found = given_award(decide(*drills, paper=paper(), level=shipped_rung()))
    assert [int(one.attempt, 16) for one in found.drills] == [1, 3, 5]


def test_standing_names_the_kinds_that_are_asked_for() -> None:
    found = standing((drill(1, "complaint"),), paper(), shipped_rung(), std(), demo())
    assert [(one.kinds, one.met) for one in found if one.code == "slot_filled"] == [
        (("how_to",), False),
        (("transfer",), False),
        (("complaint", "outage"), True),
    ]


def test_validity_falls_back_to_the_handbook_and_is_never_made_up() -> None:
    open_ended = replace(rung(), validity_days=None)
    found = given_award(decide(drill(1), drill(2, "outage"), paper=paper(), level=open_ended))
    assert found.valid_until == NOW + timedelta(days=365)
    silent = replace(std(), settings={})
    assert codes(decide(drill(1), drill(2, "outage"), paper=paper(), level=open_ended, handbook=silent)) == [
        "validity_unknown"
    ]


def test_ladder_digest_changes_with_the_rule() -> None:
    assert ladder_digest(replace(rung(), drills=1), std()) != ladder_digest(rung(), std())
    silent = replace(std(), settings={})
    assert ladder_digest(rung(), silent) != ladder_digest(rung(), std())


def test_standing_of_a_newcomer_names_what_is_asked() -> None:
    assert standing((), None, rung(), std(), demo()) == (
        Condition(code="paper_passed", params={"cut": 16, "possible": 20}, met=False),
        Condition(code="drills_passed", params={"have": 0, "need": 2}, met=False),
        Condition(code="kinds_passed", params={"have": 0, "need": 2}, met=False),
    )


def test_standing_follows_what_was_done() -> None:
    found = standing((drill(1), drill(2)), paper(points=12, passed=False), rung(), std(), demo())
    assert [(one.code, one.met) for one in found] == [
        ("paper_passed", False),
        ("drills_passed", True),
        ("kinds_passed", False),
    ]
    assert found[0].params == {"cut": 16, "possible": 20, "points": 12}
    elsewhere = standing((), paper(handbook_digest="0" * 64), rung(), std(), demo())
    assert elsewhere[0] == Condition(code="paper_passed", params={"cut": 16, "possible": 20}, met=False)


def test_standing_is_met_throughout_exactly_when_the_award_is_given() -> None:
    for drills in ((), (drill(1),), (drill(1), drill(2)), (drill(1), drill(2, "outage"))):
        for one in (None, paper(), paper(passed=False), paper(handbook_digest="0" * 64)):
            met = all(condition.met for condition in standing(drills, one, rung(), std(), demo()))
            assert met == isinstance(decide(*drills, paper=one), Award)


def test_a_marked_paper_goes_on_record_as_it_is() -> None:
    form = assemble(shipped(), demo(), std(), 3)
    letters = {
        place.question: [
            {option: letter for letter, option in place.by_letter().items()}[one] for one in place.item.key
        ]
        for place in form.places
    }
    record = paper_record(form, mark(form, letters), NOW)
    assert record == PaperRecord(
        form=form.digest, points=20, possible=20, cut=16, passed=True, handbook_digest=std().digest, at=NOW
    )
    assert isinstance(decide(drill(1), drill(2, "outage"), paper=record), Award)
