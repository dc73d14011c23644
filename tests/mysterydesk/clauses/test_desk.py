"""What can be entered and chosen at a desk, by the clauses that ask for it: fields, types, channels, tools, moves."""

import re
from dataclasses import replace

import pytest

from policy.handbook import Handbook
from scenarios.seating import offered
from simulator.drill import Attempt, step
from simulator.duties import is_low
from simulator.duty_replies import grade_for
from simulator.move import MOVES, Move, Refusal
from tests.mysterydesk.clauses.conftest import Books
from tests.simulator.desks import all_of, begin, do
from tests.simulator.duty_plays import desk_under
from tests.simulator.test_drill import STEP


def at(books: Books, pack: str) -> Attempt:
    """Sit down at the desk of a manual."""
    return begin(replace(desk_under(pack), handbook=books[pack]))


FORMS: tuple[tuple[str, str, bool, str], ...] = (
    ("STD", "STD-3.1.2.cust", True, "customer_id contact_name contact_method department"),
    ("STD", "STD-3.1.2.issue", True, "symptom trigger impact_scope product_version"),
    ("STD", "STD-3.1.2.attach", False, "attachment"),
    ("ASC", "ASC-2.1.basic", True, "org contact_name contact_method description"),
    ("ASC", "ASC-3.06", False, "occurred_at tried_steps attachment"),
    ("SMO", "SMO-3.1.b", True, "contact_name contact_method description need"),
    ("SMO", "SMO-4.1.b", False, "occurred_at place symptom"),
    ("DSK", "DSK-6.intake", True, "contact_name org contact_method description"),
    ("DSK", "DSK-6.intake", False, "device_model serial_no"),
    ("NET", "NET-3.1.rec", True, "username contact_method description product_version environment"),
    ("NET", "NET-3.2.ask", False, "occurred_at reproduction_steps error_message"),
    ("NET", "NET-3.2.info", False, "attachment"),
)
"""Fields that a clause asks for: of everybody, or where there is something to enter."""

FIELDS = [
    (pack, clause, required, name) for pack, clause, required, names in FORMS for name in names.split()
]  # fmt: skip


@pytest.mark.parametrize(("pack", "clause", "required", "name"), FIELDS)
def test_the_form_takes_what_its_clause_asks_for(
    books: Books, pack: str, clause: str, name: str, *, required: bool
) -> None:
    filled = do(at(books, pack), "field", name=name, value="x")
    assert filled.state.ticket.fields[name] == "x"
    field = next(one for one in books[pack].intake if one.name == name)
    assert field.required is required
    assert clause in field.basis


CHOICES: tuple[tuple[str, str, str, str], ...] = (
    ("ASC", "ASC-3.05", "type", "hardware software consult complaint"),
    ("SMO", "SMO-4.1.a", "type", "incident"),
    ("SMO", "SMO-1.2", "type", "request complaint"),
    ("DSK", "DSK-9.1.judge", "type", "incident request complaint"),
    ("NET", "NET-3.1.judge", "type", "incident request complaint"),
    ("STD", "STD-5b.3.tools", "remote_start", "teamviewer anydesk"),
    ("ASC", "ASC-2.3.remote", "remote_start", "teamviewer sunlogin"),
)
WORD = {"type": "value", "remote_start": "tool"}
LISTED = {"type": "ticket_types", "remote_start": "remote_tools"}
WRITTEN = {"type": "ticket.type_set", "remote_start": "remote.started"}
CHOSEN = [(pack, clause, move, one) for pack, clause, move, names in CHOICES for one in names.split()]


@pytest.mark.parametrize(("pack", "clause", "move", "choice"), CHOSEN)
def test_what_a_clause_names_can_be_chosen(books: Books, pack: str, clause: str, move: str, choice: str) -> None:
    done = do(at(books, pack), move, **{WORD[move]: choice})
    assert [one.fields[WORD[move]] for one in all_of(done, WRITTEN[move])] == [choice]
    assert clause in next(one.basis for one in books[pack].lists[LISTED[move]] if one.code == choice)


CHANNELS: tuple[tuple[str, str, str], ...] = (
    ("STD", "STD-3.1.1", "phone email web_form wecom"),
    ("ASC", "ASC-2.1.channel", "phone online_chat ticket_system email"),
    ("SMO", "SMO-3.1.a", "phone email online_chat"),
    ("DSK", "DSK-7.2", "phone email fax"),
    ("DSK", "DSK-8", "email fax"),
    ("NET", "NET-3.1.chan", "phone online_chat email ticket_system"),
)
OPEN = [(pack, clause, one) for pack, clause, names in CHANNELS for one in names.split()]


