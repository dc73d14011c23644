"""What can be read up: articles with their fitness, the clauses that matter now, the record so far."""

import re
from html import escape

import streamlit as st

from pages.parts.desk_moves import Bench, move, press
from pages.parts.desk_talk import SYSTEM_KINDS, system_line
from pages.parts.desk_ticket import TAB_HEIGHT
from pages.parts.frame import badge, clause_words
from scenarios.world import SECTIONS, Article
from sla.timeline import Event

STEP = re.compile(r"(?<=\S)\s*(?=\b[1-9]\.\s)")
"""Where a numbered step begins inside a folded paragraph."""


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
        on_click=press,
        args=(bench, "kb_open"),
        kwargs={"article": article.id},
        disabled=state.status != "open",
    )
    facts = t("desk.kb_fitness", id=clause_words(article.id), versions=versions, months=max(0, age_days // 30))
    st.markdown(f":small[:gray[{facts}]]")
    if article.id in state.seen:
        for section in SECTIONS:
            st.markdown(f"**{t(f'section.{section}')}**")
            st.text(STEP.sub("\n", t.of(article.sections[section])))


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
