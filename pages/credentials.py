"""What was awarded, and where can anybody check it?"""

from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from certification.ladder import Refused
from mysterydesk import awarding, issuing, shelf
from mysterydesk.clock import now
from mysterydesk.dossier import CredentialEntry, dossier
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.standing_words import condition_words, reason_words
from mysterydesk.status_lists import status_of
from pages.parts.endings import endings
from pages.parts.frame import badges, style
from pages.parts.guard import Guest, guard
from pages.parts.links import go

guest = guard("credentials")


def _claim(guest: Guest) -> None:
    st.session_state["claim"] = None
    try:
        here = issuing.house(guest.world.store, guest.world.settings)
        done = awarding.claim(guest.world.store, here, guest.account, now())
    except WorldError as fault:  # e.g. nobody has given the pass phrase of the keys
        st.session_state["claim_fault"] = fault_text(guest.t, fault)
        return
    st.session_state["claim"] = done if isinstance(done, Refused) else None


def _card(guest: Guest, entry: CredentialEntry) -> None:
    t, number = guest.t, issuing.number_of(entry.credential)
    try:
        award = awarding.kept_award(guest.world.store, number)
        here = status_of(guest.world.store, entry.credential)
    except WorldError as fault:
        if fault.code in {"no_such_credential", "document_erased"}:
            return
        raise
    with st.container(border=True, key=f"card_{number}"):
        st.markdown(f"### {t.of(award.title)}")
        day = entry.issued_at.astimezone(ZoneInfo(shelf.handbook().zone))
        st.markdown(f"{t('credentials.issued', day=f'{day:%Y-%m-%d}')}　:gray[{entry.credential}]")
        if here.state != "valid":
            st.warning(t(f"credentials.is_{here.state}"))
            st.text(t("credential.because", reason=here.reason))  # as it was typed, never as markup
        badges(t, shelf.handbook(), *(one.id for one in award.assumptions))
        links = (
            (f"/verify/{number}", t("credentials.open")),
            (f"/verify/{number}.json", t("credentials.json")),
            (f"/verify/{number}.pdf", t("credentials.pdf")),
            (f"/verify/{number}.png", t("verify.form_png")),
            (f"/verify/{number}.svg", t("verify.form_svg")),
            (f"/verify/{number}.jwt", t("verify.form_jwt")),
            (f"/status/{here.list}", t("credentials.status")),
        )
        st.html(
            "　".join(f'<a href="{path}" target="_blank" rel="noopener">{escape(words)}</a>' for path, words in links)
        )
        st.markdown(f":small[:gray[{t('credentials.offline')}]]")


def _doors(guest: Guest, missing: set[str]) -> None:
    """Lead to what is still missing: the paper, the drills."""
    if "paper_passed" in missing and st.button(guest.t("home.exam"), icon=":material/edit_note:", key="to_exam"):
        go("exam")
    label = guest.t("desk.to_home")
    if missing - {"paper_passed"} and st.button(label, icon=":material/headset_mic:", key="to_home"):
        go("home")


def main(guest: Guest) -> None:
    """Draw the person's credentials, and the way to one."""
    t = guest.t
    style(t)
    found = dossier(guest.world.store, guest.account)
    standing = awarding.standing(guest.world.store, guest.account)
    with st.container(key="narrow"):
        st.header(t("credentials.title"), anchor=False)
        endings(guest)
        for entry in found.credentials[::-1]:
            _card(guest, entry)
        if found.credentials:
            return
        with st.container(border=True, key="card_none"):
            st.markdown(t("credentials.ready") if standing.ready else t("credentials.none"))
            refused = st.session_state.get("claim")
            if not_now := st.session_state.pop("claim_fault", ""):
                st.error(not_now)
            missing = [one for one in standing.conditions if not one.met]
            if missing:
                st.markdown(t("credentials.missing"))
            reasons = refused.reasons if isinstance(refused, Refused) else ()
            said = [condition_words(t, one) for one in missing] + [reason_words(t, one) for one in reasons]
            if said:
                st.markdown("\n".join(f"- {one}" for one in said))
            with st.container(horizontal=True):
                _doors(guest, {one.code for one in missing})
            if standing.ready:
                st.button(t("credentials.claim"), type="primary", key="claim_go", on_click=_claim, args=(guest,))


main(guest)
