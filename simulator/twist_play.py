"""What does the ideal handling do about the customer's own turns (`Case.twists`), before anything else?

It knows what a trainee knows: what the customer has said, and whether words were heard.
"""

from typing import Protocol

from simulator.cost import SPOKEN
from simulator.drill import Attempt
from simulator.state import State

MOST_WAITS = 40
"""Waits after which nobody believes in a return any more."""


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


def attend(hand: Hand, kind: str) -> None:
    """Do what the customer's words ask for before a move: follow to another channel, open what is owed.

    Args:
        hand: Who plays.
        kind: The move that is to come.
    """
    case = hand.attempt.desk.case
    if not case.twists or kind in {"wait", "finish"}:
        return
    twist = hand.state.twist
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
    """Wait until somebody who is away is back; nobody is closed on silence."""
    for _ in range(MOST_WAITS):
        if not hand.state.twist.away:
            return
        hand.make("wait", seconds=0)
