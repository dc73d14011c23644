"""Which words match, compiled when they are first looked for?

Compiling every pattern costs seconds, and a Chinese drill needs none of the English ones: a pattern is kept as its
source by script, and each script's source is compiled at the first text that holds that script.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

Script = Literal["han", "latin", "any"]

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LETTER = re.compile("[a-z]")


class Matcher(Protocol):
    """What words can be looked for with: a pattern of ours, or a compiled one."""

    def search(self, string: str, /) -> re.Match[str] | None:
        """Find the leftmost match."""

    def finditer(self, string: str, /) -> Iterator[re.Match[str]]:
        """Find every match."""

    def sub(self, repl: str, string: str, /) -> str:
        """Put something in place of every match."""


@lru_cache(maxsize=4096)
def _made(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Compiled patterns that are looked for together; of their matches the leftmost counts."""

    parts: tuple[re.Pattern[str], ...]

    def search(self, text: str, /) -> re.Match[str] | None:
        """Find the leftmost match."""
        found = [hit for one in self.parts if (hit := one.search(text))]
        return min(found, key=lambda hit: hit.start(), default=None)

    def fullmatch(self, text: str, /) -> bool:
        """Tell whether the whole text matches."""
        return any(one.fullmatch(text) for one in self.parts)

    def finditer(self, text: str, /) -> Iterator[re.Match[str]]:
        """Find every match, those of one pattern after those of the other."""
        for one in self.parts:
            yield from one.finditer(text)

    def sub(self, instead: str, text: str, /) -> str:
        """Put something in place of every match, one pattern after the other."""
        for one in self.parts:
            text = one.sub(instead, text)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A pattern over the plain form.

    Attributes:
        han: Source that only a text with Chinese script is held against.
        latin: Source that only a text with Latin letters is held against.
        any: Source that every text is held against, after the others.

    An empty source matches nothing.

    >>> hello = Pattern(han="您好", latin="hello")
    >>> hello.search("hello 您好").group(), bool(hello.search("hi"))
    ('hello', False)
    """

    han: str = ""
    latin: str = ""
    any: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self.han or self.latin or self.any)

    def on(self, *, han: bool, latin: bool) -> re.Pattern[str] | Several:
        """Compile what texts of some scripts can match."""
        sources = [*([self.han] if han else []), *([self.latin] if latin else []), self.any]
        parts = tuple(_made(source) for source in sources if source)
        return parts[0] if len(parts) == 1 else Several(parts=parts)

    def _for(self, text: str) -> re.Pattern[str] | Several:
        return self.on(han=bool(self.han and _HAN.search(text)), latin=bool(self.latin and _LETTER.search(text)))

    def search(self, text: str, /) -> re.Match[str] | None:
        """Find the leftmost match."""
        return self._for(text).search(text)

    def fullmatch(self, text: str, /) -> bool:
        """Tell whether the whole text matches."""
        return bool(self._for(text).fullmatch(text))

    def finditer(self, text: str, /) -> Iterator[re.Match[str]]:
        """Find every match, those of one script after those of the other."""
        return self._for(text).finditer(text)

    def sub(self, instead: str, text: str, /) -> str:
        """Put something in place of every match, words before the marks between them."""
        return self._for(text).sub(instead, text)
