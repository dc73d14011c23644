"""What is recorded, what can be looked at and done: the tabs on the right of the desk."""

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from pages.parts.desk_moves import Bench, move
from pages.parts.desk_talk import SYSTEM_KINDS, system_line
from pages.parts.frame import badge, clause_words
from policy.handbook import IntakeField
from scenarios.fault_model import Action, Check
from scenarios.world import SECTIONS, Article
from sla.timeline import Event

LONG_FIELDS = ("symptom",)
APPROVALS = ("consent", "approval")
TAB_HEIGHT = 460


def _save_field(bench: Bench, name: str) -> None:
    value = str(st.session_state.get(f"f_{name}") or "").strip()
    if value != bench.attempt.state.ticket.fields.get(name, ""):
        move(bench, "field", name=name, value=value)


def _save_priority(bench: Bench) -> None:
    level = st.session_state.get("priority")
    if level and level != bench.attempt.state.ticket.level:
        move(bench, "priority", level=str(level))


def filled_count(bench: Bench) -> tuple[int, int]:
    """Count required fields that hold something, the priority among them."""
    required = [one.name for one in bench.attempt.desk.handbook.intake if one.required]
    ticket = bench.attempt.state.ticket
    return sum(bool(ticket.fields.get(name)) for name in required) + bool(ticket.level), len(required) + 1


def ticket_tab(bench: Bench) -> None:
    """Draw the ticket: priority with its definition right below, then the fields, each saved on leaving it."""
    t, handbook = bench.t, bench.attempt.desk.handbook
    closed = bench.attempt.state.status != "open"
    names = {str(one.code): t.of(one.name) for one in handbook.priorities}
    level = bench.attempt.state.ticket.level or None
    with st.container(height=TAB_HEIGHT, key="tabbody_ticket", border=False):
        st.segmented_control(
            t("desk.priority"),
            list(names),
            default=level,
            format_func=names.__getitem__,
            key="priority",
            on_change=_save_priority,
            args=(bench,),
            disabled=closed,
            width="stretch",
        )
        if level:
            one = handbook.priority(level)
            st.markdown(f":small[:gray[{t.of(one.definition)} · {clause_words(one.basis[0])}]]")
        else:
            st.markdown(f":small[:gray[{t('desk.priority_open')}]]")
        _fields(bench, [one for one in handbook.intake if one.name != "severity"], closed=closed)


def _fields(bench: Bench, fields: list[IntakeField], *, closed: bool) -> None:
    row: list[IntakeField] = []
    for one in fields:
        if one.name in LONG_FIELDS:
            _field(bench, one, closed=closed)
            continue
        row.append(one)
        if len(row) == 2:  # noqa: PLR2004  two short fields stand in a row
            _field_row(bench, row, closed=closed)
            row = []
    if row:
        _field_row(bench, row, closed=closed)


def _field_row(bench: Bench, row: list[IntakeField], *, closed: bool) -> None:
    with st.container(horizontal=True, wrap=False, gap="xsmall", key=f"fieldrow_{row[0].name}"):
        for one in row:
            _field(bench, one, closed=closed)


def _field(bench: Bench, one: IntakeField, *, closed: bool) -> None:
    t = bench.t
    label = t.of(one.title) if one.required else t("desk.optional", name=t.of(one.title))
    key = f"f_{one.name}"
    stored = bench.attempt.state.ticket.fields.get(one.name, "")
    if key not in st.session_state:
        st.session_state[key] = stored
    more: dict[str, Any] = {"height": 68} if one.name in LONG_FIELDS else {}
    draw: Callable[..., object] = st.text_area if one.name in LONG_FIELDS else st.text_input
    with st.container():
        draw(
            label,
            key=key,
            placeholder=t("desk.not_asked"),
            max_chars=400,
            on_change=_save_field,
            args=(bench, one.name),
            disabled=closed,
            **more,
        )


def _run(bench: Bench, kind: str, **fields: str) -> None:
    move(bench, kind, **fields)


