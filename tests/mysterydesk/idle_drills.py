"""People in a store, and drills in which they greet and do nothing else: enough for whatever judges afterwards."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from mysterydesk import attempts, drills
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.roles import Role
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.text import Text
from simulator.move import Move, Refusal
from simulator.state import Mode

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SCENARIO = "S047-lost-promotion-draft"
DONE = (Move(kind="say", fields={"text": "您好。"}, key="1"), Move(kind="finish", key="2"))


def opened(store: Store, people: Sequence[tuple[str, Role]]) -> Mapping[str, Account]:
    """Open an account for each login, with its role."""
    return {
        login: open_account(
            store,
            NewAccount(login=login, name=Text(zh=login, en=login), role=role, phrase="a long enough phrase"),
            by=None,
            at=AT,
        )
        for login, role in people
    }


def finished(store: Store, who: Account, mode: Mode = "practice", begun: datetime = AT) -> str:
    """Begin a drill, greet, end it; give its id."""
    name = drills.begin(store, who, drills.Begin(scenario=SCENARIO, lang="zh", mode=mode), begun)
    seen = len(attempts.load(store, name).events)
    for number, move in enumerate(DONE, start=1):
        after = drills.move(store, who, name, move, seen=seen, at=begun + timedelta(seconds=10 * number))
        assert not isinstance(after, Refusal)
        seen = len(after.events)
    return name
