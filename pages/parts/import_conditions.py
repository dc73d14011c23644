"""On what do the figures of an imported file stand: levels, clocks not judged, remarks, assumptions, the moment?"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape

from mysterydesk.commands.import_words import silent_clock, why
from mysterydesk.i18n import Translation
from mysterydesk.import_page import Outcome
from pages.parts.import_words import assumed, counts, data, figure, parts
from policy.handbook import Handbook
from sla.timeline import Json


def conditions(t: Translation, outcome: Outcome) -> str:
    """Say how priorities went together, what was not judged, what was remarkable and what is assumed, as HTML."""
    summary, handbook = outcome.summary, outcome.handbook
    names = {str(one.code): t.of(one.name) for one in handbook.priorities}
    firsts = counts(summary["first_rows"])
    lines = [
        escape(t("imports.note", n=n, row=firsts.get(code, 0), what=why(t, "note", code)))
        for code, n in counts(summary["notes"]).items()
    ]
    levels, guessed = summary["levels"], parts(summary["levels_guessed"])
    for theirs, ours in levels.items() if isinstance(levels, Mapping) else ():
        if ours and theirs not in guessed:
            words = t("imports.level", theirs="\0", ours=names.get(str(ours), ""))
            lines.append(escape(words).replace("\0", data(theirs)))
    lines += [escape(one) for one in _silent(t, summary, handbook)]
    lines += [
        escape(t("imports.assume_n", n=f"{n:,}", what=assumed(t, code)))
        for code, n in counts(summary["assumed_of"]).items()
    ]
    lines.append(escape(t("imports.as_of", at=_moment(summary["as_of"]))))
    listed = "".join(f"<li>{one}</li>" for one in lines)
    return f'<div class="md-head">{escape(t("imports.stands_on"))}</div><ul class="md-imp-told">{listed}</ul>'


def _moment(written: Json) -> str:
    """Say a moment to the minute, in the zone in which the figures have it.

    >>> _moment("2017-02-04T19:00:00+08:00")
    '2017-02-04 19:00'
    """
    return f"{datetime.fromisoformat(written):%Y-%m-%d %H:%M}" if isinstance(written, str) else "–"


def _silent(t: Translation, summary: Mapping[str, Json], handbook: Handbook) -> Iterator[str]:
    """Say which clocks were not judged, for all tickets or for some, and why; those of one reason together."""
    reasons: dict[str, list[str]] = {}
    found = summary["not_judged_clocks"]
    for one in found if isinstance(found, list) else ():
        if isinstance(one, Mapping):
            reasons.setdefault(silent_clock(t, one), []).append(t.of(handbook.clock(str(one["clock"])).title))
    for reason, names in reasons.items():
        yield t("imports.silent_clock", names=t("imports.comma").join(names), why=reason)
    for name, one in parts(summary["clocks"]).items():
        if n := figure(one, "not_judged"):
            title, reason = t.of(handbook.clock(name).title), why(t, "clock", "over_without_it")
            yield t("imports.silent_some", name=title, n=n, why=reason)
