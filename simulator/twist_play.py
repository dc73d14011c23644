"""What does the ideal handling do about the customer's own turns (`Case.twists`), before anything else?

It knows what a trainee knows: what the customer has said, and whether words were heard.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from simulator.cost import SPOKEN
from simulator.drill import Attempt
from simulator.duties import offers
from simulator.move import Move
from simulator.state import State, is_live
from simulator.twist_absence import TRIES, TRY, is_given_up, is_lost
from simulator.twist_channel import needs_the_customer

MOST_WAITS = 40
"""Waits after which nobody believes in a return any more."""

AGAIN_S, DAY_S = 20 * 60, 24 * 3600
"""Seconds between two tries to reach somebody who does not answer."""

SATURDAY, MOST_REST_DAYS = 5, 3

DAYS = "unreachable_working_days"
"""Setting of a manual that counts the working days from the first try to the closing (A19)."""


class Hand(Protocol):
    """What makes the moves (`simulator.player.Player`)."""

    @property
    def attempt(self) -> Attempt:
        """As it stands."""

    @property
    def state(self) -> State:
        """State after the last move."""

    @property
    def attended(self) -> list[str]:
        """Turns of the customer that were dealt with."""

    def do(self, kind: str, **fields: str | int) -> None:
        """Make one move."""

    def make(self, kind: str, **fields: str | int) -> None:
        """Make one move as it is."""

    def words(self, *moments: str, **values: str) -> str:
        """Put the phrases of some moments together."""


def attend(hand: Hand, kind: str, fields: Mapping[str, str | int]) -> None:
    """Do what the customer's words ask for before a move: follow to another channel, open what is owed.

    Args:
        hand: Who plays.
        kind: The move that is to come.
        fields: Its fields.
    """
    case = hand.attempt.desk.case
    if not case.twists or kind in {"wait", "finish"}:
        return
    twist, here = hand.state.twist, hand.attempt.here
    if twist.away and is_live(here) and needs_the_customer(here, Move(kind=kind, fields=fields)):
        await_return(hand)
    if twist.lost_touch and kind in {*SPOKEN, "check", "act"} and _is_first(hand, "channel"):
        hand.do("switch_channel", channel=twist.channel)
    if twist.second == "told" and case.second is not None and _is_first(hand, "second"):
        hand.do("second_ticket", text=case.second.symptom)
    if twist.complains and hand.state.complaint is None and _is_first(hand, "complaint"):
        said = [one for one in hand.attempt.events if one.fields.get("act") == "turns_complaint"]
        hand.do("complaint_open", text=str(said[-1].fields["text"]), urgent="yes")
        hand.do("complaint_contact", text=hand.words("complaint_contact", "hear_demand", me=case.company))


def _is_first(hand: Hand, turn: str) -> bool:
    """Tell whether a turn is met for the first time, and note it."""
    if turn in hand.attended:
        return False
    hand.attended.append(turn)
    return True


def was_missed(hand: Hand, kind: str) -> bool:
    """Tell whether the words of the last move were heard by nobody."""
    if kind not in SPOKEN or not hand.attempt.desk.case.twists:
        return False
    said = [one for one in hand.attempt.events if one.kind == "agent.msg" and one.actor == "trainee"]
    return bool(said) and said[-1].fields.get("reached") is False


def await_return(hand: Hand) -> None:
    """Wait until somebody who is away is back; nobody is closed on silence.

    Who fell silent half-way, or never returns, is tried as often and on as many channels as the manual says (A19).
    """
    desk = hand.attempt.desk
    if is_given_up(desk, hand.state):
        return
    if is_lost(desk) or ("falls_silent" in desk.case.twists and offers(desk.handbook, TRY)):
        _tries(hand, [one.code for one in desk.handbook.lists.get("channels", ())])
    if is_lost(desk):
        return
    for _ in range(MOST_WAITS):
        if not hand.state.twist.away:
            return
        hand.make("wait", seconds=0)


def _tries(hand: Hand, channels: Sequence[str]) -> None:
    """Try the customer on one channel after the other, with time between, until somebody answers."""
    settings = hand.attempt.desk.handbook.settings
    for number in range(int(settings[TRIES].value)):
        if not hand.state.twist.away:
            return
        if number:
            _rest(hand)
        moment = "verify" if is_lost(hand.attempt.desk) else "explain_plan"
        hand.make(TRY, channel=channels[number % len(channels)], text=hand.words(moment))


def _rest(hand: Hand) -> None:
    """Wait before the next try: twenty minutes, or until the next working day where days are counted (ASC)."""
    desk = hand.attempt.desk
    if DAYS not in desk.handbook.settings or not is_lost(desk):
        hand.make("wait", seconds=AGAIN_S)
        return
    for _ in range(MOST_REST_DAYS):
        hand.make("wait", seconds=DAY_S)
        if hand.state.now.astimezone(desk.case.submitted_at.tzinfo).weekday() < SATURDAY:
            return
