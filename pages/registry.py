"""Which credentials are there, how do they stand, and what waits for a second person? The registry."""

import csv
from io import StringIO

import streamlit as st

from certification.expiry import MARKS, days_left
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.exams import registry
from mysterydesk.exams.registry import Entry
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.withdrawing import Change
from pages.parts.endings import title_of
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.verbatim import verbatim
from pages.parts.written_rows import moment, who

guest = guard("registry")

FAULT, SHOWN = "registry_fault", 50
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a table would take for a formula (OWASP, CSV injection)."""


def _do(guest: Guest, name: str, entry: Entry, state: str = "") -> None:
    world, url, at = guest.world, guest.world.settings.url, now()
    try:
        if name == "confirm":
            registry.confirm(world.store, guest.account, entry.number, url, at)
        elif name == "drop":
            registry.drop(world.store, guest.account, entry.number, at)
        else:
            reason = str(st.session_state.get(f"reg_why_{entry.number}", ""))
            wanted = Change(number=entry.number, state=state, reason=reason)  # type: ignore[arg-type]
            registry.propose(world.store, guest.account, wanted, url, at)
    except WorldError as fault:
        st.session_state[FAULT] = fault_text(guest.t, fault)


def _proposal(guest: Guest, entry: Entry) -> None:
    t, waiting = guest.t, entry.proposal
    if waiting is None:
        return
    st.markdown(
        t(
            "registry.waits", what=t(f"registry.to_{waiting.state}"), by=verbatim(who(guest, waiting.by)),
            at=moment(waiting.at), reason=verbatim(waiting.reason),
        )
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("registry.confirm"), key=f"reg_confirm_{entry.number}", type="primary",
            disabled=waiting.by == guest.account.id, on_click=_do, args=(guest, "confirm", entry),
        )  # fmt: skip
        st.button(t("registry.drop"), key=f"reg_drop_{entry.number}", on_click=_do, args=(guest, "drop", entry))


def _change(guest: Guest, entry: Entry) -> None:
    t = guest.t
    if entry.proposal is not None or entry.status.state == "revoked":
        return
    with st.expander(t("registry.change")), st.form(f"reg_{entry.number}", border=False):
        people = registry.people_for(entry.level)
        if people > 1:
            st.markdown(t("registry.two"))
        st.text_area(t("registry.why"), key=f"reg_why_{entry.number}", height=80)
        with st.container(horizontal=True, gap="small"):
            states = ("suspended", "revoked") if entry.status.state == "valid" else ("valid", "revoked")
            for state in states:
                st.form_submit_button(
                    t(f"registry.to_{state}"), key=f"reg_{state}_{entry.number}", on_click=_do,
                    args=(guest, "propose", entry, state),
                )  # fmt: skip


def _left(entry: Entry) -> int:
    return days_left(entry.until, now())


def _state(t: Translation, entry: Entry) -> str:
    """Say how a credential stands, and that it has ended or is about to."""
    said = t(f"registry.is_{entry.status.state}")
    if entry.status.state == "revoked" or _left(entry) > MARKS[0]:
        return said
    if _left(entry) > 0:
        return f"{said} · {t.count('registry.left', _left(entry))}"
    return t("registry.ended") if entry.status.state == "valid" else f"{said} · {t('registry.ended')}"


def _entry(guest: Guest, entry: Entry) -> None:
    t = guest.t
    with st.container(border=True, key=f"credential_{entry.number}", gap="small"):
        name, title = verbatim(t.of(entry.holder.name)), title_of(t, entry.level)
        st.markdown(f"**{name}** · {title} · {_state(t, entry)}")
        dates = t("registry.dates", issued=moment(entry.issued), until=moment(entry.until))
        st.markdown(f":small[{dates} · [{entry.number}](/verify/{entry.number})]")
        if entry.told:
            said = "; ".join(t("registry.told_at", days=one.mark, at=moment(one.at)) for one in entry.told)
            st.markdown(f":small[{t('registry.told', said=said)}]")
        if entry.status.reason:
            st.text(t("credential.because", reason=entry.status.reason))
        _proposal(guest, entry)
        _change(guest, entry)


def _plain(cell: str) -> str:
    """Keep a cell from being taken for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _table(t: Translation, found: list[Entry]) -> str:
    out = StringIO()
    writer = csv.writer(out)
    heads = ("number", "holder", "level", "state", "issued", "until")
    writer.writerow([t(f"registry.col_{one}") for one in heads])
    for one in found:
        cells = (one.number, t.of(one.holder.name), title_of(t, one.level), _state(t, one))
        writer.writerow([_plain(cell) for cell in (*cells, moment(one.issued), moment(one.until))])
    return "\ufeff" + out.getvalue()


def _wanted(guest: Guest, known: tuple[Entry, ...]) -> list[Entry]:
    t = guest.t
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        text = st.text_input(t("registry.search"), key="reg_search", width=320).strip().lower()
        states = ("all", "waits", "ending", "valid", "suspended", "revoked")
        names = {
            "all": t("registry.all"), "waits": t("registry.waiting"), "ending": t("registry.ending"),
            "valid": t("registry.is_valid"),
            "suspended": t("registry.is_suspended"), "revoked": t("registry.is_revoked"),
        }  # fmt: skip
        state = st.selectbox(t("registry.state"), states, format_func=names.__getitem__, key="reg_state", width=200)
    return [
        one
        for one in known
        if (
            state in {"all", one.status.state}
            or (state == "waits" and one.proposal is not None)
            or (state == "ending" and one.status.state != "revoked" and _left(one) <= MARKS[0])
        )
        and (not text or text in f"{one.number} {one.holder.name.zh} {one.holder.name.en} {one.holder.login}".lower())
    ]


def main(guest: Guest) -> None:
    """Draw what the search leaves, the newest first."""
    t = guest.t
    style(t, "handbooks")
    known = registry.entries(guest.world.store, guest.account)
    with st.container(key="narrow"):
        st.header(t("page.registry"), anchor=False)
        st.markdown(t("registry.lead"))
        if said := st.session_state.pop(FAULT, ""):
            st.error(said)
        found = _wanted(guest, known)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="reg_head"):
            st.markdown(t("registry.count", n=len(found), of=len(known)))
            st.download_button(
                t("registry.download"), _table(t, found), file_name="credentials.csv", mime="text/csv", key="reg_csv"
            )
        for one in found[:SHOWN]:
            _entry(guest, one)
        if len(found) > SHOWN:
            st.markdown(t("registry.more", n=len(found) - SHOWN))


main(guest)
