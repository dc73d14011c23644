"""What parts of a handbook say to each other: references, order, silence."""

import pytest

from policy.parse import parse_handbook
from policy.vocabulary import parse_vocabulary
from tests.policy.small import pack, param, told

CLOCK = """\
clocks:
  - name: response
    title: {{zh: "响应", en: "Response"}}
    starts: [{{kind: ticket.submitted}}]
    stops: [{{kind: agent.first_contact}}]
    targets: {response}
    owner: T1
    basis: [TST-2]
  - name: resolution
    title: {{zh: "解决", en: "Resolution"}}
    starts: [{{kind: ticket.accepted}}]
    stops: [{{kind: verify.customer}}]
    targets: {resolution}
    owner: T1
    basis: [TST-2]
"""


def problems_of(**changed: str | None) -> list[str]:
    handbook, problems = parse_handbook(pack(**changed))
    assert (handbook is None) == bool(problems)
    return told(problems)


def test_every_cited_id_must_exist() -> None:
    found = problems_of(
        tiers="""\
        tiers:
          - {code: T1, name: {zh: "一线", en: "Tier 1"}, basis: [TST-1, TST-9]}
          - code: T2
            name: {zh: "二线", en: "Tier 2"}
            basis: [A-nowhere]
        """
    )
    assert found == ["tiers.yaml:2 unknown_clause", "tiers.yaml:5 unknown_assumption"]


def test_an_assumption_must_be_used_and_fill_a_silent_item() -> None:
    found = problems_of(
        assumptions="""\
        assumptions:
          - {id: A-calendar, fills: calendar, zh: "全天候", en: "Always", reason: {zh: "未写", en: "Not stated"}}
          - id: A-idle
            fills: response
            zh: "无用"
            en: "Of no use"
            reason: {zh: "未写", en: "Not stated"}
        """
    )
    assert found == ["assumptions.yaml:3 unused_assumption", "assumptions.yaml:4 fills_not_silent"]


def test_an_assumption_says_why_in_both_languages() -> None:
    found = problems_of(
        assumptions="""\
        assumptions:
          - id: A-calendar
            fills: calendar
            zh: "全天候"
            reason: {zh: "未写", en: " "}
        """
    )
    assert found == ["assumptions.yaml:2 missing_translation", "assumptions.yaml:5 missing_translation"]


def test_codes_are_unique_in_their_list() -> None:
    found = problems_of(
        silent="silent: [calendar, ladder, escalations, ladder]\n",
        tiers="""\
        tiers:
          - {code: T1, name: {zh: "一线", en: "Tier 1"}, basis: [TST-1]}
          - {code: T1, name: {zh: "一线", en: "Tier 1"}, basis: [TST-1]}
        """,
        lists="""\
        lists:
          channels:
            - {code: phone, title: {zh: "电话", en: "Phone"}, basis: [TST-1]}
            - {code: phone, title: {zh: "电话", en: "Phone"}, basis: [TST-1]}
        """,
    )
    assert found == ["lists.yaml:2 duplicate_code", "silent.yaml:1 duplicate_code", "tiers.yaml:1 duplicate_code"]


def test_a_more_urgent_priority_may_not_have_the_longer_target() -> None:
    found = problems_of(clocks=CLOCK.format(response="{L1: 2h, L2: 1h}", resolution="{L1: 4h, L2: 4h}"))
    assert found == ["clocks.yaml:6 target_out_of_order"]


def test_a_response_may_not_be_due_after_the_resolution() -> None:
    _, problems = parse_handbook(
        pack(clocks=CLOCK.format(response="{L1: 1h, L2: 3h}", resolution="{L1: 1h, L2: 2h}"))
    )
    assert told(problems) == ["clocks.yaml:6 target_out_of_order"]
    assert param(problems[0], "where") == "clocks.0.targets.L2"


def test_a_target_for_any_priority_is_compared_too() -> None:
    assert problems_of(clocks=CLOCK.format(response="{any: 2h}", resolution="{any: 1h}")) == [
        "clocks.yaml:6 target_out_of_order"
    ]


def test_targets_cover_every_priority_and_no_other() -> None:
    found = problems_of(clocks=CLOCK.format(response="{L1: 1h}", resolution="{L1: 4h, L2: 8h, L7: 9h}"))
    assert found == ["clocks.yaml:6 missing_target", "clocks.yaml:13 unknown_priority"]


