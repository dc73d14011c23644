"""Which single faults are put into ideal handlings, and what has to be found then? (VALIDITY G2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from scenarios.fault_model import after, outcome, state_under
from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.sentences import Sentences
from simulator.player import Player

Fields = dict[str, str | int]

SOON = timedelta(minutes=20)

ALIEN = "ZX-90417"
"""A number that no case holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One fault, for one case.

    Attributes:
        name: What is done wrong.
        code: Criterion that must not be met.
        critical: Whether the attempt must fail.
        also: Criteria that follow from it and may not be met beside it.
        fault: How it is done.
    """

    name: str
    code: str
    fault: Fault
    critical: bool = False
    also: tuple[str, ...] = ()


def _is(kind: str, **wanted: str) -> Callable[[str, Fields], bool]:
    def matches(made: str, fields: Fields) -> bool:
        return made == kind and all(fields.get(name) == value for name, value in wanted.items())

    return matches


def _put(kind: str, **changed: str) -> Callable[[Meddler, str, Fields], Fields]:
    def rewrite(_player: Meddler, made: str, fields: Fields) -> Fields:
        return {**fields, **changed} if made == kind else fields

    return rewrite


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
            fault=Fault(skips=_is("field", name=name)),
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
            fault=Fault(rewrite=_put("priority", level=code)),
        )
        for code in order
        if code != right
    )
    none = Mutant(name="no_priority", code="priority_set", fault=Fault(skips=_is("priority")))
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
        Mutant(name="no_archive", code="archived", fault=Fault(skips=_is("archive"))),
        Mutant(name="no_feedback", code="archived", fault=Fault(rewrite=_put("archive", feedback=""))),
        Mutant(
            name="false_archive",
            code="archive_true",
            fault=Fault(rewrite=_put("archive", description=f"{ALIEN} 777/778")),
        ),
        Mutant(name="not_closed", code="archived", fault=Fault(skips=_is("close"))),
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
        fault = Fault(rewrite=_put("act", action=mask[0]))
        found.append(Mutant(name="masked", code="cured", fault=fault, also=("isolated", "resolved_true", *_BROKEN)))
    return tuple(found)


_BROKEN = ("cured", "resolved_true", "closed_against_word", "isolated", "archive_true")
"""What follows when the system is left broken."""


def _handing_over(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Spoil the hand-over where one is due, and make one where none is."""
    empty = sentences.vague[trial.lang][0][:1]
    if trial.key.tier_at(trial.desk.handbook, trial.key.priorities[0][0]) == trial.desk.case.seat:
        return (
            Mutant(
                name="needless_transfer",
                code="kept_first_line",
                fault=Fault(before="act", then=_transfers("T2")),
                also=("eta_obtained", "eta_told"),
            ),
            Mutant(
                name="said_escalated",
                code="escalation_true",
                fault=Fault(before="check", then=_claims),
            ),
        )
    emptied = {"symptom": empty, "done": "", "ask": ""}
    return (
        Mutant(name="empty_note", code="handover_note", fault=Fault(rewrite=_put("escalate", **emptied))),
        Mutant(
            name="not_told",
            code="customer_told",
            fault=Fault(unsaid=("escalate_notice",)),
        ),
        Mutant(name="no_eta", code="eta_obtained", fault=Fault(skips=_is("ask_eta"))),
        Mutant(
            name="wrong_line",
            code="to_line.T3",
            fault=Fault(rewrite=_put("escalate", to="T2")),
            also=("clock.resolution", "clock.resolution.unrestored", "handover_note", "promise_kept", "updates"),
        ),
        Mutant(
            name="no_updates",
            code="updates",
            fault=Fault(skips=_is("update"), idle_s=300),
            also=("promise_kept", "eta_told", "empathy"),
        ),
        Mutant(
            name="kept_too_long",
            code="to_line.T3",
            fault=Fault(stop="escalate"),
            critical=True,
            also=(
                "clock.resolution",
                "clock.resolution.unrestored",
                "cured",
                "confirmed",
                "archived",
                "callback",
                "anything_else",
                "farewell",
                "updates",
                "promise_kept",
                "rating_asked",
                "kb_first",
                "regraded",
            ),
        ),
    )


def _claims(player: Meddler) -> None:
    """Tell the customer that second line has the ticket, and a time by which there will be news."""
    case = player.desk.case
    tier = player.desk.handbook.tier("T2").name.in_lang(case.lang)
    due = (player.state.now + SOON).astimezone(ZoneInfo(case.zone))
    player.say("escalate_notice", tier=tier, time=f"{due:%H:%M}")


def _transfers(target: str) -> Callable[[Meddler], None]:
    def then(player: Meddler) -> None:
        fields = player.state.ticket.fields
        text = fields.get("symptom", "") or player.desk.case.opening
        Player.do(player, "escalate", to=target, symptom=text, done=text, ask=text)
        _claims(player)

    return then


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
        *_handing_over(trial, sentences),
        *(() if exempt else (search,)),
    )
