"""Did knowledge come of a typical case, complete, true, and published by whom it may be?"""

from collections.abc import Mapping

from scenarios.fault_model import is_cured
from scoring.checks.closure import RECORD
from scoring.ending import is_solved, last_own
from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.question import Question, system_states
from scoring.records import shared_share
from sla.timeline import Event

NAMED = 0.5
"""Share of an action's name that must stand in the steps which are to tell it."""

GROUNDED = 0.3
"""Share of the steps that stands in the ticket, so that they may tell the same in other words."""

SECTIONS: Mapping[str, str] = {"applies": "scene"}
"""Sections of a draft under the name that the handbook's list has."""


def knowledge(question: Question) -> Judgements:
    """Judge the article (STD-3.3.3, STD-5b.2)."""
    return (*_article(question), *_rights(question))


def _article(question: Question) -> Judgements:
    """Ask for an article on a typical case that was solved, with all its sections and the step that cured.

    What nobody solved has no solution that could be written up: STD-3.3.3 is part of the closing. On a case that asks
    for none a good one earns nothing, or a junk article would make up for other faults; a bad one is a fault all the
    same.
    """
    drafts, typical = question.own("kb.draft"), question.key.typical if question.key else None
    if typical and not is_solved(question):
        typical = False
    if not drafts:
        if not typical:
            return ()
        return (*_unrecorded(question), not_met("article", last_own(question), right=Right(code="draft_article")))
    parts = (_sections(question, drafts[-1]), *_steps(question, drafts[-1]))
    if typical is False:
        return tuple(one for one in parts if one.verdict == "not_met")
    empty = drafts[-1].fields.get("sections") == {}
    if empty or (len(parts) > 1 and all(one.verdict == "not_met" for one in parts)):
        # Neither whole nor telling what cured: such a draft is no article.
        return (not_met("article", drafts[-1], right=Right(code="draft_article")), *parts)
    return met("article", drafts[-1]), *parts


def _unrecorded(question: Question) -> Judgements:
    """Find, where no article was written either, that nothing of the case is on record at all.

    Else the article, a minor thing, would carry the whole weight of the record, above many a major one (026).
    """
    if question.seat != "T1" or question.own("ticket.archived") or not question.judges("archived"):
        return ()
    return (not_met("archive_true", last_own(question), right=Right(code="archive"), missing=" ".join(RECORD)),)


def _sections(question: Question, draft: Event) -> Judgement:
    wanted = [one.code for one in question.handbook.lists.get("article_sections", ())]
    sections = draft.fields.get("sections")
    given: set[str] = set()
    if isinstance(sections, Mapping):
        given = {str(name) for name, text in sections.items() if not question.is_blank(str(text or ""))}
    elif isinstance(sections, list | tuple):
        given = {str(one) for one in sections}
    named = {SECTIONS.get(one, one) for one in given}
    if "steps" in named and "steps" not in wanted:
        named |= {"diagnosis", "solution"}
    missing = [one for one in wanted if one not in named]
    # Another desk may name its sections in its own words; as many as are asked for are taken as all.
    if not missing or (not isinstance(sections, Mapping) and len(given) >= len(wanted)):
        return met("article_sections", draft)
    return not_met("article_sections", draft, right=Right(code="article_sections"), missing=" ".join(missing))


def _told_steps(sections: Mapping[str, object]) -> str:
    """Give the section that tells the solution, as the manual calls it."""
    return str(sections.get("steps") or sections.get("solution") or "")


def curing(question: Question) -> tuple[str, ...]:
    """Name the actions with which the cause went away, in both languages' titles joined; empty where nobody knows."""
    machine = question.machine
    if machine is None:
        return ()
    cured = next(
        (event for event, state in system_states(question) if event and is_cured(machine.model, state)), None
    )
    if cured is None:
        return ()
    action = machine.model.action(str(cured.fields.get("cause") or ""))
    return () if action is None else (action.title.zh, action.title.en)


def _steps(question: Question, draft: Event) -> Judgements:
    """Ask that the steps name the action that cured."""
    sections, titles = draft.fields.get("sections"), curing(question)
    steps = _told_steps(sections) if isinstance(sections, Mapping) else ""
    if not titles or question.is_blank(steps):
        return ()
    if any(shared_share(title, steps) >= NAMED for title in titles):
        return (met("article_steps", draft),)
    known = "\n".join(str(one.fields.get("text") or "") for one in question.timeline if one.kind != "kb.draft")
    if shared_share(steps, known) >= GROUNDED:
        return (not_judged("article_steps", draft),)
    return (not_met("article_steps", draft, right=Right(code="article_steps")),)


def _rights(question: Question) -> Judgements:
    published = question.own("kb.published")
    if not published or question.seat != "T1":
        return ()
    return (not_met("article_rights", published[0], right=Right(code="let_publish")),)
