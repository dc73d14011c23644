"""Is there something to find out in every shipped scenario: no check is idle, and none gives the answer alone?"""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest

from policy.text import Lang
from scenarios.check_texts import telling_words
from scenarios.fault_model import Check, FaultModel, after, result_of, state_under
from scenarios.scenario import Scenario

LANGS: tuple[Lang, Lang] = ("zh", "en")

Shown = Mapping[str, Mapping[str, str]]
"""Result of each check under each cause."""


def shown(model: FaultModel) -> Shown:
    """Give what every check shows under every cause."""
    states = {cause.id: state_under(model, cause.id) for cause in model.causes}
    return {
        check.id: {cause: result_of(check, state).id for cause, state in states.items()} for check in model.checks
    }


def open_lines(scenario: Scenario, lang: Lang) -> Iterator[str]:
    """Give all that is said without a question: the openings and the facts told openly."""
    yield scenario.title.in_lang(lang)
    yield from scenario.opening.of(lang)
    for fact in scenario.facts:
        if fact.disclosure == "open":
            yield fact.value.in_lang(lang)
            yield from fact.say.of(lang)


def own_words(texts: Mapping[str, str], lang: Lang) -> Mapping[str, frozenset[str]]:
    """Give the words by which each text differs from all the others."""
    words = {name: telling_words(text, lang) for name, text in texts.items()}
    return {
        name: own - frozenset().union(*(found for other, found in words.items() if other != name))
        for name, own in words.items()
    }


def causes_named(line: str, titles: Mapping[str, str], lang: Lang) -> set[str]:
    """Find the causes of which a line holds more than half of the words of their own.

    A single word is no tell where a title has many: a draft that cannot be saved is no word about the right to save.
    """
    said = telling_words(line, lang)
    return {name for name, own in own_words(titles, lang).items() if 2 * len(own & said) > len(own)}


def symptom_words(scenario: Scenario, lang: Lang) -> frozenset[str]:
    """Give the words of the symptom, of which every sentence and many results are made."""
    symptom = next(fact for fact in scenario.facts if fact.slot == "symptom")
    lines = (symptom.value.in_lang(lang), *symptom.say.of(lang))
    return frozenset().union(*(telling_words(line, lang) for line in lines))


def results_told(line: str, check: Check, lang: Lang, known: frozenset[str] = frozenset()) -> set[str]:
    """Find the results of a check that a line already tells, nearly word by word, beyond words known before."""
    said = telling_words(line, lang) - known
    texts = {one.id: telling_words(re.sub(r"\{[a-z_]+\}", "", one.text.in_lang(lang)), lang) for one in check.results}
    return {name for name, words in texts.items() if len(words & said) >= max(3, 0.8 * len(words - known))}


def test_every_check_tells_causes_apart(shipped: dict[str, Scenario]) -> None:
    idle = {
        (seed_id, check)
        for seed_id, scenario in shipped.items()
        for check, results in shown(scenario.fault_model).items()
        if len(set(results.values())) == 1
    }
    assert idle == set()


def test_every_pair_of_causes_is_told_apart(shipped: dict[str, Scenario]) -> None:
    alike = {
        (seed_id, one, other)
        for seed_id, scenario in shipped.items()
        for one, other in combinations([cause.id for cause in scenario.fault_model.causes], 2)
        if all(results[one] == results[other] for results in shown(scenario.fault_model).values())
    }
    assert alike == set()


def test_no_single_check_tells_all_causes_apart(shipped: dict[str, Scenario]) -> None:
    oracles = {
        (seed_id, check)
        for seed_id, scenario in shipped.items()
        for check, results in shown(scenario.fault_model).items()
        if len(set(results.values())) == len(results)
    }
    assert oracles == set()


def test_no_result_of_a_check_is_there_for_nothing(shipped: dict[str, Scenario]) -> None:
    """Each result shows under some cause, once all is well, or after somebody has done something."""
    for seed_id, scenario in shipped.items():
        model = scenario.fault_model
        states = [model.healthy, *(state_under(model, cause.id) for cause in model.causes)]
        states += [after(action, state) for state in tuple(states) for action in model.actions]
        for check in model.checks:
            seen = {result_of(check, state).id for state in states}
            assert seen == {result.id for result in check.results}, (seed_id, check.id)


@pytest.mark.parametrize("lang", LANGS)
def test_every_wrong_cause_survives_what_is_told_openly(shipped: dict[str, Scenario], lang: Lang) -> None:
    """Nobody names a cause, and nobody says beforehand what a check would show."""
    named, told = set(), set()
    for seed_id, scenario in shipped.items():
        model, known = scenario.fault_model, symptom_words(scenario, lang)
        titles = {cause.id: cause.title.in_lang(lang) for cause in model.causes}
        for line in open_lines(scenario, lang):
            named |= {(seed_id, cause, line) for cause in causes_named(line, titles, lang)}
            for one in model.checks:
                told |= {(seed_id, one.id, found) for found in results_told(line, one, lang, known)}
    assert named == set()
    assert told == set()


def test_an_opening_that_gives_something_away_is_noticed(shipped: dict[str, Scenario]) -> None:
    model = shipped["S047"].fault_model
    check = model.check("ask_bin")
    assert check is not None
    titles = {cause.id: cause.title.en for cause in model.causes}
    assert results_told("The bin holds my draft, I deleted it today.", check, "en") == {"in_bin"}
    assert causes_named("I think the nightly clean-up archived it.", titles, "en") == {"moved_to_archive"}
    assert causes_named("是不是误点删除，内容进了回收站？", {c.id: c.title.zh for c in model.causes}, "zh") == {
        "deleted_to_bin"
    }
    assert causes_named("The draft is not there.", titles, "en") == set()


def test_true_causes_are_not_all_of_one_result(shipped: dict[str, Scenario]) -> None:
    """The two true causes of a scenario ask for different handlings, so some check must tell them apart."""
    for seed_id, scenario in shipped.items():
        results = shown(scenario.fault_model).values()
        for one, other in combinations(scenario.true_causes, 2):
            assert any(found[one] != found[other] for found in results), seed_id
