"""What is true in the case that this seed gives?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from policy.handbook import Handbook
from policy.text import Lang, Text
from scenarios.case import Case, Fact, Stage
from scenarios.codec import seal
from scenarios.draw_history import history
from scenarios.draw_partner import partners, requests
from scenarios.draw_twist import coworkers, grievance, pretext
from scenarios.figures import clock_forms, number_forms, spoken_clock
from scenarios.fill import fill
from scenarios.impact import BusinessImpact
from scenarios.marks import Forms
from scenarios.people import phone_forms
from scenarios.plan import Drawn, Writer, plan_case
from scenarios.rewrite import filled_model
from scenarios.scenario import FactRule, ImpactRule, Scenario
from scenarios.seating import offered, post_of
from scenarios.twist import Coworker, Secret
from scenarios.world import World

GIVEN_NAMES = frozenset({
    "contact_name", "company", "customer_id", "phone", "email", "department", "product", "began_clock",
    "began_said", "submitted_clock",
})  # fmt: skip
"""Names that authored texts may use beside those of their own draws."""

SECRETS: tuple[Secret, ...] = ("customer_id", "contact_name", "contact_method", "organisation")
"""What another customer's data hold; texts cannot name them, for a name has no dot."""

LANGS: tuple[Lang, Lang] = ("zh", "en")


def forms_of(drawn: Drawn, product: Text, lang: Lang) -> Forms:
    """Give every name with all the ways it may be written in one language, the plain one first."""
    scenario, who = drawn.scenario, drawn.identity
    began = drawn.submitted_at - timedelta(seconds=drawn.began_s)
    # People round: nobody says that it began at 13:47.
    minute = (began.hour * 60 + began.minute + 2) // 5 * 5 % 1440
    phone = who.phone.in_lang(lang)
    clock = f"{minute // 60}:{minute % 60:02}"
    said = spoken_clock(minute, lang)
    names = {
        "contact_name": (who.person.in_lang(lang),),
        "company": (fill(scenario.company.in_lang(lang), {"name": who.brand.in_lang(lang)}),),
        "customer_id": (who.customer_id, who.customer_id.replace("-", ""), who.customer_id.removeprefix("C-")),
        "phone": phone_forms(phone),
        "email": (who.email,),
        "department": (drawn.department.in_lang(lang),),
        "product": (product.in_lang(lang),),
        "began_clock": tuple(dict.fromkeys((clock, *clock_forms(minute, lang)))),
        "began_said": tuple(dict.fromkeys((said, *clock_forms(minute, lang)))),
        "submitted_clock": (f"{drawn.submitted_at:%H:%M}",),
    }
    company = fill(scenario.company.in_lang(lang), {"name": drawn.other.brand.in_lang(lang)})
    # Another customer's data, so that telling it can be noticed (STD-5b.3.sec).
    names |= {
        "other.customer_id": (drawn.other.customer_id,),
        "other.contact_name": (drawn.other.person.in_lang(lang),),
        "other.contact_method": (drawn.other.phone.in_lang(lang),),
        "other.organisation": (company,),
    }
    names |= {name: number_forms(value, lang) for name, value in drawn.figures.items()}
    return names | {name: (text.in_lang(lang),) for name, text in drawn.texts.items()}


def _number(given: int | str, drawn: Writer) -> int:
    return drawn.figures[given] if isinstance(given, str) else given


def _impact(rule: ImpactRule, drawn: Writer) -> BusinessImpact:
    return BusinessImpact(
        function=rule.function,
        total=_number(rule.total, drawn),
        stopped=_number(rule.stopped, drawn),
        hindered=_number(rule.hindered, drawn),
        alternative=rule.alternative,
        lost_per_hour_share=rule.lost_per_hour_share,
    )


def _stages(drawn: Writer, values: Mapping[str, str]) -> tuple[Stage, ...]:
    """Give the growth of the impact: a later rule replaces the earlier one of its function."""
    rules = drawn.scenario.impacts
    stages: list[Stage] = []
    now: dict[str, BusinessImpact] = {}
    for after_s in sorted({rule.after_s for rule in rules} | {0}):
        fresh = [rule for rule in rules if rule.after_s == after_s]
        now |= {rule.function: _impact(rule, drawn) for rule in fresh}
        told = [drawn.worded(rule.news, f"news.{rule.function}.{after_s}", values) for rule in fresh]
        stages.append(
            Stage(
                after_s=after_s or -drawn.began_s,
                impacts=tuple(now.values()),
                news=next(filter(None, told), ""),
            )
        )
    return tuple(stages)


def _fact(rule: FactRule, drawn: Writer, forms: Forms) -> Fact:
    values = {name: ways[0] for name, ways in forms.items()}
    groups = rule.marks.get(drawn.lang, ())
    return Fact(
        slot=rule.slot,
        value=fill(rule.value.in_lang(drawn.lang), values),
        say=drawn.worded(rule.say, f"say.{rule.slot}", values),
        vague=drawn.worded(rule.vague, f"vague.{rule.slot}", values),
        disclosure=rule.disclosure,
        marks=tuple(tuple(way for mark in group for way in drawn.marked(mark, forms)) for group in groups),
        believes=fill(rule.believes.in_lang(drawn.lang), values),
    )


