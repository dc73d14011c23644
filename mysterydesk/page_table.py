"""Which pages are there, and for whom?

The rows stand in `pages/table.py` as `PAGES`. Rooms import downwards only, so the router finds that table the way
it finds the pages themselves: by name, at run time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Literal, cast

from mysterydesk.roles import Role

TABLE = "pages.table"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One page.

    Attributes:
        path: File below `pages/`, e.g. `today.py`.
        roles: Who may open it.
        title: Message id of its name.
        icon: Material icon, e.g. `:material/today:`.
        url: Its one path segment, e.g. `today`; the start page of a role lies at `/` instead.
        menu: In the bar, in the menu under the person's name, or in neither.
    """

    path: str
    roles: frozenset[Role]
    title: str
    icon: str
    url: str
    menu: Literal["bar", "account", "none"] = "bar"

    @property
    def file(self) -> Path:
        """Where the page lies."""
        return Path(str(files("pages"))) / self.path


def load_table() -> tuple[PageRow, ...]:
    """Give all rows, in the order of the menu."""
    return cast("tuple[PageRow, ...]", import_module(TABLE).PAGES)


def start_of(role: Role, rows: Iterable[PageRow]) -> PageRow | None:
    """Give the page that a role finds at `/`: its first one in the bar."""
    return next((row for row in rows if role in row.roles and row.menu == "bar"), None)


def rows_for(role: Role, rows: Iterable[PageRow]) -> tuple[PageRow, ...]:
    """Give the rows that a role may open."""
    return tuple(row for row in rows if role in row.roles)
