"""Which plain form do the rules read, and where did each of its characters stand?

Width, case, Traditional characters and typographic punctuation carry no act (annotation guide, rule 9), so they
are folded away first. Every folded character remembers its place: quotes are spans of the message as written.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

STOP = "。"
"""One mark for the end of a sentence in either script; a plain point stays inside numbers and names."""

_MARKS = {
    **dict.fromkeys("“”„‟«»「」『』＂〝〞《》〈〉", '"'),
    **dict.fromkeys("‘’‛＇`´ʼ", "'"),
    **dict.fromkeys("，﹐︐、､﹑", ","),
    **dict.fromkeys("；﹔", ";"),
    **dict.fromkeys("：﹕︰", ":"),
    **dict.fromkeys("。｡．﹒", "."),
    **dict.fromkeys("！﹗", "!"),
    **dict.fromkeys("？﹖", "?"),
    **dict.fromkeys("–—―－‐‑‒−", "-"),
    **dict.fromkeys("～〜∼", "~"),
    **dict.fromkeys("【〔［", "["),
    **dict.fromkeys("】〕］", "]"),
    "…": ",",
    "⋯": ",",
}
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u00ad")
_SHORT = frozenset(
    {"mr", "mrs", "ms", "dr", "st", "no", "vs", "approx", "ext", "e.g", "i.e", "a.m", "p.m", "tel", "min", "hrs"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A message in its plain form.

    Attributes:
        text: The plain form.
        origin: For each of its characters, the index in the message as written.
        size: Length of the message as written.
    """

    text: str
    origin: tuple[int, ...]
    size: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the message as written that a span of the plain form came from."""
        first = self.origin[start] if start < len(self.origin) else self.size
        last = self.origin[end - 1] + 1 if end > start else first
        return first, last


def is_han(char: str) -> bool:
    """Tell whether a character is Chinese script.

    >>> is_han("版"), is_han("v")
    (True, False)
    """
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def fold(char: str, table: Mapping[str, str]) -> str:
    """Fold one character: mark, width, case, script; some give none, some more than one.

    >>> fold("Ａ", {}), fold("碼", {"碼": "码"}), fold("”", {})
    ('a', '码', '"')
    """
    if char in _DROPPED:
        return ""
    if char in _MARKS:
        return _MARKS[char]
    if char == "\n":
        return "\n"
    wide = unicodedata.normalize("NFKC", char)
    return "".join(table.get(one, " " if one.isspace() else one) for one in wide.lower())


def normalise(text: str, table: Mapping[str, str]) -> Normal:
    """Fold a message and keep the places.

    Spaces at the seam of the two scripts go, spaces between Chinese words become a comma, and a point that ends a
    sentence becomes `STOP`; so the same words in another typographic habit have the same plain form.

    >>> normalise("您的 ＶＰＮ 版本．", {}).text
    '您的vpn版本。'
    """
    pairs = [(one, index) for index, char in enumerate(text) for one in fold(char, table)]
    pairs = _seams(pairs)
    chars = [one for one, _ in pairs]
    for index, one in enumerate(chars):
        if one == "." and _ends_sentence(chars, index):
            chars[index] = STOP
    return Normal(text="".join(chars), origin=tuple(index for _, index in pairs), size=len(text))


def _seams(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    kept: list[tuple[str, int]] = []
    for (one, index), after in zip(pairs, _following(pairs), strict=True):
        if one != " ":
            kept.append((one, index))
            continue
        before = kept[-1][0] if kept else "\n"
        if is_han(before) and is_han(after):
            kept.append((",", index))
        elif not (is_han(before) or is_han(after) or before in " \n" or after == "\n"):
            kept.append((one, index))
    return kept


def _following(pairs: list[tuple[str, int]]) -> list[str]:
    """Give for each place the next character that is no space."""
    found: list[str] = []
    after = "\n"
    for one, _ in reversed(pairs):
        after = one if one != " " else after
        found.append(after)
    return found[::-1]


def _ends_sentence(chars: list[str], index: int) -> bool:
    after = chars[index + 1] if index + 1 < len(chars) else " "
    before = chars[index - 1] if index else " "
    if is_han(before) or is_han(after) or before == ".":
        return True
    if not (after.isspace() or after in "\"')"):
        return False
    word = "".join(chars[max(0, index - 6) : index]).split(" ")[-1].lstrip("(\"'")
    return word not in _SHORT or index + 1 >= len(chars)
