"""What was measured of the scorer ships with it, and the page tells it as it is."""

import json

import pytest

from mysterydesk import shelf
from mysterydesk.mutant_figure import Mutants, in_report, mutants_in, with_mutants
from mysterydesk.validity_figures import SWAPPED, sections, with_figures
from mysterydesk.validity_report import Run, with_section
from scoring.validate.goals import GOALS, Measured
from scoring.validate.validate import Validation

WHOLE = Validation(
    measured={
        "G1": Measured(value=0.0, n=4),
        "G2": Measured(value=0.5, n=8, misses=("x",)),
        "G8.name": Measured(value=1.0, n=16),
        "G5.average": Measured(value=0.0, n=0),
    },
    caught={},
    void=0,
    unplayable=(),
)


def test_figures_of_one_manual_take_the_place_of_older_ones_and_leave_the_others() -> None:
    first = with_figures("", Run(handbook="STD", cases=4, day="2026-01-02", whole=WHOLE))
    both = with_figures(first, Run(handbook="NET", cases=4, day="2026-01-02", whole=WHOLE))
    again = json.loads(with_figures(both, Run(handbook="STD", cases=9, day="2026-01-03", whole=WHOLE)))
    assert (again["STD"]["cases"], again["STD"]["day"], again["NET"]["cases"]) == (9, "2026-01-03", 4)
    assert again["STD"]["goals"]["G2"] == {"value": 0.5, "n": 8}
    assert "G5.average" not in again["STD"]["goals"]  # over nothing is not measured


def test_the_report_names_every_fault_of_others_that_was_missed_in_words() -> None:
    misses = tuple(f"STD-{one:02} STD-3.1.2.cust S006 zh: pass 100-100" for one in range(1, 20))
    share = Measured(value=0.5, n=40, misses=misses)
    whole = Validation(measured={"G3": share, "G3.clause": Measured(value=1.0, n=19)})
    report = with_section("", Run(handbook="STD", cases=4, day="2026-01-02", whole=whole))
    assert "0.5 [0.352, 0.648] | 40 |" in report
    assert report.count("pass 100-100") == len(misses)
    assert "客户所属部门没有记下 / the customer's department is never written down" in report


def test_the_shipped_figures_speak_of_every_manual_and_every_goal() -> None:
    found = sections()
    assert [one.handbook for one in found] == list(shelf.SCORED)
    for one in found:
        assert [figure.goal for figure in one.figures] == list(GOALS)
        assert all((figure.value is None) == (figure.met is None) == (figure.n == 0) for figure in one.figures)
        assert all(one.of(goal).n > 0 for goal in SWAPPED)
        # People have not scored yet: this one cannot have been measured.
        assert one.of("G10").met is None


TRIED = Mutants(killed=67, n=92, seed=1, day="2026-01-02")


def test_changes_of_the_code_that_tests_notice_are_told_with_their_interval() -> None:
    assert TRIED.interval == pytest.approx((0.6296, 0.8086), abs=0.0001)
    old = "| G12 | a | 0 | 9 | <= 0 | b |\n| G13 | a | - | 0 | >= 0.85 | b |\n"
    first, second = in_report(old, TRIED).splitlines()
    assert first == "| G12 | a | 0 | 9 | <= 0 | b |"
    assert second.split(" | ")[2:5] == ["0.7283 (0.630 .. 0.809)", "92", ">= 0.85"]
    assert "没达到 / missed" in second


def test_the_figure_of_the_code_stays_when_a_manual_is_measured_again() -> None:
    text = with_mutants("", TRIED)
    assert mutants_in(with_figures(text, Run(handbook="STD", cases=4, day="2026-01-02", whole=WHOLE))) == TRIED
    assert mutants_in("") is None
