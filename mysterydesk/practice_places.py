"""In which drill can one criterion be practised: scenario, and a seed whose case really asks for it?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import chain, islice

from mysterydesk import attempts, shelf
from mysterydesk.scores import ideal_card
from policy.handbook import Handbook
from policy.text import Lang
from scenarios.case import Case
from scenarios.draw import draw_case, seated
from scenarios.fault_model import state_under
from scenarios.scenario import Scenario
from scenarios.seating import post_of
from scenarios.severity import true_priorities
from scenarios.twist import TwistCode

SAMPLE, SAMPLE_DAY = 1, date(2026, 3, 10)
"""Seed and day of the case by which a scenario is looked at: a working day."""

LOOKED_AT = 12
"""Scenarios whose ideal handling is looked at for one thing, nearest first; a rarer one is practised on the same
customer again."""

SEEDS, OWN_SEEDS = 3, 12
"""Cases that are drawn of another scenario, and of the one in which it was missed, until one asks for it."""

TURN_OF: Mapping[str, TwistCode] = {
    "channel_followed": "changes_channel",
    "complaint_turned": "turns_complaint",
    "consent_withdrawn": "withdraws_consent",
    "relief_tested": "early_relief",
    "second_recorded": "second_problem",
    "second_unmixed": "second_problem",
    "unreached_approved": "never_returns",
}
"""Criteria about what a customer does half-way: only a case in which that happens asks for them."""

SHOWN_BY: Mapping[str, str] = {
    "clock.resolution.unrestored": "clock.resolution",
    "closed_against_word": "confirmed",
    "closed_uncured": "cured",
    "complaint_type": "type_set",
    "fixed_claim": "cured",
    "priority_bottom": "priority_right",
    "priority_one_up": "priority_right",
    "reopened": "confirmed",
    "satisfaction_topics": "satisfaction_asked",
    "scope_judged": "scope_told",
}
"""Criteria that show only where they are broken, each with the one that every such case asks for."""

ANYWHERE = frozenset(
    {
        *("abused", "article_rights", "both_solutions", "chase_true", "contact_masked", "corporate_kept"),
        *("dangerous", "device_updated", "guessed", "inspection_planned", "log_time", "number_form"),
        *("operator_risky", "sent_back", "verified_self"),
    }
)
"""Criteria that can be broken with any customer at the seat, and are kept by not doing so."""


def _complains(case: Case, _handbook: Handbook) -> bool:
    return case.kind == "complaint" or case.grievance is not None


def _shows_a_picture(case: Case, _handbook: Handbook) -> bool:
    return any(one.disclosure == "via_attachment" for one in case.facts)


def _grows(case: Case, _handbook: Handbook) -> bool:
    return len(case.stages) > 1


def _is_top(case: Case, handbook: Handbook) -> bool:
    start = state_under(case.fault_model, case.true_cause)
    return true_priorities(case, handbook, start, case.submitted_at)[0][1] == handbook.priorities[0].code


def _is_not_top(case: Case, handbook: Handbook) -> bool:
    return not _is_top(case, handbook)


def _came_over(case: Case, _handbook: Handbook) -> bool:
    return case.history is not None


SITUATION: Mapping[str, Callable[[Case, Handbook], bool]] = {
    "attachment_kept": _shows_a_picture,
    "complaint_type": _complains,
    "handover_settled": _came_over,
    "priority_bottom": _is_top,
    "priority_one_up": _is_not_top,
    "regraded": _grows,
}
"""What a case must be like for a criterion to come up in it."""

BY_SITUATION = frozenset({"attachment_kept", "complaint_turned", "handover_settled"})
"""Criteria that the situation alone calls for: the ideal handling does not show them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Where a criterion was missed.

    Attributes:
        case: The case.
        code: The criterion.
        taken: Ids of the scenarios that the person has had, one for each time.
        day: Day of the drill that is looked for.
        key: What the seeds are made from: the same key gives the same case.
    """

    case: Case
    code: str
    taken: tuple[str, ...] = ()
    day: date = SAMPLE_DAY
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A scenario and a seed."""

    scenario: str
    seed: int


