"""Which cases does a try ask for, how is the next one begun, and what have they come to?

Cases come from the sealed pool of the level (`exams.pool`). What ships with the product everybody can read, so what
is earned with it is a demonstration and says so.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from certification.decision import CaseVerdict, DrawnCase
from certification.level_plan import LevelPlan
from mysterydesk import attempts, drills
from mysterydesk.accounts import require
from mysterydesk.dossier import DrillEntry, dossier
from mysterydesk.errors import WorldError
from mysterydesk.exams import levels, pool
from mysterydesk.exams.paper import score_of
from mysterydesk.exams.record import CASE, ExamTry, append, read_exam
from mysterydesk.exams.sitting import Act, clock_of, owned
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.text import Lang, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStanding:
    """One case of a try: its drill, and its verdict, `open` while it can still be played."""

    drill: str
    verdict: CaseVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotStanding:
    """Where one slot of a try stands.

    Attributes:
        slot: Its name.
        title: As people read it.
        cases: How many are drawn.
        begun: Those that were begun, oldest first.
    """

    slot: str
    title: Text
    cases: int
    begun: tuple[CaseStanding, ...]

    @property
    def open_drill(self) -> str:
        """Name the drill that is not finished yet; empty for none."""
        return next((one.drill for one in self.begun if one.verdict == "open"), "")

    @property
    def complete(self) -> bool:
        """Whether all cases were begun."""
        return len(self.begun) >= self.cases


def _verdict(store: Store, entry: DrillEntry, at: datetime) -> CaseVerdict:
    """Give the verdict of a case; one that was left for a day is failed, or a try could stay open for ever."""
    known: Mapping[str, CaseVerdict] = {"pass": "pass", "fail": "fail", "person": "person"}
    if entry.verdict in known:
        return known[entry.verdict]
    last = store.events.read(attempts.stream_of(entry.attempt))[-1].at
    limit = timedelta(seconds=levels.handbook().settings["abandon_s"].value)
    return "fail" if entry.abandoned or at - last > limit else "open"


def supply(plan: LevelPlan, slot: str) -> tuple[str, ...]:
    """List the scenarios that can fill a slot of a level."""
    return pool.supply(plan, slot, levels.HANDBOOK)


def can_be_taken(plan: LevelPlan) -> bool:
    """Tell whether there are enough cases for one try; a level with written work cannot be sat here yet."""
    return not plan.written and all(len(supply(plan, slot)) >= cases for slot, cases in plan.slots)


def slots_of(store: Store, account: Account, exam: ExamTry, at: datetime) -> tuple[SlotStanding, ...]:
    """Say where each slot of one's try stands."""
    plan = levels.pinned(store, exam.plan)
    entries = {one.attempt: one for one in dossier(store, account).drills}
    return tuple(
        SlotStanding(
            slot=slot,
            title=title,
            cases=cases,
            begun=tuple(
                CaseStanding(drill=name, verdict=_verdict(store, entries[name], at))
                for named, name in exam.cases
                if named == slot and name in entries
            ),
        )
        for (slot, cases), title in zip(plan.slots, plan.slot_titles, strict=True)
    )


def drawn_cases(store: Store, account: Account, exam: ExamTry, at: datetime) -> tuple[DrawnCase, ...]:
    """Give the cases of a try as the decision wants them."""
    return tuple(
        DrawnCase(slot=slot.slot, verdict=one.verdict)
        for slot in slots_of(store, account, exam, at)
        for one in slot.begun
    )


def next_case(store: Store, account: Account, act: Act, slot: str, lang: Lang) -> str:
    """Begin the next case of a slot, with a fresh seed.

    Returns:
        The id of the drill; of one that is still open, that one.

    Raises:
        WorldError: `exam_paper_first` before the paper is passed, `exam_over` once it was decided,
            `exam_slot_full`, `exam_no_case` where there are too few.
    """
    require(account, "sit_exam")
    with store.atomic():  # two clicks at once begin one case
        found = owned(store, account, act.exam)
        score = score_of(store, found)
        if clock_of(found, act.at).state == "open" or score is None or score.reached != "yes":
            raise WorldError("exam_paper_first")
        if found.answer != "waiting" or found.annulled is not None:
            raise WorldError("exam_over")
        here = next((one for one in slots_of(store, account, found, act.at) if one.slot == slot), None)
        if here is None or (here.complete and not here.open_drill):
            raise WorldError("exam_slot_full")
        return here.open_drill or _begun(store, account, act, slot, lang)


def _begun(store: Store, account: Account, act: Act, slot: str, lang: Lang) -> str:
    found = read_exam(store, act.exam)
    scenario = _chosen(store, account, found, slot)
    wanted = drills.Begin(
        scenario=scenario,
        lang=lang,
        mode="certifying",
        handbook=levels.HANDBOOK,
        key=f"{found.id}-{found.version}",
    )
    attempt = drills.open_on(store, account, wanted, pool.playable(found.level, scenario), act.at)
    append(store, found, CASE, {"slot": slot, "attempt": attempt}, act.at)
    return attempt


def _chosen(store: Store, account: Account, found: ExamTry, slot: str) -> str:
    """Choose a case that the person has never had; where all were practised, one that is not of this try."""
    mine = dossier(store, account).drills
    here = {name for _, name in found.cases}
    all_of_slot = supply(levels.pinned(store, found.plan), slot)
    had = {one.scenario for one in mine}
    now_had = {one.scenario for one in mine if one.attempt in here}
    fresh = [one for one in all_of_slot if one not in had] or [one for one in all_of_slot if one not in now_had]
    if not fresh:
        raise WorldError("exam_no_case")
    return secrets.choice(fresh)
