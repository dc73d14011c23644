"""How are targets, triggers, owners and figures of a handbook said?"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from mysterydesk.explain_words import span
from mysterydesk.handbook_citing import Cited
from mysterydesk.handbook_terms import aims, events, holder, length, priority, starting
from mysterydesk.i18n import Translation
from pages.parts.frame import badge, clause_words
from policy.handbook import Basis, ClockRule, Handbook
from policy.shape import parse_duration
from policy.text import Text

_SEVERAL: Final = ("days", "weeks", "months", "per_month", "per_year", "window_days")

FIGURES: Final = frozenset({"limit", "target", "sample", "percent", *_SEVERAL})
"""Figures of lists that are said."""

COLUMNS: Final = frozenset({
    "after", "assumed", "basis", "belongs", "cited", "clause", "clock", "detail", "differs", "duties", "entry",
    "field", "fills", "filled", "grade", "limit", "meaning", "name", "owner", "priority", "reason", "required",
    "silent", "start", "stop", "takes", "target", "text", "value", "way", "when",
})  # fmt: skip
"""Columns of the tables."""

Rows = Iterable[Sequence[str]]


def said(text: str) -> str:
    """Give words of the manual as HTML: they stay as they are, with the names of products and measures they hold."""
    return f'<span class="md-said">{escape(text)}</span>' if text else ""


def table(heads: Sequence[str], rows: Rows, caption: str) -> str:
    """Give a table as HTML; cells are HTML already, heads and the caption (for readers of the screen) are not."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    label = escape(caption, quote=True)
    return f'<table class="md-table" aria-label="{label}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def own_or_named(t: Translation, family: str, name: str) -> str:
    """Name a list, or something that is not said; what only a company's own handbook has goes by its code."""
    key = f"handbooks.{family}.{name}"
    words = t(key)
    return name if words == key else words


def named(t: Translation, family: str, name: str) -> str:
    """Give that name as HTML, a code as quoted."""
    words = own_or_named(t, family, name)
    return said(name) if words == name else escape(words)


def basis(t: Translation, handbook: Handbook, names: Basis) -> str:
    """Give what something stands on as HTML: clauses with their words as tooltip, assumptions as badges."""
    clauses = {str(name): one.text for name, one in handbook.clauses.items()}
    shown = (_ground(t, handbook, clauses.get(one), one) for one in dict.fromkeys(names))
    return f'<div class="md-badges">{"".join(shown)}</div>'


def _ground(t: Translation, handbook: Handbook, text: Text | None, name: str) -> str:
    if text is None:
        return badge(t, handbook, name)
    return f'<span class="md-clause md-said" title="{escape(t.of(text))}">{escape(clause_words(name))}</span>'


def whose(t: Translation, handbook: Handbook, code: str | None) -> str:
    """Name a tier, a seat or a group by its code or one of its names; nothing where the handbook has none such."""
    return holder(t, handbook, code)


def starts(t: Translation, handbook: Handbook, rule: ClockRule) -> str:
    """Say what starts a clock, and for which priority something else does, as HTML."""
    return "<br>".join(escape(one) for one in starting(t, handbook, rule))


def stops(t: Translation, handbook: Handbook, rule: ClockRule) -> str:
    """Say what stops it, and whether waiting for the customer pauses it, as HTML."""
    pauses = f'<br><span class="md-muted">{escape(t("handbooks.pauses"))}</span>' if rule.pausable else ""
    return escape(events(t, handbook, rule.stops)) + pauses


def targets(t: Translation, handbook: Handbook, rule: ClockRule) -> str:
    """Say each target with the hours it counts in, one below the other, as HTML."""
    return "".join(
        f'<div class="md-aim">{escape(name)}　<b>{escape(how_long)}</b> '
        f'<span class="md-muted">{escape(hours)}</span></div>'
        for name, how_long, hours in aims(t, handbook, rule)
    )


def figures(t: Translation, given: Mapping[str, str]) -> str:
    """Say the figures of a list's entry that mean something to a reader; nothing where there are none.

    A company's own handbook may write there what it likes: what is no figure is said as it is written.
    """
    parts: list[str] = []
    if limit := given.get("limit"):
        spoken = parse_duration(limit)
        parts.append(t("handbooks.figure.limit", span=limit if spoken is None else length(t, spoken)))
    if goal := given.get("target"):
        sign = "≥" if given.get("op") == "ge" else "≤"
        parts.append(t("handbooks.figure.target", sign=sign, value=_goal(t, goal, given.get("unit", ""))))
    if share := given.get("sample"):
        parts.append(t("handbooks.figure.sample", value=_percent(share)))
    if share := given.get("percent"):
        parts.append(t("handbooks.figure.percent", value=share))
    parts += [
        t.count(f"handbooks.figure.{name}", int(given[name])) for name in _SEVERAL if given.get(name, "").isdecimal()
    ]
    if "asks" in given:
        told = given.get("told", "").strip()
        parts.append(t("handbooks.figure.told", value=told) if told else t("handbooks.figure.untold"))
    return t("handbooks.and").join(parts)


def _percent(value: str) -> str:
    try:
        return f"{float(value):.0%}"
    except ValueError:
        return value


def _goal(t: Translation, value: str, unit: str) -> str:
    if unit == "share":
        return _percent(value)
    return span(t, int(value)) if unit == "second" and value.isdecimal() else value


def cited_words(t: Translation, handbook: Handbook, one: Cited) -> str:
    """Say an element that stands on a clause, with its figures, as HTML."""
    title = said(t.of(one.title)) if one.title else ""
    if one.clock is not None:
        rule = one.clock
        told = t("handbooks.and").join(
            # A figure and its unit stay on one line.
            f"{priority(t, handbook, code)} {length(t, target)}".replace(" ", "\u00a0")
            for code, target in rule.targets.items()
        )
    else:
        told = figures(t, one.figures)
    kind = f'<span class="md-muted">{escape(t(f"handbooks.part.{one.part}"))}</span>'
    return f"<div>{kind} {title} <b>{escape(told)}</b></div>" if told else f"<div>{kind} {title}</div>"
