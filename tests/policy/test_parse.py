"""A pack as an author writes it: what it becomes, and what is said of its mistakes."""

from datetime import timedelta
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.handbook import Handbook, Trigger
from policy.parse import parse_handbook
from policy.shape import parse_duration
from policy.text import Text
from tests.policy.small import SECTIONS, pack, param, told


def parsed(files: dict[str, str]) -> Handbook:
    handbook, problems = parse_handbook(files)
    assert told(problems) == []
    assert handbook is not None
    return handbook


def test_a_clock_becomes_what_it_says() -> None:
    handbook = parsed(
        pack(
            clocks="""\
            clocks:
              - name: t3_join
                title: {zh: "三线介入", en: "Third line joins"}
                starts: [{kind: ticket.transferred, fields: {to_tier: T3}}]
                starts_by_priority: {L1: [{kind: ticket.severity_set, fields: {level: L1}}]}
                stops: [{kind: tier3.joined}]
                targets: {any: 1h30m}
                owner: T1
                pausable: true
                basis: [TST-2]
                start_basis: [A-calendar]
            """
        )
    )
    clock = handbook.clock("t3_join")
    assert clock.title == Text(zh="三线介入", en="Third line joins")
    assert clock.starts == (Trigger(kind="ticket.transferred", fields={"to_tier": "T3"}),)
    assert clock.starts_by_priority["L1"] == (Trigger(kind="ticket.severity_set", fields={"level": "L1"}),)
    assert clock.targets == {"any": timedelta(minutes=90)}
    assert clock.pausable
    assert clock.start_basis == ("A-calendar",)


def test_what_is_left_out_is_absent_and_not_invented() -> None:
    handbook = parsed(pack())
    assert handbook.ladder == ()
    assert handbook.escalations == ()
    assert handbook.lists == {}
    assert handbook.silent == ("calendar", "ladder", "lists", "escalations")
    assert handbook.clock("response").pausable is False
    assert handbook.clock("response").start_basis == ()


def test_elements_are_found_by_code_or_not_at_all() -> None:
    handbook = parsed(pack())
    assert handbook.priority("L2").name.en == "Minor"
    assert handbook.tier("T1").name.in_lang("zh") == "一线"
    for find in (handbook.priority, handbook.tier, handbook.clock):
        with pytest.raises(KeyError):
            find("nowhere")


def test_lists_ladder_and_escalations_become_what_they_say() -> None:
    handbook = parsed(
        pack(
            silent="silent: [calendar]\n",
            lists="""\
            lists:
              channels:
                - {code: phone, title: {zh: "电话", en: "Phone"}, basis: [TST-1]}
              kpis:
                - code: fcr
                  title: {zh: "首次解决率", en: "First-contact resolution"}
                  detail: {zh: "不低于80%", en: "At least 80 %"}
                  figures: {target: "0.80", op: ge}
                  basis: [TST-1]
            """,
            ladder="""\
            ladder:
              - level: junior
                title: {zh: "初级", en: "Junior"}
                tier: T1
                parts: [{zh: "产品", en: "Product"}]
                pass_share: 0.8
                drills: 3
                drill_kinds: 2
                validity_days: 365
                basis: [TST-1]
            """,
            escalations="""\
            escalations:
              - source: T1
                target: T1
                when: {zh: "未解决", en: "Unsolved"}
                requires: [kb.search]
                limit: 2h
                basis: [TST-1]
            """,
        )
    )
    assert handbook.lists["channels"][0].detail == Text(zh="", en="")
    assert handbook.lists["kpis"][0].figures == {"target": "0.80", "op": "ge"}
    assert handbook.ladder[0].pass_share == 0.8
    assert handbook.escalations[0].limit == timedelta(hours=2)
    assert handbook.escalations[0].requires == ("kb.search",)


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    handbook, problems = parse_handbook(
        pack(
            clocks="""\
            clocks:
              - name: response
                title: {zh: "响应"}
                starts: []
                stops: [{kind: agent.first_contact, field: {}}]
                targets: {L1: half an hour, L2: 1h}
                owner: T9
                basis: []
              - name: resolution
                title: {zh: "解决", en: "解决"}
                stops: [{kind: verify.customer}]
                targets: {L1: 0m}
                owner: 1
                pausable: "no"
                basis: [TST-2]
            """,
            intake="""\
            intake:
              - {name: symptom, title: {zh: "", en: "Symptom"}, group: other, required: true, basis: [TST-1]}
            """,
        )
    )
    assert handbook is None
    assert told(problems) == [
        "clocks.yaml:3 missing_translation",
        "clocks.yaml:4 empty_list",
        "clocks.yaml:5 unknown_field",
        "clocks.yaml:6 bad_duration",
        "clocks.yaml:7 unknown_tier",
        "clocks.yaml:8 empty_basis",
        "clocks.yaml:9 missing_field",
        "clocks.yaml:10 not_translated",
        "clocks.yaml:12 bad_duration",
        "clocks.yaml:13 wrong_type",
        "clocks.yaml:14 wrong_type",
        "intake.yaml:2 missing_translation",
        "intake.yaml:2 unknown_value",
    ]
    assert [param(one, "where") for one in problems[:3]] == [
        "clocks.0.title.en",
        "clocks.0.starts",
        "clocks.0.stops.0.field",
    ]
    assert param(problems[3], "got") == "half an hour"
    assert param(problems[6], "field") == "starts"