def check_tab(bench: Bench) -> None:
    """Draw the checks with what they have shown, and the actions this seat may take."""
    t, desk, state = bench.t, bench.attempt.desk, bench.attempt.state
    closed = state.status != "open"
    solves = desk.handbook.tier(desk.case.seat).solves
    with st.container(height=TAB_HEIGHT, key="tabbody_check", border=False):
        st.markdown(f"**{t('desk.checks')}**")
        st.markdown(f":small[:gray[{t('desk.checks_help')}]]")
        for check in desk.case.fault_model.checks:
            _check_row(bench, check, disabled=closed or check.tier > desk.case.seat)
        st.markdown(f"**{t('desk.actions')}**")
        for action in desk.case.fault_model.actions:
            _action_row(bench, action, disabled=closed or action.repair not in solves)


def _asks_first(bench: Bench, needs: tuple[str, ...], name: str) -> None:
    """Offer to ask for the customer's agreement where a step needs it and has not got it."""
    wanting = any(need in APPROVALS for need in needs) and name not in bench.attempt.state.approved
    if wanting:
        st.button(
            bench.t("desk.ask_approval"),
            key=f"approve_{name}",
            icon=":material/handshake:",
            on_click=_run,
            args=(bench, "ask_approval"),
            kwargs={"what": name},
            disabled=bench.attempt.state.status != "open",
        )


def _need_tip(bench: Bench, needs: tuple[str, ...], name: str) -> str | None:
    if "identity" in needs and not bench.attempt.state.identified:
        return bench.t("desk.needs_identity")
    if any(need in APPROVALS for need in needs) and name not in bench.attempt.state.approved:
        return bench.t("desk.needs_approval")
    return None


def _check_row(bench: Bench, check: Check, *, disabled: bool) -> None:
    t = bench.t
    wanted = _need_tip(bench, check.needs, check.id)
    label = t("desk.check_button", via=t(f"via.{check.via}"), title=t.of(check.title))
    st.button(
        label,
        key=f"check_{check.id}",
        width="stretch",
        disabled=disabled or wanted is not None,
        help=t("desk.not_your_tier", tier=t(f"tier.{check.tier}")) if disabled else wanted,
        on_click=_run,
        args=(bench, "check"),
        kwargs={"check": check.id},
    )
    if not disabled:
        _asks_first(bench, check.needs, check.id)
    shown = [e for e in bench.attempt.events if e.kind == "check.run" and e.fields["check"] == check.id]
    if shown:
        st.html(f'<div class="md-quote">{escape(str(shown[-1].fields["text"]))}</div>')


def _action_row(bench: Bench, action: Action, *, disabled: bool) -> None:
    t = bench.t
    owner = next((one.code for one in bench.attempt.desk.handbook.tiers if action.repair in one.solves), "T3")
    risk = t.of(action.risk)
    wanted = _need_tip(bench, action.needs, action.id)
    tip = t("desk.not_your_tier", tier=t(f"tier.{owner}")) if disabled else (wanted or risk or None)
    st.button(
        t("desk.action_button", hand=t(f"hand.{action.hand}"), title=t.of(action.title)),
        key=f"act_{action.id}",
        width="stretch",
        disabled=disabled or wanted is not None,
        help=tip,
        on_click=_run,
        args=(bench, "act"),
        kwargs={"action": action.id},
    )
    if not disabled:
        _asks_first(bench, action.needs, action.id)


def _search(bench: Bench) -> None:
    query = str(st.session_state.get("kb_query") or "").strip()
    if query:
        move(bench, "kb_search", query=query)


def knowledge_tab(bench: Bench) -> None:
    """Draw the search, the hits with version and age, and the article that is open."""
    t, state = bench.t, bench.attempt.state
    searches = [event for event in bench.attempt.events if event.kind == "kb.search"]
    with st.container(height=TAB_HEIGHT, key="tabbody_kb", border=False):
        st.text_input(
            t("desk.kb_search"),
            key="kb_query",
            on_change=_search,
            args=(bench,),
            max_chars=120,
            disabled=state.status != "open",
        )
        if not searches:
            st.markdown(f":small[:gray[{t('desk.kb_first')}]]")
            return
        hits = searches[-1].fields.get("hits") or ()
        if not hits:
            st.markdown(t("desk.kb_none"))
        for name in hits if isinstance(hits, list | tuple) else ():
            article = bench.attempt.desk.articles.get(str(name))
            if article is not None:
                _hit(bench, article)


