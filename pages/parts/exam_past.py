"""What has become of a candidate's earlier tries, for which reasons, and how do they appeal?"""

import streamlit as st

from mysterydesk.clock import now
from mysterydesk.exams import levels, opening
from mysterydesk.exams.deciding import decided
from mysterydesk.exams.record import ExamTry
from pages.parts.exam_appeal import appeal_card
from pages.parts.guard import Guest
from pages.parts.verbatim import verbatim
from pages.parts.written_rows import moment


def past_tries(guest: Guest) -> None:
    """List the tries that are over, the newest first; nothing where there is none."""
    t = guest.t
    mine = [one for one in opening.own_exams(guest.world.store, guest.account) if _is_over(one)]
    if not mine:
        return
    with st.container(border=True, key="card_past", gap="medium"):
        st.subheader(t("exam.past"), anchor=False)
        for one in reversed(mine):
            with st.container(key=f"past_{one.id}", gap="small"):
                _try(guest, one)


def _is_over(exam: ExamTry) -> bool:
    return exam.annulled is not None or exam.answer != "waiting"


def _try(guest: Guest, exam: ExamTry) -> None:
    t = guest.t
    title = t.of(levels.plan_of(exam.level).title)
    answer = t("exam.ended.annulled") if exam.annulled is not None else t(f"exam.answer.{exam.answer}")
    st.markdown(f"**{title}** · {moment(exam.began)} · {answer}")
    if exam.annulled is not None:
        st.markdown(t("exam.ended.reason", reason=verbatim(exam.annulled.reason)))
    elif exam.answer == "refused":
        grounds = decided(guest.world.store, exam, now()).grounds
        said = dict.fromkeys(t(f"exam.ground.{one.code}") for one in grounds if one.against)
        st.markdown("\n".join(f"- {one}" for one in said))
    appeal_card(guest, exam)
