"""How are the rarer parts of a scenario written without YAML: words of proof, twists, a complaint, the day?"""

import re
from typing import Final, get_args

import streamlit as st

from mysterydesk.i18n import message_id
from mysterydesk.pack_text import with_value
from mysterydesk.scenario_files import FIRST
from pages.parts.author_bench import Bench
from pages.parts.author_fields import choice_field, drop_button, lines_field, several_field
from pages.parts.guard import Guest
from pages.parts.pack_fields import LANGS, Path, both_field, key_of
from pages.parts.text_desk import put, rewrite
from policy.document import Plain
from scenarios.scenario import Tells
from scenarios.shape import WEEKDAYS
from scenarios.twist import QUESTIONS, TWISTS

BLANK: Final[Plain] = {"zh": "……", "en": "..."}
BLANKS: Final[Plain] = {"zh": ["……"], "en": ["..."]}
NO_MARKS: Final[Plain] = {"zh": [["……"]], "en": [["..."]]}
ANY: Final = ""
TWIST_WORDS: Final = {name: message_id(f"author.twist.{name}") for name in TWISTS}
QUESTION_WORDS: Final = {name: message_id(f"author.question.{name}") for name in QUESTIONS}


def as_groups(typed: str) -> list[Plain]:
    r"""Read groups of words, one a line, the words of a group parted by commas: one of each group must be there.

    >>> as_groups("screen\ndark, no picture\n")
    [['screen'], ['dark', 'no picture']]
    """
    rows = ([word.strip() for word in re.split("[,，、;；]", line) if word.strip()] for line in typed.splitlines())
    return [list(row) for row in rows if row]


def _groups_words(found: Plain) -> str:
    rows = found if isinstance(found, list) else []
    return "\n".join(", ".join(map(str, row)) for row in rows if isinstance(row, list))


def begin_part(found: Bench, guest: Guest, path: Path, value: Plain) -> None:
    """Write a part that the text has not yet."""
    rewrite(found, guest, path, lambda: {FIRST: with_value(found.files[FIRST], path, value)})


def begin_button(guest: Guest, found: Bench, path: Path, label: str, value: Plain) -> None:
    """Draw the button that writes a part that is not there yet."""
    st.button(
        label, key=f"au_begin_{'_'.join(map(str, path))}", icon=":material/add:", on_click=begin_part,
        args=(found, guest, path, value),
    )  # fmt: skip


def marks_field(guest: Guest, found: Bench, path: Path) -> None:
    """Draw the words that a record must hold: a line for each group, commas between words that do as well."""
    t = guest.t
    if found.sheet().at(*path) is None:
        begin_button(guest, found, path, t("author.add_marks"), NO_MARKS)
        return
    st.markdown(f":small[:gray[{t('author.marks_help')}]]")
    for lang, name in LANGS.items():
        whole = (*path, lang)
        key = key_of(found, whole)
        st.session_state[key] = _groups_words(found.sheet().at(*whole))
        with st.container():
            st.text_area(
                t("packs.in_lang", what=t("author.marks"), lang=t(name)), key=key, height=76, on_change=put,
                args=(found, guest, key, whole, as_groups),
            )  # fmt: skip


def weekday_field(guest: Guest, found: Bench) -> None:
    """Draw the day of the week on which the customer comes, or any."""
    t = guest.t
    names = {ANY: t("author.any_day")} | {day: t(f"handbooks.day.{at}") for at, day in enumerate(WEEKDAYS)}
    key = key_of(found, ("weekday",))
    now = found.sheet().words("weekday")
    st.session_state[key] = now if now in names else ANY
    st.selectbox(
        t("author.weekday"), list(names), format_func=names.__getitem__, key=key, filter_mode=None,
        on_change=_weekday, args=(found, guest, key),
    )  # fmt: skip


def _weekday(found: Bench, guest: Guest, key: str) -> None:
    day = str(st.session_state.get(key) or ANY)
    if day:
        begin_part(found, guest, ("weekday",), day)
    elif found.sheet().at("weekday") is not None:
        rewrite(found, guest, ("weekday",), lambda: found.sheet().drop("weekday"))


