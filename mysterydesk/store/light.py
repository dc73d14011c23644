"""How is sqlite-utils loaded without the libraries that it only looks for?

It asks for pandas and numpy to know their column types, which this store has none of; a start would wait two to three
seconds for them, half its time (decision 024). They stay free for everybody else to import.
"""

import sys
from importlib import import_module

_LOOKED_FOR = ("numpy", "pandas")


def _load_alone() -> None:
    """Load sqlite-utils while these two look absent, unless somebody has loaded them before."""
    hidden = [name for name in _LOOKED_FOR if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is how an import is told to fail
    try:
        import_module("sqlite_utils")
    finally:
        for name in hidden:
            del sys.modules[name]


_load_alone()
