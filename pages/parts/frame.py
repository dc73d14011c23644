"""What does every page share: style, language of the document, small marks?"""

import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files

import streamlit as st

from mysterydesk import shelf
from mysterydesk.i18n import Translation
from policy.handbook import Handbook


def style(t: Translation, *names: str) -> None:
    """Put the style sheets on the page, in one element, and name its language."""
    folder = files("pages").joinpath("parts", "assets")
    css = "\n".join(folder.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in ("page", *names))
    st.html(f"<style>{css}</style>")
    st.html(
        f"<script>document.documentElement.lang = '{t.html_lang}'</script>",
        unsafe_allow_javascript=True,
    )


def script(name: str, config: Mapping[str, object]) -> None:
    """Run a script of `assets/` on the page, with the words and names it needs."""
    text = files("pages").joinpath("parts", "assets", f"{name}.js").read_text(encoding="utf-8")
    data = json.dumps(config, ensure_ascii=False).replace("</", "<\\/")
    st.html(f"<script>{text.replace('CONFIG', data, 1)}</script>", unsafe_allow_javascript=True)


def clause_words(text: str) -> str:
    """Write a clause id so that no line breaks inside it."""
    return text.replace("-", "\u2011")


def badge(t: Translation, handbook: Handbook, assumption: str) -> str:
    """Give the grey badge of an assumption as HTML, its reason as the tooltip."""
    known = {str(name): one for name, one in handbook.assumptions.items()}
    one = known.get(assumption)
    if one is None:
        return ""
    tip = f"{t.of(one.text)} {t.of(one.reason)}"
    words = t("badge.assumed", name=clause_words(assumption))
    return f'<span class="md-badge" title="{escape(tip)}">{escape(words)}</span>'


def event_name(t: Translation, kind: str) -> str:
    """Name a kind of event in the words of the vocabulary."""
    known = shelf.vocabulary().get(kind)
    return t.of(known.text) if known else kind
