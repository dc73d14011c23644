r"""How is a character shown that would print as nothing, or turn the words after it round?"""

import re

_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line end, and those that embed, override or isolate a direction (UAX 9)."""


def shown(text: str) -> str:
    r"""Give a text with each hidden order in it named by its number; what is stored stays as it was typed.

    >>> shown("abc\u202edef\x07")
    'abc[U+202E]def[U+0007]'
    >>> shown("one\r\ntwo")
    'one\ntwo'
    """
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", ends)
