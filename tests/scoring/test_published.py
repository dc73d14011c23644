"""The published faults: what the list says of each, and what counts as having found one."""

from collections import defaultdict
from pathlib import Path

from ruamel.yaml import YAML

from scoring.validate.caught import Caught, as_listed, note
from scoring.validate.exam_room import Trial
from scoring.validate.faults import mutants
from scoring.validate.meddler import Fault
from scoring.validate.mutant import Mutant
from scoring.validate.published import PUBLISHED, Published
from scoring.validate.sentences import Sentences
from tests.scoring.conftest import Scored, dropped, said, unmet, words

CALLED_BACK = dropped("callback.done")
"""The faultless handling without its callback: not met under STD-6.1.call, and passed."""


def noted(scored: Scored, code: str, *names: str) -> defaultdict[str, Caught]:
    caught: defaultdict[str, Caught] = defaultdict(Caught)
    note(caught, Mutant(name="no_callback", code=code, fault=Fault(), ids=names), scored(CALLED_BACK))
    return caught


def test_what_is_said_of_the_published_faults_is_what_the_list_says(shared: Path) -> None:
    rows = YAML(typ="safe").load((shared / "handbooks" / "faults.yaml").read_text("utf-8"))["faults"]
    listed = {
        str(row["id"]): Published(clauses=tuple(row["clauses"]), critical=row["severity"] == "critical")
        for row in rows
    }
    assert {name: listed.get(name) for name in PUBLISHED} == dict(PUBLISHED)


def test_only_faults_of_the_list_are_claimed(trials: tuple[Trial, ...], sentences: Sentences) -> None:
    claimed = {name for trial in trials for one in mutants(trial, sentences) for name in one.ids}
    assert claimed <= set(PUBLISHED)
    of_manual = {name for name, one in PUBLISHED.items() if any(two.startswith("STD-") for two in one.clauses)}
    # No case of the library grows past a priority, so that nobody can miss it there.
    assert of_manual - claimed == {"F021"}


def test_a_published_fault_counts_under_a_clause_of_the_list(scored: Scored) -> None:
    caught = noted(scored, "callback", "F084")
    assert caught["F084"] == Caught(clauses=("STD-6.1.call",), tried=1, found=1)
    assert caught["F084"].agrees
    assert as_listed(caught).value == 1.0


def test_found_under_another_clause_it_does_not_count(scored: Scored) -> None:
    caught = noted(scored, "callback", "F076")
    assert caught["F076"] == Caught(strange=("STD-6.1.call",), tried=1)
    assert not caught["F076"].agrees
    assert as_listed(caught).misses == ("F076 0/1 STD-6.1.call",)


def test_a_critical_one_counts_only_where_it_fails_the_attempt(scored: Scored) -> None:
    card = scored(said(3, words("现在都正常了吗？", "confirm_resolved")))
    assert (card.verdict, unmet(card)) == ("pass", {"anything_else": "STD-3.3.1"})
    caught: defaultdict[str, Caught] = defaultdict(Caught)
    note(caught, Mutant(name="unasked", code="anything_else", fault=Fault(), ids=("F079",)), card)
    assert (caught["F079"].clauses, caught["F079"].found) == (("STD-3.3.1",), 0)


def test_what_was_never_tried_does_not_agree() -> None:
    assert not Caught().agrees
    assert as_listed({}).n == 0
