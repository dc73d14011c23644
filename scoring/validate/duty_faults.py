"""How are the duties neglected that only some manuals have: acknowledgement, number, group, signature, gift?

A fault can be put into a case whose ideal handling makes the move in question; whether the manual judges it is its
rubric's to say (VALIDITY G2).
"""

from datetime import timedelta

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Fields, Mutant, made, moves_in, moves_of, never, putting, rated
from scoring.validate.sentences import Sentences
from scoring.validate.talk_faults import says
from scoring.validate.time_faults import LATE, MINUTE, waits
from simulator.player import Player
from sla.timeline import Event, Timeline

LEFT_OUT: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("not_acknowledged", "acknowledged", ("acknowledge",), ("F031",), ()),
    ("number_untold", "number_told", ("tell_number",), (), ()),
    ("unsigned", "signed", ("sign_off",), ("F081",), ()),
    ("unhappy_not_called", "clock.dissat_contact", ("low_rating_contact", "notify"), ("F083",), ("closed_content",)),
    ("unhappy_not_reported", "closed_content", ("notify",), ("F118",), ()),
    ("not_recorded", "record_whole", ("archive",), (), ("archive_true", "tagged")),
    ("unlogged", "logged", ("log",), ("F052",), ("refusal_logged",)),
    ("untagged", "tagged", ("tag",), ("F121",), ()),
    ("unreported", "fault_reported", ("fault_report",), (), ()),
    ("no_row", "event_row", ("event_row",), (), ()),
    ("liaison_unknown", "liaison_told", ("liaison", "chain"), ("F106",), ()),
    ("nobody_higher", "level_by_level", ("chain",), ("F035",), ()),
    ("no_prevention", "prevention", ("prevent",), (), ()),
    ("not_called_back", "called_back", ("call_back",), ("F084",), ("complaint_followup",)),
    ("eta_not_learnt", "eta_learnt", ("ask_eta",), ("F043",), ("updates", "colleague_true", "eta_passed_on")),
)
"""Moves left out: name, criterion, kinds of moves, published faults, what follows."""

UNSAID: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("uncourteous", "courtesy", ("greet_intro", "greet_letter"), ("F067",), ()),
    ("no_desk_named", "desk_greeting", ("greet_intro", "greet_letter"), ("F067",), ()),
    ("left_without_offer", "desk_close", ("anything_else",), ("F076",), ()),
    ("unrated", "satisfaction_asked", ("ask_rating",), (), ("closed_content", "clock.dissat_contact")),
    ("not_accounted_for", "customer_told", ("escalate_notice",), ("F044",), ()),
)
"""Moments left out, in the same order."""


VOID = {"unrated": rated}
"""What makes a moment left out none."""


