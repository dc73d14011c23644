"""How does a drawn value get into an authored sentence, without anything else getting out?

Only `{name}` is known: no attributes, no indices, no conversions, so that an authored text cannot reach into
objects as `str.format` would let it.
"""

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def names_in(text: str) -> frozenset[str]:
    """Give the names a text asks for.

    >>> sorted(names_in("{shops} of {shops} shops of {company}"))
    ['company', 'shops']
    """
    return frozenset(_NAME.findall(text))


def has_stray_brace(text: str) -> bool:
    """Tell whether a text holds a brace that belongs to no name.

    >>> has_stray_brace("{shops} {shops.__class__}"), has_stray_brace("{shops}")
    (True, False)
    """
    rest = _NAME.sub("", text)
    return "{" in rest or "}" in rest


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in; they are not looked at again, so braces inside a value stay as they are.

    >>> fill("{shops} shops", {"shops": "20"})
    '20 shops'

    Raises:
        KeyError: The text asks for a name that was not drawn (the scenario was not checked).
    """
    return _NAME.sub(lambda match: values[match[1]], text)
