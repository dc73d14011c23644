"""What did the verifier find, question by question?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from certification.document import Document
from certification.forms import Form

CheckName = Literal[
    "document", "contexts", "type", "terms", "issuer_key", "proof", "issuer", "validity", "status", "recipient"
]
Outcome = Literal["ok", "failed", "not_checked"]
Verdict = Literal["verified", "rejected", "unconfirmed"]
Codes = Mapping[str, str]

DECISIVE: frozenset[CheckName] = frozenset(
    ("document", "contexts", "type", "terms", "issuer_key", "proof", "validity", "status")
)
"""Without these nothing is verified; `issuer` and `recipient` are asked only when the asker names one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question and its answer.

    Attributes:
        name: What was asked.
        outcome: `ok`, `failed`, or `not_checked` where something needed was not at hand.
        code: Why; `ok` when there is nothing to say.
        params: Values of the sentence.
    """

    name: CheckName
    outcome: Outcome
    code: str = "ok"
    params: Codes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """All answers about one document.

    Attributes:
        checks: In the order in which they are worth reading.
        form: In which form the file came; None where it could not be told.
        document: What the credential says; to be shown only with the verdict beside it.
    """

    checks: tuple[Check, ...]
    form: Form | None = None
    document: Document | None = field(default=None, repr=False, compare=False)

    @property
    def verdict(self) -> Verdict:
        """`rejected` when a check failed, `unconfirmed` when a decisive one could not be made."""
        if any(check.outcome == "failed" for check in self.checks):
            return "rejected"
        missing = any(check.outcome != "ok" and check.name in DECISIVE for check in self.checks)
        return "unconfirmed" if missing or not self.checks else "verified"

    @property
    def first_failure(self) -> Check | None:
        """The one reason to show first."""
        return next((check for check in self.checks if check.outcome == "failed"), None)

    def check(self, name: CheckName) -> Check:
        """Find one check; one that was not reached is `not_checked`."""
        found = (check for check in self.checks if check.name == name)
        return next(found, Check(name=name, outcome="not_checked", code="not_reached"))


def as_data(verification: Verification) -> Mapping[str, object]:
    """Give a verification as JSON-ready data."""
    return {
        "verdict": verification.verdict,
        "checks": [
            {"name": one.name, "outcome": one.outcome, "code": one.code, "params": dict(one.params)}
            for one in verification.checks
        ],
    }
