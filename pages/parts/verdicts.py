"""How is an outcome said in a line?"""

from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo

from mysterydesk import shelf
from mysterydesk.dossier import DrillEntry
from mysterydesk.i18n import Translation
from mysterydesk.scenario_source import ID, OWN_FROM


def points(value: float) -> str:
    """Write points without a needless decimal.

    >>> points(84.0), points(84.25)
    ('84', '84.2')
    """
    return f"{value:.0f}" if abs(value - round(value)) < 0.05 else f"{value:.1f}"  # noqa: PLR2004  rounding to a tenth


def total_words(t: Translation, low: float, high: float) -> str:
    """Say a total: a number, or an interval where something was not judged (DESIGN decision 14)."""
    if points(low) == points(high):
        return points(low)
    return t("total.interval", low=points(low), high=points(high))


def verdict_badge(t: Translation, verdict: str) -> str:
    """Give a verdict as a Markdown badge: colour only where a person must act."""
    colour = {"pass": "green", "fail": "red", "person": "orange"}.get(verdict, "gray")
    return f":{colour}-badge[{t(f'verdict.{verdict}')}]"


def customer_name(t: Translation, scenario: str) -> str:
    """Name a scenario before its end: nothing of what is behind it, and the same name however many there are."""
    known = scenario in shelf.scenarios() or (ID.fullmatch(scenario) and number_of(scenario) >= OWN_FROM)
    return t("home.customer", n=number_of(scenario) if known else "")


def number_of(scenario: str) -> int:
    """Give the number of a scenario's situation.

    >>> number_of("S047-lost-promotion-draft")
    47
    """
    return int(scenario[1:4])


@cache
def _books() -> Mapping[str, str]:
    return {shelf.handbook(name).digest: name for name in shelf.SCORED}


def book_of(entry: DrillEntry) -> str:
    """Name the manual a drill is taken under.

    Of one begun before that was noted: the manual it was scored under, of an earlier version the first that there
    was; empty while it is not scored.
    """
    return entry.book or (_books().get(entry.handbook, shelf.SCORED[0]) if entry.handbook else "")


def drill_line(t: Translation, entry: DrillEntry) -> str:
    """Say one drill in two lines: what and how it ended, then when and whether it counts."""
    title = entry.title.get(t.lang) or customer_name(t, entry.scenario)
    day = f"{entry.begun_at.astimezone(ZoneInfo(shelf.handbook().zone)):%m-%d %H:%M}"
    small = f"{day} · {t(f'mode.{entry.mode}')}"
    if book_of(entry):
        small = f"{small} · {book_of(entry)}"
    if entry.branched_from:
        small = f"{small} · {t('home.branched')}"
    if entry.status == "abandoned":
        left = f":gray-badge[{t('home.abandoned')}]"
        return f"{customer_name(t, entry.scenario)}  \n{left}　:small[:gray[{small}]]"
    if entry.scored_at is None:
        return f"{customer_name(t, entry.scenario)}  \n:small[:gray[{small}]]"
    total = total_words(t, entry.low, entry.high)
    return f"{title}  \n{verdict_badge(t, entry.verdict)} {total}　:small[:gray[{small}]]"
