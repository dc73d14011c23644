"""What cut has a session found, and who puts it in force? Two people, and never one of them twice."""

from datetime import datetime

import numpy as np

from certification.psychometrics import angoff
from certification.psychometrics.enough import NotEnough
from mysterydesk.accounts import require
from mysterydesk.errors import WorldError
from mysterydesk.exams import cuts
from mysterydesk.exams.standard_record import APPROVED, REJECTED, ROUNDS, TWO, Standard, append, read_standard
from mysterydesk.exams.standards import HUNDRED
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

LONGEST_REASON = 2_000


def figures(store: Store, reader: Account, session: str) -> angoff.Session | NotEnough:
    """Read both rounds of those judges who finished both; nobody sees them before round two is over.

    Raises:
        NotAllowed: The role neither judges nor approves.
        WorldError: `no_such_standard`, `standard_still_on`.
    """
    require(reader, "see_standards")
    found = read_standard(store, session)
    if not found.closed:
        raise WorldError("standard_still_on")
    return figures_of(found)


def figures_of(found: Standard) -> angoff.Session | NotEnough:
    """Read both rounds of a session; judges are numbered, not named."""
    judges = sorted(set(found.whole(1)) & set(found.whole(2)))
    first, second = (
        np.array([[found.ratings[number][who][one.id] / HUNDRED for one in found.entries] for who in judges])
        for number in ROUNDS
    )
    weights = np.array([one.weight for one in found.entries])
    return angoff.session([str(number) for number in range(1, len(judges) + 1)], first, second, weights)


def approve(store: Store, account: Account, session: str, at: datetime) -> None:
    """Approve the cut of a session; with the second person it is in force for every try that begins from then on.

    Raises:
        NotAllowed: The role approves no cuts.
        WorldError: `no_such_standard`, `standard_still_on`, `standard_over`, `standard_same_person`,
            `standard_judges`.
    """
    require(account, "approve_cut")
    with store.atomic():
        found = read_standard(store, session)
        if not found.closed:
            raise WorldError("standard_still_on")
        if found.ended is not None:
            raise WorldError("standard_over")
        if account.id in found.approvals:
            raise WorldError("standard_same_person")
        read = figures_of(found)
        if isinstance(read, NotEnough):
            raise WorldError("standard_judges", need=read.needed, have=read.found)
        append(store, session, APPROVED, {"by": account.id}, found.version, at)
        approvals = (*found.approvals, account.id)
        if len(approvals) == TWO:
            body = {
                "share": round(read.second.share, 4),
                "error": round(read.second.error / sum(one.weight for one in found.entries), 4),
                "judges": len(read.second.judges),
                "session": session,
                "approved": list(approvals),
            }
            cuts.put_in_force(store, found.level, body, at)


def reject(store: Store, account: Account, session: str, reason: str, at: datetime) -> None:
    """End a session without a cut.

    Raises:
        NotAllowed: The role approves no cuts.
        WorldError: `no_such_standard`, `standard_over`, `standard_reason`.
    """
    require(account, "approve_cut")
    found = read_standard(store, session)
    if found.ended is not None:
        raise WorldError("standard_over")
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise WorldError("standard_reason", most=LONGEST_REASON)
    append(store, session, REJECTED, {"by": account.id, "reason": reason.strip()}, found.version, at)
