"""Figures that a clause states stand in its pack: how often, how much, how long; breaches cite their clause."""

from datetime import timedelta

import pytest

from certification.generate.ordering import ordering_item
from certification.item import Topic
from mysterydesk.papers import bank
from policy.handbook import PriorityCode
from sla.clock import clocks
from sla.obligation import obligations
from sla.priorities import PrioritySteps
from tests.mysterydesk.clauses.conftest import Books
from tests.mysterydesk.clauses.test_time import FRIDAY, SENT, event

FIGURES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("STD", "STD-4.1.fcr", "kpis.fcr", {"target": "0.80", "op": "ge"}),
    ("STD", "STD-4.1.art", "kpis.art", {"target": "1800", "op": "le", "unit": "second"}),
    ("STD", "STD-4.1.csat", "kpis.csat", {"target": "4.5", "op": "ge"}),
    ("STD", "STD-4.1.recur", "kpis.recurrence", {"target": "0.05", "op": "le", "window_days": "30"}),
    ("STD", "STD-4.2.audit", "quality_checks.ticket_audit", {"sample": "0.10", "every": "week"}),
    ("STD", "STD-4.2.call", "quality_checks.call_review", {"sample": "0.20", "every": "month"}),
    ("STD", "STD-4.2.mystery", "quality_checks.mystery_customer", {"every": "quarter"}),
    ("STD", "STD-5.2.1", "training.onboarding", {"weeks": "2"}),
    ("STD", "STD-5.2.1.product", "training.product", {"days": "3"}),
    ("STD", "STD-5.2.1.process", "training.process", {"days": "2"}),
    ("STD", "STD-5.2.1.comm", "training.communication", {"days": "1"}),
    ("STD", "STD-5.2.1.practice", "training.practice", {"days": "4"}),
    ("STD", "STD-5.2.2", "training.inservice", {"per_month": "1"}),
    ("STD", "STD-5.3.quant", "performance.quantitative", {"percent": "60"}),
    ("STD", "STD-5.3.qual", "performance.qualitative", {"percent": "40"}),
    ("STD", "STD-5.3.star", "performance.star", {"every": "quarter"}),
    ("STD", "STD-5.3.fail", "performance.missed", {"months": "3"}),
    ("STD", "STD-5b.2.update", "article_rights.monthly", {"per_month": "1"}),
    ("STD", "STD-6.1.survey", "improvement.survey", {"every": "quarter"}),
    ("STD", "STD-6.1.call", "closure_steps.callback", {"limit": "24h"}),
    ("STD", "STD-4.3.2", "complaint_steps.contact", {"limit": "30m"}),
    ("STD", "STD-4.3.4", "complaint_steps.correct", {"limit": "24h"}),
    ("STD", "STD-4.3.5", "complaint_steps.follow_up", {"limit": "7d"}),
    ("STD", "STD-4.3.3", "complaint_steps.analyse", {"fields": "who when where what why how"}),
    ("ASC", "ASC-2.3.ack", "handling_steps.acknowledge", {"limit": "1h"}),
    ("ASC", "ASC-2.5.dissat", "closure_steps.low", {"limit": "24h"}),
    ("ASC", "ASC-2.5.dissat", "complaint_steps.contact", {"limit": "24h"}),
    ("ASC", "ASC-4.2", "sla_rules.by_priority", {"limit": "2h"}),
    ("DSK", "DSK-7.1", "hotline.open", {"days": "7", "hours": "24"}),
    ("DSK", "DSK-12.1", "kpis.call_answer", {"target": "0.90"}),
    ("DSK", "DSK-10.02", "routes.internal", {"group": "ops_department"}),
    ("DSK", "DSK-7.3", "routes.external", {"group": "liaison"}),
    ("DSK", "DSK-7.3", "liaison_chain.liaison", {"level": "1"}),
    ("DSK", "DSK-7.3.chain", "liaison_chain.next_on_list", {"level": "2"}),
    ("DSK", "DSK-10.05", "liaison_chain.head", {"level": "3"}),
    ("SMO", "SMO-2.2.1", "maintenance_flow.needs", {"order": "1"}),
    ("SMO", "SMO-2.2.2", "maintenance_flow.plan", {"order": "2"}),
    ("SMO", "SMO-2.2.3", "maintenance_flow.execution", {"order": "3"}),
    ("SMO", "SMO-2.2.4", "maintenance_flow.evaluation", {"order": "4"}),
    *(
        ("DSK", f"DSK-10.{order:02}", f"process_steps.{code}", {"order": str(order)})
        for order, code in enumerate(
            ("report", "first_diagnosis", "event_list", "ops_solves", "department_diagnosis", "head_accepts",
             "appointee_solves", "result", "complete_list", "callback", "close"),
            start=1,
        )
    ),
)  # fmt: skip
"""What the clause says in figures, and the entry of the pack that people read and reports are held against."""


@pytest.mark.parametrize(
    ("pack", "clause", "entry", "figures"), FIGURES, ids=lambda one: one if isinstance(one, str) else ""
)
def test_the_figure_of_the_clause_stands_in_the_pack(
    books: Books, pack: str, clause: str, entry: str, figures: dict[str, str]
) -> None:
    listed, _, code = entry.partition(".")
    found = next(one for one in books[pack].lists[listed] if one.code == code)
    assert {name: found.figures[name] for name in figures} == figures
    assert clause in found.basis


def test_the_parts_of_the_two_halves_add_up(books: Books) -> None:
    """STD-5.3.quant: four indicators make 60; STD-5.3.qual: four make 40."""
    parts = [one.figures for one in books["STD"].lists["performance"] if "of" in one.figures]
    halves = {
        name: [int(one["percent"]) for one in parts if one["of"] == name] for name in ("quantitative", "qualitative")
    }
    assert {name: (len(ones), sum(ones)) for name, ones in halves.items()} == {
        "quantitative": (4, 60),
        "qualitative": (4, 40),
    }


def test_a_late_response_owes_its_reason_by_the_clause_that_asks_for_it(books: Books) -> None:
    """ASC-4.2."""
    course, held = (event(FRIDAY, SENT, 0),), PrioritySteps(steps=((FRIDAY, PriorityCode("P1")),))
    late = FRIDAY + timedelta(hours=3)
    owed = obligations(books["ASC"], clocks(books["ASC"], course, held, late), course, late)
    assert [(one.clock, one.is_open) for one in owed] == [("response", True)]
    assert "ASC-4.2" in owed[0].basis


@pytest.mark.parametrize(
    ("recipe", "order"),
    [
        ("complaint_steps", ["receive", "contact", "analyse", "correct", "follow_up"]),  # STD-4.3.1 to 4.3.5
        ("closure_steps", ["confirm", "archive", "close"]),  # STD-3.3.1, STD-3.3.2
    ],
)
def test_the_paper_asks_for_the_manuals_order_of_steps(books: Books, recipe: str, order: list[str]) -> None:
    item = ordering_item(books["STD"], bank("STD").orderings[recipe], 1, Topic("O7"))
    assert list(item.key) == [one for one in order if one in item.key]
    assert len(item.key) == len(order)
