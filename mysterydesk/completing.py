"""What did content lack when an old attempt was begun, and what stands in its place today?

An attempt pins the texts that it was begun with, and they are read as they were. What the program has learnt to ask
for since (a setting, a list, a line of the customer) is taken from what ships now; what was there is never replaced.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from mysterydesk import shelf
from policy.handbook import Handbook
from policy.text import Lang
from simulator.repertoire import LATER
from simulator.wording import Tone, Wording

Key = TypeVar("Key", tuple[str, Lang], tuple[str, Lang, Tone])
Lines = tuple[str, ...]


@lru_cache(maxsize=16)
def handbook_of(data: bytes) -> Handbook:
    """Parse a pinned handbook; settings, lists and assumptions that came later are added."""
    old = shelf.handbook_of(data)
    if str(old.id) not in shelf.HANDBOOKS:
        return old
    new = shelf.handbook(str(old.id))
    return replace(
        old,
        settings={**new.settings, **old.settings},
        lists={**new.lists, **old.lists},
        assumptions={**new.assumptions, **old.assumptions},
    )


@lru_cache(maxsize=16)
def wording_of(data: bytes) -> Wording:
    """Parse a pinned wording; acts, lines and phrases that came later are added."""
    old, new = shelf.wording_of(data), shelf.wording()
    return replace(
        old,
        acts={**new.acts, **_said(old.acts)},
        lines={**new.lines, **_said(old.lines)},
        moments={**new.moments, **_said(old.moments)},
    )


def _said(old: Mapping[Key, Lines]) -> Mapping[Key, Lines]:
    """Leave out what was not known then: it has no template, or only another act's that stands in for it."""
    by_place = {tuple(key): lines for key, lines in old.items()}

    def known(key: tuple[str, ...], lines: Lines) -> bool:
        stand_in = (LATER.get(key[0], ""), *key[1:])
        return bool(lines) and lines != by_place.get(stand_in)

    return {key: lines for key, lines in old.items() if known(tuple(key), lines)}
