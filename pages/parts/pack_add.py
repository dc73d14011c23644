"""How is a row added to a pack or taken out of it in the form: a target, a clock, a date, an intake field?"""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from mysterydesk.i18n import message_id
from mysterydesk.pack_more import GROUPS, with_clock_again, with_date, with_field, with_one_target, without_target
from mysterydesk.pack_sheet import as_day, as_hours, hours_words
from pages.parts.guard import Guest
from pages.parts.pack_bench import Bench
from pages.parts.pack_fields import LANGS, Line, Path, name_of, text_field
from pages.parts.text_desk import rewrite
from policy.text import Text

GROUP_NAMES: Final[Mapping[str, str]] = {
    "customer": message_id("packs.group_customer"),
    "issue": message_id("packs.group_issue"),
    "attachment": message_id("packs.group_attachment"),
}

CLAUSE_SHOWN: Final = 56
"""Characters of a clause, its id among them, that fit a choice."""


def _drop(found: Bench, guest: Guest, path: Path) -> None:
    rewrite(found, guest, path[:-1], lambda: found.sheet().drop(*path))


def remove(guest: Guest, found: Bench, path: Path, name: str) -> None:
    """Draw the button that takes a row out."""
    t = guest.t
    key = f"pk_drop_{found.pack.id}_{'_'.join(map(str, path))}"
    act = _drop_target if path[0] == "clocks" and "targets" in path else _drop
    st.button(
        t("packs.remove"), key=key, help=t("packs.remove_what", name=name), on_click=act, args=(found, guest, path)
    )


def _drop_target(found: Bench, guest: Guest, path: Path) -> None:
    _, at, *_, code = path
    rewrite(found, guest, path[:2], lambda: without_target(found.sheet(), int(at), str(code)))


def targets_switch(guest: Guest, found: Bench, at: int, codes: Sequence[str]) -> None:
    """Draw the button that holds every priority to one target, or each to its own.

    Args:
        guest: Who looks.
        found: The pack.
        at: Place of the clock.
        codes: Priorities that have no target of their own yet; none: every one has.
    """
    t = guest.t
    words = t("packs.target_each") if codes else t("packs.target_one")
    wanted = tuple(codes) or ("any",)
    st.button(words, key=f"pk_switch_{found.pack.id}", on_click=_switch, args=(found, guest, at, wanted))


def _switch(found: Bench, guest: Guest, at: int, codes: Sequence[str]) -> None:
    rewrite(found, guest, ("clocks", at), lambda: with_one_target(found.sheet(), at, codes))


def clock_rows(guest: Guest, found: Bench, at: int, *, several: bool) -> None:
    """Draw the buttons that copy a clock and take it out."""
    t = guest.t
    with st.container(horizontal=True, gap="small"):
        st.button(t("packs.clock_again"), key=f"pk_again_{found.pack.id}", on_click=_again, args=(found, guest, at))
        if several:
            st.button(
                t("packs.clock_drop"),
                key=f"pk_gone_{found.pack.id}",
                on_click=_drop,
                args=(found, guest, ("clocks", at)),
            )


def _again(found: Bench, guest: Guest, at: int) -> None:
    title = found.sheet().at("clocks", at, "title")
    words = title if isinstance(title, dict) else {}
    named = Text(zh=f"{words.get('zh') or ''} 2".strip(), en=f"{words.get('en') or ''} 2".strip())
    if rewrite(found, guest, ("clocks", at + 1), lambda: with_clock_again(found.sheet(), at, named)):
        st.session_state[f"pk_clock_{found.pack.id}"] = at + 1


