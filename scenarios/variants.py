"""In which words may one thing be said?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """Several ways to say one thing, in both languages; one is chosen by the case."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    def of(self, lang: str) -> tuple[str, ...]:
        """Give the wordings in one language."""
        return self.zh if lang == "zh" else self.en
