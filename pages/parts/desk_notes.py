"""What is written on the ticket for colleagues, or because it goes on: a note with its time, the reason to reopen?"""

from pages.parts.desk_drafts import area, line
from pages.parts.desk_drawers import go_button, open_drawer, send
from pages.parts.desk_drawers_more import one_text
from pages.parts.desk_moves import Bench
from policy.handbook import Handbook


def log(bench: Bench) -> None:
    """Write an internal note on the ticket; where acts are to be logged at once, with the time of the act."""
    t = bench.t
    if not _logs_acts(bench.attempt.desk.handbook):
        open_drawer(t("act.log"), lambda: one_text(bench, "log", t("drawer.note"), t("drawer.log")))
        return

    def body() -> None:
        text = area(bench, "d_log", t("drawer.note"), lines=5)
        at = line(bench, "d_log_at", t("desk.optional", name=t("duty.recorded_time")))
        if go_button(bench, "log", t("drawer.log"), "d_log_go", {t("drawer.note"): text}):
            more = {"recorded_time": at} if at.strip() else {}
            send(bench, "log", ("d_log", "d_log_at"), text=text, **more)

    open_drawer(t("act.log"), body)


def _logs_acts(handbook: Handbook) -> bool:
    """Say whether the handbook wants acts logged as the work goes on (ASC-2.4.log)."""
    return any(one.code == "log" for one in handbook.lists.get("handling_steps", ()))


def reopen(bench: Bench) -> None:
    """Reopen a ticket that was marked resolved or closed."""
    t = bench.t
    open_drawer(t("act.reopen"), lambda: one_text(bench, "reopen", t("drawer.reopen_why"), t("act.reopen")))
