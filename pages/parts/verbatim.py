"""How is something that a person typed shown as it was typed, where Streamlit reads Markdown?"""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&])")


def verbatim(text: str) -> str:
    r"""Escape what Markdown would read as an order; line ends become spaces.

    >>> print(verbatim("![x](y) **b**"))
    \!\[x\]\(y\) \*\*b\*\*
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
