"""What can be read up: articles with their fitness, the clauses that matter now, the record so far."""

import re
from html import escape

import streamlit as st

from pages.parts.clauses_now import clauses_now
from pages.parts.desk_lines import system_line
from pages.parts.desk_moves import Bench, move, move_button
from pages.parts.desk_shown import shown
from pages.parts.desk_talk import SYSTEM_KINDS
from pages.parts.desk_ticket import TAB_HEIGHT
from pages.parts.frame import badges, clause_words
from scenarios.world import SECTIONS, Article
from sla.timeline import Event

STEP = re.compile(r"(?:(?<=\S)\s+|(?<=[^\s\w.]))(?=[1-9]\.\s)")
"""Where a numbered step begins inside a folded paragraph; the end of a version such as 8.0.4 is none."""


def search_now(bench: Bench) -> bool:
    """Search for what was written since the last search; give whether it was done (see `desk_ticket.save_ticket`)."""
    drawn, query = bench.seat.drawn, str(st.session_state.get("kb_query") or "").strip()
    if query == drawn.get("kb_query", "") or not bench.is_open:
        return False
    drawn["kb_query"] = bench.seat.drawing["kb_query"] = query
    return bool(query) and move(bench, "kb_search", query=query)


def knowledge_tab(bench: Bench) -> None:
    """Draw the search, the hits with version and age, and the article that is open."""
    t, state = bench.t, bench.attempt.state
    searches = [event for event in bench.attempt.events if event.kind == "kb.search"]
    with st.container(height=TAB_HEIGHT, key="tabbody_kb", border=False):
        st.text_input(t("desk.kb_search"), key="kb_query", disabled=state.status != "open")
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
    """Draw one hit: what it fits and how old it is stand before its title is opened."""
    t, state = bench.t, bench.attempt.state
    age_days = max(0, (state.now.date() - article.updated).days)
    versions = ", ".join(article.versions) or t("desk.kb_all_versions")
    with st.container(border=True, key=f"card_kb_{article.id}", gap="xsmall"):
        if article.id in state.seen:
            st.markdown(f"**{t.of(article.title)}**")
        else:
            move_button(
                bench, f"kb_{article.id}", t.of(article.title), "kb_open", {"article": article.id}, width="stretch",
                icon=":material/article:", disabled=not bench.is_open,
            )  # fmt: skip
        facts = t("desk.kb_fitness", id=clause_words(article.id), versions=versions, age=_age(bench, age_days))
        st.markdown(f":small[:gray[{facts}]]")
        if article.id in state.seen:
            _opened(bench, article)


def _age(bench: Bench, days: int) -> str:
    if days >= 2 * 365:
        return bench.t.count("desk.kb_years", days // 365)
    return bench.t.count("desk.kb_months", days // 30) if days >= 60 else bench.t.count("desk.kb_days", days)  # noqa: PLR2004  two months


def _opened(bench: Bench, article: Article) -> None:
    t = bench.t
    for section in SECTIONS:
        st.markdown(f"**{t(f'section.{section}')}**")
        st.text(STEP.sub("\n", t.of(article.sections[section])))
    cited = any(e.kind == "kb.cited" and e.fields.get("article") == article.id for e in bench.attempt.events)
    if cited:
        st.markdown(f":small[:gray[{t('desk.kb_cited')}]]")
        return
    move_button(
        bench, f"cite_{article.id}", t("desk.kb_cite"), "kb_cite", {"article": article.id},
        icon=":material/add_link:", disabled=not bench.is_open,
    )  # fmt: skip


def handbook_tab(bench: Bench) -> None:
    """Draw only the clauses that matter now, and the assumptions that act in this drill."""
    t, handbook = bench.t, bench.attempt.desk.handbook
    known = {str(name): clause for name, clause in handbook.clauses.items()}
    with st.container(height=TAB_HEIGHT, key="tabbody_handbook", border=False):
        st.markdown(f":small[:gray[{t('desk.clauses_now')}]]")
        for name in clauses_now(handbook, bench.attempt.state, bench.attempt.desk.case.seat):
            with st.container(border=True, key=f"card_clause_{name.replace('.', '_')}", gap="xxsmall"):
                st.markdown(f":small[:gray[{clause_words(name)}]]")
                st.markdown(t.of(known[name].text))
        st.markdown(f":small[:gray[{t('desk.assumed_here')}]]")
        badges(t, handbook, "A-calendar", "A-costs", "A-grace", "A-l1-direct")


def log_tab(bench: Bench) -> None:
    """Draw what the ticket's record holds, oldest first."""
    zone = bench.attempt.desk.case.submitted_at.tzinfo
    lines = _earlier(bench)
    for event in bench.attempt.events:
        words = _log_line(bench, event)
        if words:
            clock = f"{event.at.astimezone(zone):%H:%M:%S}"
            lines.append(f'<div class="md-line"><span>{clock}</span><span>{escape(shown(words))}</span></div>')
    with st.container(height=TAB_HEIGHT, key="tabbody_log", border=False):
        st.html("".join(lines) or f"<div>{escape(bench.t('desk.log_empty'))}</div>")


def _earlier(bench: Bench) -> list[str]:
    """Give the earlier ticket that a complaint is about, as it stands in the record."""
    grievance = bench.attempt.desk.case.grievance
    if grievance is None:
        return []
    told = [f'<div class="md-quote">{escape(line)}</div>' for line in grievance.history]
    heads = [f"<div class='md-head'>{escape(bench.t(name))}</div>" for name in ("desk.earlier", "desk.this_ticket")]
    return [heads[0], *told, heads[1]]


def _log_line(bench: Bench, event: Event) -> str:
    t, kind = bench.t, event.kind
    if kind == "intake.set":
        titles = {one.name: t.of(one.title) for one in bench.attempt.desk.handbook.intake}
        pairs = event.fields["fields"]
        if isinstance(pairs, dict):
            said = (t("replay.field", name=titles.get(name, name), value=value) for name, value in pairs.items())
            return t("line.field", pairs=("；" if t.lang == "zh" else "; ").join(said))
    if kind == "kb.search":
        return t("line.search", query=str(event.fields["query"]))
    if kind == "kb.opened":
        return t("line.opened", article=str(event.fields["article"]))
    if kind == "check.run":
        check = bench.attempt.desk.case.fault_model.check(str(event.fields["check"]))
        return t("line.check", check=t.of(check.title) if check else "", text=str(event.fields["text"]))
    return system_line(bench, event) if kind in SYSTEM_KINDS else ""
