"""What has happened to the ticket before, in the case that a seed gives?"""

from collections.abc import Mapping

from scenarios.fill import fill
from scenarios.history import History, Turn
from scenarios.plan import Writer


def history(drawn: Writer, values: Mapping[str, str]) -> History | None:
    """Put what came before into numbers and words; None where the trainee is the first."""
    rule = drawn.scenario.history
    if rule is None:
        return None
    figures = drawn.figures

    def minutes(given: int | str) -> int:
        return figures[given] if isinstance(given, str) else given

    return History(
        turns=tuple(
            Turn(
                line=one.line,
                begins=minutes(one.begins),
                keeps=minutes(one.keeps),
                checks=one.checks,
                note=drawn.worded(one.note, f"history.{index}", values),
            )
            for index, one in enumerate(rule.turns)
        ),
        missing=rule.missing,
        wrong={slot: fill(text.in_lang(drawn.lang), values) for slot, text in rule.wrong.items()},
        underrated=rule.underrated,
        sent=fill(rule.sent.in_lang(drawn.lang), values) if rule.sent else "",
        rated=rule.rated,
    )
