"""Do the sentences of a scenario tell what they must, and give nothing away?"""

import re
from collections.abc import Iterator

from policy.problem import Problem, problem
from policy.text import Lang, Text
from scenarios.answer_words import says_the_answer
from scenarios.draw import GIVEN_NAMES, LANGS
from scenarios.fill import has_stray_brace, names_in
from scenarios.marks import level
from scenarios.plan import BEGAN
from scenarios.rewrite import model_texts
from scenarios.scenario import FactRule, Scenario
from scenarios.variants import Variants

Line = tuple[str, Lang, str]
"""Dotted place, language, sentence."""

_COMMON = frozenset({
    "after", "already", "also", "back", "been", "before", "cannot", "come", "could", "does", "down",
    "during", "from", "have", "into", "itself", "just", "left", "like", "made", "more", "most", "must",
    "never", "none", "only", "onto", "open", "other", "over", "same", "shop", "since", "still", "than",
    "that", "their", "them", "then", "there", "these", "they", "this", "those", "through", "till",
    "until", "very", "were", "what", "when", "where", "which", "while", "with", "would", "your",
})  # fmt: skip
"""English words too common to give a cause away."""
_ZH_WEAK = frozenset("的了在是被和与或没有不到从进只某条这那里中时后前上下来去点")


def _both(at: str, text: Text) -> Iterator[Line]:
    for lang in LANGS:
        if words := text.in_lang(lang):
            yield f"{at}.{lang}", lang, words


def _each(at: str, variants: Variants) -> Iterator[Line]:
    for lang in LANGS:
        for index, words in enumerate(variants.of(lang)):
            yield f"{at}.{lang}.{index}", lang, words


def _of_fact(fact: FactRule) -> Iterator[Line]:
    at = f"facts.{fact.slot}"
    yield from _both(f"{at}.value", fact.value)
    yield from _both(f"{at}.believes", fact.believes)
    yield from _each(f"{at}.say", fact.say)
    yield from _each(f"{at}.vague", fact.vague)


def customer_lines(scenario: Scenario) -> Iterator[Line]:
    """Give everything the customer may say or a trainee may read before looking into the system."""
    yield from _both("title", scenario.title)
    yield from _each("opening", scenario.opening)
    for fact in scenario.facts:
        yield from _of_fact(fact)
    for index, impact in enumerate(scenario.impacts):
        yield from _each(f"impacts.{index}.news", impact.news)
    for name, draw in scenario.draws.items():
        for index, choice in enumerate(draw.choices):
            yield from _both(f"draws.{name}.choices.{index}", choice)
    yield from _twists(scenario)


def _twists(scenario: Scenario) -> Iterator[Line]:
    """Give what a caller with a pretext or a grievance says, and the record of what went wrong before."""
    yield from _both("screen", scenario.screen)
    if scenario.pretext is not None:
        yield from _both("pretext.wants", scenario.pretext.wants)
        for index, attempt in enumerate(scenario.pretext.attempts):
            yield from _each(f"pretext.attempts.{index}", attempt)
        yield from _each("pretext.yields", scenario.pretext.yields)
    if scenario.complaint is not None:
        yield from _both("complaint.demand", scenario.complaint.demand)
        yield from _each("complaint.tell", scenario.complaint.tell)
        for index, line in enumerate(scenario.complaint.history):
            yield from _both(f"complaint.history.{index}", line)
    if scenario.second is not None:
        yield from _each("second.tell", scenario.second.tell)
        yield from _both("second.symptom", scenario.second.symptom)


def _of_history(scenario: Scenario) -> Iterator[Line]:
    """Give what earlier lines wrote; only the trainee reads it."""
    if scenario.history is None:
        return
    for index, turn in enumerate(scenario.history.turns):
        yield from _each(f"history.turns.{index}.note", turn.note)
    for slot, text in scenario.history.wrong.items():
        yield from _both(f"history.wrong.{slot}", text)
    if scenario.history.sent is not None:
        yield from _both("history.sent", scenario.history.sent)


def _of_partners(scenario: Scenario) -> Iterator[Line]:
    """Give what partners and colleagues say to the trainee in words of the scenario."""
    for one in scenario.partners:
        yield from _both(f"partners.{one.id}.name", one.name)
        yield from _each(f"partners.{one.id}.denies", one.denies)
    for index, request in enumerate(scenario.requests):
        yield from _each(f"requests.{index}.text", request.text)


def _templates(scenario: Scenario) -> Iterator[Line]:
    yield from customer_lines(scenario)
    yield from _of_history(scenario)
    yield from _of_partners(scenario)
    for at, text in model_texts(scenario.fault_model):
        yield from _both(at, text)
    for clock, text in scenario.unavoidable.items():
        yield from _both(f"unavoidable.{clock}", text)
    for fact in scenario.facts:
        for lang in LANGS:
            for index, group in enumerate(fact.marks.get(lang, ())):
                for mark in group:
                    yield f"facts.{fact.slot}.marks.{lang}.{index}", lang, mark
    for lang in LANGS if scenario.second else ():
        for index, group in enumerate(scenario.second.marks.get(lang, ()) if scenario.second else ()):
            for mark in group:
                yield f"second.marks.{lang}.{index}", lang, mark


