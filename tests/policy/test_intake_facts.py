"""Does every manual's form say which fact fills each of its fields, and whose line each seat is?"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from policy.digest import digest_of
from policy.handbook import Handbook, IntakeField, Seat
from policy.text import Text

ORG = IntakeField(
    name="org",
    title=Text(zh="单位", en="Organisation"),
    group="customer",
    required=True,
    basis=("X-1",),
    filled_by="organisation",
)

Shipped = Callable[[str], Handbook]


def test_a_field_is_filled_by_the_fact_that_it_names(shipped: Shipped) -> None:
    asc, net = shipped("ASC"), shipped("NET")
    assert asc.slot_of("org") == "organisation"
    assert asc.slot_of("description") == "symptom"
    assert net.slot_of("username") == "contact_name"
    assert net.slot_of("product_version") == "product_version"
    assert net.slot_of("no_such_field") == "no_such_field"


def test_a_fact_may_fill_two_fields_or_none(shipped: Shipped) -> None:
    smo, dsk = shipped("SMO"), shipped("DSK")
    assert smo.fields_for("symptom") == ("description", "symptom")
    assert dsk.fields_for("trigger") == ()
    assert smo.slot_of("need") == ""


def test_a_record_is_looked_up_by_the_fact(shipped: Shipped) -> None:
    smo, std = shipped("SMO"), shipped("STD")
    assert smo.recorded("symptom", {"symptom": "红灯亮"}) == "红灯亮"
    assert smo.recorded("symptom", {"description": "打不开", "symptom": "红灯亮"}) == "打不开"
    assert std.recorded("symptom", {"symptom": ""}) == ""
    assert std.recorded("organisation", {"organisation": "某店"}) == ""


@pytest.mark.parametrize("name", ["STD", "ASC", "SMO", "DSK", "NET"])
def test_every_line_is_there_and_every_owner_has_one(name: str, shipped: Shipped) -> None:
    book = shipped(name)
    assert [str(one.code) for one in book.tiers] == ["T1", "T2", "T3"]
    assert {book.line_of(one.owner) for one in book.clocks} <= {"T1", "T2", "T3"}
    assert book.owed_by("T1") >= {str(one.name) for one in book.clocks if one.name in {"response", "call_answer"}}
    assert sum(len(book.owed_by(str(one.code))) for one in book.tiers) == len(book.clocks)


def test_who_gives_no_solution_and_who_reaches_further_than_the_desk(shipped: Shipped) -> None:
    """DSK-4.1.op, A-supervisor-seat, DSK-4.1.expert."""
    dsk = shipped("DSK")
    assert {one.code: one.solves for one in dsk.seats} == {
        "operator": (),
        "junior": None,
        "skilled": None,
        "expert": ("guidance", "configuration", "bug_fix", "integration"),
        "complaint_handler": None,
        "supervisor": (),
    }
    assert {one.code: one.looks for one in dsk.seats if one.looks} == {"expert": "T2"}


def test_what_came_later_counts_only_where_it_says_something() -> None:
    older = replace(ORG, filled_by=None)
    assert older.fact == "org"
    assert len({digest_of(older), digest_of(ORG), digest_of(replace(ORG, filled_by=""))}) == 3
    seat = Seat(code="a", name=ORG.title, duties=(), basis=("X-1",))
    assert digest_of(seat) != digest_of(replace(seat, solves=()))
