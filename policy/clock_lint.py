"""Which clocks of a handbook contradict each other, or can never start or stop?"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from policy.draft import Draft, Placed, unknown
from policy.elements import ClockShape, TriggerShape
from policy.problem import Problem
from policy.shape import parse_duration
from policy.vocabulary import Vocabulary


def problems_in_clocks(draft: Draft) -> Iterator[Problem]:
    """Find targets that are missing, or shorter for the less urgent, or due before what comes first."""
    yield from _targets(draft)
    yield from _response_first(draft)


def _targets(draft: Draft) -> Iterator[Problem]:
    order = draft.ids.get("priorities", ())
    for clock in draft.clocks:
        targets = clock.one.targets
        if set(targets) == {"any"}:
            continue
        named = {f"targets.{one}": one for one in targets}
        yield from unknown(clock, "unknown_priority", named, order)
        for code in order:
            if code not in targets:
                yield clock.problem("missing_target", "targets", priority=code)
        present = [code for code in order if code in targets]
        for urgent, lesser in pairwise(present):
            if _span(clock, urgent) > _span(clock, lesser):
                yield clock.problem("target_out_of_order", "targets", urgent, longer=urgent, shorter=lesser)


def _span(clock: Placed[ClockShape], code: str) -> timedelta:
    return parse_duration(clock.one.targets[code]) or timedelta(0)


def _response_first(draft: Draft) -> Iterator[Problem]:
    """A response may not be due after the resolution of the same ticket."""
    named = {clock.one.name: clock for clock in draft.clocks}
    response, resolution = named.get("response"), named.get("resolution")
    if response is None or resolution is None:
        return
    for code in response.one.targets.keys() & resolution.one.targets.keys():
        if _span(response, code) > _span(resolution, code):
            yield response.problem("target_out_of_order", "targets", code, longer="response", shorter="resolution")


def problems_in_triggers(draft: Draft, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Find triggers of clocks and escalations that no event can pull."""
    for clock in draft.clocks:
        sides: dict[str, list[TriggerShape]] = {"starts": clock.one.starts, "stops": clock.one.stops}
        sides |= {f"starts_by_priority.{code}": some for code, some in clock.one.starts_by_priority.items()}
        for side, triggers in sides.items():
            for at, trigger in enumerate(triggers):
                yield from _trigger(clock, (*side.split("."), at), trigger, vocabulary)
    for way in draft.escalations:
        kinds = {f"requires.{at}": one for at, one in enumerate(way.one.requires)}
        yield from unknown(way, "unknown_event_kind", kinds, tuple(vocabulary))


def _trigger(
    clock: Placed[ClockShape], path: tuple[str | int, ...], trigger: TriggerShape, vocabulary: Vocabulary
) -> Iterator[Problem]:
    known = vocabulary.get(trigger.kind)
    if known is None:
        yield clock.problem("unknown_event_kind", *path, "kind", got=trigger.kind)
        return
    if not known.stored:
        yield clock.problem("derived_event", *path, "kind", got=trigger.kind)
    for name in trigger.fields.keys() - known.fields.keys():
        yield clock.problem("unknown_event_field", *path, "fields", name, got=name)
