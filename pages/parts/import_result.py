"""What came of a file under a handbook: figures, charts, parts, what was left out, and all of it to take away?"""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from itertools import islice

import streamlit as st

from mysterydesk.commands.import_words import why
from mysterydesk.i18n import Translation
from mysterydesk.import_page import REJECTS, SUMMARY, TICKETS, Outcome
from mysterydesk.import_spread import Class
from mysterydesk.import_tables import BOOK, TABLE, WRITERS, made
from pages.parts import import_charts
from pages.parts.import_conditions import conditions
from pages.parts.import_sums import balance, guessed_levels
from pages.parts.import_words import (
    counts,
    data,
    figure,
    grid,
    length,
    part_name,
    parts,
)
from policy.handbook import Handbook
from sla.timeline import Json

FIGURES = ("tickets", "met", "breached", "running", "not_judged", "open")
MOST_GROUPS = 200
FILES: Mapping[str, tuple[str, str]] = {
    BOOK: ("book", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    TABLE: ("table", "text/csv"),
    REJECTS: ("left_out", "text/csv"),
    SUMMARY: ("summary", "application/json"),
    TICKETS: ("lines", "application/jsonl"),
}
"""Name of a download -> its code, and what kind of file it is."""


def result(t: Translation, outcome: Outcome) -> None:
    """Draw the figures of the whole, of each clock, and what they stand on."""
    summary = outcome.summary
    st.html(_tiles(t, summary) + balance(t, summary) + guessed_levels(t, outcome))
    _downloads(t, outcome)
    st.html(_clocks(t, outcome))
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(f'<div class="md-head">{escape(t("imports.by_priority"))}</div>')
        shares = _priorities(t, outcome.handbook, parts(summary["per_priority"]))
        st.html(import_charts.legend(t, [one for one in import_charts.PAINT if figure(summary, one)]))
        import_charts.by_priority(t, shares)
    with right:
        _spread(t, outcome)
    st.html(conditions(t, outcome))


def _tiles(t: Translation, summary: Mapping[str, Json]) -> str:
    whole = max(1, figure(summary, "tickets"))
    tiles = "".join(
        f'<div class="md-imp-tile md-imp-{name}"><span>{escape(t(f"imports.part.{name}"))}</span>'
        f"<b>{figure(summary, name):,}</b>"
        f"<span>{'' if name == 'tickets' else f'{figure(summary, name) / whole:.1%}'}</span></div>"
        for name in FIGURES
    )
    return f'<div class="md-imp-tiles">{tiles}</div>'


def _downloads(t: Translation, outcome: Outcome) -> None:
    with st.container(horizontal=True, gap="small", key="imp_downloads"):
        for name, (code, mime) in FILES.items():
            if name == REJECTS and not outcome.rejected:
                continue
            st.download_button(
                t(f"imports.download.{code}"), _bytes(t, outcome, name), file_name=name, mime=mime,
                key=f"imp_down_{code}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _bytes(t: Translation, outcome: Outcome, name: str) -> Callable[[], bytes]:
    """Give what reads a download when it is asked for; tables for people are made only then."""
    return partial(_made, t, outcome, name) if name in WRITERS else outcome.files[name].read_bytes


def _made(t: Translation, outcome: Outcome, name: str) -> bytes:
    return made(t, outcome, name).read_bytes()


def _clocks(t: Translation, outcome: Outcome) -> str:
    heads = [t("imports.clock"), *(t(f"imports.part.{one}") for one in ("met", "breached", "running", "not_judged"))]
    heads += [t("imports.median"), t("imports.p90")]
    rows = [
        (
            f"<b>{escape(t.of(outcome.handbook.clock(name).title))}</b>",
            f"{figure(one, 'met'):,}",
            f"{figure(one, 'breached'):,}",
            f"{figure(one, 'running') + figure(one, 'paused'):,}",
            f"{figure(one, 'not_judged'):,}",
            escape(length(t, one["median_s"])),
            escape(length(t, one["p90_s"])),
        )
        for name, one in parts(outcome.summary["clocks"]).items()
    ]
    if not rows:
        return ""
    table = grid(heads, rows, t("imports.clocks"), figures=1)
    return f'{table}<div class="md-muted">{escape(t("imports.own_time"))}</div>'


def _priorities(
    t: Translation, handbook: Handbook, whole: Mapping[str, Mapping[str, Json]]
) -> Mapping[str, tuple[str, Mapping[str, Json]]]:
    """Give the parts by priority, the most urgent of the handbook first, then what it does not know."""
    codes = [str(one.code) for one in handbook.priorities]
    names = {str(one.code): t.of(one.name) for one in handbook.priorities} | {"-": t("imports.no_priority")}
    order = [one for one in codes if one in whole] + [one for one in whole if one not in codes]
    return {one: (names.get(one) or _unknown_name(t, one), whole[one]) for one in order}


def _unknown_name(t: Translation, word: str) -> str:
    return t("imports.word_not_in_handbook", word=word)


def _spread(t: Translation, outcome: Outcome) -> None:
    clock = _clock(t, outcome, "imp_spread_clock", t("imports.spread"))
    if clock is not None:
        classes = outcome.spread.classes(clock)
        st.html(import_charts.legend(t, [one for one in ("met", "breached", "running") if _has(classes, one)]))
        import_charts.spread(t, t.of(outcome.handbook.clock(clock).title), classes)


def _has(classes: tuple[Class, ...], part: str) -> bool:
    return any(name == part for one in classes for name in one.counts)


def _clock(t: Translation, outcome: Outcome, key: str, label: str) -> str | None:
    """Let one of the clocks with figures be chosen."""
    names = [name for name in parts(outcome.summary["clocks"]) if outcome.spread.classes(name)]
    if not names:
        return None
    return st.selectbox(
        label, names, key=f"{key}_{outcome.handbook.id}", filter_mode=None,
        format_func=lambda name: t.of(outcome.handbook.clock(name).title),
    )  # fmt: skip


def groups(t: Translation, outcome: Outcome) -> None:
    """Draw the same figures for every priority and every group, with one clock's times."""
    clock = _clock(t, outcome, "imp_parts_clock", t("imports.parts_clock"))
    for title, key, name in (
        (t("imports.by_priority"), "per_priority", t("imports.priority")),
        (t("imports.by_group"), "per_group", t("imports.group")),
    ):
        found = dict(sorted(parts(outcome.summary[key]).items(), key=lambda part: -figure(part[1], "tickets")))
        if key == "per_priority":
            found = {code: part for code, (_, part) in _priorities(t, outcome.handbook, found).items()}
        table = _table(t, outcome, found, (name, key == "per_priority"), clock)
        st.html(f'<div class="md-head">{escape(title)}</div>{table}')
        if len(found) > MOST_GROUPS:
            st.markdown(f":small[:gray[{t('imports.more_groups', n=len(found) - MOST_GROUPS)}]]")


def _table(
    t: Translation,
    outcome: Outcome,
    found: Mapping[str, Mapping[str, Json]],
    what: tuple[str, bool],
    clock: str | None,
) -> str:
    """Lay the parts out; `what` names them, and says whether they are priorities."""
    name, by_priority = what
    shown = ("tickets", "met", "breached", "running", "not_judged", "open")
    heads = [name, *(t(f"imports.part.{one}") for one in shown), t("imports.median"), t("imports.p90")]
    rows = []
    for code, one in islice(found.items(), MOST_GROUPS):
        times = parts(one["clocks"]).get(clock or "", {})
        said = [escape(length(t, times[key])) if times else "–" for key in ("median_s", "p90_s")]
        label = part_name(t, outcome.handbook, code, by_priority=by_priority)
        rows.append((f"<b>{label}</b>", *(f"{figure(one, each):,}" for each in shown), *said))
    return grid(heads, rows, name, figures=1)


def left_out(t: Translation, outcome: Outcome) -> None:
    """List rows and tickets that were not taken over, each with its reason."""
    summary = outcome.summary
    if not outcome.rejected:
        st.success(t("imports.none_left_out"), icon=":material/check:")
        return
    listed_in_all = figure(summary, "rejected")
    rows, tickets = figure(summary, "rows_left_out"), figure(summary, "rejected_tickets")
    many = t("imports.left_out_n", rows=f"{rows:,}", tickets=f"{tickets:,}")
    if rows > listed_in_all:
        many = f"{many} {t('imports.left_out_once')}"
    reasons = "".join(
        f"<li>{escape(t('imports.reason_n', n=n, what=why(t, 'row', code)))}</li>"
        for code, n in counts(summary["reasons"]).items()
    )
    heads = [t(f"imports.left_{one}") for one in ("row", "ticket", "column", "value", "why")]
    listed = [
        (str(one.row), data(one.ticket), data(one.column), data(one.value), escape(why(t, "row", one.code)))
        for one in outcome.rejected
    ]
    st.html(
        f'<div class="md-head">{escape(many)}</div>'
        f'<ul class="md-imp-told">{reasons}</ul>{grid(heads, listed, t("imports.left_out"))}'
    )
    if listed_in_all > len(outcome.rejected):
        st.markdown(f":small[:gray[{t('imports.more_left_out', n=listed_in_all - len(outcome.rejected))}]]")
