"""Which single faults are put into ideal handlings, and what has to be found then? (VALIDITY G2)."""

from scoring.validate.complaint_faults import with_complaint, with_pretext
from scoring.validate.desk_faults import at_a_desk
from scoring.validate.duty_faults import of_duties
from scoring.validate.exam_room import Trial
from scoring.validate.handover_faults import handing_over
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Fields, Mutant, is_signed, moves_of, putting, told_in
from scoring.validate.published import PUBLISHED
from scoring.validate.record_faults import in_the_record
from scoring.validate.remote_faults import with_remote
from scoring.validate.repair_faults import in_repair
from scoring.validate.sentences import Sentences
from scoring.validate.talk_faults import in_talk
from scoring.validate.time_faults import LATE, in_time
from scoring.validate.turn_faults import with_turns
from simulator.player import Player

EARLY = ("closed_last", "closed_content", "row_completed", "called_back", "satisfaction_asked", "signed")
"""What has no more room before a closing that comes too early."""

ALIEN = "ZX-90417"
"""A number that no case holds."""


def _records(trial: Trial) -> tuple[Mutant, ...]:
    """Leave out each required field, and record a wrong or an invented number."""
    form = [one for one in trial.desk.handbook.intake if one.required and one.fact in _reachable(trial)]
    missing = tuple(
        Mutant(
            name=f"without_{name}",
            code=f"{group}_fields",
            # Without a contact the ticket cannot be handed over, and its note lacks what the other line needs.
            also=("contact_before_transfer", "handover_note") if trial.key.tier != trial.desk.case.seat else (),
            fault=Fault(skips=moves_of("field", name=name)),
            ids=_ids_of_missing(trial, name),
        )
        for name, group in ((one.name, one.group) for one in form)
    )
    return (*missing, *_wrong_records(trial))


def _reachable(trial: Trial) -> frozenset[str]:
    """Name the facts that the customer tells when asked."""
    return frozenset(one.name for one in trial.key.slots if one.disclosure not in {"unknown", "via_attachment"})


def _ids_of_missing(trial: Trial, name: str) -> tuple[str, ...]:
    moved = trial.key.tier != trial.desk.case.seat
    # A manual that files the missing contact under the hand-over has a fault of its own for it.
    here = trial.rubric.criteria["customer_fields"].clause in PUBLISHED["F001"].clauses
    known = {
        "customer_id": ("F002",),
        "contact_method": ("F001",) if moved and here else (),
        "environment": ("F011",),
    }
    return known.get(name, ())


def _unreachable_customer(trial: Trial) -> tuple[Mutant, ...]:
    """Hand a ticket over without anything by which the customer can be reached."""
    rule = trial.rubric.criteria.get("contact_before_transfer")
    listed = rule is not None and rule.clause in PUBLISHED["F001"].clauses
    if trial.key.tier == trial.desk.case.seat or not listed or "contact_method" not in _reachable(trial):
        return ()
    fault = Fault(skips=moves_of("field", name="contact_method"))
    also = ("customer_fields", "handover_note")
    return (Mutant(name="no_way_back", code="contact_before_transfer", ids=("F001",), also=also, fault=fault),)


def _wrong_records(trial: Trial) -> tuple[Mutant, ...]:
    """Record another number than the customer's own: its phone number where the form asks for no other."""
    form = {one.fact: one.name for one in trial.desk.handbook.intake}
    fact = "customer_id" if "customer_id" in form else "contact_method"
    name = form.get(fact, fact)

    def wrong(_player: Meddler, kind: str, fields: Fields) -> Fields:
        return {**fields, "value": ALIEN} if kind == "field" and fields["name"] == name else fields

    def invent(player: Meddler) -> None:
        Player.do(player, "field", name=name, value=ALIEN)

    return (
        *_unreachable_customer(trial),
        Mutant(name="wrong_number", code="customer_fields", fault=Fault(rewrite=wrong)),
        Mutant(
            name="invented_number",
            code="record_invented",
            critical=True,
            fault=Fault(unsaid=(f"ask_{fact}",), before="priority", then=invent, skips=moves_of("field", name=name)),
            also=("customer_fields", "contact_before_transfer"),
            # Given unasked it was heard: another number is a wrong one then.
            void=lambda events: any(fact in told_in(one) for one in events) or is_signed(trial, fact),
        ),
    )