def test_what_a_misshapen_part_cites_is_told_with_its_shape() -> None:
    """Else the shape is mended first and the ids are told only then; what is no id at all is a shape alone."""
    _, problems = parse_handbook(
        pack(
            clocks="""\
            clocks:
              - name: response
                title: {zh: "响应"}
                starts: [{kind: ticket.submitted}]
                stops: [{kind: agent.first_contact}]
                targets: {L1: 30m, L2: 1h}
                owner: T1
                basis: [TST-2, TST-77, A-gone, "no id"]
            """,
            settings="""\
            settings:
              hours: {value: 24, unit: h, basis: [A-calendar, A-lost]}
            """,
        )
    )
    assert told(problems) == [
        "clocks.yaml:3 missing_translation",
        "clocks.yaml:8 unknown_assumption",
        "clocks.yaml:8 unknown_clause",
        "clocks.yaml:8 wrong_value",
        "settings.yaml:2 unknown_assumption",
        "settings.yaml:2 unknown_field",
    ]


def test_a_misshapen_part_is_not_told_again_by_those_that_cite_it() -> None:
    """Clause TST-1 lacks its English; everything that cites TST-1 is right."""
    _, problems = parse_handbook(
        pack(
            clauses="""\
            clauses:
              - {id: TST-1, section: "1", kind: role, obligation: must, zh: "甲"}
              - {id: TST-2, section: "2", kind: sla-target, obligation: must, zh: "乙", en: "Two"}
            """
        )
    )
    assert told(problems) == ["clauses.yaml:2 missing_translation"]


@pytest.mark.parametrize("section", ["pack", "clauses", "priorities", "clocks", "tiers", "intake"])
def test_a_section_may_only_be_missing_where_it_is_named_silent(section: str) -> None:
    changed: dict[str, str | None] = {section: None}
    _, problems = parse_handbook(pack(**changed))
    missing = [one for one in problems if one.code == "missing_field"]
    assert [param(one, "field") for one in missing] == [section]


def test_a_manual_without_priorities_says_so_and_is_whole() -> None:
    handbook = parsed(
        pack(
            priorities=None,
            silent="silent: [calendar, ladder, lists, escalations, priorities]\n",
            clocks="""\
            clocks:
              - name: response
                title: {zh: "响应", en: "Response"}
                starts: [{kind: ticket.submitted}]
                stops: [{kind: agent.first_contact}]
                targets: {any: 30m}
                owner: T1
                basis: [TST-2]
            """,
        )
    )
    assert handbook.priorities == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"pack": "pack: [1]\n"}, ["pack.yaml:1 wrong_type"]),
        ({"silent": "silent: {a: 1}\n"}, ["silent.yaml:1 wrong_type"]),
        ({"clauses": "clauses: 1\n"}, ["clauses.yaml:1 wrong_type"]),
        ({"settings": "settings: [1]\n"}, ["settings.yaml:1 wrong_type"]),
        ({"tiers": "tiers:\n  - T1\n"}, ["tiers.yaml:2 wrong_type"]),
        ({"lists": "lists:\n  channels: {}\n"}, ["lists.yaml:2 wrong_type"]),
        ({"prices": "prices: 1\n"}, ["prices.yaml:1 unknown_field"]),
        ({"more": "tiers: []\n"}, ["tiers.yaml:1 duplicate_section"]),
        ({"settings": "settings:\n  hours: {value: 24, basis: [A-calendar]\n"}, ["settings.yaml:2 yaml_syntax"]),
        ({"settings": ""}, ["settings.yaml:1 not_a_mapping"]),
    ],
)
def test_sections_of_the_wrong_kind_are_told(changed: dict[str, str], expected: list[str]) -> None:
    handbook, problems = parse_handbook(pack(**changed))
    assert handbook is None
    assert set(expected) <= set(told(problems))


def test_no_files_are_an_empty_pack() -> None:
    handbook, problems = parse_handbook({})
    assert handbook is None
    assert {param(one, "field") for one in problems} >= {"pack", "clauses", "clocks"}


@given(st.text(max_size=80), st.sampled_from(sorted(SECTIONS)))
def test_no_text_in_place_of_a_section_raises(text: str, section: str) -> None:
    handbook, problems = parse_handbook(pack(**{section: text}))
    assert (handbook is None) == bool(problems)


@given(st.data())
def test_no_cut_of_a_good_section_raises(data: st.DataObject) -> None:
    section = data.draw(st.sampled_from(sorted(SECTIONS)))
    text = dedent(SECTIONS[section])
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    handbook, problems = parse_handbook(pack(**{section: text[:start] + text[end:]}))
    assert (handbook is None) == bool(problems)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("30m", timedelta(minutes=30)),
        ("1h30m", timedelta(minutes=90)),
        ("7d", timedelta(days=7)),
        ("1w", timedelta(days=7)),
        ("45s", timedelta(seconds=45)),
        ("", None),
        ("0h", None),
        ("30", None),
        ("30 m", None),
        ("m30", None),
        ("-1h", None),
        ("1.5h", None),
        ("３０m", None),
    ],
)
def test_durations_have_a_unit_and_are_not_zero(written: str, span: timedelta | None) -> None:
    assert parse_duration(written) == span