def write_case(drawn: Drawn, handbook: Handbook, world: World) -> Case:
    """Put into words what was drawn, and seal it.

    Raises:
        KeyError: The scenario was not checked: a product or a name is missing.
    """
    product = world.products[drawn.scenario.product].name
    forms = {one: forms_of(drawn, product, one) for one in LANGS}
    return seal(worded_case(drawn, handbook, world, forms, coworkers(drawn, handbook)))


def worded_case(
    drawn: Writer, handbook: Handbook, world: World, forms: Mapping[Lang, Forms], on_duty: tuple[Coworker, ...]
) -> Case:
    """Write a case, all but its digest.

    Args:
        drawn: What chance decided, or what stands in for it.
        handbook: Manual the case is played under.
        world: Products and articles.
        forms: Every name's ways of writing, by language.
        on_duty: Colleagues of the case.
    """
    scenario, lang = drawn.scenario, drawn.lang
    values = {one: {name: ways[0] for name, ways in forms[one].items()} for one in LANGS}
    mine = values[lang]
    return Case(
        id=f"{scenario.id}-{drawn.seed}",
        scenario=scenario.id,
        scenario_digest=scenario.digest,
        handbook=handbook.id,
        handbook_digest=handbook.digest,
        world_digest=world.digest,
        seed=drawn.seed,
        lang=lang,
        kind=scenario.kind,
        seat=scenario.seat,
        channel=drawn.channel,
        zone=str(drawn.submitted_at.tzinfo),
        submitted_at=drawn.submitted_at,
        began_s=drawn.began_s,
        title=fill(scenario.title.in_lang(lang), mine),
        product=world.products[scenario.product].name.in_lang(lang),
        company=mine["company"],
        persona=drawn.persona,
        facts=tuple(_fact(rule, drawn, forms[lang]) for rule in scenario.facts),
        lives_on=scenario.lives_on,
        stages=_stages(drawn, mine),
        opening=drawn.worded(scenario.opening, "opening", mine),
        fault_model=filled_model(scenario.fault_model, values),
        true_cause=drawn.true_cause,
        typical=scenario.typical,
        time_critical=scenario.time_critical and handbook.id not in scenario.unhurried,
        unavoidable={clock: fill(text.in_lang(lang), mine) for clock, text in scenario.unavoidable.items()},
        articles=scenario.articles,
        secrets={name: mine[f"other.{name}"] for name in SECRETS},
        screen=fill(scenario.screen.in_lang(lang), mine),
        pretext=pretext(drawn, mine),
        grievance=grievance(drawn, forms[lang]),
        coworkers=on_duty,
        post=post_of(handbook, scenario.seat, scenario.post),
        twists=drawn.twists,
        second=drawn.second(forms[lang]),
        history=history(drawn, mine),
        setting=scenario.setting,
        equipment=world.products[scenario.product].kind == "equipment",
        answers_s=scenario.answers_s,
        partners=partners(drawn, mine),
        requests=requests(drawn, mine),
    )


def seated(case: Case, post: str) -> Case:
    """Give the same case with the trainee at another seat of the manual (`scenarios.seating.seats_at`)."""
    return seal(replace(case, post=post))


def under(scenario: Scenario, handbook: Handbook) -> Scenario:
    """Give a scenario as a manual sees it: on its channels, with the facts and clocks that concern it.

    Those are the facts that all manuals or its form ask for, and the clocks of all manuals (`resolution`) or of this
    one alone (`DSK/desk_solve_limit`).
    """
    facts = tuple(one for one in scenario.facts if not one.only_if_asked or handbook.fields_for(one.slot))
    own = {clock.removeprefix(f"{handbook.id}/"): text for clock, text in scenario.unavoidable.items()}
    late = {clock: text for clock, text in own.items() if "/" not in clock}
    return replace(scenario, channels=offered(handbook, scenario.channels), facts=facts, unavoidable=late)


def draw_case(  # noqa: PLR0913  everything a case hangs on, and nothing else
    scenario: Scenario,
    handbook: Handbook,
    world: World,
    seed: int,
    lang: Lang,
    *,
    day: date,
    second: int | None = None,
) -> Case:
    """Draw one frozen case: same arguments, same bytes.

    Args:
        scenario: A checked template (`check_scenario`).
        handbook: Manual the case is played under; it gives the zone, the channels and the seat.
        world: Products and articles.
        seed: Any whole number; each gives one case.
        lang: Language the customer speaks.
        day: Day of the submission in the handbook's zone, or before it where the scenario names a weekday.
        second: Second of that very day; None: drawn from the scenario's own hours.

    Returns:
        The case with its digest (DESIGN decision 10).
    """
    drawn = plan_case(under(scenario, handbook), seed, lang, day=day, zone=handbook.zone, second=second)
    return write_case(drawn, handbook, world)
