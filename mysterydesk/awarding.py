"""What is still missing for a credential, and how is it awarded?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from certification.award import Award
from certification.award import digest as award_digest
from certification.ladder import Condition, DrillRecord, Holder, PaperRecord, Refused, award
from certification.ladder import standing as standing_of
from mysterydesk import attempts, papers, shelf
from mysterydesk.accounts import require
from mysterydesk.award_codec import award_from_json, award_to_json
from mysterydesk.dossier import Dossier, DrillEntry, dossier, note
from mysterydesk.errors import WorldError
from mysterydesk.issuing import House, issue, kept_document, number_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.handbook import LadderRung
from policy.text import Text

DOMAIN = "accounts.mysterydesk.example"
"""Accounts carry no address of their own; the login at this reserved domain stands for it in the hash."""

AWARD = "award."
"""Setting that leads from the number of a credential to the award it states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a person stands towards the short form of the junior level.

    Attributes:
        title: Name of the level.
        conditions: What it asks for, and what is met.
        assumptions: Rules of ours that act in it.
        ready: Everything is met and nothing was awarded yet.
    """

    title: Text
    conditions: tuple[Condition, ...]
    assumptions: tuple[str, ...]
    ready: bool


def rung() -> LadderRung:
    """Give the rung of the short form."""
    return next(one for one in shelf.handbook().ladder if one.level == papers.LEVEL)


def drill_records(store: Store, found: Dossier) -> tuple[DrillRecord, ...]:
    """Give the scored drills of a person as the rule of award wants them."""
    return tuple(_drill(store, entry) for entry in found.drills if entry.scored_at is not None)


def _drill(store: Store, entry: DrillEntry) -> DrillRecord:
    stored = store.events.read(attempts.stream_of(entry.attempt))
    if entry.scored_at is None:
        raise WorldError("not_finished", name=entry.attempt)
    return DrillRecord(
        attempt=entry.attempt,
        attempt_digest=stored[-1].digest,
        scenario=entry.scenario,
        kind=entry.kind,
        mode=entry.mode,
        verdict=entry.verdict,
        low=entry.low,
        high=entry.high,
        handbook_digest=entry.handbook,
        scorer=entry.scorer,
        at=entry.scored_at,
    )


def _paper(store: Store, found: Dossier) -> PaperRecord | None:
    """Take the best paper handed in: a later, worse one does not undo a pass."""
    done = [one for one in found.papers if one.handed_in_at is not None]
    if not done:
        return None
    best = max(done, key=lambda one: (one.passed, one.points))
    if best.handed_in_at is None:
        return None
    form = papers.form_of(store, best.form)
    return PaperRecord(
        form=form.digest,
        points=best.points,
        possible=best.possible,
        cut=best.cut,
        passed=best.passed,
        handbook_digest=form.handbook_digest,
        at=best.handed_in_at,
    )


def standing(store: Store, account: Account) -> Standing:
    """Say what the short form still needs from a person."""
    require(account, "see_own_credentials")
    found, here = dossier(store, account), rung()
    conditions = standing_of(
        drill_records(store, found), _paper(store, found), here, shelf.handbook(), papers.blueprint()
    )
    assumptions = tuple(one for one in here.basis if one.startswith("A-"))
    awarded = any(one.level == here.level for one in found.credentials)
    return Standing(
        title=here.title,
        conditions=conditions,
        assumptions=assumptions,
        ready=all(one.met for one in conditions) and not awarded,
    )


def claim(store: Store, house: House, account: Account, at: datetime) -> str | Refused:
    """Award the short form, if everything is there.

    Returns:
        The number of the credential, or every reason why there is none.
    """
    require(account, "see_own_credentials")
    with store.atomic():
        return _claim(store, house, account, at)


def _claim(store: Store, house: House, account: Account, at: datetime) -> str | Refused:
    """Decide inside one transaction, so that two claims at once leave one credential."""
    found = dossier(store, account)
    already = [one for one in found.credentials if one.level == papers.LEVEL]
    if already:
        return number_of(already[-1].credential)
    name = f"{account.name.zh} {account.name.en}"
    holder = Holder(name=name, email=f"{account.login}@{DOMAIN}")
    decided = award(
        drill_records(store, found),
        _paper(store, found),
        rung(),
        shelf.handbook(),
        holder=holder,
        award_id=uuid4().urn,
        at=at,
    )
    return decided if isinstance(decided, Refused) else keep(store, house, account, decided, at)


def keep(store: Store, house: House, account: Account, decided: Award, at: datetime) -> str:
    """Keep an award and issue its credential; give the number."""
    kept = store.documents.put("award", award_to_json(decided).encode(), at=at, durable=True)
    document = issue(store, house, decided, at)
    number = number_of(decided.id)
    store.settings.put(AWARD + number, str(kept))
    body = {
        "credential": decided.id,
        "document": str(document),
        "level": decided.level,
        "award": award_digest(decided),
    }
    note(store, account.id, "credential.issued", f"issued-{number}", body, at)
    return number


def kept_award(store: Store, number: str) -> Award:
    """Give the award behind a credential.

    Raises:
        WorldError: `no_such_credential`.
        StoreError: `document_erased`.
    """
    return award_from_json(kept_document(store, AWARD, number))


def valid_until(store: Store, number: str) -> datetime | None:
    """Say when a credential ends, as it was signed; None when what was awarded is erased."""
    try:
        return kept_award(store, number).valid_until
    except WorldError as fault:
        if fault.code in {"no_such_credential", "document_erased"}:
            return None
        raise
