"""How are the conditions of a level, and the reasons against an award, said?"""

from certification.record import Condition, Reason
from mysterydesk.i18n import Translation


def condition_words(t: Translation, one: Condition) -> str:
    """Say what a level asks for."""
    return t(f"condition.{one.code}", **one.params, kinds=_kinds(t, one.kinds))


def reason_words(t: Translation, one: Reason) -> str:
    """Say why there is no award."""
    return t(f"reason.{one.code}", **one.params, kinds=_kinds(t, one.kinds))


def _kinds(t: Translation, kinds: tuple[str, ...]) -> str:
    return t("standing.or").join(t(f"drillkind.{kind}") for kind in kinds)
