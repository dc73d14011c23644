"""How is an import told in words: what came of the tickets, clock by clock, and what the figures stand on?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from rich.cells import cell_len

from mysterydesk.clock import now
from mysterydesk.i18n import Translation, message_id
from mysterydesk.importers.tally import NOBODY
from policy.handbook import Handbook
from sla.timeline import Json

ROWS = ("rows", "rows_taken", "rows_left_out", "rows_repeated")
"""Figures of the file: the first is the sum of the others."""

WHOLE = ("tickets", "met", "breached", "running", "not_judged", "open")

MOST_GROUPS = 10
"""Groups shown to people; `--json` has all."""

COUNTS: Final = ("met", "breached", "open", "not_judged", "kept")
TIMES: Final = ("median_s", "p90_s")
WORKING: Final = ("working_median_s", "working_p90_s")

GAP = "  "

Part = Mapping[str, Json]


def summary_lines(t: Translation, summary: Part, handbook: Handbook) -> Iterator[str]:
    """Say the figures of an import, line by line: the whole, each clock, each priority, each group, and the rest."""
    yield t("cli.import.head", file=summary["file"], handbook=t.of(handbook.title))
    yield t("cli.import.whole", **{name: f"{summary[name]:,}" for name in WHOLE})
    yield t("cli.import.rows", **{name: f"{summary[name]:,}" for name in ROWS})
    if _parts(summary["clocks"]):
        yield from _section(t, message_id("cli.import.by_clock"))
        yield from _clocks(t, summary, handbook)
        yield t("cli.import.own_time")
        yield from _section(t, message_id("cli.import.by_priority"))
        yield from _by(t, _priorities(t, summary, handbook), handbook, _times(summary))
        yield from _section(t, message_id("cli.import.by_group"))
        yield from _groups(t, summary, handbook)
    yield from _silent(t, summary, handbook)
    yield from _left_out(t, summary)
    yield from _conditions(t, summary, handbook)


def why(t: Translation, about: Literal["row", "note", "assumed", "clock"], code: str) -> str:
    """Say why a row was left out or a clock not judged, what was remarkable about a row, or what was assumed."""
    return t(f"reason.{about}_{code}")


def silent_clock(t: Translation, one: Part) -> str:
    """Say why a clock was judged for no ticket: what is not recorded, and which column would tell it."""
    columns = one["columns"]
    if not isinstance(columns, list) or not columns:
        return why(t, "clock", str(one["why"]))
    return t("reason.clock_no_column", columns=t("imports.or").join(t(f"imports.col.{name}") for name in columns))


def priority_words(t: Translation, handbook: Handbook, name: str) -> str:
    """Say a priority: the handbook's, a word of the source that it does not have, or that none was named."""
    if name == NOBODY:
        return t("imports.no_priority")
    own = next((t.of(one.name) for one in handbook.priorities if one.code == name), None)
    return own or t("imports.word_not_in_handbook", word=name)


def table_lines(rows: Sequence[Sequence[str]], words: int) -> Iterator[str]:
    """Lay rows out in columns as wide as their widest cell; Chinese characters take two places.

    Args:
        rows: The head first.
        words: How many columns hold words, which stand to the left; figures stand to the right.

    >>> list(table_lines([["组", "met"], ["a", "12"]], 1))
    ['组  met', 'a    12']
    """
    wide = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [
            cell + " " * (width - cell_len(cell)) if place < words else " " * (width - cell_len(cell)) + cell
            for place, (cell, width) in enumerate(zip(row, wide, strict=True))
        ]
        yield GAP.join(padded).rstrip()


def _section(t: Translation, title: str) -> Iterator[str]:
    yield ""
    yield t(title)


def _clocks(t: Translation, summary: Part, handbook: Handbook) -> Iterator[str]:
    times = (*TIMES, *WORKING) if _times(summary) is WORKING else TIMES
    heads = [t("imports.clock"), *(t(f"cli.import.col_{one}") for one in (*COUNTS, *times))]
    rows = [[t.of(handbook.clock(name).title), *_figures(t, one, times)] for name, one in _parts(summary["clocks"])]
    yield from table_lines([heads, *rows], 1)


def _priorities(t: Translation, summary: Part, handbook: Handbook) -> list[tuple[str, Part]]:
    codes = [str(one.code) for one in handbook.priorities]
    parts = dict(_parts(summary["per_priority"]))
    ordered = [code for code in codes if code in parts] + [code for code in parts if code not in codes]
    return [(priority_words(t, handbook, code), parts[code]) for code in ordered]


def _groups(t: Translation, summary: Part, handbook: Handbook) -> Iterator[str]:
    groups = sorted(_parts(summary["per_group"]), key=lambda part: -int(str(part[1]["tickets"])))
    named = [(t("imports.nobody") if name == NOBODY else name, one) for name, one in groups[:MOST_GROUPS]]
    yield from _by(t, named, handbook, _times(summary))
    if len(groups) > MOST_GROUPS:
        yield t("cli.import.more_groups", n=len(groups) - MOST_GROUPS)


def _times(summary: Part) -> Sequence[str]:
    """Choose which times of the parts are said: those in working hours, where they differ from the clocks' own."""
    pairs = tuple(zip(TIMES, WORKING, strict=True))
    differ = any(one[own] != one[work] for _, one in _parts(summary["clocks"]) for own, work in pairs)
    return WORKING if differ else TIMES