def tells_field(guest: Guest, found: Bench, at: int) -> None:
    """Draw how a person tells how bad it is."""
    t = guest.t
    tells = {one: t(f"author.tells.{one}") for one in get_args(Tells)}
    choice_field(guest, found, ("personas", at, "tells"), t("author.tells"), tells)


def people_buttons(guest: Guest, found: Bench, at: int) -> None:
    """Draw the buttons that add a person, as the one in view is, and take that one out."""
    t = guest.t
    rows = [one for _, one in found.sheet().rows("personas")]
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("author.add_person"), key="au_person_more", icon=":material/add:", on_click=_person,
            args=(found, guest, dict(rows[at]) | {"title": BLANK}, len(rows)),
        )  # fmt: skip
        if len(rows) > 1:
            drop_button(guest, found, ("personas", at), str(at + 1))


def _person(found: Bench, guest: Guest, row: Plain, at: int) -> None:
    if rewrite(found, guest, ("personas", at), lambda: found.sheet().add(row, at, "personas")):
        st.session_state["au_at_personas"] = str(at)


def twists(guest: Guest, found: Bench) -> None:
    """Draw what the customer may do half-way, and the second problem that one of these brings up."""
    t, sheet = guest.t, found.sheet()
    st.markdown(f":small[:gray[{t('author.twists_help')}]]")
    if sheet.at("twists") is None:
        begin_button(guest, found, ("twists",), t("author.add_twists"), [])
    else:
        found.point(("twists",))
        several_field(guest, found, ("twists",), t("author.form.twists"), {k: t(v) for k, v in TWIST_WORDS.items()})
    if sheet.at("second") is None:
        second: Plain = {"tell": BLANKS, "symptom": BLANK, "marks": NO_MARKS}
        begin_button(guest, found, ("second",), t("author.add_second"), second)
        return
    with st.container(border=True, key="au_second"):
        st.markdown(f"**{t('author.second')}**")
        lines_field(guest, found, ("second", "tell"), t("author.fact_say"), 76)
        both_field(guest, found, ("second", "symptom"), t("author.fact_value"))
        marks_field(guest, found, ("second", "marks"))
        drop_button(guest, found, ("second",), t("author.second"))


def complaint(guest: Guest, found: Bench) -> None:
    """Draw what the customer complains about: demand, what went before, and what an analysis must say."""
    t, sheet = guest.t, found.sheet()
    if sheet.at("complaint") is None:
        st.markdown(f":small[:gray[{t('author.complaint_help')}]]")
        whole: Plain = {
            "demand": BLANK, "tell": BLANKS, "history": [BLANK, BLANK, BLANK],
            "analysis": dict.fromkeys(QUESTIONS, NO_MARKS),
        }  # fmt: skip
        begin_button(guest, found, ("complaint",), t("author.add_complaint"), whole)
        return
    found.point(("complaint",))
    both_field(guest, found, ("complaint", "demand"), t("author.demand"))
    lines_field(guest, found, ("complaint", "tell"), t("author.complaint_tell"), 76)
    st.markdown(f"**{t('author.history')}**")
    rows = sheet.at("complaint", "history")
    for at in range(len(rows) if isinstance(rows, list) else 0):
        both_field(guest, found, ("complaint", "history", at), str(at + 1))
    st.markdown(f"**{t('author.analysis')}**")
    for name, words in QUESTION_WORDS.items():
        with st.expander(t(words)):
            marks_field(guest, found, ("complaint", "analysis", name))
    drop_button(guest, found, ("complaint",), t("author.form.complaint"))


def rarer_of_fact(guest: Guest, found: Bench, here: Path) -> None:
    """Draw the words of proof, and the ways to add a vague first answer and a wrong belief."""
    t, sheet = guest.t, found.sheet()
    marks_field(guest, found, (*here, "marks"))
    with st.container(horizontal=True, gap="small"):
        if sheet.at(*here, "vague") is None:
            begin_button(guest, found, (*here, "vague"), t("author.add_vague"), BLANKS)
        if sheet.at(*here, "believes") is None:
            begin_button(guest, found, (*here, "believes"), t("author.add_believes"), BLANK)
