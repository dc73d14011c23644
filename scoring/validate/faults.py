"""Which single faults are put into ideal handlings, and what has to be found then? (VALIDITY G2)."""

from collections.abc import Callable
from datetime import timedelta

from scenarios.fault_model import after, outcome, state_under
from scoring.validate.exam_room import Trial
from scoring.validate.handover_faults import handing_over
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Fields, Mutant, moves_of, putting
from scoring.validate.sentences import Sentences
from simulator.player import Player

ALIEN = "ZX-90417"
"""A number that no case holds."""


def _records(trial: Trial) -> tuple[Mutant, ...]:
    """Leave out each required field, and record a wrong or an invented number."""
    groups = {one.name: one.group for one in trial.desk.handbook.intake if one.required}
    reachable = {one.name for one in trial.key.slots if one.disclosure not in {"unknown", "via_attachment"}}
    missing = tuple(
        Mutant(
            name=f"without_{name}",
            code=f"{group}_fields",
            # Without a contact the ticket cannot be handed over, and its note lacks what the other line needs.
            also=("contact_before_transfer", "handover_note") if trial.key.tier != trial.desk.case.seat else (),
            fault=Fault(skips=moves_of("field", name=name)),
        )
        for name, group in groups.items()
        if name in reachable
    )
    return (*missing, *_wrong_records())


def _wrong_records() -> tuple[Mutant, ...]:
    def wrong(_player: Meddler, kind: str, fields: Fields) -> Fields:
        return {**fields, "value": ALIEN} if kind == "field" and fields["name"] == "customer_id" else fields

    def invent(player: Meddler) -> None:
        Player.do(player, "field", name="customer_id", value=ALIEN)

    return (
        Mutant(name="wrong_number", code="customer_fields", fault=Fault(rewrite=wrong)),
        Mutant(
            name="invented_number",
            code="record_invented",
            critical=True,
            fault=Fault(unsaid=("ask_customer_id",), before="priority", then=invent),
        ),
    )


def _priorities(trial: Trial) -> tuple[Mutant, ...]:
    """Set every other priority than the right one, and none."""
    order = [one.code for one in trial.desk.handbook.priorities]
    right = trial.key.priorities[0][1]
    wrong = tuple(
        Mutant(
            name=f"priority_{code}",
            code="priority_bottom" if (right, code) == (order[0], order[-1]) else "priority_right",
            critical=(right, code) == (order[0], order[-1]),
            # A handling that goes by the wrong priority goes the wrong way too, and grows wrong with it.
            also=("regraded", f"to_line.{trial.key.tier}", "kept_first_line", "to_line.T3"),
            fault=Fault(rewrite=putting("priority", level=code)),
        )
        for code in order
        if code != right
    )
    none = Mutant(name="no_priority", code="priority_set", fault=Fault(skips=moves_of("priority")))
    # Where the ideal handling itself sets the priority again, every setting is changed: judged on the first step.
    return (*wrong, none) if len(trial.key.priorities) == 1 else (none,)


def _speech(sentences: Sentences) -> tuple[Mutant, ...]:
    """Leave out what has to be said, and put in what must not be."""
    unsaid = {
        "greeting": ("greet_intro",),
        "anything_else": ("anything_else",),
        "farewell": ("farewell",),
        "rating_asked": ("ask_rating",),
    }
    left_out = tuple(
        Mutant(name=f"no_{code}", code=code, fault=Fault(unsaid=moments)) for code, moments in unsaid.items()
    )
    said = {
        "rude": "polite",
        "forbidden_phrase": "polite",
        "blame_shift": "no_blame",
        "overpromise": "no_overpromise",
        "ask_secret": "no_secret_asked",
        "jargon": "plain_words",
    }
    put_in = tuple(
        Mutant(
            name=act,
            code=code,
            critical=act == "ask_secret",
            fault=Fault(before="kb_search", then=_says(sentences, act)),
        )
        for act, code in said.items()
    )
    return (*left_out, *put_in)


def _says(sentences: Sentences, act: str) -> Callable[[Meddler], None]:
    def then(player: Meddler) -> None:
        Player.do(player, "say", text=sentences.faults[act].in_lang(player.desk.case.lang))

    return then


