"""When is it due, was it met, what is running: asked as exam items and keyed by the engine that scores drills?

Wrong options are the common mistakes: a wrong start or stop of the clock, another priority's figure, another
manual's figure (item-writing rules 1 and 3).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from certification.chance import pick, shuffled
from certification.generate.seal import sealed
from certification.generate.sla_stems import SlaStems
from certification.generate.sla_words import Words
from certification.generate.story import Story, read_clocks, tell
from certification.generate.wording import filled, joined
from certification.item import Item, ItemId, Option, OptionId, Topic
from policy.handbook import Handbook
from policy.text import Text
from sla.clock import SlaClock

AUTHOR = "generator/sla-1"
WRONG_OPTIONS = 3
RIGHT = OptionId("right")

CALENDAR = "calendar_hours_per_day"
"""Setting whose Assumption every due time stands on; the openings tell it, so that it is given and not asked."""

Answer = tuple[tuple[Option, ...], OptionId, Text, SlaClock]
"""Options, the right one, why, and the clock it is about."""


def sla_items(handbook: Handbook, stems: SlaStems, seed: int, count: int, topic: Topic) -> tuple[Item, ...]:
    """Make SLA items, no kind of timeline twice, the ways of asking spread evenly.

    Args:
        handbook: Keys them, through `sla.clock.clocks`.
        stems: Timelines and words.
        seed: The candidate's own.
        count: How many at most.
        topic: Cell of the blueprint.
    """
    drawn = shuffled(stems.timelines, seed, "sla.timelines")
    by_ask = {asks: [one for one in drawn if one.asks == asks] for asks in dict.fromkeys(one.asks for one in drawn)}
    longest = max(len(some) for some in by_ask.values())
    spread = [some[turn] for turn in range(longest) for some in by_ask.values() if turn < len(some)]
    stories = (tell(handbook, stem, seed) for stem in spread[:count])
    items = tuple(sla_item(handbook, stems, story, seed, topic) for story in stories)
    return shuffled(items, seed, "sla.order")


def sla_item(handbook: Handbook, stems: SlaStems, story: Story, seed: int, topic: Topic) -> Item:
    """Make the item of one story.

    Raises:
        ValueError: The story leaves nothing to ask: the clock did not start, did not stop, or not exactly one runs.
    """
    purpose = f"sla.{story.stem.id}"
    words = Words(stems=stems, story=story, handbook=handbook)
    if story.stem.asks == "due":
        ask, (options, right, why, clock) = words.ask_due(), _due(handbook, stems, words, seed)
    elif story.stem.asks == "verdict":
        ask, (options, right, why, clock) = words.ask_verdict(), _verdict(handbook, words, seed)
    else:
        ask, (options, right, why, clock) = words.ask_running(), _running(handbook, words)
    basis = tuple(dict.fromkeys((*clock.basis, *handbook.settings[CALENDAR].basis)))
    opening = filled(pick(stems.openings, seed, f"{purpose}.opening"), {"manual": handbook.title})
    stem = joined((opening, *words.lines(seed), ask), zh="\n", en="\n")
    return sealed(
        Item(
            id=ItemId(""),
            kind="sla",
            topic=topic,
            handbook=handbook.id,
            clauses=tuple(one for one in basis if one in handbook.clauses),
            assumptions=tuple(one for one in basis if one in handbook.assumptions),
            author=AUTHOR,
            version=1,
            status="active",
            family=purpose,
            stem=stem,
            options=options,
            key=(right,),
            explanation=why,
        ),
        AUTHOR,
    )


def _options(right: Text, wrong: Iterable[Text], story: Story) -> tuple[Option, ...]:
    """Number the wrong options, each said once and none like the right one."""
    distinct = [one for one in dict.fromkeys(wrong) if one != right][:WRONG_OPTIONS]
    if len(distinct) < WRONG_OPTIONS:
        raise ValueError(f"timeline {story.stem.id}: expected {WRONG_OPTIONS} wrong options, got {len(distinct)}")
    numbered = (Option(id=OptionId(f"wrong{number}"), text=one) for number, one in enumerate(distinct, start=1))
    return (Option(id=RIGHT, text=right), *numbered)


def _asked(handbook: Handbook, story: Story) -> SlaClock:
    return read_clocks(handbook, story.timeline, story.as_of)[story.stem.clock]


def _due(handbook: Handbook, stems: SlaStems, words: Words, seed: int) -> Answer:
    story = words.story
    clock = _asked(handbook, story)
    if clock.due is None or clock.started_at is None or clock.target is None:
        raise ValueError(f"timeline {story.stem.id}: expected {story.stem.clock} to have started")
    rule = handbook.clock(clock.name)
    figures = shuffled((*rule.targets.values(), *stems.rivals.get(clock.name, ())), seed, f"{story.stem.id}.figures")
    starts = shuffled(story.stem.wrong_starts, seed, f"{story.stem.id}.starts")
    moments = (
        *(story.at(event) + clock.target for event in starts[: WRONG_OPTIONS - 1]),
        *(clock.started_at + figure for figure in figures),
        *(story.at(event) + figure for event in starts for figure in figures),
    )
    options = _options(words.moment(clock.due), (words.moment(one) for one in moments), story)
    return options, RIGHT, words.explain_due(clock), clock


def _verdict(handbook: Handbook, words: Words, seed: int) -> Answer:
    story = words.story
    clock = _asked(handbook, story)
    if clock.started_at is None or clock.stopped_at is None or clock.target is None:
        raise ValueError(f"timeline {story.stem.id}: expected {story.stem.clock} to have ended, got {clock.state}")
    begun, ended = clock.started_at, clock.stopped_at
    right = words.verdict(ended - begun, met=clock.state == "met")
    flipped = words.verdict(ended - begun, met=clock.state != "met")
    mistaken = shuffled(tuple(_mistaken_spans(story, begun, ended)), seed, f"{story.stem.id}.spans")
    measured = [words.verdict(span, met=span <= clock.target) for span in mistaken]
    turned = [words.verdict(span, met=span > clock.target) for span in mistaken]
    return _options(right, (flipped, *measured, *turned), story), RIGHT, words.explain_verdict(clock), clock


def _mistaken_spans(story: Story, begun: datetime, ended: datetime) -> Iterator[timedelta]:
    """Measure from wrong starts and to wrong stops; not both at once, which nobody does."""
    spans: list[tuple[datetime, datetime]] = [(story.at(event), ended) for event in story.stem.wrong_starts]
    spans += [(begun, story.at(event)) for event in story.stem.wrong_stops]
    yield from (end - start for start, end in spans if end > start and end - start != ended - begun)


def _running(handbook: Handbook, words: Words) -> Answer:
    story = words.story
    read = read_clocks(handbook, story.timeline, story.as_of)
    running = [name for name in story.stem.offered if read[name].state == "running"]
    if len(running) != 1:
        raise ValueError(f"timeline {story.stem.id}: expected one running clock, got {running}")
    options = tuple(Option(id=OptionId(name), text=words.clock(name)) for name in story.stem.offered)
    right = read[running[0]]
    return options, OptionId(running[0]), words.explain_running(right), right
