"""How many cases hold, and which do not?"""

from dataclasses import dataclass, field

from scoring.validate.goals import Measured


@dataclass(slots=True, kw_only=True)
class Count:
    """Cases counted, with the names of those that fell short."""

    n: int = 0
    hits: int = 0
    misses: list[str] = field(default_factory=list)

    def note(self, name: str, *, hit: bool) -> None:
        """Count one case."""
        self.n += 1
        self.hits += hit
        if not hit:
            self.misses.append(name)

    def missed(self) -> Measured:
        """Give how many fell short."""
        return Measured(value=float(self.n - self.hits), n=self.n, misses=tuple(self.misses))

    def share(self) -> Measured:
        """Give the share of those that did not."""
        return Measured(value=self.hits / self.n if self.n else 0.0, n=self.n, misses=tuple(self.misses))
