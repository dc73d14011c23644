"""How is a timeline put into the clock lab, and how is said what is wrong with it?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from mysterydesk import shelf
from mysterydesk.clock_lab import EXAMPLE_AS_OF, example
from mysterydesk.i18n import Translation, message_id
from mysterydesk.lab_names import NEEDED, named
from pages.parts.frame import event_name
from policy.handbook import Handbook
from policy.problem import Problem

_CODE = re.compile("`([^`]+)`")
_EVENT_PART = re.compile(r"timeline\[[0-9]+\]\.(at|until)")
PARTS: Final[Mapping[str, str]] = {
    "at": message_id("lab.part_at"),
    "until": message_id("lab.part_until"),
}
ASKED: Final[Mapping[str, str]] = {"ticket.submitted": "channel", "ticket.assigned": "group"}
"""What an event may say beside what it needs, and clocks of some handbooks look at."""
VALUES: Final[Mapping[str, str]] = {
    "level": message_id("lab.value_level"), "to_tier": message_id("lab.value_to_tier"),
    "for": message_id("lab.value_for"), "value": message_id("lab.value_value"),
    "channel": message_id("lab.value_channel"), "group": message_id("lab.value_group"),
}  # fmt: skip
MOST_TOLD = 40  # problems drawn at once; how many there are is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What stands in the fields.

    Attributes:
        handbook: Whose clocks.
        text: The timeline as typed.
        as_of: The moment of reading as typed.
        waits: Whether waiting for the customer pauses.
    """

    handbook: Handbook
    text: str
    as_of: str
    waits: bool


def _begin(t: Translation, books: Mapping[str, Handbook]) -> None:
    """Put back what was here before another page was, or the example."""
    state = st.session_state
    first = next(iter(books))
    words = example(books[first], t.lang)
    begins = {"lab_handbook": first, "lab_text": words, "lab_as_of": EXAMPLE_AS_OF, "lab_waits": False}
    for name, value in begins.items():
        if name not in state:
            state[name] = state.get(f"kept_{name}", value)
        state[f"kept_{name}"] = state[name]
    if state["lab_handbook"] not in books:
        state["lab_handbook"] = first
    state.setdefault("lab_example", words)


def _other_handbook(t: Translation, books: Mapping[str, Handbook]) -> None:
    """Bring the example of another handbook, where nothing else was typed."""
    state = st.session_state
    words = example(books[state.lab_handbook], t.lang)
    if state.get("lab_text") in {state.get("lab_example"), ""}:
        state["lab_text"] = words
        state["lab_example"] = words


def _add(t: Translation, handbook: Handbook) -> None:
    """Write a line at the end of the text."""
    state = st.session_state
    kind, at = state.get("lab_kind"), str(state.get("lab_at") or "").strip()
    if kind and at:
        field = offered(kind)
        chosen = state.get(_value_key(handbook, kind))
        name = next((t.of(words) for words, code in named(handbook, kind, field) if code == chosen), "")
        said = f"{field}={name}" if name and kind not in NEEDED else name
        parts = (at, event_name(t, kind), said, str(state.get("lab_with") or "").strip())
        line = " ".join(part for part in parts if part)
        state["lab_text"] = f"{state.lab_text.rstrip()}\n{line}".lstrip()
        state["lab_with"] = ""


def offered(kind: str) -> str:
    """Give the field of an event whose values are offered by their names; empty if none is."""
    return NEEDED.get(kind) or ASKED.get(kind, "")


def _value_key(handbook: Handbook, kind: str) -> str:
    return f"lab_value_{handbook.id}_{kind}".replace(".", "_")


def _pick_value(t: Translation, handbook: Handbook) -> None:
    """Offer the lines, priorities, grades, channels or groups that the chosen event may carry."""
    kind = str(st.session_state.get("lab_kind") or "")
    field = offered(kind)
    names = {code: t.of(words) for words, code in named(handbook, kind, field)}
    if names:
        st.selectbox(
            t(VALUES[field]), list(names), index=0 if kind in NEEDED else None, format_func=names.__getitem__,
            key=_value_key(handbook, kind), placeholder=t("lab.value_none"),
        )  # fmt: skip


def _pick(t: Translation, handbook: Handbook) -> None:
    kinds = shelf.vocabulary()
    with (
        st.popover(t("lab.add"), icon=":material/add:", width="stretch", key="lab_more"),
        st.container(key="lab_add"),
    ):
        st.selectbox(
            t("lab.kind"), list(kinds), index=None, key="lab_kind", format_func=lambda kind: event_name(t, kind),
            placeholder=t("lab.kind_choose"),
        )  # fmt: skip
        left, right = st.columns(2, gap="small")
        with left:
            st.text_input(t("lab.at"), key="lab_at", value=EXAMPLE_AS_OF)
        with right:
            _pick_value(t, handbook)
        st.text_input(t("lab.with"), key="lab_with", help=t("lab.with_help"))
        st.button(t("lab.add_go"), key="lab_add_go", type="primary", on_click=_add, args=(t, handbook))


def ask(t: Translation, books: Mapping[str, Handbook]) -> Asked:
    """Draw the fields, and give what stands in them.

    Args:
        t: Language.
        books: Handbooks to choose from, by id.
    """
    _begin(t, books)
    state = st.session_state
    st.selectbox(
        t("lab.handbook"), list(books), key="lab_handbook", on_change=_other_handbook, args=(t, books),
        format_func=lambda name: t.of(books[name].title),
    )  # fmt: skip
    handbook = books[state.lab_handbook]
    st.text_area(t("lab.timeline"), key="lab_text", height=220, help=t("lab.timeline_help"))
    _pick(t, handbook)
    st.text_input(t("lab.as_of"), key="lab_as_of", placeholder=t("lab.as_of_empty"))
    st.checkbox(t("lab.waits"), key="lab_waits")
    st.markdown(f":small[:gray[{t('lab.zone', zone=_zone(t, handbook))}]]")
    return Asked(handbook=handbook, text=state.lab_text, as_of=state.lab_as_of, waits=state.lab_waits)


def _zone(t: Translation, handbook: Handbook) -> str:
    return t("lab.zone_china") if handbook.zone == "Asia/Shanghai" else handbook.zone


def told(t: Translation, problems: Sequence[Problem]) -> None:
    """Say all that is wrong, by line; the text stays as it was typed."""
    st.warning(t.count("lab.problems", len(problems)))
    rows = "".join(f"<li>{_marked(said(t, one))}</li>" for one in problems[:MOST_TOLD])
    st.html(f'<ul class="md-lab-told">{rows}</ul>')
    if len(problems) > MOST_TOLD:
        st.markdown(t("lab.more_problems", n=len(problems) - MOST_TOLD))


def _marked(words: str) -> str:
    """Give a sentence as HTML, what stands in backticks as code."""
    return _CODE.sub(r"<code>\1</code>", escape(words))


def said(t: Translation, one: Problem) -> str:
    """Say one problem with its line; what stands in the line is named in words, not by its place in a file."""
    params = dict(one.params)
    part = _EVENT_PART.fullmatch(params.get("place", ""))
    if one.line and part:
        params["place"] = t(PARTS[part[1]])
    words = t(f"problem.{one.code}", **params)
    return t("lab.at_line", line=one.line, words=words) if one.line else words