def _priorities(trial: Trial) -> tuple[Mutant, ...]:
    """Set every other priority than the right one, and none."""
    order = [one.code for one in trial.desk.handbook.priorities]
    right = trial.key.priorities[0][1]
    # Two below the most urgent is a gate; a manual with two priorities has none.
    bottom = order[2:] if right == order[0] else []
    wrong = tuple(
        Mutant(
            name=f"priority_{code}",
            code="priority_bottom" if code in bottom else "priority_right",
            critical=code in bottom,
            # A handling that goes by the wrong priority goes the wrong way too, and grows wrong with it.
            also=(
                *LATE,
                f"to_line.{trial.key.tier}",
                "kept_first_line",
                "to_line.T3",
                "kb_first",
                "handover_note",
                "issue_fields",
                "customer_fields",
            ),
            fault=Fault(rewrite=putting("priority", level=code)),
            ids=_ids_of_wrong(right, code),
        )
        for code in order
        if code != right
    )
    follow = (*LATE, f"to_line.{trial.key.tier}", "to_line.T3", "kb_first")
    none = Mutant(name="no_priority", code="priority_set", fault=Fault(skips=moves_of("priority")), also=follow)
    grown = Mutant(
        name="not_regraded",
        code="regraded",
        ids=("F021",),
        fault=Fault(skips=lambda kind, fields: kind == "priority" and fields["level"] != right),
        also=follow,
    )
    # Where the ideal handling itself sets the priority again, every setting is changed: judged on the first step.
    if len(trial.key.priorities) == 1:
        return (*wrong, none)
    again = sum(one.move.kind == "priority" for one in trial.ideal) > 1
    return (none, grown) if again else (none,)


def _ids_of_wrong(right: str, chosen: str) -> tuple[str, ...]:
    known = {
        ("L1", "L3"): "F017", ("L1", "L2"): "F018", ("L2", "L3"): "F020", ("P1", "P4"): "F017", ("P2", "P3"): "F020",
        ("LOW", "HIGH"): "F101",
    }  # fmt: skip
    return (known[right, chosen],) if (right, chosen) in known else ()


def _close_early(player: Meddler) -> None:
    for kind in ("resolve", "close"):
        Player.do(player, kind)


def _close_denied(player: Meddler) -> None:
    Player.speak(player, "verify", "verify")
    _close_early(player)


def _closed_already(kind: str, _fields: Fields) -> bool:
    return kind in {"resolve", "close"}


def _archiving() -> tuple[Mutant, ...]:
    """Leave out or spoil the record of the closing."""
    return (
        Mutant(name="no_archive", code="archived", fault=Fault(skips=moves_of("archive"))),
        Mutant(name="no_feedback", code="archived", fault=Fault(rewrite=putting("archive", feedback=""))),
        Mutant(
            name="false_archive",
            code="archive_true",
            fault=Fault(rewrite=putting("archive", description=f"{ALIEN} 777/778")),
        ),
        Mutant(name="not_closed", code="archived", fault=Fault(skips=moves_of("close"))),
    )


def _ending(trial: Trial) -> tuple[Mutant, ...]:
    """Close without a callback, against the customer's word, or without asking."""
    return (
        # With a rating the confirming contact would count as the callback (A-callback-same-contact).
        Mutant(
            name="no_callback",
            code="callback",
            ids=("F084",),
            fault=Fault(skips=moves_of("ask_rating"), stop="call_back"),
            also=("complaint_followup", "farewell", "rating_asked"),
        ),
        Mutant(
            name="closed_against_word",
            code="closed_against_word",
            critical=True,
            ids=("F079",),
            fault=Fault(
                before="act" if trial.key.tier == trial.desk.case.seat else "escalate",
                then=_close_denied,
                skips=_closed_already,
            ),
            also=(
                "closed_uncured",
                "resolved_true",
                "reopened",
                "kb_first",
                "callback",
                "complaint_corrective",
                "owner_kept",
                "remote_disconnected",
                "remote_cleanup",
                *EARLY,
            ),
        ),
        Mutant(
            name="closed_unconfirmed",
            code="confirmed",
            fault=Fault(before="verify", then=_close_early, skips=_closed_already),
            also=("closed_uncured", "resolved_true", "reopened", *EARLY),
        ),
    )


def mutants(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Give every fault that can be put into a case."""
    passed_on = trial.key.tier != trial.desk.case.seat
    search = Mutant(
        name="no_search",
        code="kb_first",
        # The list means a search that is missing before the ticket is passed on.
        ids=("F036",) if passed_on else (),
        fault=Fault(undo=("kb_search", "kb_open")),
    )
    exempt = trial.key.tier_at(trial.desk.handbook, trial.key.priorities[0][0]) == "T3"
    return (
        *_records(trial),
        *_priorities(trial),
        *in_talk(trial, sentences),
        *_archiving(),
        *_ending(trial),
        *in_time(trial),
        *in_repair(trial),
        *handing_over(trial, sentences),
        *(() if exempt else (search,)),
        *with_remote(trial),
        *with_complaint(trial),
        *with_pretext(trial),
        *with_turns(trial),
        *in_the_record(trial),
        *of_duties(trial, sentences),
        *at_a_desk(trial, sentences),
    )
