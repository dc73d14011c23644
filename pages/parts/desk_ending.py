"""How does a drill end from the desk: what is still due, the question before it, and the way to its result?"""

import streamlit as st

from pages.parts.desk_callback import asks_callback
from pages.parts.desk_drawers import go_button, not_taken, open_drawer
from pages.parts.desk_moves import Bench, move
from pages.parts.links import go


def still_due(bench: Bench) -> tuple[str, ...]:
    """Name what is open and would be scored as not done: ends of `finish.*` and `owed.*` in the catalogue."""
    ticket = bench.attempt.state.ticket
    called = any(event.kind == "callback.done" for event in bench.attempt.events)
    found = {
        "not_verified": not ticket.verified,
        "not_closed": not ticket.closed,
        "not_called_back": not called and asks_callback(bench.attempt.desk.handbook),
    }
    return tuple(name for name, is_open in found.items() if is_open)


def finish_now(bench: Bench) -> None:
    """End the drill and go to its result; what is being done meanwhile is said."""
    with st.status(bench.t("finish.working"), expanded=True) as working:
        st.markdown(bench.t("finish.steps"))
        taken = move(bench, "finish", widget="drawer_finish")
        if not taken:
            working.update(label=bench.t("finish.not_done"), state="error", expanded=False)
    if taken:
        go("result", attempt=bench.attempt.id)


def finish(bench: Bench) -> None:
    """End the drill; what is left open stays open, and is scored so."""
    t, due = bench.t, still_due(bench)

    def body() -> None:
        st.markdown(t("finish.open") if due else t("finish.sure"))
        if due:
            st.markdown("\n".join(f"- {t(f'finish.{name}')}" for name in due))
        if go_button(bench, "finish", t("drawer.finish_go"), "finish_go"):
            finish_now(bench)
            not_taken(bench, "finish")

    open_drawer(t("drawer.finish"), body)
