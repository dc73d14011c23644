"""Can the sealed cases of the senior paper be set: are they sound, new, told apart by checks, and won in full?"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from mysterydesk import attempts, shelf, validating
from mysterydesk.scores import rubric_for
from policy.text import Lang
from scenarios.check import check_scenario
from scenarios.draw import draw_case
from scenarios.duplicates import near_pairs
from scenarios.fault_model import Action, FaultModel, after, is_cured, state_under
from scenarios.parse import parse_scenario
from scenarios.scenario import Scenario
from scoring.validate.exam_room import prepared, replayed
from scoring.validate.validate import blemishes
from simulator.slack import slacks
from tests.scenarios.test_competing_causes import LANGS, causes_named, open_lines, results_told, shown, symptom_words

SLOTS = {"outage": 3, "data_loss": 3, "growth": 2, "cross_team": 2, "complaint": 2}
"""Places of the senior paper's practical part, and how many cases lie ready for each."""

Sealed = dict[str, Scenario]


@pytest.fixture(scope="module")
def sealed(content: Path) -> Sealed:
    """The senior cases of the sealed pool by the number in their id."""
    found: Sealed = {}
    for file in sorted((content / "pool" / "senior").rglob("*.yaml")):
        scenario, problems = parse_scenario(file.read_text(encoding="utf-8"), file.name)
        assert problems == ()
        assert scenario is not None
        assert file.stem == scenario.id
        found[scenario.id[:4]] = scenario
    return found


def test_every_place_has_its_cases_and_all_sit_at_third_line(sealed: Sealed, content: Path) -> None:
    folders = {one.name: len(list(one.glob("X*.yaml"))) for one in (content / "pool" / "senior").iterdir()}
    assert folders == SLOTS
    assert len(sealed) == sum(SLOTS.values())
    assert {one.seat for one in sealed.values()} == {"T3"}
    assert {one.post for one in sealed.values()} == {""}
    assert all("STD" in one.handbooks for one in sealed.values())


@pytest.mark.parametrize("slot", SLOTS)
def test_each_is_checked_without_a_problem(sealed: Sealed, content: Path, slot: str) -> None:
    """All under STD, and the first of each place under one of its further manuals."""
    names = sorted(file.stem[:4] for file in (content / "pool" / "senior" / slot).glob("X*.yaml"))
    further = sealed[names[0]].handbooks[1 + list(SLOTS).index(slot) % 3]
    wanted = [*((name, "STD") for name in names), (names[0], further)]
    found = {one: check_scenario(sealed[one[0]], shelf.world(), shelf.handbook(one[1])) for one in wanted}
    assert {one: problems for one, problems in found.items() if problems} == {}


def test_checks_tell_every_two_causes_apart_and_none_does_it_alone(sealed: Sealed) -> None:
    for name, one in sealed.items():
        results = shown(one.fault_model)
        causes = [cause.id for cause in one.fault_model.causes]
        assert len(causes) - len(one.true_causes) >= 2, name
        assert len(one.true_causes) >= 2, name
        assert all(len(set(found.values())) < len(causes) for found in results.values()), name
        for left, right in combinations(causes, 2):
            assert any(found[left] != found[right] for found in results.values()), (name, left, right)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_said_openly_names_a_cause_or_what_a_check_would_show(sealed: Sealed, lang: Lang) -> None:
    named, told = set(), set()
    for name, one in sealed.items():
        titles = {cause.id: cause.title.in_lang(lang) for cause in one.fault_model.causes}
        for line in open_lines(one, lang):
            named |= {(name, cause, line) for cause in causes_named(line, titles, lang)}
            for check in one.fault_model.checks:
                told |= {(name, check.id, line) for _ in results_told(line, check, lang, symptom_words(one, lang))}
    assert named == set()
    assert told == set()


def _cures(model: FaultModel, cause: str) -> Iterator[Action]:
    start = state_under(model, cause)
    yield from (action for action in model.actions if is_cured(model, after(action, start)))


def test_what_cures_one_cause_leaves_every_other_as_it_is(sealed: Sealed) -> None:
    for name, one in sealed.items():
        model = one.fault_model
        for cause in one.true_causes:
            assert list(_cures(model, cause)), (name, cause)
            for other in (other for other in model.causes if other.id != cause):
                start = state_under(model, cause)
                for action in _cures(model, other.id):
                    assert not is_cured(model, after(action, start)), (name, cause, action.id)


@pytest.mark.parametrize("lang", LANGS)
def test_no_opening_and_no_title_is_that_of_a_practice_case(sealed: Sealed, lang: Lang) -> None:
    every = [*shelf.scenarios().values(), *sealed.values()]
    texts = [(one.id, text) for one in every for text in (one.title.in_lang(lang), *one.opening.of(lang))]
    twins = [(texts[a][0], texts[b][0]) for a, b, _ in near_pairs([text for _, text in texts])]
    assert [pair for pair in twins if any(name.startswith("X") for name in pair)] == []


@pytest.mark.parametrize(
    ("name", "due"), [("X307", "regraded"), ("X310", "partner_shown"), ("X311", "complaint_causes")]
)
@pytest.mark.parametrize("lang", LANGS)
def test_the_ideal_hand_at_third_line_has_full_marks(sealed: Sealed, name: str, due: str, lang: Lang) -> None:
    handbook = shelf.handbook("STD")
    case = draw_case(sealed[name], handbook, shelf.world(), 2, lang, day=validating.BEGIN.date())
    assert case.seat == "T3"
    trial = prepared(attempts.desk_for(case), rubric_for(handbook), validating.BEGIN)
    handled = replayed(trial.opened(), trial.ideal)
    card = trial.scored(handled)
    assert blemishes(card) == ()
    assert (card.verdict, card.total) == ("pass", (100.0, 100.0))
    assert [one.clock for one in slacks(handled) if not one.is_enough] == []
    # What the place of the paper examines was there to be judged.
    assert due in {one.code for one in card.findings}
