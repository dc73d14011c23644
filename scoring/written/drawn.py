"""What is true of a drawn case, as written work must tell it?"""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from policy.text import Lang, Text
from scenarios.case import Case
from scenarios.fault_model import Action, FaultModel, State, after, outcome, result_of, state_under
from scenarios.twist import Groups
from scoring.answer_key import AnswerKey
from scoring.day_times import day_times
from scoring.written.reference import Fact, References, Rival
from scoring.written.told import plain_of
from sla.timeline import Timeline

TOPICS = {"symptom": "symptom", "impact_scope": "scope", "since_when": "since", "tried_steps": "tried"}
"""Topics that a fact of the customer's fills with its marks."""

NAMES = {
    "product_version": "version",
    "organisation": "org",
    "contact_name": "contact",
    "contact_method": "phone",
    "serial_number": "device",
}
"""Topics that a name or number fills."""

NO_DETOUR = Text(zh="没有临时方案", en="There is no temporary solution")
"""What is true of the temporary solution where the system under support has none."""

NO_DETOUR_MARKS: Mapping[Lang, Groups] = {
    "zh": (("没有", "暂无", "无", "不存在", "找不到"), ("临时", "绕过", "替代", "变通", "应急", "过渡")),
    "en": (
        ("no", "not", "none", "cannot", "without"),
        ("temporary", "workaround", "interim", "stopgap", "detour", "bypass", "way round", "way around"),
    ),
}

PRIVATE = ("contact_name", "contact_method", "customer_id")


def references_of(
    case: Case, key: AnswerKey, events: Timeline, more: tuple[Fact, ...] = (), prompt: str = ""
) -> References:
    """Put together what is true of a case and what its handling showed.

    Args:
        case: The drawn case.
        key: Its answer key: who cures it, with what.
        events: The handling; what was said in it may be told.
        more: What the task tells beside the case.
        prompt: The task.
    """
    given = {one.topic for one in more}
    facts = tuple(one for one in (*_told(case), *_found(case, key)) if one.topic not in given)
    private = (
        way
        for one in case.facts
        if one.slot in PRIVATE
        for way in (one.value, *(mark for group in one.marks for mark in group))
    )
    return References(
        lang=case.lang,
        facts=(*facts, *more),
        private=tuple(dict.fromkeys(private)),
        secrets=tuple(case.secrets.values()),
        known="\n".join(_known(case, events)),
        prompt=prompt,
    )


def _told(case: Case) -> Iterator[Fact]:
    """Give what the customer knows."""
    for one in case.facts:
        topic = TOPICS.get(one.slot)
        if topic == "since" and day_times(plain_of(one.value)):
            yield Fact(topic=topic, value=one.value, kind="time")
        elif topic:
            yield Fact(topic=topic, value=one.value, marks=one.marks)
        elif one.slot in NAMES:
            yield Fact(topic=NAMES[one.slot], value=one.value, kind="name", slot=one.slot)
        if one.slot == "symptom":
            yield Fact(topic="need", value=one.value, marks=one.marks)
        if one.slot == "contact_name":
            yield Fact(topic="actor", value=one.value, kind="name", slot=one.slot)
    yield Fact(topic="place", value=case.company)
    if all(one.slot != "organisation" for one in case.facts):
        yield Fact(topic="org", value=case.company)


def _found(case: Case, key: AnswerKey) -> Iterator[Fact]:
    """Give what the fault model knows: cause, checks, cure, detour, risks."""
    model = case.fault_model
    start = state_under(model, case.true_cause)

    def said(text: Text) -> str:
        return text.in_lang(case.lang)

    wrong = tuple(said(one.title) for one in model.causes if one.id != case.true_cause)
    true = said(model.cause(case.true_cause).title)
    yield Fact(topic="cause", value=true, rivals=tuple(Rival(value=one) for one in wrong))
    yield Fact(topic="excluded", value=wrong[0], ways=wrong[1:], denied_too=True)
    yield from _ways("finding", [said(result_of(one, start).text) for one in model.checks])
    cures = [one for name in key.cures.get(key.tier, ()) if (one := model.action(name))]
    for one in cures:
        yield Fact(topic="step", value=said(one.title))
    for topic in ("cure", "next", "deed"):
        yield from _ways(topic, [said(one.title) for one in reversed(cures)])
    detours = [said(one.title) for one in _detours(model, start)]
    yield from _ways("relief", detours)
    if not detours:
        # ASC-2.4.unknown asks for both solutions; where there is no way round, saying so is the true answer.
        yield Fact(topic="relief", value=said(NO_DETOUR), marks=NO_DETOUR_MARKS[case.lang])
    yield from _ways("risk", [said(one.risk) for one in model.actions if said(one.risk)])


def _ways(topic: str, values: list[str]) -> Iterator[Fact]:
    if values:
        yield Fact(topic=topic, value=values[0], ways=tuple(values[1:]))


def _detours(model: FaultModel, start: State) -> tuple[Action, ...]:
    return tuple(one for one in model.actions if outcome(model, start, after(one, start)) == "works_around")


def _known(case: Case, events: Timeline) -> Iterator[str]:
    """Give whatever else a truthful text may rest on: all that was said and shown, names on duty, times."""
    yield from (case.title, case.product, case.company, case.opening)
    yield from (one.name for one in case.coworkers)
    yield from (text for one in case.facts for text in (one.value, one.say))
    yield from (mark for one in case.facts for group in one.marks for mark in group)
    model = case.fault_model
    yield from (one.title.in_lang(case.lang) for one in model.actions)
    yield from (one.title.in_lang(case.lang) for one in model.checks)
    yield from (one.risk.in_lang(case.lang) for one in case.fault_model.actions)
    for event in events:
        yield event.at.astimezone(ZoneInfo(case.zone)).strftime("%Y-%m-%d %H:%M")
        # What the trainee said may have been made up there already.
        if event.actor != "trainee":
            yield from (value for value in event.fields.values() if isinstance(value, str))