@pytest.mark.parametrize(("pack", "clause", "channel"), OPEN)
def test_a_case_comes_by_each_channel_that_the_clause_names(
    books: Books, pack: str, clause: str, channel: str
) -> None:
    assert offered(books[pack], (channel,)) == (channel,)
    assert clause in next(one.basis for one in books[pack].lists["channels"] if one.code == channel)


def test_a_channel_of_another_manual_is_not_offered(books: Books) -> None:
    assert offered(books["STD"], ("fax",)) == ("email",)
    assert offered(books["DSK"], ("wecom",)) == ("phone",)


OWN: tuple[tuple[str, str, str], ...] = (
    ("ASC", "ASC-2.3.ack", "acknowledge"), ("ASC", "ASC-2.1.tell", "tell_number"), ("ASC", "ASC-2.3.route", "route"),
    ("ASC", "ASC-2.3.onsite", "dispatch"), ("ASC", "ASC-2.5.confirm", "sign_off"),
    ("ASC", "ASC-2.5.dissat", "low_rating_contact"),
    ("SMO", "SMO-4.1.b", "fault_report"),
    ("DSK", "DSK-7.1", "answer_call"), ("DSK", "DSK-7.1", "forward_call"),
    ("DSK", "DSK-8", "forward_call"), ("DSK", "DSK-10.03", "event_row"),
    ("DSK", "DSK-10.02", "route"), ("DSK", "DSK-7.3", "liaison"), ("DSK", "DSK-7.3.chain", "chain"),
    ("DSK", "DSK-11.2.3", "dispatch"), ("DSK", "DSK-9.2.archive", "update_asset"),
    ("DSK", "DSK-9.2.plan", "inspection_plan"), ("DSK", "DSK-9.2.form", "inspection_report"),
    ("DSK", "DSK-12.6", "prevent"),
    ("NET", "NET-3.1.chan", "answer_call"), ("NET", "NET-3.1.judge", "scope"), ("NET", "NET-3.5.cat", "tag"),
    ("NET", "NET-2.1.c", "decline_gift"), ("NET", "NET-2.1.c", "accept_gift"),
)  # fmt: skip


@pytest.mark.parametrize(("pack", "clause", "move"), OWN)
def test_a_desk_has_the_move_that_its_clause_asks_for(books: Books, pack: str, clause: str, move: str) -> None:
    attempt = at(books, pack)
    done = step(attempt, Move(kind=move, fields=dict.fromkeys(MOVES[move], "x")), attempt.state.wall + STEP)
    assert not isinstance(done, Refusal) or done.code != "not_at_this_desk"
    assert clause in next(one.basis for one in books[pack].lists["desk_moves"] if one.code == move)


def test_a_ticket_is_numbered_as_the_clause_says_and_its_number_is_told(books: Books) -> None:
    """ASC-2.1.number, ASC-3.01: TS, the date and a serial; ASC-2.1.tell: the customer hears it."""
    attempt = do(at(books, "ASC"), "field", name="org", value="x")
    number = str(all_of(attempt, "ticket.accepted")[0].fields["number"])
    assert re.fullmatch(r"TS20261123\d{3,}", number)
    rule = books["ASC"].ticket_number
    assert rule is not None
    assert rule.tell_customer


def grade(book: Handbook, words: str) -> float | None:
    scale = book.satisfaction
    found = scale.grade(words) if scale is not None else None
    return found.value if found is not None else None


def test_low_grades_of_the_scale_oblige_the_desk_to_call(books: Books) -> None:
    """ASC-2.5.csat names three grades, ASC-2.5.dissat the two low ones."""
    assert [is_low(books["ASC"], one) for one in ("满意", "一般", "不满意")] == [False, True, True]


def test_a_callback_is_rated_in_points_of_five(books: Books) -> None:
    """STD-4.1.csat; a point is no grade with a name, and few points oblige nobody to call."""
    scale = [grade(books["STD"], f"{points}分") for points in (5, 4, 3, 2, 1)]
    assert scale == [5, 4, 3, 2, 1]
    assert [grade_for(books["STD"], stars) for stars in (5, 1)] == [None, None]
    assert not any(is_low(books["STD"], points) for points in (5, 1))


def test_the_form_of_satisfaction_has_the_manuals_four_grades(books: Books) -> None:
    """DSK-A, DSK-9.3.form."""
    assert [grade(books["DSK"], one) for one in ("很满意", "较满意", "一般", "不满意")] == [5, 4, 3, 1]
