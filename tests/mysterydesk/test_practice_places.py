"""Every criterion of every rubric that a drill can judge is practised on a case that really asks for it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from mysterydesk import attempts, drills, practice_places, shelf, validating
from mysterydesk.errors import NotAllowed
from mysterydesk.practice_places import SAMPLE, SAMPLE_DAY, Missed, Place, drawn, exercises, place_for
from mysterydesk.scores import rubric_for
from mysterydesk.store.sqlite import SqliteStore
from scoring.validate.exam_room import Trial, prepared
from scoring.validate.faults import mutants
from tests.mysterydesk.idle_drills import AT, opened

MISSED_IN = (
    "S027-black-shared-screen", "S059-second-call-for-the-engineer", "S101-each-says-the-other",
    "S102-three-desks-one-floor", "S016-customer-module-unreachable", "S023-library-wifi-drops",
    "S051-engineer-two-hours-late", "S070-leaver-wants-a-list", "S001-shop-paid-a-bit-slow",
    "S063-nobody-called-back", "S072-wants-anothers-transactions", "S033-autosave-off", "S077-one-shop-then-all",
    "S053-agent-hung-up", "S007-black-live-stream", "S069-boss-wants-an-account", "S079-silent-after-the-fix",
    "S057-wants-the-general-manager", "S066-just-tell-me-which-button", "S005-database-will-not-start",
    "S008-shipping-stands-still-at-two", "S044-book-a-training-session", "S019-label-printers-silent",
)  # fmt: skip
"""Drills in which, together, everything can be missed; the first that asks for a thing stands for all."""

THE_SAME_AGAIN: Mapping[str, frozenset[str]] = {
    "STD": frozenset({"sla_change_told"}),
    "ASC": frozenset({"clarified", "breach_reason"}),
    "SMO": frozenset({"stage.1", "stage.2", "stage.3", "stage.4", "regraded"}),
    "DSK": frozenset({"sla_change_told"}),
    "NET": frozenset(),
}
"""What no shipped case is sure to ask for: read in transcripts, or owed after a breach that nobody is led into.
Whoever misses one is led to the very case again."""

SEEDS = (SAMPLE, 2, 3, 4)


def missed_in(scenario: str, handbook: str, seed: int, code: str) -> Missed:
    return Missed(case=drawn(scenario, handbook, seed, "zh", SAMPLE_DAY, ""), code=code, key="k")


def first_missed(handbook: str, code: str) -> Missed | None:
    """Find a case in which a criterion can be missed."""
    for scenario in MISSED_IN:
        if handbook not in shelf.scenario(scenario).handbooks:
            continue
        turn = practice_places.TURN_OF.get(code)
        if turn and turn not in shelf.scenario(scenario).twists:
            continue
        for seed in SEEDS if turn else SEEDS[:1]:
            found = missed_in(scenario, handbook, seed, code)
            if exercises(found, Place(scenario=scenario, seed=seed)):
                return found
    return None


@cache
def trial(handbook: str, place: Place) -> Trial:
    desk = attempts.desk_for(drawn(place.scenario, handbook, place.seed, "zh", SAMPLE_DAY, ""))
    return prepared(desk, rubric_for(desk.handbook), validating.BEGIN)


def can_be_missed(handbook: str, place: Place, code: str) -> bool:
    """Tell it by other means: the ideal handling shows it, or the fault engine has a fault against it there."""
    if code in practice_places.asked_in(place.scenario, handbook, place.seed):
        return True
    there = trial(handbook, place)
    return code in {one.code for one in mutants(there, validating.sentences())}


@pytest.mark.parametrize("handbook", shelf.HANDBOOKS)
def test_every_criterion_leads_to_a_drill_that_asks_for_it(handbook: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOOKED_AT", "SEEDS", "OWN_SEEDS"):
        monkeypatch.setattr(
            practice_places, name, int(name != "LOOKED_AT" or handbook == "STD")
        )  # less choice, the same promise
    told = {*practice_places.ANYWHERE, *practice_places.SHOWN_BY, *practice_places.BY_SITUATION}
    unasked, astray = set(), []
    for code in rubric_for(shelf.handbook(handbook)).criteria:
        missed = first_missed(handbook, code)
        if missed is None:
            unasked.add(code)
            continue
        place = place_for(missed)
        if not (exercises(missed, place) if code in told else can_be_missed(handbook, place, code)):
            astray.append((code, place))
    assert unasked == THE_SAME_AGAIN[handbook]
    assert not astray


def test_the_same_advice_gives_the_same_case_and_another_key_another() -> None:
    first, again = (place_for(missed_in("S044-book-a-training-session", "STD", 2, "greeting")) for _ in range(2))
    assert first == again
    other = replace(missed_in("S044-book-a-training-session", "STD", 2, "greeting"), key="l")
    assert place_for(other).seed != first.seed


@pytest.mark.parametrize("code", sorted(practice_places.TURN_OF))
def test_a_turn_of_the_customer_is_practised_where_it_comes(code: str) -> None:
    """A scenario may draw its turn or not: the seed is chosen, so that the turn is in the case."""
    twist = practice_places.TURN_OF[code]
    scenario = next(name for name in shelf.scenarios() if twist in shelf.scenario(name).twists)
    drawn_cases = ((seed, drawn(scenario, "SMO", seed, "zh", SAMPLE_DAY, "")) for seed in range(1, 60))
    case = next(case for _, case in drawn_cases if twist in case.twists)
    place = place_for(Missed(case=case, code=code, key="t"))
    assert twist in drawn(place.scenario, "SMO", place.seed, "zh", SAMPLE_DAY, "").twists


def test_a_case_that_counts_cannot_be_chosen(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = SqliteStore(tmp_path_factory.mktemp("chosen") / "desk.db")
    me = opened(store, [("me", "trainee")])["me"]
    wanted = drills.Begin(scenario=MISSED_IN[0], lang="zh", mode="certifying", seed=1)
    with pytest.raises(NotAllowed):
        drills.begin(store, me, wanted, AT)
    store.close()
