"""Can every case of this scenario be played, told apart and won?"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from policy.handbook import Handbook
from policy.problem import Problem, Problems, in_order, problem
from scenarios.answer_words import names_the_answer
from scenarios.case import Case
from scenarios.check_history import check_history
from scenarios.check_model import check_model
from scenarios.check_partner import check_partners
from scenarios.check_texts import check_texts
from scenarios.check_twists import check_twists
from scenarios.draw import draw_case
from scenarios.marks import is_recorded
from scenarios.plan import BEGAN
from scenarios.scenario import FactRule, ImpactRule, Scenario
from scenarios.seating import offered, post_of
from scenarios.world import World

IDENTITY = frozenset({"customer_id", "contact_name", "contact_method", "department", "organisation"})
"""Slots that say who calls; they do not make two cases different."""

SLOTS = IDENTITY | {
    "product_version", "device_model", "serial_number", "symptom", "trigger", "impact_scope", "since_when",
    "error_text", "tried_steps", "attachment", "workaround", "environment", "repro_steps", "permission",
}  # fmt: skip
"""What a trainee can ask for (simulation spec: `ask:<slot>`)."""

DIFFERENT_FACTS, DIFFERENT_SHARE = 2, 0.95
"""Two draws differ in at least two facts in at least 95 % of pairs (DESIGN decision 11)."""
SAMPLE = 24
"""Seeds drawn by the static check; the tests draw two hundred."""
FEW = 3
"""Seeds drawn under each further manual."""


def check_scenario(scenario: Scenario, world: World, handbook: Handbook) -> Problems:
    """Find every reason why a scenario may not be used under a handbook.

    Args:
        scenario: As parsed.
        world: Products and articles it refers to.
        handbook: Manual it is to be played under.

    Returns:
        Problems whose parameter `at` is a dotted path into the file; `scenarios.parse.locate` adds file and line.
    """
    found = [
        *_references(scenario, world, handbook),
        *_channels(scenario, handbook),
        *_facts(scenario, handbook),
        *_impacts(scenario, world),
        *_draws(scenario),
        *check_texts(scenario),
        *check_model(scenario, handbook),
        *check_twists(scenario, handbook),
        *check_history(scenario, handbook),
        *check_partners(scenario, handbook),
    ]
    if not found:
        # Only a scenario without holes can be drawn.
        found += _drawn(scenario, world, handbook)
    return in_order(found)


def _references(scenario: Scenario, world: World, handbook: Handbook) -> Iterator[Problem]:
    name = scenario.id
    yield from _product(scenario, world)
    for index, wanted in enumerate(scenario.articles):
        if wanted not in world.articles:
            yield problem(name, 0, "unknown_article", article=wanted, at=f"articles.{index}")
    actions = {action.id for action in scenario.fault_model.actions}
    for article in world.articles.values():
        mine = [one.removeprefix(f"{name}/") for one in article.advises if one.startswith(f"{name}/")]
        for action in sorted(set(mine) - actions):
            yield problem(name, 0, "unknown_action", action=action, article=article.id, at="articles")
    yield from _hurry(scenario)
    clocks = {clock.name for clock in handbook.clocks}
    for named in scenario.unavoidable:
        manual, _, clock = named.rpartition("/")
        if manual not in {"", *scenario.handbooks}:
            yield problem(name, 0, "other_handbook", handbook=manual, at=f"unavoidable.{named}")
        elif manual in {"", handbook.id} and clock not in clocks:
            yield problem(name, 0, "unknown_clock", clock=clock, at=f"unavoidable.{named}")


def _hurry(scenario: Scenario) -> Iterator[Problem]:
    """Where time presses nowhere, or a manual is not the scenario's, there is nothing to except."""
    named = scenario.handbooks if scenario.time_critical else ()
    for index, manual in enumerate(scenario.unhurried):
        if manual not in named:
            yield problem(scenario.id, 0, "other_handbook", handbook=manual, at=f"unhurried.{index}")


def _product(scenario: Scenario, world: World) -> Iterator[Problem]:
    product = world.products.get(scenario.product)
    if product is None:
        yield problem(scenario.id, 0, "unknown_product", product=scenario.product, at="product")
        return
    drawn = scenario.draws.get("version")
    for index, choice in enumerate(drawn.choices if drawn else ()):
        for version in sorted({choice.zh, choice.en} - set(product.versions)):
            at = f"draws.version.choices.{index}"
            yield problem(scenario.id, 0, "unknown_version", version=version, at=at)


def _channels(scenario: Scenario, handbook: Handbook) -> Iterator[Problem]:
    name = scenario.id
    if handbook.id not in scenario.handbooks:
        yield problem(name, 0, "other_handbook", handbook=handbook.id, at="handbooks")
    if scenario.seat not in {tier.code for tier in handbook.tiers}:
        yield problem(name, 0, "unknown_seat", seat=scenario.seat, at="seat")
    if scenario.post and post_of(handbook, scenario.seat, scenario.post) != scenario.post:
        yield problem(name, 0, "unknown_seat", seat=scenario.post, at="post")
    for index, channel in enumerate(scenario.channels):
        if not offered(handbook, (channel,)):
            yield problem(name, 0, "unknown_channel", channel=channel, at=f"channels.{index}")
    first, last = scenario.submitted_minutes
    if first >= last:
        yield problem(name, 0, "empty_range", at="submitted")


def _facts(scenario: Scenario, handbook: Handbook) -> Iterator[Problem]:
    slots = {fact.slot for fact in scenario.facts}
    for fact in scenario.facts:
        if fact.slot not in SLOTS:
            yield problem(scenario.id, 0, "unknown_slot", slot=fact.slot, at=f"facts.{fact.slot}")
        yield from _disclosure(scenario, fact, slots)
    for field in handbook.intake:
        # The priority is marked on the ticket too, but it is derived and never a fact (DESIGN decision 8).
        if field.required and field.fact and field.fact not in slots and not names_the_answer(field.fact):
            yield problem(scenario.id, 0, "missing_fact", slot=field.fact, at="facts")


