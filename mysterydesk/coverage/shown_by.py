"""Which test fails when an element that cites a clause goes?

By kind, handbook and, for a plain list, its name; an empty word holds for any. Each line is tried by
`tests/mysterydesk/test_coverage_counts.py`: on a sample of elements the test is run without them.
"""

from collections.abc import Mapping
from typing import Final

RECORDED: Final = "tests/mysterydesk/test_coverage.py::test_everything_on_record_still_cites_its_clauses"
"""Shows what has no test of its own: nothing that was put on record goes unnoticed."""

_CLOCKS = "tests/sla/test_handbook_cases.py::test_the_shipped_handbook_keeps_the_clocks_these_tests_are_written_for"
_STD = "tests/policy/test_std.py::test_"
_ASC = "tests/policy/test_asc.py::test_"
_SMO = "tests/policy/test_smo.py::test_"
_DSK = "tests/policy/test_dsk.py::test_"
_NET = "tests/policy/test_net.py::test_"

TESTS: Final[Mapping[tuple[str, str, str], str]] = {
    ("criterion", "", ""): (
        "tests/mysterydesk/test_catalogue_codes.py::test_every_criterion_has_a_title_and_every_gate_its_line"
    ),
    ("exam_paper", "STD", ""): (
        "tests/certification/test_bank.py::test_demo_paper_holds_twenty_items_in_the_cells_of_the_plan"
    ),
    ("clock", "STD", ""): _CLOCKS,
    ("priority", "STD", ""): f"{_STD}impact_gives_the_priority",
    ("intake", "STD", ""): f"{_STD}silent_items_of_the_manual_are_named",
    ("ladder", "STD", ""): f"{_STD}the_ladder_holds_the_manuals_levels_and_a_demonstration",
    ("setting", "STD", ""): f"{_STD}the_ladder_holds_the_manuals_levels_and_a_demonstration",
    ("list", "STD", "kpis"): f"{_STD}kpi_targets_are_the_manuals",
    ("list", "STD", "training"): f"{_STD}other_figures_are_the_manuals",
    ("clock", "ASC", ""): _CLOCKS,
    ("calendar", "ASC", ""): f"{_ASC}only_the_third_priority_is_in_working_hours",
    ("priority", "ASC", ""): f"{_ASC}impact_gives_the_priority",
    ("group", "ASC", ""): f"{_ASC}groups_take_the_types_that_the_route_names",
    ("satisfaction", "ASC", ""): f"{_ASC}the_scale_is_the_manuals",
    ("ticket_number", "ASC", ""): f"{_ASC}numbers_look_like_the_manuals_example",
    ("list", "ASC", "record_fields"): f"{_ASC}the_template_and_the_intake_are_the_manuals",
    ("list", "ASC", "statuses"): f"{_ASC}the_template_and_the_intake_are_the_manuals",
    ("list", "ASC", "ticket_types"): f"{_ASC}groups_take_the_types_that_the_route_names",
    ("priority", "SMO", ""): f"{_SMO}priorities_are_the_manuals_two",
    ("list", "SMO", "complaint_steps"): f"{_SMO}complaints_borrow_their_flow_and_times",
    ("list", "SMO", "fault_report"): f"{_SMO}the_fault_report_marks_what_was_added",
    ("list", "SMO", "maintenance_flow"): f"{_SMO}maintenance_has_the_manuals_four_stages",
    ("priority", "DSK", ""): f"{_DSK}borrowed_priorities_follow_the_impact",
    ("intake", "DSK", ""): f"{_DSK}intake_asks_for_a_device_only_where_there_is_one",
    ("satisfaction", "DSK", ""): f"{_DSK}satisfaction_is_the_manuals_form",
    ("seat", "DSK", ""): f"{_DSK}the_desk_has_the_manuals_four_seats",
    ("tier", "DSK", ""): f"{_DSK}lines_carry_the_duties_of_chapter_eleven",
    ("list", "DSK", "complaint_steps"): (f"{_DSK}complaints_take_their_flow_and_times_from_the_manual_that_has_them"),
    ("list", "DSK", "kpis"): f"{_DSK}only_the_indicator_of_calls_has_a_target",
    ("list", "DSK", "liaison_chain"): f"{_DSK}the_chain_of_contact_goes_up_level_by_level",
    ("list", "DSK", "process_steps"): f"{_DSK}the_process_has_the_eleven_steps_in_order",
    ("list", "DSK", "routes"): f"{_DSK}inside_and_outside_events_take_different_ways",
    ("clock", "NET", ""): f"{_NET}each_channel_has_the_time_that_was_proposed",
    ("list", "NET", "channels"): f"{_NET}each_channel_has_the_time_that_was_proposed",
    ("list", "NET", "closure_record"): f"{_NET}the_intake_and_the_record_are_the_manuals",
    ("list", "NET", "forbidden_phrases"): f"{_NET}taboos_start_with_the_five_that_were_proposed",
}


def shown_by(kind: str, owner: str, group: str) -> str:
    """Name the test of an element; the closest line of the table counts.

    >>> shown_by("criterion", "STD", "").rpartition("::")[2]
    'test_every_criterion_has_a_title_and_every_gate_its_line'
    """
    keys = ((kind, owner, group), (kind, owner, ""), (kind, "", ""))
    return next((TESTS[key] for key in keys if key in TESTS), RECORDED)
