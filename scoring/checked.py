"""What do all checks say of one handling?"""

from collections.abc import Callable

from scoring.checks.action_log import action_log
from scoring.checks.assignment import assignment
from scoring.checks.calls import calls
from scoring.checks.claims import claims
from scoring.checks.closing_record import closing_record
from scoring.checks.closure import closure
from scoring.checks.complaint import complaint
from scoring.checks.conduct import conduct
from scoring.checks.desk_lines import desk_lines
from scoring.checks.desk_record import desk_record
from scoring.checks.desk_words import desk_words
from scoring.checks.diagnosis import diagnosis
from scoring.checks.escalation import escalation
from scoring.checks.grave import grave
from scoring.checks.holding import holding
from scoring.checks.intake import intake
from scoring.checks.knowledge import knowledge
from scoring.checks.maintenance import maintenance
from scoring.checks.manners import manners
from scoring.checks.on_site import on_site
from scoring.checks.partners import partners
from scoring.checks.plans import plans
from scoring.checks.privacy import privacy
from scoring.checks.procedure import procedure
from scoring.checks.questions import questions
from scoring.checks.record import record
from scoring.checks.refusal import refusal
from scoring.checks.remote import remote
from scoring.checks.satisfaction import satisfaction
from scoring.checks.scope import scope
from scoring.checks.seeking_help import seeking_help
from scoring.checks.supervising import supervising
from scoring.checks.taken_over import taken_over
from scoring.checks.timeliness import timeliness
from scoring.checks.triage import triage
from scoring.checks.truth import truth
from scoring.checks.turns import turns
from scoring.ending import until_end
from scoring.finding import Judgements
from scoring.question import Question

CHECKS: tuple[Callable[[Question], Judgements], ...] = (
    intake,
    triage,
    timeliness,
    escalation,
    diagnosis,
    plans,
    conduct,
    holding,
    truth,
    claims,
    privacy,
    refusal,
    remote,
    closure,
    record,
    knowledge,
    complaint,
    turns,
)


OWN: tuple[Callable[[Question], Judgements], ...] = (
    assignment,
    action_log,
    calls,
    desk_record,
    desk_lines,
    desk_words,
    seeking_help,
    on_site,
    satisfaction,
    scope,
    questions,
    manners,
    closing_record,
    maintenance,
    grave,
    taken_over,
    procedure,
    partners,
    supervising,
)
"""Checks of what only some manuals ask: a rubric has their criteria, or they say nothing under it."""


def judged(asked: Question) -> Judgements:
    """Put together what every check says, proven by what happened while the trainee was there."""
    common = (one for check in CHECKS for one in check(asked))
    own = (one for check in OWN for one in check(asked) if asked.judges(one.code))
    return tuple(until_end(asked, one) for one in (*common, *own))
