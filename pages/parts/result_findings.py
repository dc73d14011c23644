"""What was found, with its proof: one finding at a time, its words, its clause, what would have been right."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import cast

import streamlit as st

from mysterydesk.i18n import Translation
from mysterydesk.results import Result
from pages.parts.clock_bar import span_words
from pages.parts.finding_urges import parted, urged
from pages.parts.finding_words import said_params
from pages.parts.frame import badges, clause_words
from pages.parts.links import go
from pages.parts.step_words import doer_of, time_of, what_of, who_of, written
from pages.parts.verdicts import points
from policy.handbook import Handbook
from policy.text import Text
from simulator.drill import Attempt
from sla.timeline import Event

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


def proves(row: Row, event: int) -> bool:
    """Tell whether an event is among the proofs of a finding."""
    return any(proof.get("event") == event for proof in rows_of(row.get("proof")))


def choose(findings: Sequence[Row], t: Translation, of: Result, picked: int | None = None) -> Row | None:
    """Offer the findings by verdict, missed first, and give the chosen one.

    With an event picked on the timeline, only the findings that it proves are offered.
    """
    if picked is not None:
        return _choose_of(picked, findings, t, of.attempt)
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
    if (shown or first) == "not_judged":
        st.markdown(f":small[{t('result.review_own') if of.own else t('result.review_other')}]")
    return _one_of(rows, t, of.attempt, f"finding_{shown}_{of.review.seen}")


def _choose_of(picked: int, findings: Sequence[Row], t: Translation, attempt: Attempt) -> Row | None:
    """Offer what one event proves."""
    rows = [row for row in findings if proves(row, picked)]
    st.markdown(f":small[:gray[{t('result.of_mark')}]]")
    if not rows:
        st.markdown(t("result.proves_nothing"))
        return None
    return _one_of(rows, t, attempt, f"finding_of_{picked}")


def _one_of(rows: Sequence[Row], t: Translation, attempt: Attempt, key: str) -> Row:
    with st.container(height=300, border=False, key="scroll_findings"):
        index = st.radio(
            t("result.findings"),
            range(len(rows)),
            format_func=lambda number: finding_title(t, attempt, rows[number]),
            captions=[_caption(t, row) for row in rows],
            key=key,
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


def detail(row: Row, shown: Result, t: Translation) -> None:
    """Show one finding: the events that prove it, the clause in this language, what would have been right."""
    proofs, attempt = rows_of(row.get("proof")), shown.attempt
    with st.container(height=345, border=False, key="scroll_proof", gap="small"):
        st.markdown(f"**{finding_title(t, attempt, row)}**")
        number = proofs[0].get("event") if proofs else None
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="worth"
        ):
            st.markdown(f":small[:gray[{_worth(row, t)}]]", width="content")
            if isinstance(number, int):
                _to_replay(number, attempt, t)
        calls, others = parted(proofs, attempt)
        if calls:
            st.html(urged(t, attempt, calls))
        for proof in others[:6]:
            _proof(proof, shown, t)
        if not proofs:
            st.markdown(f":small[:gray[{t('result.no_event')}]]")
        asked(row, attempt, t)


def _worth(row: Row, t: Translation) -> str:
    said = t(f"verdict_of.{row['verdict']}")
    if row["verdict"] == "not_met":
        return f"{said} · {t('result.worth', lost=points(lost(row)), possible=points(possible(row)))}"
    return f"{said} · {t('result.possible', possible=points(possible(row)))}" if possible(row) else said


def asked(row: Row, attempt: Attempt, t: Translation) -> None:
    """Say what the handbook asks here, and what would have been right."""
    clause, handbook = text_of(row["clause"]), attempt.desk.handbook
    known = {str(name): one.text for name, one in handbook.clauses.items()}
    known |= {str(name): one.text for name, one in handbook.assumptions.items()}
    asks = t.of(known[clause]) if clause in known else t("result.foreign_clause")
    cited = " · ".join(clause_words(text_of(one)) for one in (clause, *_list(row.get("also"))))
    st.markdown(f"{t('result.asks')}{asks}　:gray[{cited}]", help=_other_tongue(known.get(clause), t))
    right = row.get("right")
    if isinstance(right, Mapping) and row["verdict"] != "met":
        words = t(f"right.{right['code']}", **_params(t, attempt, right.get("params")))
        st.markdown(f"{t('result.right')}{words}{_cadence(row, handbook, t)}")
    badges(t, handbook, *(text_of(one) for one in _list(row.get("assumptions"))))


def _other_tongue(clause: Text | None, t: Translation) -> str | None:
    """Give the clause in the other language, for a team that reads both."""
    return None if clause is None else (clause.en if t.lang == "zh" else clause.zh)


def _cadence(row: Row, handbook: Handbook, t: Translation) -> str:
    """Say how often the customer is told where things stand (A-update-cadence): no clock on the desk shows it."""
    params = row.get("params")
    level = text_of(params.get("priority")) if isinstance(params, Mapping) and row["code"] == "updates" else ""
    setting = handbook.settings.get(f"update_cadence_{level}_s")
    if setting is None:
        return ""
    name = next(t.of(one.name) for one in handbook.priorities if one.code == level)
    gap = "" if t.lang == "zh" else " "
    return gap + t("result.cadence", level=name, every=span_words(t, int(setting.value)))


def event_detail(number: int, shown: Result, t: Translation) -> None:
    """Show an event that proves nothing: what it was, and its words."""
    _proof({"event": number}, shown, t)
    _to_replay(number, shown.attempt, t)


def _to_replay(number: int, attempt: Attempt, t: Translation) -> None:
    if st.button(t("result.this_moment"), icon=":material/play_circle:", key="moment"):
        go("replay", attempt=attempt.id, step=str(number))


def _list(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list) else ()


def _proof(proof: Row, shown: Result, t: Translation) -> None:
    number, attempt = proof.get("event"), shown.attempt
    if not isinstance(number, int) or number >= len(attempt.events):
        return
    event = attempt.events[number]
    who = who_of(t, attempt, event, doer_of(t, shown))
    head = f"{time_of(attempt, event)} · {who} · {what_of(t, attempt, event)}"
    st.html(f'<div class="md-quote"><small>{escape(head)}</small>{_words(t, attempt, event, proof)}</div>')


def _words(t: Translation, attempt: Attempt, event: Event, proof: Row) -> str:
    """Give what was said or written, below the line that says what happened."""
    said = quoted(event, proof)
    return f"<br>{said}" if said else written(t, attempt, event)


def quoted(event: Event, proof: Row) -> str:
    """Give the words of an event as HTML, with what proves something underlined."""
    words = str(event.fields.get("text") or "")
    start, end = proof.get("start"), proof.get("end")
    if proof.get("quote") and isinstance(start, int) and isinstance(end, int) and words:
        return f"{escape(words[:start])}<mark>{escape(words[start:end])}</mark>{escape(words[end:])}"
    return escape(words)
