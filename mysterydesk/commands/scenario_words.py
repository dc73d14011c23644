"""How is said on the terminal what a trial run showed, and what is otherwise in a scenario?"""

from collections.abc import Iterator, Sequence

from mysterydesk.i18n import Translation
from mysterydesk.scenario_changes import Change
from mysterydesk.scenario_trial import Proof

SHOWN = 160
"""Characters of one side of a change on a terminal."""


def run_lines(t: Translation, proof: Proof) -> Iterator[str]:
    """Give one line a case, and what was found over all of them."""
    for one in proof.runs:
        yield f"{one.handbook} {one.lang} {one.seed}  {one.cause}  {one.verdict or '-'}  {one.low:g}"
    yield t("cli.scenario.nulls", n=proof.nulls)
    if proof.unlike is not None:
        yield t("cli.scenario.orders", share=f"{proof.unlike:.0%}")


def change_lines(t: Translation, changes: Sequence[Change]) -> Iterator[str]:
    """Give the changes, part by part, each with what it was and is."""
    if not changes:
        yield t("cli.scenario.same")
    part = ""
    for one in changes:
        if one.part != part:
            part = one.part
            yield t(f"author.part.{part}")
        yield f"  {t(f'author.how.{one.how}')} {one.name}".rstrip()
        for sign, words in (("-", t.of(one.before)), ("+", t.of(one.after))):
            if words:
                yield f"    {sign} {words[:SHOWN]}"
