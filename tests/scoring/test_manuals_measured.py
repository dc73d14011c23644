"""The scorer tried under the four other manuals: faults of their own moves, and an average handling of each.

A small sample; the measured runs are `mysterydesk score validate --handbook ASC`, and so on.
"""

from collections.abc import Mapping

import pytest

from mysterydesk import validating
from mysterydesk.scores import rubric_for
from mysterydesk.shelf import handbook
from scoring.validate.detection import detection
from scoring.validate.exam_room import Trial, prepared
from scoring.validate.meddler import Fault, both
from scoring.validate.mutant import moves_in
from scoring.validate.sentences import Sentences
from scoring.validate.validate import average_totals, false_alarms

SAMPLE: Mapping[str, tuple[str, ...]] = {
    "ASC": ("not_acknowledged", "wrong_group", "unsigned", "dated_back", "sent_without_tools", "no_way_back"),
    "SMO": ("unreported", "need_unrecorded", "no_help", "priority_LOW"),
    "DSK": (
        "no_row",
        "wrong_row",
        "row_left_open",
        "liaison_unknown",
        "closed_before_callback",
        "device_not_updated",
    ),
    "NET": ("gift_accepted", "wrong_tag", "unrated", "no_farewell", "company_secret"),
}
"""Faults that are tried on one telephone case."""

FOUND: Mapping[str, str] = {
    "ASC": "F001 F023 F031 F081 F116",
    "SMO": "F102",
    "DSK": "F106 F108",
    "NET": "F063 F066 F076",
}
"""Published faults that are found there under a clause of the list."""


TRIED = "S006-one-till-broken"


@pytest.fixture(scope="module", params=SAMPLE)
def tried(request: pytest.FixtureRequest) -> Trial:
    """One case under each manual, with its ideal handling."""
    name = str(request.param)
    return prepared(validating.drawn_desks(name, 1, (TRIED,))[0], rubric_for(handbook(name)), validating.BEGIN)


@pytest.mark.slow
def test_faults_of_its_own_moves_are_found_and_nothing_else(tried: Trial, sentences: Sentences) -> None:
    name = tried.desk.handbook.id
    measured = detection((tried,), sentences, frozenset(SAMPLE[name]))
    assert false_alarms((tried,)).misses == ()
    assert (measured.found.n, measured.void, measured.unplayable) == (len(SAMPLE[name]), 0, ())
    assert measured.found.misses == ()
    assert measured.stray.misses == ()
    assert measured.clause.misses == ()
    listed = {fault for fault, one in measured.caught.items() if one.agrees}
    assert set(FOUND[name].split()) <= listed


@pytest.mark.slow
def test_an_average_handling_lies_in_the_middle_of_the_scale(tried: Trial) -> None:
    measured = average_totals((tried,), validating.average(tried.desk.handbook.id))
    assert (measured.n, measured.misses) == (1, ())


def test_a_fault_beside_one_that_falls_silent_keeps_its_own_clock() -> None:
    silent = Fault(skips=moves_in("update"), idle_s=300)
    pair = both(silent, Fault(skips=moves_in("type")))
    assert pair.idles("update", {}) == 300
    assert pair.idles("type", {}) == 0


def test_a_handbook_of_a_company_has_no_average_handlings() -> None:
    assert validating.average("OWN") == {}
