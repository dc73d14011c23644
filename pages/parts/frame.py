"""What does every page share: style, language of the document, small marks?"""

import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files

import streamlit as st

from mysterydesk import shelf
from mysterydesk.i18n import Translation
from pages.parts.own_words import BEGINNINGS, PATTERNS, WORDS
from policy.handbook import Handbook

Regions = Mapping[str, tuple[str, str]]
"""Scroll regions of a page: key of the container -> its ARIA role, its name."""


def style(t: Translation, *names: str, regions: Regions | None = None) -> None:
    """Put the style sheets on the page, in one element; name its language, its scroll regions, Streamlit's words."""
    folder = files("pages").joinpath("parts", "assets")
    css = "\n".join(folder.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in ("page", *names))
    st.html(f"<style>{css}</style>")
    script(
        "page",
        {
            "lang": t.html_lang,
            "regions": dict(regions or {}),
            "words": {own: t(key) for own, key in WORDS.items()},
            "count": t("own.count", n="{n}"),
            "beginnings": {own: t(key) for own, key in BEGINNINGS.items()},
            "patterns": {own: t(key) for own, key in PATTERNS.items()},
        },
    )


def script(name: str, config: Mapping[str, object]) -> None:
    """Run a script of `assets/` on the page, with the words and names it needs."""
    text = files("pages").joinpath("parts", "assets", f"{name}.js").read_text(encoding="utf-8")
    data = json.dumps(config, ensure_ascii=False).replace("</", "<\\/")
    st.html(f"<script>{text.replace('CONFIG', data, 1)}</script>", unsafe_allow_javascript=True)


def clause_words(text: str) -> str:
    """Write a clause id so that no line breaks inside it."""
    return text.replace("-", "\u2011")


def ground_words(t: Translation, handbook: Handbook, name: str) -> str:
    """Give the id of a clause, or say that it is an assumption: its code alone says nothing to anybody."""
    known = map(str, handbook.assumptions)
    return t("badge.assumed", name=clause_words(name)) if name in known else clause_words(name)


def badge(t: Translation, handbook: Handbook, assumption: str) -> str:
    """Give the grey badge of an assumption as HTML, its reason as the tooltip."""
    known = {str(name): one for name, one in handbook.assumptions.items()}
    one = known.get(assumption)
    if one is None:
        return ""
    tip = f"{t.of(one.text)} {t.of(one.reason)}"
    words = t("badge.assumed", name=clause_words(assumption))
    return f'<span class="md-badge" title="{escape(tip)}">{escape(words)}</span>'


def badge_row(t: Translation, handbook: Handbook, *assumptions: str, lead: str = "") -> str:
    """Give the badges of assumptions as HTML, in a row that may wrap, behind what leads them."""
    found = lead + "".join(badge(t, handbook, name) for name in assumptions)
    return f'<div class="md-badges">{found}</div>' if found else ""


def badges(t: Translation, handbook: Handbook, *assumptions: str) -> None:
    """Draw the badges of assumptions; nothing where none is known."""
    row = badge_row(t, handbook, *assumptions)
    if row:
        st.html(row)


def event_name(t: Translation, kind: str) -> str:
    """Name a kind of event in the words of the vocabulary."""
    known = shelf.vocabulary().get(kind)
    return t.of(known.text) if known else kind
