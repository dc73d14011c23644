"""How does an author write a twist, in both languages and with names to be filled?"""

from collections.abc import Mapping
from dataclasses import dataclass

from policy.text import Text
from scenarios.twist import Groups, Question, Secret
from scenarios.variants import Variants


@dataclass(frozen=True, slots=True, kw_only=True)
class PretextRule:
    """Template of a `Pretext`: `attempts` are exactly three."""

    secret: Secret
    wants: Text
    attempts: tuple[Variants, ...]
    yields: Variants


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceRule:
    """Template of a `Grievance`; `analysis` holds groups of words by question and language."""

    demand: Text
    tell: Variants
    history: tuple[Text, ...]
    analysis: Mapping[Question, Mapping[str, Groups]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondRule:
    """Template of a `Second`; `marks` holds groups of words by language."""

    tell: Variants
    symptom: Text
    marks: Mapping[str, Groups]
