"""How is a finished attempt scored, and the score kept?"""

import json
from collections.abc import Mapping
from datetime import datetime

from mysterydesk import shelf
from mysterydesk.dossier import note
from mysterydesk.drill_rows import stream_of
from mysterydesk.errors import WorldError, shown
from mysterydesk.library import read_text
from mysterydesk.rubric_store import own_in_force
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, Digest
from policy.document import Plain
from policy.handbook import Handbook
from policy.problem import Problems
from scoring.answer_key import AnswerKey, answer_key
from scoring.drill_sheet import sheet_of
from scoring.rubric import Rubric, parse_rubric
from scoring.score import score
from scoring.scorecard import Scorecard, to_json
from scoring.transcripts import not_carried, read_transcript
from simulator.drill import Attempt, open_attempt, step
from simulator.move import Refusal
from simulator.solve import solve
from simulator.state import Desk
from sla.timeline import Timeline


def rubric_text(handbook_id: str) -> str:
    """Give the shipped rubric of a handbook."""
    return read_text("scoring", handbook_id, "rubric.yaml")


def rubric_for(handbook: Handbook) -> Rubric:
    """Parse the shipped rubric against a handbook.

    Raises:
        ContentError: The rubric cites what this handbook does not have.
    """
    parsed, problems = parse_rubric(rubric_text(str(handbook.id)), "rubric.yaml", handbook)
    if parsed is None:
        raise shelf.ContentError(problems)
    return parsed


def _ideal(desk: Desk) -> Attempt:
    """Play the ideal handling of a case."""
    began = desk.case.submitted_at
    attempt = open_attempt(desk, "ideal", "practice", began)
    for timed in solve(desk, began):
        done = step(attempt, timed.move, timed.wall)
        if isinstance(done, Refusal):
            raise WorldError("ideal_refused", case=desk.case.id, refusal=done.code)
        attempt = done[0]
    return attempt


def rubric_of(store: Store, owner: Account, attempt: str, handbook: Handbook) -> Rubric:
    """Give the rubric that an attempt was scored by, whatever ships now.

    Raises:
        WorldError: `not_finished` when it was not scored.
        ContentError: It cites what this handbook does not have.
    """
    for one in store.events.read(stream_of(owner.id)):
        if one.kind == "drill.scored" and one.body.get("attempt") == attempt:
            text = store.documents.get(Digest(str(one.body["rubric"]))).data.decode()
            parsed, problems = parse_rubric(text, "rubric.yaml", handbook)
            if parsed is None:
                raise shelf.ContentError(problems)
            return parsed
    raise WorldError("not_finished", name=shown(attempt))


def ideal_events(desk: Desk) -> Timeline:
    """Play the ideal handling of a case and give its events."""
    return _ideal(desk).events


def ideal_card(desk: Desk) -> Scorecard:
    """Score the ideal handling of a case: every criterion that the case asks for is on it."""
    played = _ideal(desk)
    key = answer_key(desk.case, desk.handbook, played.events, desk.articles)
    return score(played.events, key, rubric_for(desk.handbook), desk.handbook, sheet_of(played))


def key_of(desk: Desk) -> AnswerKey:
    """Derive the truth of a case, with the ideal handling for the spans."""
    return answer_key(desk.case, desk.handbook, ideal_events(desk), desk.articles)


def score_attempt(attempt: Attempt, rubric: Rubric | None = None) -> Scorecard:
    """Score an attempt as it stands, by the shipped rubric or another."""
    desk = attempt.desk
    by = rubric or rubric_for(desk.handbook)
    return score(attempt.events, key_of(desk), by, desk.handbook, sheet_of(attempt))


def score_transcript(entry: Mapping[str, Plain]) -> Scorecard | Problems:
    """Score one entry of a file of transcripts (`ticket-transcripts/1`); what was expected is never looked at.

    Returns:
        The scorecard, or every problem of the entry, a handbook that we do not carry among them.
    """
    if entry.get("handbook") not in shelf.SCORED:
        return not_carried(entry, shelf.SCORED)
    handbook = shelf.handbook(str(entry["handbook"]))
    given = {key: value for key, value in entry.items() if key != "expected"}
    read, problems = read_transcript(given, handbook)
    if read is None:
        return problems
    return score(read.timeline, read.key, rubric_for(handbook), handbook, read.sheet, shelf.rules())


def score_and_keep(store: Store, account: Account, attempt: Attempt, at: datetime) -> Scorecard:
    """Score a finished attempt once and keep the scorecard as an issued record.

    Practice is scored by the company's own rubric where one is in force, what counts by the shipped one.
    """
    handbook = attempt.desk.handbook
    own = None if attempt.state.mode == "certifying" else own_in_force(store, handbook)
    card = score_attempt(attempt, own.rubric if own else None)
    body = {
        "attempt": attempt.id,
        "verdict": card.verdict,
        "low": card.total[0],
        "high": card.total[1],
        "scorer": card.scorer,
        "handbook": card.handbook,
        "seed": attempt.desk.case.seed,
        "case": attempt.desk.case.digest,
    }
    rubric = (own.text if own else rubric_text(str(handbook.id))).encode()
    with store.atomic():  # a scorecard quotes words: one that no dossier names would outlive its person
        body["rubric"] = str(store.documents.put("rubric", rubric, at=at))
        body["scorecard"] = str(store.documents.put("scorecard", to_json(card).encode(), at=at))
        note(store, account.id, "drill.scored", f"scored-{attempt.id}", body, at)
    return card


def kept_card(store: Store, digest: str) -> Mapping[str, object]:
    """Give a kept scorecard as JSON-ready data."""
    loaded = json.loads(store.documents.get(Digest(digest)).data)
    if not isinstance(loaded, dict):
        raise WorldError("document_damaged", digest=digest[:12])
    return loaded
