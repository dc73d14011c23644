"""How does a judge rate: ten entries a sheet, each with what is right, and in round two with what all said?"""

from collections.abc import Sequence

import streamlit as st

from certification.form import Place
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.exams import levels, standards
from mysterydesk.exams.standard_record import Entry, Standard
from mysterydesk.exams.standards import Sheet
from mysterydesk.i18n import Translation, fault_text
from pages.parts.guard import Guest

KEPT = "standard_kept"
A_SHEET = 10
SHEET = "std_sheet"
STEP = 5


def _key(one: Standard, entry: Entry) -> str:
    return f"std_{one.id}_{one.round}_{entry.id}"


def _keep(guest: Guest, one: Standard, entries: Sequence[Entry]) -> None:
    """Keep what was filled in on this sheet; what was left empty stays open."""
    given = {entry.id: st.session_state.get(_key(one, entry)) for entry in entries}
    ratings = {name: int(value) for name, value in given.items() if value is not None}
    try:
        standards.rate(guest.world.store, guest.account, one.id, ratings, now())
    except WorldError as fault:
        st.session_state[KEPT] = (fault_text(guest.t, fault), False)
        return
    st.session_state[KEPT] = (guest.t("standard.kept", n=len(ratings)), True)
    st.session_state.pop(SHEET, None)  # on to the next sheet that is not whole


def _item(t: Translation, place: Place) -> None:
    """Show an item with its key: whoever judges has to know what is right."""
    item = place.item
    st.markdown(f":small[{t(f'topic.{item.topic}')} · {item.handbook}]")
    st.text(t.of(item.stem))
    ordered = item.kind == "ordering"
    for number, one in enumerate(item.key if ordered else [one.id for one in item.options], start=1):
        sign = f"{number}." if ordered else "✓" if one in item.key else "·"
        st.text(f"{sign}　{t.of(item.option(one).text)}")


def _task(guest: Guest, one: Standard, entry: Entry) -> None:
    plan = levels.plan_of(one.level)
    topic = next(each for each in plan.topics if str(each.topic) == entry.topic)
    says = guest.t("standard.task_case") if topic.slot else guest.t("standard.task_written")
    st.markdown(f"**{guest.t.of(topic.title)}**  \n:small[{says}]")


def _seen(t: Translation, sheet: Sheet, entry: Entry) -> str:
    """Say in round two what oneself and all said in round one, and how many got it right."""
    said = sheet.others.get(entry.id)
    if said is None:
        return ""
    parts = [t("standard.first", mine=sheet.first.get(entry.id, "–"))]
    parts.append(t("standard.spread", low=said.low, middle=f"{said.middle:g}", high=said.high))
    known = sheet.right.get(entry.id)
    if known is not None:
        parts.append(t("standard.right", share=f"{known[0] * 100:.0f}", n=known[1]))
    elif not entry.task:
        parts.append(t("standard.right_unknown"))
    return t("standard.glue").join(parts)


def _entry(guest: Guest, sheet: Sheet, entry: Entry) -> None:
    t, one = guest.t, sheet.session
    place = next((each for each in sheet.form.places if str(each.question) == entry.id), None)
    with st.container(border=True, key=f"entry_{entry.id}", gap="small"):
        if place is None:
            _task(guest, one, entry)
        else:
            _item(t, place)
        if seen := _seen(t, sheet, entry):
            st.markdown(f":small[{seen}]")
        label = t("standard.ask_task") if entry.task else t("standard.ask_item")
        value = sheet.mine.get(entry.id, sheet.first.get(entry.id))
        st.number_input(label, 0, 100, value=value, step=STEP, key=_key(one, entry), width=420)


def _sheets(guest: Guest, sheet: Sheet) -> Sequence[Entry]:
    """Choose ten entries: the first that are not whole unless another sheet is asked for."""
    entries = sheet.session.entries
    groups = [entries[at : at + A_SHEET] for at in range(0, len(entries), A_SHEET)]
    left = [number for number, group in enumerate(groups) if any(one.id not in sheet.mine for one in group)]
    if len(groups) == 1:
        return groups[0]
    marks = [("" if number in left else "✓ ") + str(number + 1) for number in range(len(groups))]
    chosen = st.segmented_control(
        guest.t("standard.sheet"), range(len(groups)), format_func=marks.__getitem__, key=SHEET,
        default=left[0] if left else 0,
    )  # fmt: skip
    return groups[int(chosen or 0)]


def rate(guest: Guest, one: Standard) -> None:
    """Draw the sheet of one judge in the round that is on."""
    t, sheet = guest.t, standards.sheet(guest.world.store, guest.account, one.id)
    words, well = st.session_state.pop(KEPT, ("", True))
    if words:
        (st.success if well else st.error)(words)
    if one.second and guest.account.id not in one.whole(1):
        st.info(t("standard.not_in_round"))
        return
    st.markdown(t("standard.how_second") if one.second else t("standard.how_first"))
    st.markdown(t("standard.yours", done=len(sheet.mine), of=len(one.entries)))
    entries = _sheets(guest, sheet)
    with st.form("standard_sheet", border=False, enter_to_submit=False):
        for entry in entries:
            _entry(guest, sheet, entry)
        st.form_submit_button(t("standard.keep"), type="primary", on_click=_keep, args=(guest, one, entries))
