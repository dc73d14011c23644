"""How is a real conversation made nobody's: which words go, and what stands in their place?

Nothing of what was masked is kept; it is shown once, to the person who brought the text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from mysterydesk.mask_patterns import Kind, Span, named, patterned
from mysterydesk.scenario_contacts import companies_in
from policy.text import Lang, Text

OPEN, CLOSE = "〔", "〕"
"""Around what an author has still to write, and around what was masked; no scenario has these signs otherwise."""

PUT: Final[dict[Kind, Text]] = {
    "secret": Text(zh="密码", en="secret"),
    "mailbox": Text(zh="邮箱", en="mailbox"),
    "site": Text(zh="网址", en="site"),
    "network": Text(zh="网络地址", en="network address"),
    "person_id": Text(zh="证件号", en="identity number"),
    "card": Text(zh="卡号", en="card number"),
    "number": Text(zh="编号", en="number"),
    "phone": Text(zh="电话", en="phone"),
    "address": Text(zh="地址", en="address"),
    "company": Text(zh="公司", en="company"),
    "name": Text(zh="姓名", en="name"),
    "handle": Text(zh="联系账号", en="account name"),
}
"""What a mask says, in the language of the text it stands in: content, like the text itself."""

_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """One thing that was masked.

    Attributes:
        kind: What it was.
        said: The words; for the eyes of whoever brought them, and never kept.
    """

    kind: Kind
    said: str


@dataclass(slots=True, kw_only=True)
class Mask:
    """Masks the texts of one ticket alike: who is named in one of them is masked in all.

    Attributes:
        lang: Of the texts.
        people: Names known beforehand: of whoever wrote a line, of columns that hold people.
    """

    lang: Lang
    people: Iterable[str] = ()
    _found: set[tuple[Kind, str]] = field(default_factory=set)

    def of(self, text: str) -> str:
        """Give the text without what points at somebody.

        >>> Mask(lang="zh").of("我叫王芳，电话13912345678，收银机黑屏了。")
        '我叫〔姓名〕，电话〔电话〕，收银机黑屏了。'
        >>> Mask(lang="en").of("This is Jane Miller of Acme Ltd, till 4 is dark.")
        'This is 〔name〕 of 〔company〕, till 4 is dark.'
        """
        out, at = [], 0
        for start, end, kind in _apart(self._spans(text)):
            said = text[start:end]
            self._found.add((kind, said))
            out += [text[at:start], OPEN, PUT[kind].in_lang(self.lang), CLOSE]
            at = end
        return "".join([*out, text[at:]])

    def _spans(self, text: str) -> Iterator[Span]:
        for name in sorted({one.strip() for one in self.people}, key=lambda one: (-len(one), one)):
            yield from _each(text, name, "name")
        for name in companies_in(text):
            yield from _each(text, name, "company")
        yield from patterned(text)
        yield from named(text)

    @property
    def masked(self) -> tuple[Masked, ...]:
        """Everything that was masked so far, by kind and words."""
        return tuple(Masked(kind=kind, said=said) for kind, said in sorted(self._found))


def _each(text: str, words: str, kind: Kind) -> Iterator[Span]:
    at = text.find(words) if len(words) >= _SHORTEST else -1
    while at >= 0:
        yield at, at + len(words), kind
        at = text.find(words, at + len(words))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Keep spans that do not meet: what was found first stays, and the others lose what they share with it."""
    kept: list[Span] = []
    for start, end, kind in spans:
        if end > start and all(end <= one[0] or start >= one[1] for one in kept):
            kept.append((start, end, kind))
    return sorted(kept)
