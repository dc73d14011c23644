"""How is an import told in words?"""

from collections.abc import Iterator, Mapping
from typing import Literal

from mysterydesk.i18n import Translation, message_id
from mysterydesk.importers.tally import NOBODY
from policy.handbook import Handbook
from sla.timeline import Json

ROWS = ("rows", "rows_taken", "rows_left_out", "rows_repeated")
"""Figures of the file: the first is the sum of the others."""

MOST_GROUPS = 15
"""Groups shown to people; `--json` has all."""


def summary_lines(t: Translation, summary: Mapping[str, Json], handbook: Handbook) -> Iterator[str]:
    """Say the figures of an import, line by line."""
    yield t("cli.import.head", file=summary["file"], handbook=t.of(handbook.title))
    yield _sum(t, message_id("cli.import.whole"), summary)
    if summary["not_judged"]:
        yield t("cli.import.unjudged", n=summary["not_judged"])
    yield t("cli.import.rows", **{name: summary[name] for name in ROWS})
    if summary["rejected"]:
        yield t("cli.import.rejected", rows=summary["rows_left_out"], tickets=summary["rejected_tickets"])
    for code, n in _counts(summary["reasons"]):
        yield "  " + t("cli.import.times", n=n, what=why(t, "row", code))
    firsts = dict(_counts(summary["first_rows"]))
    for code, n in _counts(summary["notes"]):
        yield t("cli.import.note", n=n, row=firsts.get(code, 0), what=why(t, "note", code))
    yield from _clocks(t, summary, handbook)
    names = {str(one.code): t.of(one.name) for one in handbook.priorities}
    for name, figures in _parts(summary["per_priority"]):
        yield _sum(t, message_id("cli.import.part"), figures, name=names.get(name) or _unknown(t, name))
    groups = sorted(_parts(summary["per_group"]), key=lambda part: -int(str(part[1]["tickets"])))
    for name, figures in groups[:MOST_GROUPS]:
        yield _sum(t, message_id("cli.import.group"), figures, name=name)
    if len(groups) > MOST_GROUPS:
        yield t("cli.import.more_groups", n=len(groups) - MOST_GROUPS)
    yield from _guessed(t, summary, handbook)
    yield from _conditions(t, summary, handbook)


def why(t: Translation, about: Literal["row", "note", "assumed"], code: str) -> str:
    """Say why a row was left out, what was remarkable about one, or what was assumed."""
    return t(f"reason.{about}_{code}")


def _unknown(t: Translation, word: str) -> str:
    return word if word == NOBODY else t("imports.word_not_in_handbook", word=word)


def _clocks(t: Translation, summary: Mapping[str, Json], handbook: Handbook) -> Iterator[str]:
    for name, figures in _parts(summary["clocks"]):
        title = t.of(handbook.clock(name).title)
        median, p90 = (_span(t, figures[key]) for key in ("median_s", "p90_s"))
        counts = {state: figures[state] for state in ("met", "breached", "running", "paused")}
        yield t("cli.import.clock", name=title, median=median, p90=p90, **counts)


def _guessed(t: Translation, summary: Mapping[str, Json], handbook: Handbook) -> Iterator[str]:
    """Mark the priorities that the handbook does not have, with what was assumed of each."""
    names = {str(one.code): t.of(one.name) for one in handbook.priorities}
    if summary["tickets_guessed"]:
        yield t("cli.import.guessed", n=summary["tickets_guessed"])
    for word, one in _parts(summary["levels_guessed"]):
        ours = names.get(str(one["level"]), "")
        yield t(f"cli.import.guess_{one['guess']}", theirs=word, n=one["tickets"], rank=one["rank"], ours=ours)


def _conditions(t: Translation, summary: Mapping[str, Json], handbook: Handbook) -> Iterator[str]:
    """Say what was not judged, and what was assumed."""
    names = {str(one.code): t.of(one.name) for one in handbook.priorities}
    guessed = dict(_parts(summary["levels_guessed"]))
    for theirs, level in _parts_of(summary["levels"]):
        if level and theirs not in guessed:
            yield t("cli.import.level", theirs=theirs, ours=names[str(level)])
    unjudged = summary["not_judged_clocks"]
    for one in unjudged if isinstance(unjudged, list) else ():
        if isinstance(one, Mapping):
            yield t("cli.import.not_judged", name=t.of(handbook.clock(str(one["clock"])).title))
    assumed = summary["assumptions"]
    for code in assumed if isinstance(assumed, list) else ():
        yield t("cli.import.assumed", what=why(t, "assumed", code))
    if summary["people"] == "left_out":
        yield t("cli.import.people")


def _sum(t: Translation, key: str, figures: Mapping[str, Json], **more: object) -> str:
    counts = {name: figures[name] for name in ("tickets", "met", "breached", "running", "open")}
    return t(key, **counts, **more)


def _span(t: Translation, value: Json) -> str:
    if not isinstance(value, int | float):
        return t("cli.import.not_reached")
    minutes = round(value / 60)
    return t("cli.import.span", hours=minutes // 60, minutes=minutes % 60)


def _counts(value: Json) -> list[tuple[str, int]]:
    return [(name, n) for name, n in _parts_of(value) if isinstance(n, int)]


def _parts(value: Json) -> list[tuple[str, Mapping[str, Json]]]:
    return [(name, part) for name, part in _parts_of(value) if isinstance(part, Mapping)]


def _parts_of(value: Json) -> list[tuple[str, Json]]:
    return list(value.items()) if isinstance(value, Mapping) else []
