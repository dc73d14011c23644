"""Can every move that a handbook lists be made at the desk, and is every event of it said in words?"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mysterydesk import attempts, shelf
from mysterydesk.i18n import LANGS, translation
from pages.parts.clocks_owed import owed
from pages.parts.desk_names import tier_words
from pages.parts.desk_owed import marks
from pages.parts.desk_talk import as_heard
from pages.parts.duty_forms import FORMS
from pages.parts.duty_lines import LINES, duty_fields, duty_value
from pages.parts.frame import ground_words
from pages.parts.step_words import who_of, written
from policy.text import Lang
from scenarios.draw import draw_case
from simulator.drill import Attempt, open_attempt
from simulator.duties import Duties
from simulator.move import MOVES, OPTIONAL
from simulator.state import with_ticket
from sla.clock import clocks
from sla.priorities import priorities_as_set
from sla.timeline import Event, EventId, Json

NINE = datetime(2026, 3, 10, 1, tzinfo=UTC)
WORDS = "收银机不能收款"

WRITTEN: dict[str, dict[str, Json]] = {
    "call.answered": {"by": "mobile"},
    "call.forwarded": {"to": "13800000000"},
    "ticket.number_told": {"number": "TS1"},
    "eventlist.row": {"category": "incident", "text": WORDS, "result": "好了", "complete": True},
    "liaison.contacted": {"ok": False, "text": WORDS},
    "chain.escalated": {"level": 2, "ok": True, "text": WORDS},
    "dispatch.form": {"form": "dispatch", "tools": ["网线钳", "测线仪"], "text": WORDS},
    "asset.updated": {"asset": "12", "text": WORDS},
    "inspection.planned": {"department": "门店", "text": WORDS},
    "inspection.reported": {"text": WORDS, "changes": "打印机"},
    "contact.attempted": {"channel": "phone", "reached": True},
    "scope.confirmed": {"text": WORDS},
    "ticket.tagged": {"tags": ["收银", "网络"]},
    "fault.reported": {"fields": {"place": "门店", "impact": WORDS}},
}
"""Fields that an event of a kind has; those of the others are empty."""


def opened(handbook_id: str, lang: Lang = "zh") -> Attempt:
    """Open a drill under a handbook, at its first moment."""
    scenario, handbook = shelf.scenario("S006-one-till-broken"), shelf.handbook(handbook_id)
    case = draw_case(scenario, handbook, shelf.world(), seed=1, lang=lang, day=date(2026, 3, 10))
    return open_attempt(attempts.desk_for(case), "a", "practice", NINE)


def happened(kind: str) -> Event:
    """Give an event of a kind."""
    return Event(id=EventId(9), at=NINE, kind=kind, actor="trainee", fields=WRITTEN.get(kind, {}))


def listed() -> Iterator[str]:
    """Give the codes of the moves that handbooks list."""
    for name in shelf.HANDBOOKS:
        yield from (item.code for item in shelf.handbook(name).lists.get("desk_moves", ()))


def test_every_move_that_a_handbook_lists_has_a_form_with_its_fields() -> None:
    """A field that the form lacks could never be sent; one that the move lacks would be refused."""
    assert set(listed()) == set(FORMS)
    for code, form in FORMS.items():
        needed, optional = set(MOVES[code]), set(OPTIONAL.get(code, ()))
        always = {one.name for one in form.blanks if one.needed or one.sent_empty}
        assert (always, {one.name for one in form.blanks} - always) == (needed, optional)


def test_choices_are_the_handbooks_own() -> None:
    """In its order and words; nothing is proposed that the ticket does not hold."""
    t = translation("zh")
    for name in shelf.HANDBOOKS:
        attempt, codes = opened(name), {item.code for item in shelf.handbook(name).lists.get("desk_moves", ())}
        for code in codes:
            for blank in FORMS[code].blanks:
                assert not blank.proposed or blank.proposed(attempt) == ""
                assert blank.choices is None or blank.choices(t, attempt.desk.handbook)
    groups = next(one for one in FORMS["route"].blanks if one.name == "group").choices
    assert groups is not None
    assert list(groups(t, shelf.handbook("DSK")).values()) == ["运维部", "业务部门运维联络人", "业务部门负责人"]


def test_what_the_ticket_holds_of_a_fact_is_proposed_whatever_the_field_is_called() -> None:
    """The symptom stands in `description` here; the row of the event list begins with it."""
    attempt = opened("DSK")
    filled = replace(attempt, state=with_ticket(attempt.state, fields={"description": WORDS}))
    blank = next(one for one in FORMS["event_row"].blanks if one.name == "text")
    assert blank.proposed is not None
    assert blank.proposed(filled) == WORDS


@pytest.mark.parametrize("lang", LANGS)
def test_every_event_of_them_is_said_in_one_line(lang: Lang) -> None:
    """Named by the vocabulary, said in the record, with what was written in titled fields; no code is shown."""
    t, attempt = translation(lang), opened("DSK", lang)
    assert set(LINES) <= set(shelf.vocabulary())
    for kind, say in LINES.items():
        event = happened(kind)
        said = [say(t, attempt, event), duty_value(t, attempt, event), *duty_fields(t, attempt, event)]
        said.append(written(t, attempt, event).replace("<br>", " "))
        assert [one for one in said if re.search(r"[a-z]+[._][a-z]|[{}]", one)] == []
        assert said[0]
        assert lang == "en" or not re.findall("[A-Za-z]{3,}", " ".join(said))


def test_the_ticket_shows_what_is_done_and_what_asks_for_somebody() -> None:
    """In the handbook's order; a handbook without moves of its own shows nothing."""
    t, ringing = translation("en"), opened("DSK")
    assert [(one.how, one.words) for one in marks(t, ringing)] == [
        ("now", "Call not answered"),
        ("open", "Not in the event list"),
        ("open", "Not sent on"),
    ]
    done = Duties(
        rung_at=NINE, answered=True, row="complete", group="liaison", liaison="reached", level=3, tries=("a",)
    )
    later = replace(ringing, state=replace(ringing.state, duties=done))
    assert [one.words for one in marks(t, later) if one.how == "done"] == [
        "Call answered",
        "Event list complete",
        "Group: Department's operations liaison",
        "Liaison reached",
        "Reached: the head of the department",
        "Tried 1 time",
    ]
    offered = opened("NET")
    offered = replace(offered, state=replace(offered.state, duties=Duties(gift="offered", scope="in")))
    assert {one.how: one.words for one in marks(t, offered)}["now"] == "A gift is offered"
    assert marks(t, opened("STD")) == ()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("STD", ["response", "resolution", "callback"]),
        ("ASC", ["response", "acknowledge"]),
        ("DSK", ["call_answer", "desk_solve_limit"]),
        ("NET", ["call_answer"]),
    ],
)
def test_the_clocks_of_every_handling_on_its_channel_are_shown_from_the_outset(name: str, shown: list[str]) -> None:
    """Neither those of a complaint or another line, nor those of another channel."""
    attempt = opened(name)
    read = clocks(attempt.desk.handbook, attempt.events, priorities_as_set(attempt.events), attempt.state.now)
    assert [str(one.name) for one in owed(attempt, read, with_later=True)] == shown