@lru_cache(maxsize=512)
def asked_in(
    scenario: str, handbook: str, seed: int = SAMPLE, lang: Lang = "zh", day: date = SAMPLE_DAY, post: str = ""
) -> frozenset[str]:
    """Name the criteria that the ideal handling of a case of a shipped scenario shows, under a manual."""
    case = drawn(scenario, handbook, seed, lang, day, post)
    return frozenset(one.code for one in ideal_card(attempts.desk_for(case)).findings)


def drawn(scenario: str, handbook: str, seed: int, lang: Lang, day: date, post: str) -> Case:
    """Draw a case of a shipped scenario as a drill draws it."""
    book = shelf.scored(handbook)
    case = draw_case(shelf.scenario(scenario), book, shelf.world(), seed=seed, lang=lang, day=day)
    return seated(case, post) if post not in {"", case.post} else case


def _has_turn(scenario: Scenario, code: str) -> bool:
    return code not in TURN_OF or TURN_OF[code] in scenario.twists


def _nearest(missed: Missed) -> tuple[str, ...]:
    """Order the scenarios under the same manual at the same seat: least taken, then of the same kind."""
    known = {name: shelf.scenario(name) for name in shelf.scenarios()}
    case = missed.case
    book, own = shelf.scored(case.handbook), known[case.scenario]
    fit = [
        one
        for one in known.values()
        if case.handbook in one.handbooks
        and one.id != case.scenario
        and (one.seat, post_of(book, one.seat, one.post)) == (case.seat, case.post)
        and _has_turn(one, missed.code)
    ]
    taken = missed.taken
    return tuple(one.id for one in sorted(fit, key=lambda one: (taken.count(one.id), one.kind != own.kind, one.id)))


def _seeds(missed: Missed, scenario: str) -> Iterator[int]:
    """Give the seeds that are tried, without an end."""
    number = 0
    while True:
        number += 1
        text = f"{missed.key}|{scenario}|{number}"
        yield int.from_bytes(sha256(text.encode()).digest()[:4], "big") >> 1


def exercises(missed: Missed, place: Place) -> bool:
    """Tell whether the case of a place asks for what was missed."""
    code, own = missed.code, missed.case
    case = drawn(place.scenario, own.handbook, place.seed, own.lang, missed.day, own.post)
    if code in TURN_OF and TURN_OF[code] not in case.twists:
        return False
    if code in SITUATION and not SITUATION[code](case, shelf.scored(own.handbook)):
        return False
    if code in ANYWHERE | BY_SITUATION:
        return True
    asked = asked_in(place.scenario, own.handbook, place.seed, own.lang, missed.day, own.post)
    return SHOWN_BY.get(code, code) in asked


def _is_likely(missed: Missed, scenario: str) -> bool:
    """Tell whether it is worth while to draw cases of a scenario: its sample asks for it, or only the draw tells."""
    code = missed.code
    if code in TURN_OF or code in ANYWHERE | BY_SITUATION:
        return True
    return SHOWN_BY.get(code, code) in asked_in(scenario, missed.case.handbook)


def place_for(missed: Missed) -> Place:
    """Choose where a criterion is practised: another customer whose case asks for it, else the same one again.

    The last resort is the very case in which it was missed: that one has asked for it.
    """
    own = missed.case
    if own.scenario not in shelf.scenarios():
        return Place(scenario=own.scenario, seed=own.seed)
    others = (name for name in islice(_nearest(missed), LOOKED_AT) if _is_likely(missed, name))
    tries = chain(((name, SEEDS) for name in others), [(own.scenario, OWN_SEEDS)])
    for name, count in tries:
        for seed in islice(_seeds(missed, name), count):
            place = Place(scenario=name, seed=seed)
            if exercises(missed, place):
                return place
    return Place(scenario=own.scenario, seed=own.seed)