def check_texts(scenario: Scenario) -> Iterator[Problem]:
    """Find sentences with unknown names, too early facts, and leaks."""
    yield from _names(scenario)
    yield from _opening(scenario)
    yield from _leaks(scenario)


def _names(scenario: Scenario) -> Iterator[Problem]:
    drawn = set(scenario.draws)
    used = {one for impact in scenario.impacts for one in (impact.total, impact.stopped, impact.hindered)}
    turns = scenario.history.turns if scenario.history else ()
    used |= {one for turn in turns for one in (turn.begins, turn.keeps)}
    for at, _, words in _templates(scenario):
        inside_draw = at.startswith("draws.")
        asked = names_in(words)
        used |= asked
        if has_stray_brace(words) or (inside_draw and asked):
            yield problem(scenario.id, 0, "stray_brace", at=at)
        for name in sorted(asked - drawn - GIVEN_NAMES):
            yield problem(scenario.id, 0, "unknown_name", name=name, at=at)
    for at, _, words in _both("company", scenario.company):
        if names_in(words) != {"name"} or has_stray_brace(words):
            yield problem(scenario.id, 0, "company_without_name", at=at)
    for name in sorted(drawn & GIVEN_NAMES):
        yield problem(scenario.id, 0, "name_taken", name=name, at=f"draws.{name}")
    for name in sorted(drawn - used - {BEGAN}):
        yield problem(scenario.id, 0, "unused_draw", name=name, at=f"draws.{name}")


def _is_told(fact: FactRule, lang: Lang, words: str) -> bool:
    """Tell whether a sentence holds a fact: a word of every group of its marks, or the value."""
    said = level(words)
    groups = fact.marks.get(lang) or ((fact.value.in_lang(lang),),)
    return all(any(level(mark) in said for mark in group) for group in groups)


def _gives_away(fact: FactRule, lang: Lang, words: str) -> bool:
    """Tell whether a sentence holds a fact beyond doubt: a drawn value of its own, the value, or all its marks.

    Marks of a single group are too broad for this: `no` marks a missing screenshot, and stands everywhere.
    """
    value = fact.value.in_lang(lang)
    return (
        bool(names_in(value) & names_in(words))
        or level(value) in level(words)
        or (len(fact.marks.get(lang, ())) > 1 and _is_told(fact, lang, words))
    )


def _opening(scenario: Scenario) -> Iterator[Problem]:
    """The first message tells the open facts and no other (simulation spec, property 1)."""
    for fact in scenario.facts:
        for at, lang, words in _each("opening", scenario.opening):
            if fact.disclosure == "open" and not _is_told(fact, lang, words):
                yield problem(scenario.id, 0, "open_fact_not_told", slot=fact.slot, at=at)
            if fact.disclosure != "open" and _gives_away(fact, lang, words):
                yield problem(scenario.id, 0, "told_too_early", slot=fact.slot, at=at)
        for at, lang, words in _each(f"facts.{fact.slot}.vague", fact.vague):
            if _gives_away(fact, lang, words):
                yield problem(scenario.id, 0, "told_too_early", slot=fact.slot, at=at)


def telling_words(text: str, lang: Lang) -> frozenset[str]:
    """Give the words of a cause's title that would point at it.

    >>> sorted(telling_words("The gateway's certificate has expired", "en"))
    ['certificate', 'expired', 'gateway']
    >>> "证书" in telling_words("支付网关的证书过期", "zh")
    True
    """
    if lang == "en":
        return frozenset(word for word in re.findall(r"[a-z]{4,}", text.lower())) - _COMMON
    pairs = (text[index : index + 2] for index in range(len(text) - 1))
    return frozenset(pair for pair in pairs if re.fullmatch(r"[\u4e00-\u9fff]{2}", pair) and not set(pair) & _ZH_WEAK)


def _leaks(scenario: Scenario) -> Iterator[Problem]:
    """No sentence of the customer holds a word by which a true cause differs from all wrong ones."""
    model = scenario.fault_model
    for at, lang, words in customer_lines(scenario):
        if says_the_answer(words):
            yield problem(scenario.id, 0, "says_the_answer", at=at)
        titles = {cause.id: telling_words(cause.title.in_lang(lang), lang) for cause in model.causes}
        for cause in scenario.true_causes:
            others = frozenset().union(*(found for name, found in titles.items() if name != cause))
            wanted = titles.get(cause, frozenset()) - others
            said = telling_words(words, "en") if lang == "en" else words
            for word in sorted(word for word in wanted if word in said):
                yield problem(scenario.id, 0, "leaks_the_cause", cause=cause, word=word, at=at)