def _by(t: Translation, parts: Iterable[tuple[str, Part]], handbook: Handbook, times: Sequence[str]) -> Iterator[str]:
    """Give every clock of every part; the name of a part stands once."""
    heads = ["", t("imports.clock"), t("imports.part.tickets")]
    rows = [[*heads, *(t(f"cli.import.col_{one}") for one in (*COUNTS, *times))]]
    order = [str(rule.name) for rule in handbook.clocks]
    for name, part in parts:
        first = [name, "", f"{part['tickets']:,}"]
        for clock, one in sorted(_parts(part["clocks"]), key=lambda pair: order.index(pair[0])):
            rows.append([first[0], t.of(handbook.clock(clock).title), first[2], *_figures(t, one, times)])
            first = ["", "", ""]
        if first[0]:
            rows.append([*first, *["–"] * (len(COUNTS) + len(times))])
    yield from table_lines(rows, 2)


def _figures(t: Translation, one: Part, times: Sequence[str]) -> list[str]:
    met, breached, running, paused = (int(str(one[name])) for name in ("met", "breached", "running", "paused"))
    kept = f"{met / (met + breached):.1%}" if met + breached else "–"
    counts = [f"{n:,}" for n in (met, breached, running + paused, int(str(one["not_judged"])))]
    return [*counts, kept, *(_span(t, one[name]) for name in times)]


def _silent(t: Translation, summary: Part, handbook: Handbook) -> Iterator[str]:
    """Say which clocks were not judged and why; those of one reason together."""
    found = summary["not_judged_clocks"]
    reasons: dict[str, list[str]] = {}
    for one in found if isinstance(found, list) else ():
        if isinstance(one, Mapping):
            reasons.setdefault(silent_clock(t, one), []).append(t.of(handbook.clock(str(one["clock"])).title))
    blank = [name for name, one in _parts(summary["clocks"]) if one["not_judged"]]
    if reasons or blank:
        yield from _section(t, message_id("cli.import.not_judged_head"))
    for reason, names in reasons.items():
        yield t("cli.import.not_judged", names=t("imports.comma").join(names), why=reason)
    for name in blank:
        n = dict(_parts(summary["clocks"]))[name]["not_judged"]
        title = t.of(handbook.clock(name).title)
        yield t("cli.import.not_judged_some", name=title, n=n, why=why(t, "clock", "over_without_it"))


def _left_out(t: Translation, summary: Part) -> Iterator[str]:
    """Say what was left out by reason, with the first rows, and what was taken with a remark."""
    if summary["rejected"]:
        yield from _section(t, message_id("cli.import.left_out_head"))
        yield t("cli.import.rejected", rows=summary["rows_left_out"], tickets=summary["rejected_tickets"])
    if summary["western"]:
        yield t("cli.import.western")
    firsts = _parts_of(summary["first_rejected"])
    for code, n in _counts(summary["reasons"]):
        places = dict(firsts).get(code)
        named = [_place(t, one) for one in places if isinstance(one, Mapping)] if isinstance(places, list) else []
        yield t("cli.import.times", n=n, what=why(t, "row", code), places=t("imports.between").join(named))
    rows = dict(_counts(summary["first_rows"]))
    if summary["notes"]:
        yield from _section(t, message_id("cli.import.notes_head"))
    for code, n in _counts(summary["notes"]):
        yield t("cli.import.note", n=n, row=rows.get(code, 0), what=why(t, "note", code))


def _place(t: Translation, one: Part) -> str:
    if not one["column"]:
        return t("cli.import.at_row", row=one["row"])
    if not one["value"]:
        return t("cli.import.at_column", row=one["row"], column=one["column"])
    return t("cli.import.at_cell", row=one["row"], column=one["column"], value=one["value"])


def _conditions(t: Translation, summary: Part, handbook: Handbook) -> Iterator[str]:
    """Say how priorities went together, and what was assumed of how many tickets."""
    yield from _section(t, message_id("cli.import.stands_on"))
    names = {str(one.code): t.of(one.name) for one in handbook.priorities}
    guessed = dict(_parts(summary["levels_guessed"]))
    known = [
        t("cli.import.level", theirs=theirs, ours=names[str(level)])
        for theirs, level in _parts_of(summary["levels"])
        if level and theirs not in guessed
    ]
    if known:
        yield t("cli.import.levels", pairs=t("imports.comma").join(known))
    if summary["tickets_guessed"]:
        yield t("cli.import.guessed", n=summary["tickets_guessed"])
    for word, one in guessed.items():
        ours = names.get(str(one["level"]), "")
        yield t(f"cli.import.guess_{one['guess']}", theirs=word, n=one["tickets"], rank=one["rank"], ours=ours)
    for code, n in _counts(summary["assumed_of"]):
        yield t("cli.import.assumed", what=why(t, "assumed", code), n=f"{n:,}")
    if summary["as_of"]:
        at = str(summary["as_of"])
        asked = bool(summary["as_of_asked"])
        yield t("cli.import.as_of_asked" if asked else "imports.as_of", at=at[:16].replace("T", " "))
        if not asked and datetime.fromisoformat(at) > now():
            yield t("cli.import.future")
    if summary["people"] == "left_out":
        yield t("cli.import.people")


def _span(t: Translation, value: Json) -> str:
    if not isinstance(value, int | float):
        return t("cli.import.not_reached")
    minutes = round(value / 60)
    return t("cli.import.span", hours=minutes // 60, minutes=minutes % 60)


def _counts(value: Json) -> list[tuple[str, int]]:
    return [(name, n) for name, n in _parts_of(value) if isinstance(n, int)]


def _parts(value: Json) -> list[tuple[str, Part]]:
    return [(name, part) for name, part in _parts_of(value) if isinstance(part, Mapping)]


def _parts_of(value: Json) -> list[tuple[str, Json]]:
    return list(value.items()) if isinstance(value, Mapping) else []
