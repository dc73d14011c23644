"""The smallest whole handbook, one file a section, so that a test shows only the section that it breaks."""

from collections.abc import Mapping
from textwrap import dedent

from policy.problem import Problem

SECTIONS: Mapping[str, str] = {
    "pack": """\
        pack:
          id: TST
          title: {zh: "小手册", en: "Small manual"}
          version: "1"
          zone: Asia/Shanghai
        """,
    "silent": """\
        silent: [calendar, ladder, lists, escalations]
        """,
    "priorities": """\
        priorities:
          - code: L1
            name: {zh: "一级", en: "Critical"}
            definition: {zh: "中断", en: "Down"}
            when: [[{measure: core_share_stopped, op: ge, value: 1}]]
            basis: [TST-1]
          - code: L2
            name: {zh: "二级", en: "Minor"}
            definition: {zh: "其余", en: "The rest"}
            when: []
            basis: [TST-1]
        """,
    "tiers": """\
        tiers:
          - {code: T1, name: {zh: "一线", en: "Tier 1"}, basis: [TST-1]}
        """,
    "clocks": """\
        clocks:
          - name: response
            title: {zh: "响应", en: "Response"}
            starts: [{kind: ticket.submitted}]
            stops: [{kind: agent.first_contact}]
            targets: {L1: 30m, L2: 1h}
            owner: T1
            basis: [TST-2]
        """,
    "intake": """\
        intake:
          - {name: symptom, title: {zh: "现象", en: "Symptom"}, group: issue, required: true, basis: [TST-1]}
        """,
    "settings": """\
        settings:
          hours: {value: 24, basis: [A-calendar]}
        """,
    "clauses": """\
        clauses:
          - {id: TST-1, section: "1", kind: role, obligation: must, zh: "甲", en: "One"}
          - {id: TST-2, section: "2", kind: sla-target, obligation: must, zh: "乙", en: "Two"}
        """,
    "assumptions": """\
        assumptions:
          - id: A-calendar
            fills: calendar
            zh: "全天候"
            en: "Round the clock"
            reason: {zh: "未写", en: "Not stated"}
        """,
}


def pack(**changed: str | None) -> dict[str, str]:
    """Give the files of the small handbook; a section that is given replaces its own, None leaves it out."""
    sections: dict[str, str | None] = {**SECTIONS, **changed}
    return {f"{name}.yaml": dedent(text) for name, text in sections.items() if text is not None}


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Say each problem in one line, as an author would look for it."""
    return [f"{one.source}:{one.line} {one.code}" for one in problems]


def param(one: Problem, name: str) -> str:
    """Give one value of a problem's sentence."""
    return dict(one.params)[name]
