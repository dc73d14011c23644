"""How is a scenario sent in, sent back, published and retired, and why can this person not do so now?"""

import secrets

import streamlit as st

from mysterydesk import drills
from mysterydesk.clock import now
from mysterydesk.drills import Begin
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.pack_files import bundled, zipped
from mysterydesk.roles import may
from mysterydesk.scenario_files import FIRST, out_files
from mysterydesk.scenario_proof import proof_of
from mysterydesk.scenario_review import LONGEST_WORDS
from mysterydesk.scenario_world import with_shipped
from pages.parts.author_bench import Bench, act
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.verbatim import verbatim
from pages.parts.written_rows import moment, who


def hindrance(guest: Guest, found: Bench) -> str:
    """Say why this text cannot go to a second person now; empty if it can."""
    t = guest.t
    if found.is_changed:
        return t("author.not_saved")
    problems = len(found.checked().problems)
    if problems:
        return t.count("author.not_sound", problems)
    if not found.now.is_draft and found.now.offered:
        return t("author.nothing_new")
    proof = proof_of(guest.world.store, bundled(found.files))
    if proof is None:
        return t("author.not_tried")
    return "" if proof.passed else t("author.trial_failed")


def review(guest: Guest, found: Bench) -> None:
    """Draw the button to the second person, or for that person the yes and the no."""
    t, one = guest.t, found.now
    with st.popover(t("author.review"), icon=":material/verified:", key="au_review"):
        if one.back:
            st.warning(t("author.was_sent_back", by=who(guest, one.back.by), words=verbatim(one.back.words)))
        why = hindrance(guest, found)
        if why:
            st.markdown(why)
        elif one.sent is None:
            st.markdown(t("author.send_in_sure"))
            st.button(
                t("author.send_in"), key="au_send_in", type="primary", on_click=act, args=(found, guest, "send_in")
            )
        else:
            _second(guest, found)
        if one.offered and may(guest.account.role, "publish_content"):
            st.divider()
            st.markdown(t("author.retire_sure", n=one.offered.number))
            st.button(t("author.retire"), key="au_retire", on_click=act, args=(found, guest, "retire"))


def _second(guest: Guest, found: Bench) -> None:
    """Draw what the second person sees, and for the author that somebody else is asked."""
    t, one, sound = guest.t, found.now, found.checked().sound
    if one.sent:
        st.markdown(t("author.sent_by", by=verbatim(who(guest, one.sent.by)), at=moment(one.sent.at)))
    if one.author == guest.account.id or not may(guest.account.role, "publish_content"):
        st.markdown(t("author.other_wanted"))
        return
    if sound is None:
        return
    st.markdown(t("author.publish_sure"))
    st.html(
        f'<div class="md-muted">{t("handbooks.digest")}</div><div class="md-said md-pk-digest">{sound.digest}</div>'
    )
    st.button(
        t("packs.publish_go"), key="au_publish_go", type="primary", on_click=act,
        args=(found, guest, "publish", sound.digest),
    )  # fmt: skip
    st.container().text_area(t("author.back_words"), key="au_back_words", max_chars=LONGEST_WORDS, height=90)
    st.button(t("author.send_back"), key="au_send_back", on_click=act, args=(found, guest, "send_back"))


def download(guest: Guest, found: Bench) -> None:
    """Draw the scenario as a file, and as a zip with its products and articles."""
    t, name = guest.t, found.name
    with st.popover(t("packs.download"), icon=":material/download:", key="au_download"):
        st.download_button(
            t("packs.as_zip"), zipped(out_files(name, with_shipped(found.shown))), file_name=f"{name}.zip",
            mime="application/zip", key="au_zip", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            t("packs.as_one"), found.shown.get(FIRST, ""), file_name=f"{name}.yaml", mime="application/yaml",
            key="au_one", on_click="ignore",
        )  # fmt: skip


def play(guest: Guest, found: Bench) -> None:
    """Draw the button that plays the saved text as a trainee does, at the desk."""
    t = guest.t
    ready = not found.is_changed and found.checked().sound is not None
    if st.button(
        t("author.play"), key="au_play", icon=":material/headset_mic:", disabled=not ready,
        help=None if ready else t("author.play_later"),
    ):  # fmt: skip
        wanted = Begin(scenario=found.name, lang=t.lang, mode="practice", key=secrets.token_hex(8), draft=True)
        try:
            attempt = drills.begin(guest.world.store, guest.account, wanted, now())
        except WorldError as fault:
            st.error(fault_text(t, fault))
            return
        go("desk", attempt=attempt)
