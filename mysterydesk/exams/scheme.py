"""What does an auditor read about a level: what is examined, how it is decided, by whom, on what figures?

Everything is taken from what is in force now: plan, rule, cut, assumptions, and what has been measured. A figure that
nobody has measured says so.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from certification.level_plan import LevelPlan
from certification.psychometrics.enough import NotEnough
from certification.scheme_document import Chapter, Scheme
from mysterydesk import shelf
from mysterydesk.accounts import require
from mysterydesk.errors import FileMissing, WorldError
from mysterydesk.exams import levels
from mysterydesk.exams.analysing import Analysis, analysed
from mysterydesk.exams.cuts import in_force
from mysterydesk.fonts import find_font
from mysterydesk.i18n import Translation
from mysterydesk.library import read_text
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.problem import Problem

DAY = timedelta(days=1)
SIMULATED = "simulated"
"""Folder of what `mysterydesk exam simulate` has found, a file a level."""


def scheme(store: Store, reader: Account, level: str, t: Translation, at: datetime) -> Scheme:
    """Put the scheme document of a level together, in the reader's language.

    Raises:
        NotAllowed: The role does not see standards.
        WorldError: `no_such_level`.
    """
    require(reader, "see_standards")
    return compiled(store, level, t, at)


def compiled(store: Store, level: str, t: Translation, at: datetime) -> Scheme:
    """Put it together for whoever keeps the machine; as `scheme`, and nobody is asked who they are."""
    plan, found, book = levels.plan_of(level), analysed(store, level), levels.handbook()
    return Scheme(
        title=t("scheme.title", level=t.of(plan.title)),
        lead=(
            t("scheme.lead", handbook=t.of(book.title), id=book.id, day=f"{at:%Y-%m-%d}"),
            t("scheme.digests", plan=plan.digest, handbook=book.digest),
        ),
        chapters=tuple(_chapters(store, plan, found, t)),
        lang="zh-CN" if t.lang == "zh" else "en",
        at=at,
    )


def _chapters(store: Store, plan: LevelPlan, found: Analysis, t: Translation) -> Iterator[Chapter]:
    yield Chapter(heading=t("scheme.purpose"), paragraphs=tuple(_purpose(plan, t)))
    yield Chapter(heading=t("scheme.entry"), paragraphs=tuple(_entry(plan, t)))
    yield Chapter(heading=t("scheme.blueprint"), rows=tuple(_blueprint(plan, t)), widths=(12, 46, 14, 28))
    yield Chapter(heading=t("scheme.practical"), paragraphs=tuple(_practical(plan, t)))
    yield Chapter(heading=t("scheme.cut"), paragraphs=tuple(_cut(store, plan, t)))
    yield Chapter(heading=t("scheme.decision"), paragraphs=tuple(_decision(plan, t)))
    yield Chapter(heading=t("scheme.appeal"), paragraphs=tuple(_appeal(t)))
    yield Chapter(heading=t("scheme.impartial"), paragraphs=tuple(_impartial(plan, t)))
    yield Chapter(heading=t("scheme.security"), paragraphs=(t("scheme.security_says"),))
    yield Chapter(heading=t("scheme.validity"), paragraphs=(_validity(t),))
    yield Chapter(heading=t("scheme.measured"), paragraphs=tuple(_measured(plan, found, t)))
    yield Chapter(heading=t("scheme.clauses"), rows=tuple(_clauses(plan, t)), widths=(25, 75))
    yield Chapter(heading=t("scheme.assumptions"), rows=tuple(_assumptions(plan, t)), widths=(18, 42, 40))


def _purpose(plan: LevelPlan, t: Translation) -> Iterator[str]:
    glue = t("standard.glue")
    yield t("scheme.purpose_says", level=t.of(plan.title), parts=glue.join(t.of(name) for _, name, _ in plan.parts))


def _entry(plan: LevelPlan, t: Translation) -> Iterator[str]:
    if plan.requires:
        yield t("scheme.requires", level=t.of(levels.plan_of(plan.requires).title))
    else:
        yield t("scheme.requires_nothing")
    yield t("scheme.identity")
    yield t("scheme.extra_time")


def _blueprint(plan: LevelPlan, t: Translation) -> Iterator[tuple[str, ...]]:
    yield t("scheme.col_topic"), t("scheme.col_title"), t("scheme.col_weight"), t("scheme.col_proof")
    for one in plan.topics:
        if one.items:
            proof = t("scheme.by_items", n=one.items)
        elif one.slot:
            proof = t("scheme.by_cases")
        else:
            proof = t("scheme.by_writing")
        yield str(one.topic), t.of(one.title), f"{one.weight:g} %", proof


def _practical(plan: LevelPlan, t: Translation) -> Iterator[str]:
    yield t("scheme.paper", n=plan.items, minutes=plan.time // timedelta(minutes=1))
    for (_, cases), title in zip(plan.slots, plan.slot_titles, strict=True):
        yield t("scheme.slot", title=t.of(title), n=cases)
    yield t("scheme.seat", seat=plan.seat)


def _cut(store: Store, plan: LevelPlan, t: Translation) -> Iterator[str]:
    share, found = f"{levels.cut_of(store, plan) * 100:.1f}", in_force(store, plan.level)
    if found is None:
        yield t("scheme.cut_assumed", share=share)
    else:
        yield t(
            "scheme.cut_set", share=share, error=f"{found.error * 100:.1f}", n=found.judges, version=found.version,
            day=f"{found.at:%Y-%m-%d}",
        )  # fmt: skip
    if plan.guard:
        yield t("scheme.guard", points=f"{plan.guard * 100:g}", share=f"{levels.share_of(store, plan) * 100:.1f}")
    for _, title, least in plan.parts:
        if least:
            yield t("scheme.part", title=t.of(title), share=f"{least * 100:.0f}")


def _decision(plan: LevelPlan, t: Translation) -> Iterator[str]:
    yield t("scheme.all_of_it")
    yield t("scheme.critical")
    yield t("scheme.person")
    waits = t("standard.glue").join(t("scheme.days", n=one // DAY) for one in plan.waits)
    yield t("scheme.retakes", tries=plan.tries, days=plan.window // DAY, waits=waits)


def _appeal(t: Translation) -> Iterator[str]:
    yield t("scheme.appeal_says", days=int(levels.handbook().settings["appeal_days"].value))


def _impartial(plan: LevelPlan, t: Translation) -> Iterator[str]:
    if plan.assessors:
        yield t("scheme.assessors", n=plan.assessors)
    yield t("scheme.issuers", n=plan.issuers)
    yield t("scheme.own_trainee")


def _validity(t: Translation) -> str:
    return t("scheme.validity_says", days=int(levels.handbook().settings["validity_days"].value))


def _measured(plan: LevelPlan, found: Analysis, t: Translation) -> Iterator[str]:
    yield t("scheme.papers", n=found.papers)
    one = found.reliability
    if one is None or isinstance(one, NotEnough):
        yield t("scheme.no_reliability", need=one.needed if one is not None else 2)
    else:
        values = {name: f"{getattr(one, name):.2f}" for name in ("alpha", "low", "high")}
        yield t("scheme.reliability", sem=f"{one.sem:.1f}", n=one.persons, **values)
    verdicts = found.decision
    if verdicts is None or isinstance(verdicts, NotEnough):
        yield t("scheme.no_verdicts", need=verdicts.needed if verdicts is not None else 2)
    else:
        same, right = f"{verdicts.consistency * 100:.1f}", f"{verdicts.accuracy * 100:.1f}"
        yield t("scheme.verdicts", same=same, right=right)
    yield _simulation(plan, t)


def _simulation(plan: LevelPlan, t: Translation) -> str:
    """Tell what the simulation of this very plan found; one of an earlier plan proves nothing about this one."""
    try:
        told: Mapping[str, object] = json.loads(read_text("mysterydesk", SIMULATED, f"{plan.level}.json"))
    except FileMissing:
        return t("scheme.not_simulated")
    design, own = told["design"], told["own"]
    if not isinstance(design, Mapping) or not isinstance(own, Mapping) or design.get("plan") != plan.digest:
        return t("scheme.not_simulated")
    said = {name: f"{own[f'false_{name}']['value'] * 100:.1f}" for name in ("pass", "fail")}
    return t("scheme.simulated", passed=said["pass"], failed=said["fail"], n=own["awarded"]["n"])


def _clauses(plan: LevelPlan, t: Translation) -> Iterator[tuple[str, ...]]:
    yield t("scheme.col_clause"), t("scheme.col_text")
    known = shelf.handbook(levels.HANDBOOK).clauses
    yield from ((str(one), t.of(found.text)) for one, found in known.items() if one in plan.basis)


def _assumptions(plan: LevelPlan, t: Translation) -> Iterator[tuple[str, ...]]:
    yield t("scheme.col_assumption"), t("scheme.col_text"), t("scheme.col_reason")
    known = shelf.handbook(levels.HANDBOOK).assumptions
    yield from ((str(one), t.of(found.text), t.of(found.reason)) for one, found in known.items() if one in plan.basis)


def printed(told: Scheme) -> bytes:
    """Set a scheme document as PDF.

    Raises:
        WorldError: `font_missing` says what to install; `print_glyph_missing` names what the font cannot draw.
    """
    from certification.scheme_print import scheme_pdf  # noqa: PLC0415  the PDF library is slow to load

    font = find_font()
    if isinstance(font, Problem):
        raise WorldError(font.code, **dict(font.params))
    pdf = scheme_pdf(told, font)
    if not isinstance(pdf, bytes):
        raise WorldError(f"print_{pdf.code}", **dict(pdf.params))
    return pdf