def dates(guest: Guest, found: Bench) -> None:
    """Draw the dates off and those with hours of their own, each with its button, and a line to add one."""
    t, sheet = guest.t, found.sheet()
    off, extra = sheet.at("calendar", "holidays"), sheet.at("calendar", "extra")
    st.markdown(f"**{t('handbooks.hours_dated')}**")
    for at, day in enumerate(off if isinstance(off, list) else ()):
        with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="center"):
            st.markdown(t("packs.day_off", day=day), width="stretch")
            remove(guest, found, ("calendar", "holidays", at), str(day))
    for day, spans in extra.items() if isinstance(extra, dict) else ():
        with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="bottom"):
            line = Line(label=day, read=as_hours, wrong=message_id("packs.wrong_hours"), shown=hours_words(spans))
            text_field(guest, found, ("calendar", "extra", day), line)
            remove(guest, found, ("calendar", "extra", day), day)
    with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="bottom"):
        st.text_input(t("packs.date"), key="pk_date", placeholder="2026-10-01", autocomplete="off")
        st.text_input(t("packs.date_hours"), key="pk_date_hours", placeholder=t("packs.date_off"), autocomplete="off")
        st.button(t("packs.add"), key="pk_date_add", on_click=_add_date, args=(found, guest))


def _add_date(found: Bench, guest: Guest) -> None:
    state = st.session_state
    day, spans = as_day(str(state.get("pk_date") or "")), as_hours(str(state.get("pk_date_hours") or ""))
    if day is None or spans is None:
        found.said = (guest.t("packs.wrong_date"), False)
        return
    if rewrite(found, guest, ("calendar",), lambda: with_date(found.sheet(), day, spans)):
        state["pk_date"], state["pk_date_hours"] = "", ""


def shortened(words: str) -> str:
    """Cut what does not fit a choice, and say so.

    >>> shortened("STD-1 words"), len(shortened("x" * 99))
    ('STD-1 words', 57)
    """
    return words if len(words) <= CLAUSE_SHOWN else f"{words[:CLAUSE_SHOWN].rstrip()}…"


def clause_choice(guest: Guest, found: Bench, key: str) -> None:
    """Let the clause be chosen that something new stands on."""
    clauses = {
        str(one.get("id")): shortened(f"{one.get('id')} {name_of(guest, one, '')}")
        for _, one in found.sheet().rows("clauses")
    }
    st.selectbox(guest.t("packs.basis"), list(clauses), format_func=clauses.__getitem__, key=key)


def both_new(guest: Guest, what: str, key: str) -> None:
    """Draw the words of something new, in both languages."""
    for lang, name in LANGS.items():
        st.text_input(
            guest.t("packs.in_lang", what=what, lang=guest.t(name)), key=f"{key}_{lang}", autocomplete="off"
        )


def both_typed(key: str) -> Text:
    """Take the words that were typed there."""
    zh, en = (str(st.session_state.get(f"{key}_{lang}") or "").strip() for lang in LANGS)
    return Text(zh=zh, en=en)


def both_cleared(key: str) -> None:
    """Empty the fields of something that was added."""
    for lang in LANGS:
        st.session_state[f"{key}_{lang}"] = ""


def complaint(found: Bench) -> None:
    """Say inside what is folded out why nothing was added: it hides the notice above."""
    if found.said and not found.said[1]:
        st.error(found.said[0])


def field_adder(guest: Guest, found: Bench) -> None:
    """Draw the fields of a new intake field, folded away."""
    t = guest.t
    with (
        st.popover(t("packs.field_add"), icon=":material/add:", key=f"pk_field_more_{found.rev}"),
        st.container(key="pk_field_new"),
    ):
        both_new(guest, t("packs.name"), "pk_field")
        st.selectbox(
            t("packs.group"),
            list(GROUPS),
            format_func=lambda one: t(GROUP_NAMES[one]),
            filter_mode=None,
            key="pk_field_group",
        )
        clause_choice(guest, found, "pk_field_basis")
        st.button(t("packs.add"), key="pk_field_go", type="primary", on_click=_add_field, args=(found, guest))
        complaint(found)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _add_field(found: Bench, guest: Guest) -> None:
    state = st.session_state
    title = both_typed("pk_field")
    basis = state.get("pk_field_basis")
    if not title.zh or not title.en or not basis:
        found.said = (guest.t("packs.field_wanted"), False)
        return
    count = len(list(found.sheet().rows("intake")))
    group = str(state.get("pk_field_group"))
    if rewrite(found, guest, ("intake", count), lambda: with_field(found.sheet(), title, group, str(basis))):
        both_cleared("pk_field")
