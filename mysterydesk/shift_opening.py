"""How does a duty period begin: who comes is drawn, frozen and pinned before the first customer is there?"""

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from mysterydesk import attempts, shelf, shift_plan
from mysterydesk.accounts import require
from mysterydesk.shift_plan import WantedShift
from mysterydesk.shift_record import line, stream_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from scenarios.codec import case_to_json


def begin(store: Store, account: Account, wanted: WantedShift, at: datetime) -> str:
    """Draw the customers of a shift and open it; a key that was used before leads to the shift it began.

    Returns:
        The id of the shift.

    Raises:
        WorldError: `no_such_handbook`, `handbook_not_scored`, `shift_too_long`, `no_duty`.
    """
    require(account, "practise")
    named = f"{account.id}|shift|{wanted.key}" if wanted.key else uuid4().hex
    shift_id = sha256(named.encode()).hexdigest()[:24]
    stream = stream_of(account.id, shift_id)
    if store.events.head(stream).version:
        return shift_id
    handbook = shelf.scored(wanted.handbook)
    day = shift_plan.working_day(store, handbook, at)
    cases = shift_plan.draw(wanted, secrets.randbelow(2**31), day)
    roster = []
    for number, case in enumerate(cases, start=1):
        scenario = shelf.scenario(case.scenario)
        roster.append({
            "attempt": f"{shift_id}.{number}",
            "at": case.submitted_at.isoformat(),
            "scenario": scenario.id,
            "kind": scenario.kind,
            "title": {"zh": scenario.title.zh, "en": scenario.title.en},
        })  # fmt: skip
    with store.atomic():
        pins = {name: one for name, one in attempts.pin(store, cases[0], at).as_body().items() if name != "case"}
        for number, case in enumerate(cases, start=1):
            pins[f"case.{number}"] = str(store.documents.put("case", case_to_json(case).encode(), at=at))
        body = {
            "handbook": wanted.handbook,
            "lang": wanted.lang,
            "load": wanted.load,
            "hours": wanted.hours,
            "ends": shift_plan.ends_at(handbook, wanted, day).isoformat(),
            "pins": pins,
            "roster": roster,
        }
        store.events.append(line(stream, "shift.opened", body, seen=0, key="open", at=at), durable=True)
    return shift_id
