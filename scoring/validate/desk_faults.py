"""How is a service desk's own procedure broken: list of events, contacts, visits, callback? (VALIDITY G2)."""

from collections.abc import Callable

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Fields, Mutant, made, moves_in
from scoring.validate.sentences import Sentences
from scoring.validate.time_faults import LATE, MINUTE, waits
from simulator.player import Player
from simulator.solve_duties import HEAD, NEXT


def at_a_desk(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Give the faults of a desk's own moves, as far as the case's desk has them."""
    moves = {one.code for one in trial.desk.handbook.lists.get("desk_moves", ())}
    return (
        *(_rows() if made(trial, "event_row") else ()),
        *_passing_on(trial),
        *(_visits(trial, sentences) if "dispatch" in moves else ()),
        *(_inspections(trial, sentences) if "inspection_report" in moves else ()),
        *_callback(trial, sentences),
    )


def _rows() -> tuple[Mutant, ...]:
    """Leave the row of the event open."""

    def completes(kind: str, fields: Fields) -> bool:
        return kind == "event_row" and bool(fields.get("result"))

    return (
        Mutant(
            name="row_left_open",
            code="row_completed",
            ids=("F108",),
            fault=Fault(skips=completes),
            # Where the row is begun and completed in one, none is left that could stand open.
            void=lambda events: all(one.kind != "eventlist.row" for one in events),
        ),
    )


def _passing_on(trial: Trial) -> tuple[Mutant, ...]:
    """Keep it past the desk's limit, skip a name on the list, or tell the customer no time."""
    rules = (one for one in trial.desk.handbook.clocks if one.name == "desk_solve_limit")
    limit = next((one.targets["any"] for one in rules), None)
    held = Mutant(
        name="held_too_long",
        code="desk_limit",
        ids=("F109",),
        also=LATE,
        fault=Fault(before="escalate", then=waits((limit or MINUTE) + MINUTE)),
    )

    def skips_a_name(_player: Meddler, kind: str, fields: Fields) -> Fields:
        return {**fields, "level": HEAD} if kind == "chain" and fields["level"] == NEXT else fields

    return (
        *((held,) if limit is not None and made(trial, "escalate") else ()),
        *(
            (Mutant(name="level_skipped", code="level_by_level", fault=Fault(rewrite=skips_a_name)),)
            if made(trial, "chain")
            else ()
        ),
    )


def _visits(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Send somebody out without tools, or write of a visit that no form tells of."""
    tasks = trial.desk.case.product

    def sends(player: Meddler) -> None:
        Player.do(player, "dispatch", tools="", tasks=tasks)

    return (
        Mutant(name="sent_without_tools", code="visit_tools", ids=("F116",), fault=Fault(before="close", then=sends)),
        Mutant(
            name="visit_without_form",
            code="visit_form",
            ids=("F111",),
            fault=Fault(before="close", then=_logs(sentences, "visited")),
        ),
    )


def _inspections(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Report an inspection that nobody had planned, or devices changed in it whose data stay as they were."""
    product, company = trial.desk.case.product, trial.desk.case.company

    def reports(player: Meddler) -> None:
        Player.do(player, "inspection_report", text=product)

    def changes(player: Meddler) -> None:
        Player.do(player, "inspection_plan", department=company, text=product)
        Player.do(player, "inspection_report", text=product, changes=product)

    return (
        Mutant(name="inspected_unplanned", code="inspection_planned", fault=Fault(before="close", then=reports)),
        Mutant(name="device_not_updated", code="device_updated", fault=Fault(before="close", then=changes)),
        Mutant(
            name="swapped_not_updated",
            code="device_updated",
            ids=("F112",),
            fault=Fault(before="close", then=_logs(sentences, "swapped")),
        ),
    )


def _logs(sentences: Sentences, name: str) -> Callable[[Meddler], None]:
    """Write a sentence into the log."""

    def then(player: Meddler) -> None:
        Player.do(player, "log", text=sentences.faults[name].in_lang(player.desk.case.lang))

    return then


def _callback(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Call back without saying who speaks, or close before the callback."""
    if not made(trial, "call_back"):
        return ()
    bare = sentences.faults["bare_callback"].in_lang(trial.lang)

    def says_little(_player: Meddler, kind: str, fields: Fields) -> Fields:
        return {**fields, "text": bare} if kind == "call_back" else fields

    def closes(player: Meddler) -> None:
        Player.do(player, "close")

    return (
        Mutant(name="callback_unnamed", code="callback_words", fault=Fault(rewrite=says_little)),
        Mutant(
            name="closed_before_callback",
            code="closed_last",
            also=("satisfaction_asked", "row_completed"),
            fault=Fault(before="call_back", then=closes, skips=moves_in("close")),
        ),
    )
