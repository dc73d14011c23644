"""Serve the real application with three pages of its own, for `test_live.py`: DATABASE PAGES PORT."""

import sys
import types
from pathlib import Path

from argon2 import PasswordHasher

from mysterydesk import passwords
from mysterydesk.clock import now
from mysterydesk.demo_accounts import make_demo
from mysterydesk.page_table import TABLE, PageRow
from mysterydesk.roles import ROLES, Role
from mysterydesk.serve import serve
from mysterydesk.settings import Settings
from mysterydesk.store import SqliteStore

GUARDED = """from pages.parts.guard import guard
guest = guard("{url}")
import streamlit as st
st.text(f"inside {url} " + guest.account.login)
{more}
"""


def main(database: Path, pages: Path, port: int) -> None:
    """Write the pages, put their rows where the router looks, make a demo store, serve."""

    def row(url: str, roles: frozenset[Role], more: str = "") -> PageRow:
        (pages / f"{url}.py").write_text(GUARDED.format(url=url, more=more))
        return PageRow(path=str(pages / f"{url}.py"), roles=roles, title="frame.product", icon="", url=url)

    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # as in conftest.py
    table = types.ModuleType(TABLE)
    everyone: frozenset[Role] = frozenset(ROLES)
    rows = (row("today", everyone), row("broken", everyone, "1 / 0"), row("vault", frozenset({"admin"})))
    table.PAGES = rows  # type: ignore[attr-defined]
    sys.modules[TABLE] = table
    store = SqliteStore(database)
    make_demo(store, at=now())
    store.close()
    sys.stdout.write("serving\n")
    sys.stdout.flush()
    serve(Settings(database=database, port=port))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