def test_tiers_and_priorities_are_named_by_their_codes() -> None:
    found = problems_of(
        silent="silent: [calendar, lists]\n",
        tiers="""\
        tiers:
          - {code: T1, name: {zh: "一线", en: "Tier 1"}, receives: [L1, L9], basis: [TST-1]}
        """,
        clocks="""\
        clocks:
          - name: join
            title: {zh: "介入", en: "Join"}
            starts: [{kind: ticket.submitted}]
            starts_by_priority:
              L8: [{kind: ticket.submitted}]
            stops: [{kind: tier3.joined}]
            targets: {any: 30m}
            owner: T7
            basis: [TST-1]
        """,
        escalations="""\
        escalations:
          - source: T1
            target: T5
            when: {zh: "未解决", en: "Unsolved"}
            basis: [TST-1]
        """,
        ladder="""\
        ladder:
          - level: junior
            title: {zh: "初级", en: "Junior"}
            tier: T4
            parts: []
            drills: 1
            drill_kinds: 2
            kind_slots: [[how_to], [transfer]]
            basis: [TST-1]
        """,
    )
    assert found == [
        "clocks.yaml:6 unknown_priority",
        "clocks.yaml:9 unknown_tier",
        "escalations.yaml:3 unknown_tier",
        "ladder.yaml:4 unknown_tier",
        "ladder.yaml:7 kinds_over_drills",
        "ladder.yaml:8 kinds_over_drills",
        "tiers.yaml:2 unknown_priority",
    ]


PRIORITY = """\
priorities:
  - code: L1
    name: {{zh: "一级", en: "Critical"}}
    definition: {{zh: "中断", en: "Down"}}
    when: {first}
    basis: [TST-1]
  - code: L2
    name: {{zh: "二级", en: "Minor"}}
    definition: {{zh: "其余", en: "The rest"}}
    when: {second}
    basis: [TST-1]
"""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("[[{measure: data_lost, op: eq, value: true}]]", "[]", []),
        ("[[{measure: mood, op: eq, value: true}]]", "[]", ["priorities.yaml:5 unknown_measure"]),
        ("[[{measure: data_lost, op: eq, value: 1}]]", "[]", ["priorities.yaml:5 wrong_type"]),
        ("[[{measure: any_share_hit, op: gt, value: false}]]", "[]", ["priorities.yaml:5 wrong_type"]),
        ("[[{measure: any_share_hit, op: gt, value: some}]]", "[]", ["priorities.yaml:5 wrong_type"]),
        ("[[{measure: any_share_hit, op: over, value: 1}]]", "[]", ["priorities.yaml:5 unknown_value"]),
        ("[[]]", "[]", ["priorities.yaml:5 empty_list"]),
        ("[]", "[]", ["priorities.yaml:5 swallows_the_rest"]),
        (
            "[[{measure: data_lost, op: eq, value: true}]]",
            "[[{measure: any_share_hit, op: gt, value: 0}]]",
            ["priorities.yaml:10 nothing_takes_the_rest"],
        ),
    ],
)
def test_conditions_compare_measures_and_the_last_priority_takes_the_rest(
    first: str, second: str, expected: list[str]
) -> None:
    assert problems_of(priorities=PRIORITY.format(first=first, second=second)) == expected


SILENT_CLOCK = """\
clocks:
  - name: response
    title: {{zh: "响应", en: "Response"}}
    starts: [{{kind: ticket.submitted}}]
    stops: [{{kind: agent.first_contact}}]
    targets: {{any: 1h}}
    owner: T1
    pausable: {pausable}
    basis: {basis}
    start_basis: {start_basis}
"""


@pytest.mark.parametrize(
    ("item", "pausable", "basis", "start_basis", "count"),
    [
        ("response", "false", "[TST-1]", "[]", 1),
        ("response", "false", "[TST-1, A-gap]", "[]", 0),
        ("response", "false", "[TST-1, A-calendar]", "[]", 1),
        ("clocks", "false", "[TST-1]", "[]", 1),
        ("response_start", "false", "[TST-1]", "[]", 1),
        ("response_start", "false", "[TST-1]", "[A-gap]", 0),
        ("pause_rules", "true", "[TST-1]", "[]", 1),
        ("pause_rules", "false", "[TST-1, A-gap]", "[]", 0),
        ("symptom", "false", "[TST-1, A-gap]", "[]", 1),
    ],
)
def test_what_the_manual_does_not_say_stands_on_an_assumption_that_fills_the_gap(
    item: str, pausable: str, basis: str, start_basis: str, count: int
) -> None:
    cited = "A-gap" in basis + start_basis
    gap = f"""\
assumptions:
  - {{id: A-calendar, fills: calendar, zh: "全天候", en: "Always", reason: {{zh: "未写", en: "Not stated"}}}}
  - {{id: A-gap, fills: {item}, zh: "补", en: "Ours", reason: {{zh: "未写", en: "Not stated"}}}}
"""
    found = problems_of(
        silent=f"silent: [calendar, ladder, lists, escalations, {item}]\n",
        assumptions=gap if cited else pack()["assumptions.yaml"],
        clocks=SILENT_CLOCK.format(pausable=pausable, basis=basis, start_basis=start_basis),
    )
    assert [one.split()[1] for one in found] == ["silent_but_present"] * count


