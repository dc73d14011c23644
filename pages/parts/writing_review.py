"""What has a person said about a document, and what can a reviewer say: settle what is open, change what is wrong?"""

import streamlit as st

from mysterydesk import writing_review
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.review_record import On
from mysterydesk.reviewing import LONGEST
from mysterydesk.roles import may
from mysterydesk.writing_review import Reviewed
from mysterydesk.written_words import check_words
from pages.parts.guard import Guest
from pages.parts.result_findings import text_of
from pages.parts.verbatim import verbatim
from pages.parts.verdicts import verdict_badge
from pages.parts.written_rows import moment, who
from scoring.amendment import Settled

SAID = "writing_review_said"
CHOICES: tuple[Settled, ...] = ("met", "not_met")


def said() -> None:
    """Say once what came of the last step."""
    words, well = st.session_state.pop(SAID, ("", True))
    if words:
        (st.success if well else st.error)(words)


def history(guest: Guest, shown: Reviewed) -> None:
    """Show the first verdict beside the present one, and every change with its reason."""
    t = guest.t
    if not shown.amendments:
        return
    first = f"{verdict_badge(t, shown.first.verdict)} → {verdict_badge(t, shown.piece.verdict)}"
    st.markdown(f"{t('review.first_then')} {first}")
    for one in shown.amendments:
        what, by = _title(guest, shown, one.place), verbatim(who(guest, one.by))
        line = t(
            "review.amended", at=moment(one.at), by=by, what=what,
            before=t(f"verdict_of.{one.before}"), after=t(f"verdict_of.{one.after}"), words=verbatim(one.words),
        )  # fmt: skip
        st.markdown(f":small[{line}]")


def _title(guest: Guest, shown: Reviewed, place: int) -> str:
    if place >= len(shown.piece.findings):
        return ""
    row = shown.piece.findings[place]
    params = {str(key): str(value) for key, value in dict(row["params"]).items()}  # type: ignore[call-overload]
    return check_words(guest.t, params, text_of(row["code"]))


def amend_form(guest: Guest, shown: Reviewed, place: int) -> None:
    """Let a reviewer say what one finding is, with the reason; authors do not judge their own."""
    t, row = guest.t, shown.piece.findings[place]
    if shown.first.by == guest.account.id or not may(guest.account.role, "review_attempts"):
        return
    key = f"{place}_{shown.seen}"
    with st.popover(t("review.amend"), key=f"wr_amend_{key}", icon=":material/edit_note:"):
        st.text(_title(guest, shown, place))
        st.container().text_area(t("review.reason"), key=f"wr_words_{key}", max_chars=LONGEST, height=90)
        for after in CHOICES:
            if after != row["verdict"]:
                st.button(
                    t("review.amend_to", verdict=t(f"verdict_of.{after}")), key=f"wr_to_{after}_{key}",
                    on_click=_amend, args=(guest, shown, place, after),
                )  # fmt: skip


def _amend(guest: Guest, shown: Reviewed, place: int, after: Settled) -> None:
    """Take the step, and keep what came of it for the next drawing; typed words stay unless it was written."""
    words = str(st.session_state.get(f"wr_words_{place}_{shown.seen}") or "")
    on = On(attempt=shown.first.id, seen=shown.seen)
    try:
        writing_review.amend(guest.world.store, guest.account, on, (place, after), words, now())
    except WorldError as fault:
        st.session_state[SAID] = (fault_text(guest.t, fault), False)
        return
    st.session_state[SAID] = (guest.t("review.amended_now"), True)
