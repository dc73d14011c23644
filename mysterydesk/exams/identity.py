"""Is it still the person who signed in? Asked again before an exam begins."""

from datetime import datetime

from mysterydesk import passwords
from mysterydesk.accounts import TRIES, TRY_WINDOW
from mysterydesk.errors import WorldError
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account


def confirm(store: Store, account: Account, phrase: str, at: datetime) -> None:
    """Check the pass phrase of the person at the screen once more; tries are counted as at the door.

    Raises:
        WorldError: `exam_identity` with the tries left, or `exam_identity_wait` with the minutes to wait.
    """
    tries = store.accounts.claim_try(f"exam:{account.id}", window=TRY_WINDOW, limit=TRIES, at=at)
    if not tries.admitted:
        again = tries.again_at
        minutes = 1 if again is None else max(1, round((again - at).total_seconds() / 60))
        raise WorldError("exam_identity_wait", minutes=minutes)
    kept = store.accounts.password_hash(account.id)
    if not passwords.matches(phrase if len(phrase) <= passwords.MAX_LENGTH else "", kept):
        raise WorldError("exam_identity", left=tries.left)
    store.accounts.forget_tries(f"exam:{account.id}")
