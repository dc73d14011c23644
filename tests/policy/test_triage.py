"""Which priority an impact gets: most urgent first, the last takes what is left."""

from dataclasses import replace

import pytest

from policy.handbook import Criterion, Handbook
from policy.parse import parse_handbook
from policy.triage import meets, priority_for
from tests.policy.small import pack


def small() -> Handbook:
    handbook, _ = parse_handbook(pack())
    assert handbook is not None
    return handbook


@pytest.mark.parametrize(
    ("op", "yes", "no"),
    [("eq", 0.5, 0.4), ("ge", 0.5, 0.4), ("gt", 0.6, 0.5), ("le", 0.5, 0.6), ("lt", 0.4, 0.5)],
)
def test_a_condition_compares_a_measure(op: str, yes: float, no: float) -> None:
    handbook, _ = parse_handbook(
        pack(priorities=pack()["priorities.yaml"].replace("op: ge, value: 1", f"op: {op}, value: 0.5"))
    )
    assert handbook is not None
    criterion = handbook.priorities[0].when[0][0]
    assert meets(criterion, {"core_share_stopped": yes})
    assert not meets(criterion, {"core_share_stopped": no})


def test_a_measure_that_is_absent_counts_as_nothing() -> None:
    assert not meets(Criterion(measure="data_lost", op="eq", value=True), {})


def test_the_last_priority_takes_what_is_left() -> None:
    assert priority_for(small(), {"core_share_stopped": 1.0}).code == "L1"
    assert priority_for(small(), {"core_share_stopped": 0.9}).code == "L2"


def test_a_handbook_without_a_priority_for_the_rest_is_a_fault() -> None:
    handbook = replace(small(), priorities=small().priorities[:1])
    with pytest.raises(ValueError, match="no priority takes what is left"):
        priority_for(handbook, {})
