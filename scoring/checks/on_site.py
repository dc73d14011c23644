"""Was a visit written up, with its tools, and the device's data kept up (ASC-2.3.onsite, DSK-9.2)?"""

from collections.abc import Mapping

from scoring.checks.marked import own_words, says, text_of, without_titles
from scoring.finding import Judgements, Right, met, not_met
from scoring.question import Question
from sla.timeline import Event, Timeline

DEVICE = frozenset({"device_model", "serial_no", "model", "serial"})
SPEAKERS = frozenset({"customer", "system"})
WORK = (
    "agent.msg",
    "action.executed",
    "fix.provided",
    "action.logged",
    "progress.update",
    "check.run",
    "handover.note",
)


def on_site(question: Question) -> Judgements:
    """Judge visits by their forms; one that only words tell of has none."""
    forms = question.all("dispatch.form")
    return (*_forms(question, forms), *_tools(forms), *_device(question, forms), *_inspected(question))


def _told(question: Question, name: str) -> Timeline:
    """Give what the lines and the trainee wrote of work that the lexicon's words show.

    What somebody else is quoted with, what is only planned, asked or denied, and the name of an action show no work;
    nor does what a note to another line says of the trouble, or an article that it names.
    """
    return tuple(
        one
        for one in question.all(*WORK)
        if one.actor not in SPEAKERS and says(question, name, _of_work(question, one))
    )


def _of_work(question: Question, event: Event) -> str:
    sections = event.fields.get("sections")
    if isinstance(sections, Mapping):
        return without_titles(question, str(sections.get("done") or ""))
    return own_words(question, event)


def _forms(question: Question, forms: Timeline) -> Judgements:
    if forms:
        return (met("visit_form", forms[0]),)
    visits = _told(question, "visits")
    return (not_met("visit_form", *visits[:2], right=Right(code="fill_form")),) if visits else ()


def _tools(forms: Timeline) -> Judgements:
    sent = [one for one in forms if str(one.fields.get("form") or "") != "on_site"]
    if not sent:
        return ()
    bare = [one for one in sent if not one.fields.get("tools")]
    if bare:
        return (not_met("visit_tools", *bare, right=Right(code="bring_tools")),)
    return (met("visit_tools", *sent),)


def _device(question: Question, forms: Timeline) -> Judgements:
    """Ask for the device's new data where one was replaced (DSK-9.2.archive)."""
    updated = question.all("asset.updated")
    swapped = [*_told(question, "replaces"), *(one for one in forms if _replaces(question, one))]
    reported = [one for one in question.all("inspection.reported") if one.fields.get("changes")]
    if updated:
        return (met("device_updated", updated[0]),)
    changed = (*swapped, *reported)
    if not changed or (not question.complete and not _has_device(question)):
        # A part of something that has no number of its own changes no data of a device.
        return ()
    return (not_met("device_updated", *changed[:2], right=Right(code="update_device")),)


def _has_device(question: Question) -> bool:
    """Tell whether the ticket is of a device: its model or number is known, or was written down."""
    held = [one.fields.get("fields") for one in question.all("intake.set")]
    written = {str(name) for one in held if isinstance(one, Mapping) for name in one}
    known = {one.name for one in question.key.slots} if question.key else set[str]()
    return bool(DEVICE & (written | known))


def _replaces(question: Question, form: Event) -> bool:
    fields = form.fields.get("fields")
    texts = [text_of(form), *(str(one) for one in (fields.values() if isinstance(fields, Mapping) else ()))]
    return any(says(question, "replaces", one) for one in texts)


def _inspected(question: Question) -> Judgements:
    """Ask that the plan of an inspection came before its report (DSK-9.2.plan)."""
    reported = question.first("inspection.reported")
    if reported is None:
        return ()
    planned = [one for one in question.all("inspection.planned") if one.id < reported.id]
    if planned:
        return (met("inspection_planned", planned[0], reported),)
    return (not_met("inspection_planned", reported, right=Right(code="plan_first")),)
