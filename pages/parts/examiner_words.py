"""In which words does the examiner's desk tell of a try?"""

from datetime import timedelta

from mysterydesk.exams import levels
from mysterydesk.exams.assessing import Row
from pages.parts.guard import Guest
from pages.parts.verbatim import verbatim
from pages.parts.written_rows import moment

MINUTE = timedelta(minutes=1)


def head_of(guest: Guest, row: Row) -> str:
    """Name candidate, level and beginning."""
    t = guest.t
    title = t.of(levels.plan_of(row.exam.level).title)
    return f"**{verbatim(t.of(row.candidate.name))}** · {title} · {moment(row.exam.began)}"


def facts_of(guest: Guest, row: Row) -> str:
    """Say where a try stands, and what happened in it."""
    t, exam = guest.t, row.exam
    if exam.annulled is not None:
        parts = [t("examiner.annulled", reason=verbatim(exam.annulled.reason))]
    elif row.clock.state == "open":
        parts = [t("examiner.left", minutes=max(0, row.clock.left // MINUTE))]
    else:
        parts = [t(f"examiner.is_{exam.answer if row.decision is None else row.decision.answer}")]
    parts.append(t.count("examiner.absences", len(row.clock.absences)))
    seconds = sum(one.seconds for one in exam.lost)
    parts.append(t("examiner.lost", n=len(exam.lost), seconds=seconds))
    if exam.granted.share or exam.granted.minutes:
        share = round(exam.granted.share * 100)
        parts.append(t("examiner.granted", share=share, minutes=exam.granted.minutes))
    return t("standard.glue").join(parts)


def grounds_of(guest: Guest, row: Row) -> str:
    """List what is still missing."""
    t = guest.t
    grounds = row.decision.grounds if row.decision is not None else ()
    said = dict.fromkeys(t(f"exam.ground.{one.code}") for one in grounds)
    signed = [
        t("examiner.signed_yes" if one.agrees else "examiner.signed_no", reason=verbatim(one.reason))
        for one in row.exam.assessments
    ]
    return "\n".join(f"- {one}" for one in (*said, *signed))
