"""What stands in a handbook: priorities and clocks, clauses, what we assume, what is not said, its plain lists?"""

from html import escape

import streamlit as st

from mysterydesk import shelf
from mysterydesk.handbook_citing import cited, found_clauses, lent_by
from mysterydesk.i18n import Translation
from pages.parts.frame import badge, badge_row, clause_words
from pages.parts.handbook_hours import hours
from pages.parts.handbook_words import (
    basis,
    cited_words,
    figures,
    named,
    own_or_named,
    said,
    starts,
    stops,
    table,
    targets,
    whose,
)
from policy.handbook import Assumption, ClauseId, Handbook, Item

HEIGHT = 480
"""Of a tab's body where the style sheet does not reach."""


def head(words: str) -> str:
    """Give the head of a section as HTML."""
    return f'<div class="md-head">{escape(words)}</div>'


def silence(t: Translation) -> str:
    """Say that the manual is silent here, as HTML."""
    return f'<div class="md-muted">{escape(t("handbooks.not_said"))}</div>'


def clocks(t: Translation, handbook: Handbook) -> None:
    """Draw priorities with their definitions, and each clock with targets, start, stop and what it stands on."""
    titles = [t(f"handbooks.col_{name}") for name in ("priority", "meaning", "basis")]
    ranks = [
        [
            f"<b>{escape(t.of(one.name))}</b>",
            said(t.of(one.definition)) + "".join(f"<br>{said(t.of(each))}" for each in one.examples),
            basis(t, handbook, one.basis),
        ]
        for one in handbook.priorities
    ]
    columns = [t(f"handbooks.col_{name}") for name in ("clock", "target", "start", "stop", "owner", "basis")]
    rules = [
        [
            f"<b>{escape(t.of(one.title))}</b>",
            targets(t, handbook, one),
            starts(t, handbook, one),
            stops(t, handbook, one),
            escape(whose(t, handbook, one.owner)),
            basis(t, handbook, (*one.basis, *one.start_basis)),
        ]
        for one in handbook.clocks
    ]
    parts = [head(t("handbooks.priorities")), table(titles, ranks, t("handbooks.priorities"))]
    parts += [head(t("handbooks.clocks")), table(columns, rules, t("handbooks.clocks"))]
    parts.append(head(t("handbooks.hours")))
    parts.append(hours(t, handbook, handbook.calendar) if handbook.calendar else silence(t))
    with st.container(height=HEIGHT, key="scroll_clocks", border=False):
        st.html("".join(parts))


def clauses(t: Translation, handbook: Handbook) -> None:
    """Draw the clauses that hold the words looked for, each with what stands on it."""
    wish = st.text_input(t("handbooks.search"), key="hb_search", help=t("handbooks.search_help"), width=420)
    found, stands = found_clauses(handbook, wish), cited(handbook)
    st.html(f'<div class="md-muted">{escape(t.count("handbooks.found", len(found)))}</div>')
    rows = [
        [
            f'<span class="md-clause md-said">{escape(clause_words(one.id))}</span>',
            said(t.of(one.text)),
            "".join(cited_words(t, handbook, each) for each in stands.get(str(one.id), ()))
            or f'<span class="md-muted">{escape(t("handbooks.uncited"))}</span>',
        ]
        for one in found
    ]
    columns = [t(f"handbooks.col_{name}") for name in ("clause", "text", "cited")]
    with st.container(height=HEIGHT, key="scroll_clauses", border=False):
        st.html(table(columns, rows, t("handbooks.clauses")) if rows else silence_of_search(t))


def silence_of_search(t: Translation) -> str:
    """Say that no clause holds the words, as HTML."""
    return f"<div>{escape(t('handbooks.none_found'))}</div>"


def _source(t: Translation, handbook: Handbook, one: Assumption) -> str:
    lent = lent_by(handbook, one)
    if not lent:
        return ""
    mark = f'<span class="md-badge">{escape(t("badge.borrowed"))}</span>'
    names = "".join(_lent(t, name) for name in lent)
    return f'<div class="md-badges">{mark}{names}</div>'


def _lent(t: Translation, name: ClauseId) -> str:
    text = t.of(shelf.handbook(name.split("-")[0]).clauses[name].text)
    return f'<span class="md-clause md-said" title="{escape(text)}">{escape(clause_words(name))}</span>'


def assumptions(t: Translation, handbook: Handbook) -> None:
    """Draw what we assume: badge, words and reason, the silent item it fills, the clauses it borrows, who uses it."""
    stands = cited(handbook)
    rows = [
        [
            f"<b>{named(t, 'silent', one.fills)}</b>" + badge_row(t, handbook, one.id),
            escape(t.of(one.text)) + _source(t, handbook, one),
            escape(t.of(one.reason)),
            "".join(cited_words(t, handbook, each) for each in stands.get(str(one.id), ())),
        ]
        for one in handbook.assumptions.values()
    ]
    columns = [t(f"handbooks.col_{name}") for name in ("fills", "assumed", "reason", "cited")]
    with st.container(height=HEIGHT, key="scroll_assumed", border=False):
        st.html(table(columns, rows, t("handbooks.assumptions")))


def silent(t: Translation, handbook: Handbook) -> None:
    """Draw what the manual does not say: what we fill in with which assumption, and what is left out."""
    fills: dict[str, list[str]] = {}
    for one in handbook.assumptions.values():
        fills.setdefault(one.fills, []).append(str(one.id))
    rows = [
        [
            named(t, "silent", name),
            "".join(badge(t, handbook, one) for one in fills.get(name, ()))
            or f'<span class="md-muted">{escape(t("handbooks.left_out"))}</span>',
        ]
        for name in sorted(handbook.silent, key=lambda name: name not in fills)
    ]
    columns = [t(f"handbooks.col_{name}") for name in ("silent", "filled")]
    with st.container(height=HEIGHT, key="scroll_silent", border=False):
        st.html(table(columns, rows, t("handbooks.silent_title")))


def _item(t: Translation, handbook: Handbook, one: Item) -> list[str]:
    told = figures(t, one.figures)
    detail = said(t.of(one.detail))
    return [
        said(t.of(one.title)),
        detail + (f" <b>{escape(told)}</b>" if told else ""),
        basis(t, handbook, one.basis),
    ]


def lists(t: Translation, handbook: Handbook) -> None:
    """Draw the plain lists of the manual, and what it wants said at which moment."""
    columns = [t(f"handbooks.col_{name}") for name in ("entry", "detail", "basis")]
    parts = []
    for name, items in handbook.lists.items():
        title = named(t, "list", name)
        rows = [_item(t, handbook, one) for one in items]
        parts += [f'<div class="md-head">{title}</div>', table(columns, rows, own_or_named(t, "list", name))]
    if handbook.phrases:
        said_here = [[said(t.of(one.meaning)), basis(t, handbook, one.basis)] for one in handbook.phrases]
        parts.append(head(t("handbooks.phrases")))
        parts.append(table([columns[0], columns[2]], said_here, t("handbooks.phrases")))
    with st.container(height=HEIGHT, key="scroll_lists", border=False):
        st.html("".join(parts))