def _disclosure(scenario: Scenario, fact: FactRule, slots: set[str]) -> Iterator[Problem]:
    """A fact that is never told, or told by a rule that cannot come about, is a hole."""
    at = f"facts.{fact.slot}.disclosure"
    vague = bool(fact.vague.zh and fact.vague.en)
    if (fact.disclosure == "on_clarify") != vague:
        yield problem(scenario.id, 0, "vague_without_clarify", slot=fact.slot, at=at)
    model = scenario.fault_model
    needs = {need for check in model.checks for need in check.needs}
    needs |= {need for action in model.actions for need in action.needs}
    needs_file = fact.disclosure == "via_attachment" and "attachment" not in slots
    needs_consent = fact.disclosure == "after_consent" and not needs & {"consent", "remote"}
    if needs_file or needs_consent:
        yield problem(scenario.id, 0, "unreachable_fact", slot=fact.slot, at=at)


def _impacts(scenario: Scenario, world: World) -> Iterator[Problem]:
    name, product = scenario.id, world.products.get(scenario.product)
    functions = set(product.functions) if product else None
    seen: set[tuple[str, int]] = set()
    for index, rule in enumerate(scenario.impacts):
        at = f"impacts.{index}"
        if functions is not None and rule.function not in functions:
            yield problem(name, 0, "unknown_function", function=rule.function, at=f"{at}.function")
        if (rule.function, rule.after_s) in seen:
            yield problem(name, 0, "duplicate_impact", function=rule.function, at=at)
        seen.add((rule.function, rule.after_s))
        yield from _numbers(scenario, rule, at)
    for index, function in enumerate(scenario.lives_on):
        if functions is not None and function not in functions:
            yield problem(name, 0, "unknown_function", function=function, at=f"lives_on.{index}")
    if all(rule.after_s for rule in scenario.impacts):
        yield problem(name, 0, "no_impact_at_opening", at="impacts")
    for moment in sorted({rule.after_s for rule in scenario.impacts if rule.after_s}):
        told = [rule for rule in scenario.impacts if rule.after_s == moment]
        if not any(rule.news.zh and rule.news.en for rule in told):
            at = f"impacts.{scenario.impacts.index(told[0])}"
            yield problem(name, 0, "growth_without_news", at=at)


def _numbers(scenario: Scenario, rule: ImpactRule, at: str) -> Iterator[Problem]:
    given = (rule.total, rule.stopped, rule.hindered)
    unknown = [one for one in given if isinstance(one, str) and one not in scenario.draws]
    for one in unknown:
        yield problem(scenario.id, 0, "unknown_name", name=one, at=at)
    texts = [one for one in given if isinstance(one, str) and one in scenario.draws and scenario.draws[one].choices]
    for one in texts:
        yield problem(scenario.id, 0, "not_a_number", name=one, at=at)
    if unknown or texts:
        return
    for end in ("low", "high"):
        total, stopped, hindered = (
            getattr(scenario.draws[one], end) if isinstance(one, str) else one for one in given
        )
        if total < 1 or min(stopped, hindered) < 0 or stopped + hindered > total:
            yield problem(scenario.id, 0, "impossible_impact", function=rule.function, at=at)
            return


def _draws(scenario: Scenario) -> Iterator[Problem]:
    began = scenario.draws.get(BEGAN)
    if began is None or began.choices or began.low < 1:
        yield problem(scenario.id, 0, "no_beginning", name=BEGAN, at="draws")


def _drawn(scenario: Scenario, world: World, handbook: Handbook) -> Iterator[Problem]:
    """Look at drawn cases: do they differ, and does each value count as a record of itself?

    Under the first of its manuals; under the others the same ticket is drawn, and a few show what they alone ask for.
    """
    day = date(2026, 1, 5)
    seeds = SAMPLE if handbook.id == scenario.handbooks[0] else FEW
    for lang in ("zh", "en"):
        cases = [draw_case(scenario, handbook, world, seed, lang, day=day) for seed in range(1, seeds + 1)]
        unlike = {fact.slot for case in cases for fact in case.facts if not is_recorded(fact, fact.value)}
        for slot in sorted(unlike):
            yield problem(scenario.id, 0, "marks_miss_value", slot=slot, at=f"facts.{slot}.marks.{lang}")
        told = [fact for case in cases for fact in case.facts if fact.disclosure != "unknown"]
        missed = {fact.slot: fact.say for fact in told if not is_recorded(fact, fact.say)}
        for slot in sorted(set(missed) - unlike):
            at = f"facts.{slot}.marks.{lang}"
            yield problem(scenario.id, 0, "marks_miss_say", slot=slot, words=missed[slot], at=at)
        share = share_of_different_pairs(cases)
        if seeds == SAMPLE and share < DIFFERENT_SHARE:
            yield problem(scenario.id, 0, "draws_too_alike", share=f"{share:.2f}", at="draws")


def share_of_different_pairs(cases: list[Case]) -> float:
    """Give the share of pairs that differ in at least two facts which can be told and are no identity."""
    told = [
        tuple(fact.value for fact in case.facts if fact.slot not in IDENTITY and fact.disclosure != "unknown")
        for case in cases
    ]
    pairs = list(combinations(told, 2))
    unlike = sum(sum(one != other for one, other in zip(a, b, strict=True)) >= DIFFERENT_FACTS for a, b in pairs)
    return unlike / len(pairs) if pairs else 0.0
