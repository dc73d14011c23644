"""How is said what is wrong with a pack, and what its figures contradict?"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

import streamlit as st

from mysterydesk.commands.contradiction_words import lines
from mysterydesk.i18n import Translation
from mysterydesk.pack_check import contradictions
from pages.parts.frame import clause_words
from pages.parts.guard import Guest
from pages.parts.pack_bench import Bench
from pages.parts.text_desk import TextDesk
from policy.handbook import Handbook
from policy.problem import Problem
from sla.contradictions.finding import Contradiction

MOST: Final = 40
"""Problems drawn at once; how many more there are is said."""
_OPEN, _SHUT = "\x01", "\x02"
_ID: Final = re.compile(r"\b[A-Z][A-Z0-9]*-[A-Za-z0-9][\w.\-]*")
_CODE: Final = re.compile("`([^`]*)`")


def problem_html(t: Translation, one: Problem) -> str:
    """Say a problem as HTML, what it quotes from the text marked as quoted."""
    quoted = {name: f"{_OPEN}{value}{_SHUT}" for name, value in one.params}
    words = escape(t(f"problem.{one.code}", **quoted))
    words = _CODE.sub(r'<code class="md-said">\1</code>', words)
    return words.replace(_OPEN, '<span class="md-said">').replace(_SHUT, "</span>")


def problem_words(t: Translation, one: Problem) -> str:
    """Say a problem as plain text."""
    return t(f"problem.{one.code}", **dict(one.params))


def place_html(t: Translation, one: Problem) -> str:
    """Say where it stands, as HTML."""
    name = f'<span class="md-said">{escape(one.source)}</span>'
    return f"{name} {escape(t('packs.line', n=one.line))}" if one.line else name


def listed(t: Translation, problems: Sequence[Problem]) -> str:
    """Give problems as an HTML list."""
    rows = "".join(f"<li>{place_html(t, one)} {problem_html(t, one)}</li>" for one in problems[:MOST])
    more = f"<li>{escape(t('packs.more', n=len(problems) - MOST))}</li>" if len(problems) > MOST else ""
    return f'<ul class="md-pk-list">{rows}{more}</ul>'


def told(guest: Guest, found: Bench) -> None:
    """Draw every problem with a button to its line, and what the figures contradict as far as they can be read."""
    problem_rows(guest.t, found, found.checked().problems, "pk")
    _collisions(guest, found)


def problem_rows(t: Translation, found: TextDesk, problems: Sequence[Problem], key: str) -> None:
    """Draw problems, each with a button to its line; `key` begins the keys of what is drawn."""
    if not problems:
        st.success(t("packs.no_problem"))
        return
    st.warning(t.count("packs.problems_n", len(problems)))
    for at, one in enumerate(problems[:MOST]):
        with st.container(horizontal=True, wrap=False, gap="small", key=f"{key}_problem_{at}"):
            st.button(
                t("packs.line", n=one.line) if one.line else t("packs.whole"), key=f"{key}_to_{at}",
                on_click=found.show, args=(one.source, one.line), type="tertiary",
            )  # fmt: skip
            st.html(f"<div>{problem_html(t, one)} <span class='md-muted md-said'>{escape(one.source)}</span></div>")
    if len(problems) > MOST:
        st.markdown(t("packs.more", n=len(problems) - MOST))


def _collisions(guest: Guest, found: Bench) -> None:
    """Draw what the figures contradict, as far as they can be read."""
    t, now = guest.t, found.checked()
    collisions, read = contradictions(found.files, found.pack.id), now.read
    if collisions and read is not None:
        often = len(collisions)
        beside = t.count("packs.contradictions_beside", often)
        st.warning(beside if now.handbook is None else t.count("packs.contradictions_n", often))
        st.html("".join(_collision(t, one, read) for one in collisions))
    elif now.problems:
        st.markdown(t("packs.proved_later"))
    elif collisions is None:
        st.info(t("packs.not_proved"))
    else:
        st.markdown(t("packs.no_contradiction"))


def _collision(t: Translation, one: Contradiction, handbook: Handbook) -> str:
    first, *rest = lines(t, one, handbook)
    shown = "".join(_indented(line) for line in rest)
    return f'<div class="md-pk-collision"><b>{escape(_whole_ids(first))}</b>{shown}</div>'


def _whole_ids(words: str) -> str:
    """Write the ids of clauses so that no line breaks inside them."""
    return _ID.sub(lambda found: clause_words(found[0]), words)


def _indented(line: str) -> str:
    depth = (len(line) - len(line.lstrip())) // 2
    return f'<div style="padding-left:{depth}rem">{escape(_whole_ids(line.strip()))}</div>'


def marks(t: Translation, problems: Sequence[Problem], source: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a file that have a problem, with its words."""
    for one in problems:
        if one.source == source and one.line:
            yield one.line, problem_words(t, one)
