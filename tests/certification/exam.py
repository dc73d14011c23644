"""The shipped handbook and bank, and a small bank in plain sight, for the tests of the exam half."""

from collections.abc import Mapping
from functools import cache

from certification.bank import Bank
from certification.bank_reading import parse_bank
from certification.blueprint import Blueprint
from mysterydesk.library import list_files, read_text
from policy.handbook import Handbook
from policy.parse import parse_handbook
from policy.vocabulary import parse_vocabulary


@cache
def std() -> Handbook:
    """The shipped handbook."""
    vocabulary, _ = parse_vocabulary(read_text("policy", "events.yaml"), "events.yaml")
    files = {name: read_text("policy", name) for name in list_files("policy", "STD")}
    handbook, problems = parse_handbook(files, vocabulary)
    assert handbook is not None, problems
    return handbook


def shipped_files() -> dict[str, str]:
    """The shipped exam content by file name."""
    return {name: read_text("certification", name) for name in list_files("certification", "STD")}


@cache
def shipped() -> Bank:
    """The shipped bank."""
    bank, problems = parse_bank(shipped_files(), std())
    assert bank is not None, problems
    return bank


def demo() -> Blueprint:
    """The blueprint of the demo paper."""
    return shipped().blueprints["std-junior-short"]


ITEM = """\
format: items/1
handbook: STD
items:
  - id: one
    kind: single
    topic: O1
    clauses: [STD-3.1.1]
    author: content
    version: 1
    status: active
    stem: {zh: "哪一个？", en: "Which one?"}
    options:
      a: {zh: "甲", en: "First"}
      b: {zh: "乙", en: "Second"}
      c: {zh: "丙", en: "Third"}
    key: [a]
    explanation: {zh: "因为。", en: "Because."}
"""

PLAN = """\
format: blueprint/1
id: small
handbook: STD
level: junior_short
title: {zh: "小卷", en: "Small paper"}
cells:
  - topic: O1
    title: {zh: "渠道", en: "Channels"}
    sources: {bank: 1}
basis: [STD-5.2.3.junior, A-paper-pass]
"""


def found_in(files: Mapping[str, str]) -> list[tuple[str, int, str]]:
    """Parse and list the problems as file, line and code."""
    bank, problems = parse_bank(files, std())
    assert (bank is None) == bool(problems)
    return [(one.source, one.line, one.code) for one in problems]
