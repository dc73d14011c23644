"""How are the parameters of a finding said, so that no code of ours is ever seen?"""

from collections.abc import Callable, Mapping
from datetime import datetime

from mysterydesk.i18n import Translation, message_id
from pages.parts.desk_names import group_words
from policy.handbook import Handbook
from scoring.finding import SHORTFALLS
from simulator.drill import Attempt

PARTS: Mapping[str, str] = {
    "note": message_id("part.note"),
    "symptom": message_id("drawer.symptom"),
    "done": message_id("drawer.done"),
    "ask": message_id("drawer.ask"),
    "description": message_id("drawer.description"),
    "steps": message_id("drawer.steps"),
    "feedback": message_id("drawer.feedback"),
    "closed": message_id("part.closed"),
    "who": message_id("part.who"),
    "when": message_id("part.when"),
    "where": message_id("part.where"),
    "what": message_id("part.what"),
    "why": message_id("part.why"),
    "how": message_id("part.how"),
    "person": message_id("part.person"),
    "desk": message_id("part.desk"),
}
"""Parts of the hand-over note and the archive, and the six questions of an analysis, as the desk names them."""


NAMED = ("fault_report", "record_fields", "closure_record", "article_sections")
"""Lists of a handbook whose entries a finding may name; what a later one calls an entry holds."""


def said_params(t: Translation, attempt: Attempt, params: Mapping[str, object]) -> dict[str, str]:
    """Say every parameter of a finding, or of what would have been right.

    A check passes some parameters only with some verdicts, so that a sentence may rely on `{gap}` alone: what fell
    short, in brackets, or nothing.
    """
    said = {name: say_value(t, attempt, name, str(value)) for name, value in params.items()}
    told = [t(f"gap.{name}", value=said[name]) for name in SHORTFALLS if said.get(name)]
    return {**said, "gap": t("gap.around", gap=_clauses(t, told)) if told else ""}


def say_value(t: Translation, attempt: Attempt, name: str, value: str) -> str:
    """Say one parameter: codes become names, lists are joined, an instant becomes the desk's time of day."""
    return _SAYERS.get(name, _as_it_is)(t, attempt, value)


def _clauses(t: Translation, said: list[str]) -> str:
    return ("；" if t.lang == "zh" else "; ").join(said)


def _listed(t: Translation, said: list[str]) -> str:
    return ("、" if t.lang == "zh" else ", ").join(said)


def _as_it_is(_t: Translation, _attempt: Attempt, value: str) -> str:
    return value


def _words(value: str) -> list[str]:
    return value.replace(",", " ").split()


def _fields(t: Translation, attempt: Attempt, value: str) -> str:
    names = _names_of(t, attempt.desk.handbook)
    return _listed(t, [names.get(one) or (t(PARTS[one]) if one in PARTS else one) for one in _words(value)])


def _names_of(t: Translation, handbook: Handbook) -> Mapping[str, str]:
    """Name the fields of the ticket, the sections of an article, and what a report or a record is to hold."""
    entries = (one for name in NAMED for one in handbook.lists.get(name, ()))
    return {
        **{one.code: t.of(one.title) for one in entries},
        **{one.name: t.of(one.title) for one in handbook.intake},
    }


def _groups(t: Translation, attempt: Attempt, value: str) -> str:
    return _listed(t, [group_words(t, attempt.desk.handbook, one) for one in _words(value)])


def _priority(t: Translation, attempt: Attempt, value: str) -> str:
    levels = {str(one.code): t.of(one.name) for one in attempt.desk.handbook.priorities}
    return levels.get(value, value) or t("part.no_priority")


def _type(t: Translation, attempt: Attempt, value: str) -> str:
    types = {one.code: t.of(one.title) for one in attempt.desk.handbook.lists.get("ticket_types", ())}
    return types.get(value, value)


def _tier(t: Translation, attempt: Attempt, value: str) -> str:
    return {str(one.code): t.of(one.name) for one in attempt.desk.handbook.tiers}.get(value, value)


def _clock(t: Translation, attempt: Attempt, value: str) -> str:
    return {str(one.name): t.of(one.title) for one in attempt.desk.handbook.clocks}.get(value, value)


def _actions(t: Translation, attempt: Attempt, value: str) -> str:
    known = {one.id: t.of(one.title) for one in attempt.desk.case.fault_model.actions}
    return _listed(t, [known.get(one, one) for one in _words(value)])


def _moment(_t: Translation, attempt: Attempt, value: str) -> str:
    """Write an instant as the desk's clock shows it, with the day where it is not that of the submission."""
    opened = attempt.desk.case.submitted_at
    at = datetime.fromisoformat(value).astimezone(opened.tzinfo)
    return f"{at:%H:%M}" if at.date() == opened.date() else f"{at:%m-%d %H:%M}"


def _state(t: Translation, _attempt: Attempt, value: str) -> str:
    return t(f"cured.{value}")


def _figures(t: Translation, _attempt: Attempt, value: str) -> str:
    return _listed(t, _words(value))


_Sayer = Callable[[Translation, Attempt, str], str]
_SAYERS: Mapping[str, _Sayer] = {
    **dict.fromkeys(("missing", "wrong", "fields", "unclear", "sections"), _fields),
    **dict.fromkeys(("priority", "chosen"), _priority),
    "tier": _tier,
    "group": _groups,
    "type": _type,
    "clock": _clock,
    "actions": _actions,
    "due": _moment,
    "kind": _state,
    "strange": _figures,
    "partner": _as_it_is,
}
