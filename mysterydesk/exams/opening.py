"""May somebody begin an exam now, and what happens when they do?"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from certification.form import form_to_json
from certification.level_plan import LevelPlan, plan_to_json
from certification.pool import Drawn, draw
from certification.retake import NotYet, Try, may_begin
from mysterydesk.accounts import require
from mysterydesk.dossier import dossier, note
from mysterydesk.errors import WorldError
from mysterydesk.exams import levels
from mysterydesk.exams.granting import granted_to
from mysterydesk.exams.identity import confirm
from mysterydesk.exams.practical import can_be_taken
from mysterydesk.exams.record import BEGUN, ExamTry, is_set_aside, read_exam, stream_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, Batch, NewEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a candidate brings to the door of an exam.

    Attributes:
        level: The level.
        phrase: Their pass phrase, typed again.
        accepted: They have read and accepted the rules.
        tab: The window, made by the page.
    """

    level: str
    phrase: str
    accepted: bool
    tab: str


def own_exams(store: Store, account: Account) -> tuple[ExamTry, ...]:
    """Give a person's tries for all levels, oldest first."""
    return tuple(read_exam(store, one) for one in dossier(store, account).exams)


def tries_of(store: Store, account: Account, level: str) -> tuple[Try, ...]:
    """Give a person's tries for a level as the rule on retakes wants them.

    An annulled one counts as failed; one that an appeal has set aside does not count.
    """
    mine = (one for one in own_exams(store, account) if one.level == level and not is_set_aside(one))
    return tuple(
        Try(
            began=one.began,
            answer="refused" if one.annulled else one.answer,
            answered=one.answered or (one.annulled.at if one.annulled else one.began),
        )
        for one in mine
    )


def hindrance(store: Store, account: Account, level: str, at: datetime) -> NotYet | None:
    """Say why a person may not begin a level now, or None."""
    return may_begin(levels.rule_of(levels.plan_of(level)), tries_of(store, account, level), at)


def begin(store: Store, account: Account, entry: Entry, at: datetime) -> str:
    """Let a candidate in and show the paper: from now on the time runs.

    Raises:
        WorldError: `exam_rules`, `exam_identity`, `exam_identity_wait`, `no_such_level`, `exam_level_missing`,
            `exam_no_pool`, `exam_open`, `exam_wait`, `exam_tries`, `exam_short`.
    """
    require(account, "sit_exam")
    plan = levels.plan_of(entry.level)
    if not entry.accepted:
        raise WorldError("exam_rules")
    confirm(store, account, entry.phrase, at)
    with store.atomic():  # two clicks at once begin one exam
        _refuse_too_early(store, account, plan, at)
        cycle, share = levels.cycle_of(store, plan.level, account.id, at), levels.share_of(store, plan)
        paper = draw(levels.sources(), plan, share, secrets.randbelow(2**62), cycle)
        if not isinstance(paper, Drawn):
            short = paper[0]
            raise WorldError("exam_short", topic=short.cell, need=short.need, have=short.have)
        return _opened(store, account, entry, paper, at)


def _refuse_too_early(store: Store, account: Account, plan: LevelPlan, at: datetime) -> None:
    if plan.requires and not levels.held(store, account.id).get(plan.requires, at) > at:
        raise WorldError("exam_level_missing", level=plan.requires)
    if not can_be_taken(plan):
        raise WorldError("exam_no_pool")
    reason = hindrance(store, account, plan.level, at)
    if reason is None:
        return
    if reason.until is None:
        raise WorldError("exam_open")
    until = f"{reason.until.astimezone(ZoneInfo(levels.handbook().zone)):%Y-%m-%d %H:%M}"
    if reason.code == "retake_wait":
        raise WorldError("exam_wait", until=until)
    raise WorldError("exam_tries", until=until)


def _opened(store: Store, account: Account, entry: Entry, paper: Drawn, at: datetime) -> str:
    exam = uuid4().hex
    plan, granted = levels.plan_of(entry.level), granted_to(store, account.id, entry.level)
    body = {
        "account": account.id,
        "level": plan.level,
        "plan": str(store.documents.put("level_plan", plan_to_json(plan), at=at, durable=True)),
        "form": str(store.documents.put("exam_form", form_to_json(paper.form), at=at, durable=True)),
        "share": levels.share_of(store, plan),
        "granted": {"share": granted.share, "minutes": granted.minutes},
        "tab": entry.tab,
    }
    begun = NewEvent(kind=BEGUN, body=body)
    store.events.append(
        Batch(stream=stream_of(exam), expected_version=0, key="begin", at=at, events=(begun,)), durable=True
    )
    levels.note_units(store, plan.level, exam, account.id, paper.units, at)
    note(store, account.id, BEGUN, f"exam-{exam}", {"exam": exam, "level": plan.level}, at)
    return exam
