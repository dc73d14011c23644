"""Is it enough for a level, and what is still missing?

The rung of the handbook's ladder says how many drills of how many kinds (an Assumption, since the manual names only
the subjects of the exam); only certifying drills on the handbook in force count (DESIGN decision 18).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain

from certification.award import Award, Paper, PassedDrill, ShownAssumption
from certification.blueprint import Blueprint
from certification.form import PAPER_SHARE, cut_for
from certification.record import Condition, DrillRecord, Holder, PaperRecord, Reason, Refused, paper_record
from policy.digest import digest_of
from policy.handbook import AssumptionId, Handbook, LadderRung

__all__ = [
    "Condition",
    "DrillRecord",
    "Holder",
    "PaperRecord",
    "Reason",
    "Refused",
    "award",
    "ladder_digest",
    "paper_record",
    "standing",
]

CERTIFYING = "certifying"
PASSING = "pass"
PERSON = "person"

VALIDITY = "validity_days"
ACTING = ("pass_total", "review_share", PAPER_SHARE, VALIDITY)
"""Settings that decide an award: when a drill passes, when a paper does, how long the credential holds."""


def standing(
    drills: Sequence[DrillRecord],
    paper: PaperRecord | None,
    rung: LadderRung,
    handbook: Handbook,
    blueprint: Blueprint,
) -> tuple[Condition, ...]:
    """List the conditions of a level and which of them are met.

    Args:
        drills: All scored drills of one person.
        paper: The paper to count, or None.
        rung: The level.
        handbook: Its handbook, as in force; only what was done on it counts.
        blueprint: Says what the paper asks for while there is none.
    """
    usable = paper if paper is not None and paper.handbook_digest == handbook.digest else None
    if usable is None:
        asked = {"cut": cut_for(handbook, blueprint.total), "possible": blueprint.total}
    else:
        asked = {"cut": usable.cut, "possible": usable.possible, "points": usable.points}
    counted = _counted(drills, handbook)
    return (
        Condition(code="paper_passed", params=asked, met=usable is not None and _is_passed(usable)),
        Condition(
            code="drills_passed", params={"have": len(counted), "need": rung.drills}, met=len(counted) >= rung.drills
        ),
        *_kind_conditions(counted, rung),
    )


def _kind_conditions(counted: tuple[DrillRecord, ...], rung: LadderRung) -> Iterator[Condition]:
    """Ask for each kind by name where the rung names them, else only for their number."""
    kinds = {one.kind for one in counted}
    for slot in rung.kind_slots:
        yield Condition(code="slot_filled", params={}, met=bool(kinds & set(slot)), kinds=slot)
    if not rung.kind_slots:
        have = {"have": len(kinds), "need": rung.drill_kinds}
        yield Condition(code="kinds_passed", params=have, met=len(kinds) >= rung.drill_kinds)


def award(  # noqa: PLR0913  evidence, rule, person and moment are six different things, and the id is a seventh
    drills: Sequence[DrillRecord],
    paper: PaperRecord | None,
    rung: LadderRung,
    handbook: Handbook,
    *,
    holder: Holder,
    award_id: str,
    at: datetime,
) -> Award | Refused:
    """Decide about one level for one person.

    Args:
        drills: All scored drills of the person; practice, repeated records and other handbooks do not count.
        paper: The paper to count, or None.
        rung: The level.
        handbook: Its handbook, as in force.
        holder: The person.
        award_id: `urn:uuid:…`, from the world.
        at: Moment of the decision, aware.

    Returns:
        The award, or every reason why there is none.
    """
    reasons = (*_paper_reasons(paper, handbook), *_drill_reasons(drills, rung, handbook))
    days = _validity(rung, handbook)
    if days is None:
        reasons = (*reasons, Reason(code="validity_unknown"))
    if paper is None or days is None or reasons:
        return Refused(reasons=reasons)
    return Award(
        id=award_id,
        holder_name=holder.name,
        holder_email=holder.email,
        level=rung.level,
        title=rung.title,
        handbook_id=handbook.id,
        handbook_title=handbook.title,
        handbook_digest=handbook.digest,
        awarded_at=at,
        valid_until=at + timedelta(days=days),
        paper=Paper(form=paper.form, points=paper.points, total=paper.possible, cut=paper.cut),
        drills=tuple(_passed(one) for one in _chosen(_counted(drills, handbook), rung)),
        ladder=ladder_digest(rung, handbook),
        clauses=tuple(one for one in _basis(rung, handbook) if one in handbook.clauses),
        assumptions=tuple(
            ShownAssumption(id=one, text=handbook.assumptions[AssumptionId(one)].text)
            for one in _basis(rung, handbook)
            if one in handbook.assumptions
        ),
    )


def ladder_digest(rung: LadderRung, handbook: Handbook) -> str:
    """Give the digest of the rule of award: the rung, and the settings that act."""
    return digest_of({"rung": rung, "settings": {name: handbook.settings[name] for name in _acting(handbook)}})


def _acting(handbook: Handbook) -> tuple[str, ...]:
    return tuple(name for name in ACTING if name in handbook.settings)


def _basis(rung: LadderRung, handbook: Handbook) -> tuple[str, ...]:
    """List what the award stands on, each id once: the rung first, then the settings."""
    settings = (handbook.settings[name].basis for name in _acting(handbook))
    return tuple(dict.fromkeys(chain(rung.basis, *settings)))


def _validity(rung: LadderRung, handbook: Handbook) -> int | None:
    if rung.validity_days is not None:
        return rung.validity_days
    return int(handbook.settings[VALIDITY].value) if VALIDITY in handbook.settings else None


def _is_passed(paper: PaperRecord) -> bool:
    """Believe a pass only where the points bear it out."""
    return paper.passed and paper.points >= paper.cut


def _paper_reasons(paper: PaperRecord | None, handbook: Handbook) -> Iterator[Reason]:
    if paper is None:
        yield Reason(code="paper_missing")
    elif paper.handbook_digest != handbook.digest:
        yield Reason(code="paper_other_handbook")
    elif not _is_passed(paper):
        params = {"points": paper.points, "cut": paper.cut, "possible": paper.possible}
        yield Reason(code="paper_not_passed", params=params)


def _drill_reasons(drills: Sequence[DrillRecord], rung: LadderRung, handbook: Handbook) -> Iterator[Reason]:
    counted = _counted(drills, handbook)
    few = len(counted) < rung.drills
    if few:
        yield Reason(code="drills_missing", params={"have": len(counted), "need": rung.drills})
    unmet = [one for one in _kind_conditions(counted, rung) if not one.met]
    for one in unmet:
        if one.code == "slot_filled":
            yield Reason(code="slot_empty", kinds=one.kinds)
        else:
            yield Reason(code="kinds_missing", params=one.params)
    if not few and not unmet:
        return
    certifying = [one for one in _latest(drills) if one.mode == CERTIFYING]
    waiting = sum(one.verdict == PERSON and one.handbook_digest == handbook.digest for one in certifying)
    if waiting:
        yield Reason(code="drills_with_a_person", params={"count": waiting})
    elsewhere = sum(one.verdict == PASSING and one.handbook_digest != handbook.digest for one in certifying)
    if elsewhere:
        yield Reason(code="drills_other_handbook", params={"count": elsewhere})


def _counted(drills: Sequence[DrillRecord], handbook: Handbook) -> tuple[DrillRecord, ...]:
    """Keep the drills that count, in order of time; of one attempt the latest record holds, amendments included."""
    latest = _latest(drills)
    return tuple(
        one
        for one in latest
        if one.mode == CERTIFYING and one.verdict == PASSING and one.handbook_digest == handbook.digest
    )


def _latest(drills: Sequence[DrillRecord]) -> tuple[DrillRecord, ...]:
    in_time = sorted(drills, key=_moment)
    by_attempt = {one.attempt: one for one in in_time}
    return tuple(sorted(by_attempt.values(), key=_moment))


def _chosen(counted: tuple[DrillRecord, ...], rung: LadderRung) -> tuple[DrillRecord, ...]:
    """Choose what the award names: the first drill of each kind asked for, then the earliest of the rest."""
    firsts = {one.kind: one for one in reversed(counted)}
    if rung.kind_slots:
        named = [min((firsts[kind] for kind in slot if kind in firsts), key=_moment) for slot in rung.kind_slots]
    else:
        named = sorted(firsts.values(), key=_moment)[: rung.drill_kinds]
    rest = [one for one in counted if one not in named][: max(0, rung.drills - len(named))]
    return tuple(sorted((*named, *rest), key=_moment))


def _moment(one: DrillRecord) -> tuple[datetime, str]:
    return one.at, one.attempt


def _passed(one: DrillRecord) -> PassedDrill:
    return PassedDrill(
        attempt=one.attempt_digest,
        kind=one.kind,
        score_low=one.low,
        score_high=one.high,
        handbook=one.handbook_digest,
        scorer=one.scorer,
    )