def of_duties(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Give the faults of duties that a case's desk has, as far as its ideal handling fulfils them."""
    return (
        *(
            Mutant(name=name, code=code, ids=ids, also=also, fault=Fault(skips=moves_in(*kinds)))
            for name, code, kinds, ids, also in LEFT_OUT
            if made(trial, *kinds[:1])
        ),
        *(
            Mutant(name=name, code=code, ids=ids, also=also, fault=Fault(unsaid=moments), void=VOID.get(name, never))
            for name, code, moments, ids, also in UNSAID
        ),
        *_assigning(trial),
        *_typing(trial),
        *_records(trial),
        *_words(trial, sentences),
        *_helpless(trial),
        *_gift(trial),
        *_one_channel(trial),
        *_unapproved(trial),
    )


def _assigning(trial: Trial) -> tuple[Mutant, ...]:
    """Send it to the wrong group, before its type is judged, or acknowledge it too late."""
    groups = trial.desk.handbook.groups
    right = {one.code for one in groups if trial.key.types & set(one.takes)}
    wrong = [one.code for one in groups if one.takes and one.code not in right]
    if not right or not wrong or not made(trial, "route"):
        return ()
    limit = next((one.targets["any"] for one in trial.desk.handbook.clocks if one.name == "acknowledge"), timedelta())

    def sends(player: Meddler) -> None:
        Player.do(player, "route", group=min(right))

    return (
        Mutant(
            name="wrong_group", code="routed", ids=("F023",), fault=Fault(rewrite=putting("route", group=wrong[0]))
        ),
        Mutant(name="sent_untyped", code="type_first", fault=Fault(before="type", then=sends)),
        Mutant(
            name="acknowledged_late",
            code="acknowledged",
            ids=("F031",),
            also=(*LATE, "clock.response"),
            fault=Fault(before="acknowledge", then=waits(limit + MINUTE)),
        ),
    )


def _typing(trial: Trial) -> tuple[Mutant, ...]:
    """Take the contact for what it is not: in its type, its tag, its row in the list."""
    types = trial.desk.handbook.lists.get("ticket_types", ())
    other = [one for one in types if one.code not in trial.key.types and one.code != "complaint"]
    if trial.key.complaint or not other or not trial.key.types & {one.code for one in types}:
        return ()
    title = other[0].title.in_lang(trial.lang)
    wrong = other[0].code

    def chosen(_player: Meddler, kind: str, fields: Fields) -> Fields:
        return {**fields, "value": wrong} if kind == "type" else fields

    tag, row = putting("tag", tags=title), putting("event_row", category=title)
    also = ("routed", "tagged", "row_classified", "fault_reported", "data_asked")
    return (
        Mutant(name="wrong_type", code="type_set", also=also, fault=Fault(rewrite=chosen)),
        *((Mutant(name="wrong_tag", code="tagged", fault=Fault(rewrite=tag)),) if made(trial, "tag") else ()),
        *(
            (Mutant(name="wrong_row", code="row_classified", ids=("F108",), fault=Fault(rewrite=row)),)
            if made(trial, "event_row")
            else ()
        ),
    )


def _records(trial: Trial) -> tuple[Mutant, ...]:
    """Leave the customer's need or a field of the report blank, or date a note back."""

    def unplaced(_player: Meddler, kind: str, fields: Fields) -> Fields:
        return {**fields, "place": ""} if kind == "fault_report" else fields

    def dates_back(player: Meddler) -> None:
        claimed = player.state.now - timedelta(hours=3)
        Player.do(player, "log", text=player.desk.case.product, recorded_time=claimed.isoformat())

    need = Mutant(
        name="need_unrecorded", code="need_recorded", ids=("F102",), fault=Fault(skips=moves_of("field", name="need"))
    )
    report = Mutant(
        name="report_without_place",
        code="fault_report_whole",
        fault=Fault(rewrite=unplaced, skips=moves_of("field", name="place")),
    )
    return (
        need,
        *((report,) if made(trial, "fault_report") else ()),
        Mutant(name="dated_back", code="log_time", fault=Fault(before="resolve", then=dates_back)),
    )


def _words(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Tell what the company keeps to itself; ask for no data on the fault."""
    return (
        Mutant(
            name="company_secret",
            code="corporate_kept",
            critical=True,
            ids=("F063",),
            also=("no_leak",),
            fault=Fault(before="kb_search", then=says(sentences, "corporate")),
        ),
        Mutant(
            name="data_unasked",
            code="data_asked",
            ids=("F119",),
            also=("customer_fields", "issue_fields"),
            fault=Fault(unsaid=("ask_attachment",), skips=moves_of("field", name="attachment")),
            void=lambda events: not _is_asked_for(trial, events),
        ),
    )


def _is_asked_for(trial: Trial, events: Timeline) -> bool:
    """Tell whether a picture of this fault had to be asked for: it is one, and none came by itself."""
    sent = any(one.fields.get("attachment") for one in events if one.kind in {"customer.msg", "ticket.submitted"})
    return "incident" in trial.key.types and not trial.key.types & {"request", "consult"} and not sent


def _helpless(trial: Trial) -> tuple[Mutant, ...]:
    """Keep what is beyond the seat until the end, and ask nobody."""
    if trial.key.tier == trial.desk.case.seat or not made(trial, "escalate"):
        return ()
    also = (
        "clock.resolution", "clock.resolution.unrestored", "cured", "closed_uncured", "kept_charge", "liaison_told",
        "farewell", "anything_else", "desk_close", "updates", "promise_kept", "record_whole", "row_completed",
        "satisfaction_asked", "desk_limit", "article", "complaint_corrective", "kb_first", "help_tracked", "tagged",
        "confirmed", "breach_reason", "regraded", "complaint_followup", "chase_answered",
    )  # fmt: skip
    return (
        Mutant(name="no_help", code="help_asked", ids=("F046",), also=also, fault=Fault(stop="escalate")),
        Mutant(
            name="orphaned",
            code="kept_charge",
            critical=True,
            ids=("F105",),
            also=("help_asked", *also),
            fault=Fault(stop="escalate"),
        ),
    )


def _gift(trial: Trial) -> tuple[Mutant, ...]:
    """Take what is offered."""
    if not made(trial, "decline_gift"):
        return ()

    def takes(player: Meddler) -> None:
        Player.do(player, "accept_gift")

    fault = Fault(before="decline_gift", then=takes, skips=moves_in("decline_gift"))
    return (Mutant(name="gift_accepted", code="gift_taken", critical=True, ids=("F066",), fault=fault),)


def _one_channel(trial: Trial) -> tuple[Mutant, ...]:
    """Give the customer up after tries on one channel alone (A-unreachable)."""
    tries = trial.desk.handbook.settings.get("unreachable_tries")
    moves = {one.code for one in trial.desk.handbook.lists.get("desk_moves", ())}
    if tries is None or "try_contact" not in moves or trial.desk.case.channel in {"phone", "online_chat"}:
        return ()

    def tries_in_vain(player: Meddler) -> None:
        for _ in range(int(tries.value)):
            Player.do(player, "try_contact", channel="email", text=player.words("verify"))
        for kind in ("resolve", "close"):
            Player.do(player, kind)

    fault = Fault(before="verify", then=tries_in_vain, skips=moves_in("resolve", "close"))
    also = ("closed_uncured", "resolved_true", "reopened", "closed_last", "closed_content", "satisfaction_asked")
    return (Mutant(name="one_channel", code="confirmed", also=also, fault=fault, void=_was_reached),)


def _unapproved(trial: Trial) -> tuple[Mutant, ...]:
    """Close on a customer who never answered without a supervisor's approval, where the manual wants it."""
    wanted = trial.desk.handbook.settings.get("unreachable_approval")
    if wanted is None or not wanted.value or not any(_is_approval(one) for one in trial.timeline):
        return ()
    fault = Fault(skips=moves_of("notify", reason="unreachable"))
    return (Mutant(name="unapproved", code="unreached_approved", fault=fault),)


def _is_approval(event: Event) -> bool:
    return event.kind == "supervisor.notified" and event.fields.get("reason") == "unreachable"


def _was_reached(events: Timeline) -> bool:
    """Tell whether one of the tries reached the customer, who can be asked then."""
    return any(one.kind == "contact.attempted" and one.fields.get("reached") is True for one in events)
