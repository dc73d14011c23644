"""How does the ideal handling work a complaint off, step by step? (STD-4.3)."""

from datetime import datetime, timedelta

from scenarios.case import Fact
from scenarios.marks import is_recorded
from scenarios.twist import QUESTIONS, Grievance, Question
from simulator import twist_play
from simulator.player import Player

NEXT_DAY_AT = timedelta(hours=9, minutes=30)
"""Time of the next day at which the customer is asked how it went."""

MOST_WAIT_S = 24 * 3600
"""Seconds waited for at a time."""

DONE_BY = "10:00"
"""Time of the next day that is set for the measure; the follow-up comes just before."""


def open_complaint(player: Player, *moments: str, me: str) -> None:
    """Open the complaint as urgent, apologise at once, and hear what the customer demands (STD-4.3.1, 4.3.2).

    Args:
        player: Who plays.
        moments: What is said besides in that message, e.g. a greeting.
        me: Own name.
    """
    player.do("complaint_open", text=player.desk.case.opening, urgent="yes")
    if not player.desk.handbook.lists.get("complaint_steps"):
        # A manual without a flow of its own has complaints go to the superior (NET: A-complaint).
        player.do("notify", reason="complaint", text=player.desk.case.opening)
    player.speak("complaint_contact", *moments, "complaint_contact", "hear_demand", me=me)
    grievance = player.desk.case.grievance
    if grievance is not None and "demand" in player.state.told:
        player.do("log", text=player.words("log_demand", what=grievance.demand))


def hear_complaint(player: Player, me: str) -> None:
    """Make contact on a complaint that somebody else opened: with an apology, hearing the demand (STD-4.3.2)."""
    case = player.desk.case
    moments = ("take_over", "empathise", "complaint_contact", "hear_demand")
    player.speak("complaint_contact", *moments, me=me)
    if case.grievance is not None and "demand" in player.state.told:
        player.do("log", text=player.words("log_demand", what=case.grievance.demand))


def answer_of(grievance: Grievance, question: Question, glue: str) -> str:
    """Answer one of the six questions with lines of the history; what no line says is added in a word.

    Args:
        grievance: What the record of the earlier ticket shows.
        question: Who, when, where, what, why or how.
        glue: Between sentences.
    """
    groups = grievance.analysis.get(question, ())
    chosen: list[str] = []
    for group in groups:
        wanted = Fact(slot=question, value="", say="", disclosure="open", marks=(group,))
        if not is_recorded(wanted, glue.join(chosen)):
            line = next((one for one in grievance.history if is_recorded(wanted, one)), group[0])
            chosen.append(line)
    return glue.join(chosen) or glue.join(grievance.history)


def work_off(player: Player, me: str, done: str) -> None:
    """Record the root cause and the measure, and tell the customer (STD-4.3.3, 4.3.4).

    Args:
        player: Who plays.
        me: Own name.
        done: What has been done about the fault, in words: the measure where a contact only became a complaint.
    """
    case = player.desk.case
    # A customer who complains with the last word but one has just been heard, and nothing has been opened yet.
    twist_play.attend(player, "correct", {})
    if player.state.complaint is None:
        return
    glue = "" if case.lang == "zh" else " "
    measure = done
    if case.grievance is not None:
        fields = {str(question): answer_of(case.grievance, question, glue) for question in QUESTIONS}
        player.do("analyse", **fields)
        measure = case.grievance.demand.rstrip("。.！!")
    by = f"明天{DONE_BY}" if case.lang == "zh" else f"{DONE_BY} tomorrow"
    player.do("correct", text=player.words("measure", what=measure, me=me, time=by))
    player.speak("feed_back", "feed_back", what=measure, me=me, time=by)


def follow_up(player: Player, me: str) -> None:
    """Ask on the next day whether the correction held (STD-4.3.5)."""
    if player.state.complaint is None:
        return
    here = player.state.now.astimezone(player.desk.case.submitted_at.tzinfo)
    midnight: datetime = here.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + timedelta(days=1) + NEXT_DAY_AT
    left = int((at - here).total_seconds())
    while left > 0:
        # After midnight it is more than a day until then.
        player.do("wait", seconds=min(left, MOST_WAIT_S))
        left -= MOST_WAIT_S
    name = player.desk.handbook.recorded("contact_name", player.state.ticket.fields)
    player.speak("follow_up", "follow_up", name=name, me=me)