@pytest.mark.parametrize("lang", LANGS)
def test_who_speaks_from_outside_the_lines_has_a_name(lang: Lang) -> None:
    """DSK's liaison answers at the desk and in the replay; nobody there is the supervisor, or nobody."""
    t, attempt = translation(lang), opened("DSK", lang)
    name = next(t.of(one.name) for one in attempt.desk.handbook.groups if one.code == "liaison")
    said = replace(happened("agent.msg"), actor="liaison")
    assert tier_words(t, attempt.desk.handbook, "liaison") == name
    assert who_of(t, attempt, said, "") == name


def test_what_a_caller_wants_stands_behind_the_answer_to_the_call() -> None:
    attempt = opened("DSK")
    kinds = [event.kind for event in attempt.events]
    assert kinds.index("ticket.submitted") < kinds.index("call.rung")
    later = NINE + timedelta(minutes=1)
    answered = replace(happened("call.answered"), at=later)
    heard = as_heard((*attempt.events, answered, replace(happened("agent.msg"), id=EventId(10))))
    assert [event.kind for event in heard][-3:] == ["call.answered", "ticket.submitted", "agent.msg"]
    assert heard[-2].at == later
    assert as_heard(attempt.events) == attempt.events


@pytest.mark.parametrize(("handbook", "words"), [("STD", "STD\u20112.2.1.L1"), ("NET", "产品默认 A\u2011levels")])
def test_what_a_priority_stands_on_is_called_an_assumption_where_it_is_one(handbook: str, words: str) -> None:
    book = shelf.handbook(handbook)
    assert ground_words(translation("zh"), book, str(book.priorities[0].basis[0])) == words
