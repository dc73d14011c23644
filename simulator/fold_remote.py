"""How does a remote session change the state?"""

from simulator.evolved import evolved
from simulator.fold_words import surprised
from simulator.state import Desk, State
from simulator.strand import Remote
from sla.timeline import Event


def _with(state: State, **changes: object) -> State:
    return evolved(state, remote=evolved(state.remote, **changes))


def requested(_desk: Desk, state: State, _event: Event) -> State:
    """Fold the question whether the desk may look."""
    return _with(state, requested=True)


def consented(_desk: Desk, state: State, _event: Event) -> State:
    """Fold the customer's yes; one that was put off is not said again."""
    agenda = tuple(due for due in state.agenda if due.data.get("event") != "remote.consent")
    return _with(evolved(state, agenda=agenda), consented=True)


def looked(_desk: Desk, state: State, _event: Event) -> State:
    """Fold the question for private things on the screen."""
    return _with(state, checked=True)


def started(desk: Desk, state: State, event: Event) -> State:
    """Fold the beginning of a session; nothing of an earlier one is left but the consent."""
    remote = evolved(
        state.remote,
        running=True,
        started_at=event.at,
        tool=str(event.fields.get("tool", "")),
        ended=False,
        cleaned=False,
    )
    return evolved(surprised(desk, state, event), remote=remote)


def ended(_desk: Desk, state: State, _event: Event) -> State:
    """Fold the disconnection: a consent held for that session only."""
    last = state.remote
    return evolved(state, remote=Remote(started_at=last.started_at, tool=last.tool, ended=True, cleaned=last.cleaned))


def cleaned(_desk: Desk, state: State, _event: Event) -> State:
    """Fold the deletion of temporary files."""
    return _with(state, cleaned=True)
