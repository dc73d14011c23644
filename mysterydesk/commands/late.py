"""Where does each command lie, so that starting one does not load them all?"""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

PLACES: Mapping[str, str] = {
    "account": "account:app",
    "handbook": "handbook:app",
    "sla": "sla:app",
    "calendar": "calendar:app",
    "scenario": "scenario:app",
    "case": "scenario:case_app",
    "drill": "drill:app",
    "shift": "shift:app",
    "score": "score:app",
    "credential": "credential:app",
    "exam": "exam:app",
    "demo": "demo:app",
    "audit": "audit:app",
    "understand": "understand:understand",
    "doctor": "doctor:doctor",
    "backup": "upkeep:backup",
    "restore": "upkeep:restore",
    "migrate": "upkeep:migrate",
    "rebuild": "upkeep:rebuild",
}
"""Name of a command to its module in `mysterydesk.commands` and the group or function there."""


class LateCommands(MutableMapping[str, Any]):
    """Commands by name, each made when it is first looked at.

    Args:
        present: Those that are there already.
    """

    def __init__(self, present: Mapping[str, Any]) -> None:
        self._made = dict(present)

    def __getitem__(self, name: str) -> object:
        """Give a command, loading its module if need be."""
        if name not in self._made:
            self._made[name] = _made(name, PLACES[name])
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a command, without loading it."""
        return name in self._made or name in PLACES

    def __setitem__(self, name: str, command: object) -> None:
        """Add a command."""
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        """Take a command out that is there already."""
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Name them all, in the order of the table."""
        return iter({**PLACES, **self._made})

    def __len__(self) -> int:
        """Count them."""
        return len({**PLACES, **self._made})


def _made(name: str, place: str) -> object:
    module, _, word = place.partition(":")
    found = getattr(import_module(f"mysterydesk.commands.{module}"), word)
    holder = typer.Typer()
    if isinstance(found, typer.Typer):
        holder.add_typer(found, name=name)
    else:
        holder.command(name)(found)
    return get_group(holder).commands[name]


class LateGroup(TyperGroup):
    """A group that also holds the commands of the table."""

    @property
    def commands(self) -> MutableMapping[str, Any]:
        """All commands, loaded or not."""
        return self._commands

    @commands.setter
    def commands(self, present: MutableMapping[str, Any]) -> None:
        self._commands = LateCommands(present)
