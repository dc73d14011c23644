# ruff: noqa: INP001  a script
"""Let simulated trainees play every scenario that ships, and write down how many points each cost them.

The table is what the estimate of difficulty learns from until real attempts are there. Run it after scenarios, scorer
or manuals have changed: `python tools/measure_difficulty.py`; it takes a few minutes on one core.
"""

import csv
import sys
from pathlib import Path
from statistics import fmean, stdev

from mysterydesk import shelf
from mysterydesk.difficulty_rows import COLUMNS, Measured, measured
from simulator.player import NotWinnableError

PLACE = Path(__file__).parent.parent / "mysterydesk" / "content" / "difficulty.csv"


def main() -> None:
    """Play and write."""
    rows: list[Measured] = []
    for done, scenario in enumerate(shelf.scenarios().values(), start=1):
        try:
            rows.append(measured(scenario, shelf.world()))
        except NotWinnableError as error:
            sys.stderr.write(f"{scenario.id}: {error}\n")
        sys.stderr.write(f"\r{done}/{len(shelf.scenarios())}")
    with PLACE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(one.cells() for one in sorted(rows, key=lambda one: one.scenario))
    losses = [one.loss for one in rows]
    sys.stdout.write(f"\n{len(rows)} scenarios, {fmean(losses):.1f} points lost, deviation {stdev(losses):.1f}\n")


if __name__ == "__main__":
    main()
