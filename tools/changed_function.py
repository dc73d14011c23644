# ruff: noqa: INP001  a part of the script beside it
"""One changed function of the scorer, and how it takes the place of the real one."""

from dataclasses import dataclass
from importlib import import_module
from types import FunctionType


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One changed function.

    Attributes:
        name: Module, and what mutmut calls it.
        owner: Class it is a method of; empty for a function.
        function: Its name in the product.
        lines: Lines of the product it stands in, first and last.
        source: The changed function under mutmut's name.
    """

    name: str
    owner: str
    function: str
    lines: tuple[int, int]
    source: str

    @property
    def module(self) -> str:
        """Dotted name of the module."""
        return self.name.rpartition(".")[0]

    @property
    def made(self) -> str:
        """What mutmut calls the changed function."""
        return self.name.rpartition(".")[2]


def _plain(found: object) -> FunctionType:
    inner = found.__func__ if isinstance(found, staticmethod | classmethod) else found
    if not isinstance(inner, FunctionType):
        raise TypeError(found)
    return inner


def apply(mutant: Mutant) -> None:
    """Give the function of the product the changed code, wherever it is already known by name."""
    module = import_module(mutant.module)
    scope = dict(vars(module))
    text = f"class {mutant.owner}:\n{mutant.source}" if mutant.owner else mutant.source
    exec(compile(text, module.__file__ or "", "exec", dont_inherit=True), scope)  # noqa: S102  the mutant itself
    made = _plain(vars(scope[mutant.owner])[mutant.made] if mutant.owner else scope[mutant.made])
    holder = vars(getattr(module, mutant.owner)) if mutant.owner else vars(module)
    real = _plain(holder[mutant.function])
    real.__code__, real.__defaults__, real.__kwdefaults__ = made.__code__, made.__defaults__, made.__kwdefaults__
