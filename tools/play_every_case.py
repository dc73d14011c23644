# ruff: noqa: INP001  a script
"""Play every case of the library ideally, at every seat, under every manual, in both languages: are all full marks?

`make every-case SEEDS=1-12` plays each seed of the range; it takes hours on one core, so CI plays one case of each
scenario (`tests/simulator/test_library.py`). Every case without full marks, or with a target that hardly leaves time,
is a line on standard output, as is every manual that is through. Status 1 where there was one.

    python -m tools.play_every_case --seeds 7-12 --handbooks DSK,NET --scenarios S028,S055
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from mysterydesk import attempts, shelf
from mysterydesk.errors import WorldError
from mysterydesk.scores import rubric_for
from mysterydesk.validating import BEGIN
from policy.handbook import Handbook
from policy.text import Lang
from scenarios.case import Case
from scenarios.draw import draw_case, seated
from scenarios.scenario import Scenario
from scenarios.seating import seats_at
from scoring.validate.exam_room import prepared, replayed
from simulator.player import NotWinnableError
from simulator.slack import slacks

LANGS: tuple[Lang, Lang] = ("zh", "en")
ORDER = ("DSK", "NET", "ASC", "SMO", "STD")
"""Manuals with most seats first: there is most to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be played."""

    handbooks: tuple[str, ...]
    seeds: tuple[int, ...]
    scenarios: tuple[str, ...]


def cases(scenario: Scenario, book: Handbook, seed: int) -> Iterator[Case]:
    """Draw a seed in both languages, at every seat from which it can be played."""
    for lang in LANGS:
        case = draw_case(scenario, book, shelf.world(), seed, lang, day=BEGIN.date())
        made_for = case.post != "" and case.post == scenario.post
        posts = [case.post] if made_for else [one.code for one in seats_at(book, scenario.seat)] or [case.post]
        yield from (case if post == case.post else seated(case, post) for post in posts)


def short_of(case: Case, book: Handbook) -> tuple[str, ...]:
    """Say what keeps the ideal handling of a case from full marks; nothing where it has them."""
    try:
        trial = prepared(attempts.desk_for(case), rubric_for(book), BEGIN)
    except (NotWinnableError, WorldError) as error:
        return (f"not won: {error}",)
    handled = replayed(trial.opened(), trial.ideal)
    card = trial.scored(handled)
    found = [f"{one.code} {one.verdict}" for one in card.findings if one.verdict != "met"]
    if card.verdict != "pass" or card.total != (100.0, 100.0):
        found.append(f"{card.verdict} {card.total[0]:.1f}")
    return (*found, *(f"{one.clock} leaves {one.share:.0%}" for one in slacks(handled) if not one.is_enough))


def play(wanted: Wanted) -> int:
    """Play everything that is wanted, and give how many cases fell short."""
    bad = 0
    for name in wanted.handbooks:
        book, played = shelf.handbook(name), 0
        for scenario in shelf.scenarios().values():
            named = not wanted.scenarios or scenario.id.startswith(wanted.scenarios)
            for seed in wanted.seeds if named and name in scenario.handbooks else ():
                for case in cases(scenario, book, seed):
                    played += 1
                    if short := short_of(case, book):
                        bad += 1
                        _tell(f"{name} {scenario.id} {case.post or '-'} {case.lang} {seed}: {'; '.join(short)}")
        _tell(f"{name}: {played} cases played, {bad} short so far")
    return bad


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _range(text: str) -> tuple[int, ...]:
    first, _, last = text.partition("-")
    return tuple(range(int(first), int(last or first) + 1))


def _names(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split(",") if one)


def main() -> None:
    """Read what is wanted, and play it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=_range, default="1-12")
    parser.add_argument("--handbooks", type=_names, default=",".join(ORDER))
    parser.add_argument("--scenarios", type=_names, default="")
    given = parser.parse_args()
    sys.exit(1 if play(Wanted(**vars(given))) else 0)


if __name__ == "__main__":
    main()
