"""What was found, with its proof: one finding at a time, its words, its clause, what would have been right."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import cast

import streamlit as st

from mysterydesk.i18n import Translation
from pages.parts.finding_words import said_params
from pages.parts.frame import badge, clause_words, event_name
from pages.parts.verdicts import points
from simulator.drill import Attempt

Row = Mapping[str, object]


def text_of(value: object) -> str:
    """Give a value of the scorecard as text."""
    return str(value) if value is not None else ""


def rows_of(value: object) -> tuple[Row, ...]:
    """Give a list of the scorecard as rows."""
    return tuple(cast("Row", one) for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()


def lost(row: Row) -> float:
    """Give the points a finding took."""
    value = row.get("lost", 0)
    return float(value) if isinstance(value, int | float) else 0.0


def possible(row: Row) -> float:
    """Give the points a finding could bring."""
    value = row.get("points", 0)
    return float(value) if isinstance(value, int | float) else 0.0


def _params(t: Translation, attempt: Attempt, value: object) -> dict[str, str]:
    known = {str(name): one for name, one in value.items()} if isinstance(value, Mapping) else {}
    return said_params(t, attempt, known)


def finding_title(t: Translation, attempt: Attempt, row: Row) -> str:
    """Say a finding in one line."""
    return t(f"finding.{row['code']}", **_params(t, attempt, row.get("params")))


def choose(findings: Sequence[Row], t: Translation, attempt: Attempt) -> Row | None:
    """Offer the findings by verdict, missed first, and give the chosen one."""
    counts = {name: [row for row in findings if row["verdict"] == name] for name in ("not_met", "met", "not_judged")}
    labels = {name: t(f"filter.{name}", n=len(rows)) for name, rows in counts.items()}
    first = next((name for name in counts if counts[name]), "met")
    shown = st.segmented_control(
        t("result.show"), list(labels), default=first, format_func=labels.__getitem__, key="filter",
        label_visibility="collapsed",
    )  # fmt: skip
    rows = sorted(counts.get(shown or first, []), key=lambda row: (not row["critical"], -lost(row), str(row["code"])))
    if not rows:
        st.markdown(t("result.none_here"))
        return None
    with st.container(height=430, border=False):
        index = st.radio(
            t("result.findings"),
            range(len(rows)),
            format_func=lambda number: finding_title(t, attempt, rows[number]),
            captions=[_caption(t, row) for row in rows],
            key=f"finding_{shown}",
            label_visibility="collapsed",
        )
    return rows[index or 0]


def _caption(t: Translation, row: Row) -> str:
    parts = [t("result.gate")] if row["critical"] and row["verdict"] == "not_met" else []
    if lost(row):
        parts.append(f"−{points(lost(row))}")
    parts.append(clause_words(text_of(row["clause"])))
    if row["basis"] == "borrowed":
        parts.append(t("badge.borrowed"))
    return " · ".join(parts)


def detail(row: Row, attempt: Attempt, t: Translation) -> None:
    """Show one finding: the events that prove it, the clause in this language, what would have been right."""
    st.markdown(f"**{finding_title(t, attempt, row)}**")
    said = t(f"verdict_of.{row['verdict']}")
    worth = t("result.worth", lost=points(lost(row)), possible=points(possible(row)))
    st.markdown(f":small[:gray[{said} · {worth}]]")
    for proof in rows_of(row.get("proof"))[:6]:
        _proof(proof, attempt, t)
    if not rows_of(row.get("proof")):
        st.markdown(f":small[:gray[{t('result.no_event')}]]")
    known = {str(name): clause for name, clause in attempt.desk.handbook.clauses.items()}
    clause = text_of(row["clause"])
    asks = t.of(known[clause].text) if clause in known else t("result.foreign_clause")
    assumed = {str(name): one for name, one in attempt.desk.handbook.assumptions.items()}
    if clause in assumed:
        asks = t.of(assumed[clause].text)
    st.markdown(f"{t('result.asks')}{asks}　:gray[{clause_words(clause)}]")
    right = row.get("right")
    if isinstance(right, Mapping):
        words = t(f"right.{right['code']}", **_params(t, attempt, right.get("params")))
        st.markdown(f"{t('result.right')}{words}")
    marks = [badge(t, attempt.desk.handbook, text_of(one)) for one in _list(row.get("assumptions"))]
    if any(marks):
        st.html("　".join(mark for mark in marks if mark))


def _list(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list) else ()


def _proof(proof: Row, attempt: Attempt, t: Translation) -> None:
    number = proof.get("event")
    if not isinstance(number, int) or number >= len(attempt.events):
        return
    event = attempt.events[number]
    zone = attempt.desk.case.submitted_at.tzinfo
    who = {"trainee": t("chart.you"), "customer": t("chart.customer"), "system": t("chart.system")}.get(
        event.actor, t(f"tier.{event.actor}") if event.actor in {"T1", "T2", "T3"} else event.actor
    )
    head = f"{event.at.astimezone(zone):%H:%M:%S} · {who} · {event_name(t, event.kind)}"
    words = str(event.fields.get("text") or "")
    start, end = proof.get("start"), proof.get("end")
    body = escape(words)
    if proof.get("quote") and isinstance(start, int) and isinstance(end, int) and words:
        body = f"{escape(words[:start])}<mark>{escape(words[start:end])}</mark>{escape(words[end:])}"
    st.html(f'<div class="md-quote"><small>{escape(head)}</small><br>{body}</div>')