def _ending() -> tuple[Mutant, ...]:
    """Leave out or spoil the steps of the closing."""

    def close_early(player: Meddler) -> None:
        for kind in ("resolve", "close"):
            Player.do(player, kind)

    def closed_already(kind: str, _fields: Fields) -> bool:
        return kind in {"resolve", "close"}

    return (
        Mutant(name="no_archive", code="archived", fault=Fault(skips=moves_of("archive"))),
        Mutant(name="no_feedback", code="archived", fault=Fault(rewrite=putting("archive", feedback=""))),
        Mutant(
            name="false_archive",
            code="archive_true",
            fault=Fault(rewrite=putting("archive", description=f"{ALIEN} 777/778")),
        ),
        Mutant(name="not_closed", code="archived", fault=Fault(skips=moves_of("close"))),
        # With a rating the confirming contact would count as the callback (A-callback-same-contact).
        Mutant(name="no_callback", code="callback", fault=Fault(unsaid=("ask_rating",), stop="call_back")),
        Mutant(
            name="closed_unconfirmed",
            code="confirmed",
            fault=Fault(before="verify", then=close_early, skips=closed_already),
            also=("cured", "resolved_true"),
        ),
    )


def _late(trial: Trial) -> tuple[Mutant, ...]:
    """Come to the first contact a minute too late, without having made anybody wait on the line."""
    target = trial.desk.handbook.clock("response").targets[trial.key.priorities[0][1]]

    def wait(player: Meddler) -> None:
        Player.do(player, "wait", seconds=int((target + timedelta(minutes=1)).total_seconds()))

    return (
        Mutant(
            name="late_contact",
            code="clock.response",
            fault=Fault(before="say", then=wait),
            also=("empathy", "priority_right", "regraded", "clock.resolution", "clock.resolution.unrestored"),
        ),
    )


def _repairs(trial: Trial) -> tuple[Mutant, ...]:
    """Act before looking, lose data, hide the fault, where first line repairs."""
    model, desk = trial.desk.case.fault_model, trial.desk
    start = state_under(model, trial.desk.case.true_cause)
    own = [one for one in model.actions if one.repair in desk.handbook.tier(desk.case.seat).solves and not one.needs]
    kinds = {one.id: outcome(model, start, after(one, start)) for one in own}

    def acts(name: str) -> Callable[[Meddler], None]:
        return lambda player: Player.do(player, "act", action=name)

    idle = [name for name, worth in kinds.items() if worth == "nothing"]
    cured = start
    for action in trial.key.cures.get(trial.key.tier, ()):
        step = model.action(action)
        cured = after(step, cured) if step else cured
    harm = [one.id for one in own if outcome(model, cured, after(one, cured)) == "loses_data"]
    mask = [name for name, worth in kinds.items() if worth == "masks"]
    found: list[Mutant] = []
    if idle and trial.key.tier == desk.case.seat:
        found.append(Mutant(name="guessed", code="isolated", fault=Fault(before="check", then=acts(idle[0]))))
    if harm:
        fault = Fault(before="resolve", then=acts(harm[0]))
        found.append(Mutant(name="lost_data", code="data_lost", critical=True, fault=fault, also=_BROKEN))
    if mask and trial.key.tier == desk.case.seat:
        fault = Fault(rewrite=putting("act", action=mask[0]))
        found.append(Mutant(name="masked", code="cured", fault=fault, also=("isolated", "resolved_true", *_BROKEN)))
    return tuple(found)


_BROKEN = ("cured", "resolved_true", "closed_against_word", "isolated", "archive_true")
"""What follows when the system is left broken."""


def mutants(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Give every fault that can be put into a case."""
    search = Mutant(name="no_search", code="kb_first", fault=Fault(undo=("kb_search", "kb_open")))
    exempt = trial.key.tier_at(trial.desk.handbook, trial.key.priorities[0][0]) == "T3"
    return (
        *_records(trial),
        *_priorities(trial),
        *_speech(sentences),
        *_ending(),
        *_late(trial),
        *_repairs(trial),
        *handing_over(trial, sentences),
        *(() if exempt else (search,)),
    )
