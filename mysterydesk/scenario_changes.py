"""What is otherwise for the trainee between two versions of a scenario: facts, checks, actions, the answer?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar, get_args

from mysterydesk import shelf
from mysterydesk.ideal import STEPS
from mysterydesk.pack_files import Files
from mysterydesk.scenario_answer import Answer, answer_of
from mysterydesk.scenario_check import checked
from policy.text import Text
from scenarios.fault_model import Action, Check
from scenarios.scenario import FactRule, Scenario
from scenarios.variants import Variants

T = TypeVar("T")

Part = Literal[
    "title", "opening", "frame", "personas", "facts", "draws", "impacts", "causes", "checks", "actions", "model",
    "twists", "articles", "key", "ideal",
]  # fmt: skip
PARTS: Final[tuple[Part, ...]] = get_args(Part)
How = Literal["added", "removed", "changed"]

FRAME: Final = ("kind", "handbooks", "seat", "product", "channels", "submitted_minutes", "time_critical", "typical")
MODEL: Final = ("healthy", "works", "cured", "detour", "lost", "relapses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is otherwise.

    Attributes:
        part: Of what kind it is.
        how: What has become of it.
        name: Its name in the text; for what is derived, the manual.
        before: What it was, in words; empty where there was none.
        after: What it is.
    """

    part: Part
    how: How
    name: str
    before: Text
    after: Text


EMPTY: Final = Text(zh="", en="")


def changes_between(before: Files, after: Files, *, derived: bool = True) -> tuple[Change, ...]:
    """Set two texts of one scenario side by side; which id it goes by is no change.

    Args:
        before: Files of the one; nothing is compared where either cannot be read as a scenario.
        after: Files of the other.
        derived: Whether the derived answer and the ideal handling are compared too, which takes seconds.
    """
    old, new = checked(before).scenario, checked(after).scenario
    if old is None or new is None:
        return ()
    found = [*_written(old, new)]
    if derived and checked(before).sound and checked(after).sound:
        found += _derived(before, after, tuple(one for one in new.handbooks if one in old.handbooks))
    return tuple(found)


def _plain(value: object) -> Text:
    words = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return Text(zh=words, en=words)


def _variants(one: Variants) -> Text:
    return Text(zh=" / ".join(one.zh), en=" / ".join(one.en))


def _joined(*parts: Text) -> Text:
    said = [one for one in parts if one.zh or one.en]
    return Text(zh=" · ".join(one.zh for one in said), en=" · ".join(one.en for one in said))


def _keyed(
    part: Part, before: Mapping[str, T], after: Mapping[str, T], words: Callable[[T], Text]
) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        if name not in before:
            yield Change(part=part, how="added", name=name, before=EMPTY, after=words(after[name]))
        elif name not in after:
            yield Change(part=part, how="removed", name=name, before=words(before[name]), after=EMPTY)
        elif before[name] != after[name]:
            yield Change(part=part, how="changed", name=name, before=words(before[name]), after=words(after[name]))


def _numbered(ones: Sequence[T]) -> Mapping[str, T]:
    return {str(at): one for at, one in enumerate(ones, start=1)}


def _named(ones: Sequence[T]) -> Mapping[str, T]:
    return {str(getattr(one, "id")): one for one in ones}  # noqa: B009  of causes, checks and actions


def _written(old: Scenario, new: Scenario) -> Iterator[Change]:
    yield from _keyed("title", {"": old.title}, {"": new.title}, lambda one: one)
    yield from _keyed("opening", {"": old.opening}, {"": new.opening}, _variants)
    frames = [{name: getattr(one, name) for name in FRAME} for one in (old, new)]
    yield from _keyed("frame", frames[0], frames[1], _plain)
    yield from _keyed("personas", _numbered(old.personas), _numbered(new.personas), lambda one: one.title)
    facts = [{one.slot: one for one in each.facts} for each in (old, new)]
    yield from _keyed("facts", facts[0], facts[1], _fact)
    yield from _keyed(
        "draws",
        old.draws,
        new.draws,
        lambda one: (
            _plain((one.low, one.high))
            if not one.choices
            else Text(zh=" / ".join(c.zh for c in one.choices), en=" / ".join(c.en for c in one.choices))
        ),
    )
    impacts = [{f"{one.function}@{one.after_s}": one for one in each.impacts} for each in (old, new)]
    yield from _keyed("impacts", impacts[0], impacts[1], lambda one: _plain((one.total, one.stopped, one.hindered)))
    yield from _of_model(old, new)
    twists = [dict.fromkeys(map(str, one.twists), "") for one in (old, new)]
    yield from _keyed("twists", twists[0], twists[1], lambda _: EMPTY)
    articles = [dict.fromkeys(one.articles, "") for one in (old, new)]
    yield from _keyed("articles", articles[0], articles[1], lambda _: EMPTY)


def _of_model(old: Scenario, new: Scenario) -> Iterator[Change]:
    one, other = old.fault_model, new.fault_model
    causes = [
        {cause.id: (cause, cause.id in each.true_causes) for cause in each.fault_model.causes} for each in (old, new)
    ]
    yield from _keyed("causes", causes[0], causes[1], lambda each: each[0].title)
    yield from _keyed("checks", _named(one.checks), _named(other.checks), _check)
    yield from _keyed("actions", _named(one.actions), _named(other.actions), _action)
    models = [{name: getattr(each, name) for name in MODEL} for each in (one, other)]
    yield from _keyed("model", models[0], models[1], _plain)


def _fact(one: FactRule) -> Text:
    told = Text(zh=one.disclosure, en=one.disclosure)
    return _joined(one.value, one.believes, _variants(one.say), told)


def _check(one: Check) -> Text:
    return _joined(one.title, *(each.text for each in one.results), _plain(f"{one.via} {one.tier} {one.cost_s}s"))


def _action(one: Action) -> Text:
    return _joined(one.title, one.risk, _plain(f"{one.hand} {one.repair} {one.cost_s}s"))


def _derived(before: Files, after: Files, handbooks: Sequence[str]) -> Iterator[Change]:
    """Compare what is right in the first case of each manual, and how it is handled best."""
    for name in handbooks:
        if name not in shelf.HANDBOOKS:
            continue
        old, new = answer_of(before, name, 1, "zh"), answer_of(after, name, 1, "zh")
        yield from _keyed("key", _key(name, old), _key(name, new), lambda one: one)
        yield from _keyed("ideal", _ideal(name, old), _ideal(name, new), lambda one: one)


def _key(name: str, one: Answer | None) -> Mapping[str, Text]:
    if one is None:
        return {}
    cures = " + ".join(one.key.cures.get(one.key.tier, ()))
    words = f"{' → '.join(level for _, level in one.key.priorities)} · {one.key.tier} · {cures}"
    return {name: Text(zh=words, en=words)}


def _ideal(name: str, one: Answer | None) -> Mapping[str, Text]:
    if one is None:
        return {}
    said = [str(event.fields.get(STEPS[event.kind], "")) or event.kind for event in one.steps]
    words = " → ".join(said)
    return {name: Text(zh=words, en=words)}
