"""What does this desk's own handbook call its lines, groups, channels and moves?"""

from typing import Final

from mysterydesk.handbook_terms import holder
from mysterydesk.i18n import Translation
from policy.handbook import Handbook, Item

PLAIN: Final = frozenset({"T1", "T2", "T3", "supervisor"})
"""Lines that the catalogue names too."""


def tier_words(t: Translation, handbook: Handbook, code: str) -> str:
    """Name a line, or who else may speak: in the handbook's own words, where they are more than its number."""
    own = holder(t, handbook, code)
    plain = t(f"tier.{code}") if code in PLAIN else ""
    return plain if own.casefold() == plain.casefold() or not own else own


def capital(words: str) -> str:
    """Begin words that stand alone with a capital letter.

    >>> capital("tier 2"), capital("二线")
    ('Tier 2', '二线')
    """
    return words[:1].upper() + words[1:]


def group_words(t: Translation, handbook: Handbook, code: str) -> str:
    """Name a group; a code that the handbook lacks stays as it is."""
    return next((t.of(one.name) for one in handbook.groups if one.code == code), code)


def item_words(t: Translation, handbook: Handbook, listed: str, code: str) -> str:
    """Name an entry of a list of the handbook; what the list lacks stays as it was written."""
    return next((t.of(one.title) for one in handbook.lists.get(listed, ()) if one.code == code), code)


def channel_words(t: Translation, handbook: Handbook, code: str) -> str:
    """Name a channel as the page does where it can, else as the handbook does."""
    known = t(f"channel.{code}")
    return known if known != f"channel.{code}" else item_words(t, handbook, "channels", code)


def own_moves(handbook: Handbook) -> tuple[Item, ...]:
    """Give what this desk can do beside what every desk can, in the handbook's order."""
    return tuple(handbook.lists.get("desk_moves", ()))


def has_move(handbook: Handbook, code: str) -> bool:
    """Say whether this desk has a move of its own."""
    return any(one.code == code for one in own_moves(handbook))