def _hit(bench: Bench, article: Article) -> None:
    t, state = bench.t, bench.attempt.state
    age_days = (state.now.date() - article.updated).days
    versions = ", ".join(article.versions) or t("desk.kb_all_versions")
    st.button(
        t.of(article.title),
        key=f"kb_{article.id}",
        width="stretch",
        icon=":material/article:",
        on_click=_run,
        args=(bench, "kb_open"),
        kwargs={"article": article.id},
        disabled=state.status != "open",
    )
    facts = t("desk.kb_fitness", id=clause_words(article.id), versions=versions, months=max(0, age_days // 30))
    st.markdown(f":small[:gray[{facts}]]")
    if article.id in state.seen:
        for section in SECTIONS:
            st.markdown(f"**{t(f'section.{section}')}**")
            st.text(t.of(article.sections[section]))


def clauses_now(bench: Bench) -> tuple[str, ...]:
    """Name the clauses that matter at this point of the handling."""
    state = bench.attempt.state
    ticket = state.ticket
    chosen = ["STD-3.2.1.contact", "STD-3.1.2.cust", "STD-3.1.2.issue"] if not ticket.level else []
    if not ticket.level:
        chosen += ["STD-2.2.1.L1", "STD-2.2.1.L2", "STD-2.2.1.L3"]
    elif ticket.tier == bench.attempt.desk.case.seat and not ticket.verified:
        chosen += [f"STD-2.2.2.{ticket.level}", "STD-3.1.3", "STD-3.2.1.scope", "STD-3.2.2.scope", "STD-3.2.3.scope"]
    elif not ticket.verified:
        chosen += ["STD-3.2.2.start", "STD-3.2.3.join", "STD-3.2.3.plan", "STD-3.3.1"]
    if ticket.verified:
        chosen += ["STD-3.3.1", "STD-3.3.2", "STD-3.3.3", "STD-6.1.call"]
    return tuple(chosen)


def handbook_tab(bench: Bench) -> None:
    """Draw only the clauses that matter now, and the assumptions that act in this drill."""
    t, handbook = bench.t, bench.attempt.desk.handbook
    known = {str(name): clause for name, clause in handbook.clauses.items()}
    with st.container(height=TAB_HEIGHT, key="tabbody_handbook", border=False):
        for name in clauses_now(bench):
            if name in known:
                st.markdown(f"**{clause_words(name)}**　{t.of(known[name].text)}")
        st.markdown(f":small[:gray[{t('desk.assumed_here')}]]")
        marks = "　".join(badge(t, handbook, name) for name in ("A-calendar", "A-costs", "A-grace", "A-l1-direct"))
        st.html(marks)


def log_tab(bench: Bench) -> None:
    """Draw what the ticket's record holds, oldest first."""
    zone = bench.attempt.desk.case.submitted_at.tzinfo
    lines = []
    for event in bench.attempt.events:
        words = _log_line(bench, event)
        if words:
            lines.append(f"<div>{event.at.astimezone(zone):%H:%M:%S}　{escape(words)}</div>")
    with st.container(height=TAB_HEIGHT, key="tabbody_log", border=False):
        st.html("".join(lines) or f"<div>{escape(bench.t('desk.log_empty'))}</div>")


def _log_line(bench: Bench, event: Event) -> str:
    t, kind = bench.t, event.kind
    if kind == "intake.set":
        titles = {one.name: t.of(one.title) for one in bench.attempt.desk.handbook.intake}
        pairs = event.fields["fields"]
        if isinstance(pairs, dict):
            return t("line.field", pairs="；".join(f"{titles.get(k, k)}：{v}" for k, v in pairs.items()))
    if kind == "kb.search":
        return t("line.search", query=str(event.fields["query"]))
    if kind == "kb.opened":
        return t("line.opened", article=str(event.fields["article"]))
    if kind == "check.run":
        check = bench.attempt.desk.case.fault_model.check(str(event.fields["check"]))
        return t("line.check", check=t.of(check.title) if check else "", text=str(event.fields["text"]))
    return system_line(bench, event) if kind in SYSTEM_KINDS else ""