def test_pass_marks_validity_lists_and_settings_can_be_silent_too() -> None:
    found = problems_of(
        silent="silent: [calendar, escalations, pass_marks, validity, phrases, hours_a_day]\n",
        ladder="""\
        ladder:
          - level: junior
            title: {zh: "初级", en: "Junior"}
            tier: T1
            parts: []
            pass_share: 0.8
            validity_days: 365
            basis: [TST-1]
        """,
        lists="""\
        lists:
          phrases:
            - {code: hello, title: {zh: "您好", en: "Hello"}, basis: [TST-1]}
        """,
        settings="""\
        settings:
          hours_a_day: {value: 24, basis: [A-calendar]}
        """,
    )
    assert found == [
        "ladder.yaml:2 silent_but_present",
        "ladder.yaml:2 silent_but_present",
        "lists.yaml:3 silent_but_present",
        "settings.yaml:2 silent_but_present",
    ]


def test_a_setting_is_ours_and_says_so() -> None:
    found = problems_of(
        settings="""\
        settings:
          hours: {value: 24, basis: [A-calendar]}
          days: {value: 7, basis: [TST-1]}
          share: {value: much, basis: [A-calendar]}
        """
    )
    assert found == ["settings.yaml:3 no_assumption", "settings.yaml:4 wrong_type"]


def test_weights_make_a_hundred() -> None:
    template = (
        "settings:\n  weight_a: {{value: 60, basis: [A-calendar]}}\n  weight_b: {{value: {b}, basis: [A-calendar]}}\n"
    )
    assert problems_of(settings=template.format(b=40)) == []
    assert problems_of(settings=template.format(b=30)) == ["settings.yaml:1 weights_not_100"]


@pytest.mark.parametrize("zone", ["Asia/Nowhere", "Asia", "../etc/passwd", "/etc/localtime", "", "a\\\\b"])
def test_a_zone_is_one_of_the_database(zone: str) -> None:
    found = problems_of(
        pack=f"""\
        pack:
          id: TST
          title: {{zh: "小手册", en: "Small manual"}}
          version: "1"
          zone: "{zone}"
        """
    )
    assert found == ["pack.yaml:5 unknown_zone"]


EVENTS = """\
events:
  ticket.submitted: {zh: "提交", en: "Submitted", fields: {channel: text}}
  agent.first_contact: {zh: "首次联系", en: "First contact"}
  sla.breached: {zh: "超限", en: "Breached", stored: false}
"""


def test_triggers_name_stored_events_and_their_fields() -> None:
    vocabulary, unread = parse_vocabulary(EVENTS, "events.yaml")
    assert unread == ()
    handbook, problems = parse_handbook(
        pack(
            silent="silent: [calendar, ladder, lists]\n",
            clocks="""\
            clocks:
              - name: response
                title: {zh: "响应", en: "Response"}
                starts: [{kind: ticket.submitted, fields: {channel: phone, colour: red}}]
                starts_by_priority:
                  L1: [{kind: ticket.sent}]
                stops:
                  - {kind: agent.first_contact}
                  - {kind: sla.breached}
                targets: {any: 30m}
                owner: T1
                basis: [TST-2]
            """,
            escalations="""\
            escalations:
              - {source: T1, target: T1, when: {zh: "未解决", en: "Unsolved"}, requires: [kb.search], basis: [TST-1]}
            """,
        ),
        vocabulary,
    )
    assert handbook is None
    assert told(problems) == [
        "clocks.yaml:4 unknown_event_field",
        "clocks.yaml:6 unknown_event_kind",
        "clocks.yaml:9 derived_event",
        "escalations.yaml:2 unknown_event_kind",
    ]
