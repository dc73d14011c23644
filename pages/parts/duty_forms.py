"""What does each move of a handbook's own ask for: which blanks, and when can it not be made at all?

One table for all of them; the drawer, the words in the record and the hand of the tests are drawn from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from mysterydesk.i18n import Translation, message_id
from pages.parts.desk_names import channel_words
from policy.handbook import Handbook
from simulator.drill import Attempt
from simulator.state import State

Choices = Callable[[Translation, Handbook], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One field of a move.

    Attributes:
        name: As the move names it.
        title: Key of its label.
        kind: How it is filled in.
        needed: The move makes no sense without it.
        sent_empty: It is sent even when nothing stands in it; else it is left out then.
        choices: What can be chosen, by code.
        proposed: What stands in it at first.
    """

    name: str
    title: str
    kind: Literal["area", "line", "select", "radio"] = "area"
    needed: bool = True
    sent_empty: bool = False
    choices: Choices | None = None
    proposed: Callable[[Attempt], str] | None = None


def _never(_state: State) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a move is made.

    Attributes:
        blanks: Its fields, in order; none for a move that one press makes.
        go: Key of the word on the button that makes it.
        spoken: Its words are said to the customer.
        moment: Phrases that suit it.
        stop: Gives the key of why it cannot be made now, or nothing.
    """

    blanks: tuple[Blank, ...] = ()
    go: str = message_id("drawer.log")
    spoken: bool = False
    moment: str = ""
    stop: Callable[[State], str] = _never


def _groups(t: Translation, handbook: Handbook) -> Mapping[str, str]:
    return {one.code: t.of(one.name) for one in handbook.groups}


def _types(t: Translation, handbook: Handbook) -> Mapping[str, str]:
    return {one.code: t.of(one.title) for one in handbook.lists.get("ticket_types", ())}


def _channels(t: Translation, handbook: Handbook) -> Mapping[str, str]:
    return {one.code: channel_words(t, handbook, one.code) for one in handbook.lists.get("channels", ())}


def _levels(t: Translation, _handbook: Handbook) -> Mapping[str, str]:
    return {level: t(key) for level, key in LEVELS.items()}


def _verdicts(t: Translation, _handbook: Handbook) -> Mapping[str, str]:
    return {verdict: t(key) for verdict, key in VERDICTS.items()}


def _from_fact(fact: str) -> Callable[[Attempt], str]:
    return lambda attempt: attempt.desk.handbook.recorded(fact, attempt.state.ticket.fields)


def _type_now(attempt: Attempt) -> str:
    return attempt.state.ticket.type


def _group_now(attempt: Attempt) -> str:
    return attempt.state.ticket.group


def _not_ringing(state: State) -> str:
    return "" if state.duties.ringing else message_id("duty.stop_no_call")


def _not_assigned(state: State) -> str:
    if state.duties.acknowledged:
        return message_id("duty.stop_acknowledged")
    return "" if state.ticket.assigned == "me" or state.duties.group else message_id("duty.stop_not_assigned")


def _no_gift(state: State) -> str:
    return "" if state.duties.gift == "offered" else message_id("duty.stop_no_gift")


def _no_low_rating(state: State) -> str:
    return "" if state.duties.low_rated else message_id("duty.stop_no_rating")


LEVELS: Final[Mapping[str, str]] = {"2": message_id("duty.level_2"), "3": message_id("duty.level_3")}
"""Names on the list of contacts above the liaison."""

VERDICTS: Final[Mapping[str, str]] = {"in": message_id("duty.scope_in"), "out": message_id("duty.scope_out")}

_SAY: Final = message_id("drawer.words")
_SAY_GO: Final = message_id("drawer.say")

FORMS: Final[Mapping[str, Form]] = {
    "answer_call": Form(stop=_not_ringing),
    "forward_call": Form(
        blanks=(Blank(name="to", title=message_id("duty.to"), kind="line"),),
        go=message_id("duty.forward_go"),
        stop=_not_ringing,
    ),
    "acknowledge": Form(stop=_not_assigned),
    "tell_number": Form(blanks=(Blank(name="text", title=_SAY),), go=_SAY_GO, spoken=True, moment="tell_number"),
    "route": Form(
        blanks=(
            Blank(name="group", title=message_id("duty.group"), kind="radio", choices=_groups, proposed=_group_now),
            Blank(name="text", title=message_id("duty.handed"), needed=False),
        ),
        go=message_id("duty.route_go"),
    ),
    "event_row": Form(
        blanks=(
            Blank(
                name="category",
                title=message_id("duty.category"),
                kind="radio",
                choices=_types,
                proposed=_type_now,
            ),
            Blank(name="text", title=message_id("duty.event"), proposed=_from_fact("symptom")),
            Blank(name="result", title=message_id("duty.result"), needed=False),
        )
    ),
    "liaison": Form(blanks=(Blank(name="text", title=message_id("duty.message")),), go=message_id("duty.contact_go")),
    "chain": Form(
        blanks=(
            Blank(name="level", title=message_id("duty.level"), kind="radio", choices=_levels),
            Blank(name="text", title=message_id("duty.message")),
        ),
        go=message_id("duty.contact_go"),
    ),
    "dispatch": Form(
        blanks=(
            Blank(name="tasks", title=message_id("duty.tasks"), proposed=_from_fact("symptom")),
            Blank(name="tools", title=message_id("duty.tools"), kind="line", needed=False, sent_empty=True),
            Blank(name="when", title=message_id("duty.when"), kind="line", needed=False),
        ),
        go=message_id("duty.dispatch_go"),
    ),
    "update_asset": Form(
        blanks=(
            Blank(name="asset", title=message_id("duty.asset"), kind="line", proposed=_from_fact("serial_number")),
            Blank(name="text", title=message_id("duty.changed")),
        )
    ),
    "inspection_plan": Form(
        blanks=(
            Blank(name="department", title=message_id("duty.department"), kind="line"),
            Blank(name="text", title=message_id("duty.plan")),
        )
    ),
    "inspection_report": Form(
        blanks=(
            Blank(name="text", title=message_id("duty.report")),
            Blank(name="changes", title=message_id("duty.changes"), needed=False),
        )
    ),
    "sign_off": Form(blanks=(Blank(name="text", title=_SAY),), go=_SAY_GO, spoken=True, moment="sign_off"),
    "low_rating_contact": Form(
        blanks=(Blank(name="text", title=_SAY),), go=_SAY_GO, spoken=True, moment="low_rating", stop=_no_low_rating
    ),
    "try_contact": Form(
        blanks=(
            Blank(name="channel", title=message_id("duty.channel"), kind="radio", choices=_channels),
            Blank(name="text", title=_SAY),
        ),
        go=message_id("duty.contact_go"),
        spoken=True,
    ),
    "scope": Form(
        blanks=(
            Blank(name="verdict", title=message_id("duty.verdict"), kind="radio", choices=_verdicts),
            Blank(name="text", title=message_id("duty.scope_words")),
        ),
        go=message_id("duty.scope_go"),
    ),
    "tag": Form(blanks=(Blank(name="tags", title=message_id("duty.tags"), kind="line"),)),
    "prevent": Form(blanks=(Blank(name="text", title=_SAY),), go=_SAY_GO, spoken=True, moment="prevention"),
    "decline_gift": Form(
        blanks=(Blank(name="text", title=_SAY),), go=_SAY_GO, spoken=True, moment="decline_gift", stop=_no_gift
    ),
    "accept_gift": Form(stop=_no_gift),
    "fault_report": Form(
        blanks=(
            Blank(
                name="occurred_at",
                title=message_id("duty.occurred_at"),
                kind="line",
                proposed=_from_fact("since_when"),
            ),
            Blank(name="place", title=message_id("duty.place"), kind="line"),
            Blank(name="symptom", title=message_id("duty.symptom"), proposed=_from_fact("symptom")),
            Blank(name="impact", title=message_id("duty.impact"), needed=False, proposed=_from_fact("impact_scope")),
            Blank(name="reporter", title=message_id("duty.reporter"), kind="line", needed=False),
        )
    ),
}
"""Moves by the codes of a handbook's list `desk_moves`."""

SPOKEN_DUTIES: Final = frozenset(code for code, form in FORMS.items() if form.spoken)
