"""A shift of two customers who are quick to serve and to score, begun as its page would."""

import pytest

from mysterydesk import shelf, shift_opening, shift_plan, shift_results, shifts
from mysterydesk.shift_plan import WantedShift
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.text import Lang
from simulator.move import Refusal
from tests.pages.windows import wall

QUICK = frozenset({"S040", "S044"})


def begun(store: Store, account: Account, lang: Lang) -> str:
    """Begin one in which both have come; give its id."""
    known = {name: one for name, one in shelf.scenarios().items() if name[:4] in QUICK}
    wanted = WantedShift(handbook="ASC", hours=1, load="light", lang=lang)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "scenarios", lambda: known)
        patch.setattr(shift_plan, "MOST", 2)
        shift = shift_opening.begin(store, account, wanted, wall())
    sight = shifts.see(store, account, shift)
    while len(sight.record.here) < len(sight.record.roster):
        done = shifts.wait(store, account, shift, key=f"wait-{sight.seen}", seen=sight.seen, at=wall())
        assert not isinstance(done, Refusal), done
        sight = done
    return shift


def ended(store: Store, account: Account, shift: str) -> None:
    """Go off duty and have it scored."""
    sight = shifts.see(store, account, shift)
    shifts.finish(store, account, shift, key="end", seen=sight.seen, at=wall())
    shift_results.settle(store, account, shift, wall())
