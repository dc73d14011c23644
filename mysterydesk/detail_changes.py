"""What of that which follows from the clocks would be otherwise: warnings, reasons owed, who used the time?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from mysterydesk.clock_details import PER_CENT, who
from mysterydesk.explain_words import span, time_words
from mysterydesk.i18n import Translation
from policy.clause import ClockName
from policy.handbook import Handbook
from policy.text import Text
from sla.consumption import Share
from sla.details import Details
from sla.obligation import Obligation
from sla.timeline import seconds

Side = tuple[Handbook, Sequence[Details]]
"""What follows under a handbook, of each clock that has begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailChange:
    """One thing that would be otherwise.

    Attributes:
        clock: Title of its clock.
        what: Which warning, which reason, whose time.
        before: As it is; empty where there is none.
        after: As it would be; empty where there would be none.
    """

    clock: Text
    what: str
    before: str
    after: str


def detail_changes(t: Translation, before: Side, after: Side, zone: ZoneInfo) -> tuple[DetailChange, ...]:
    """Compare what follows from the clocks; only what differs is told, clock by clock.

    Args:
        t: Language.
        before: As it is.
        after: As it would be, under the same handbook or another.
        zone: Of the moments.
    """
    sides = [_said_of(t, *one, zone) for one in (before, after)]
    titles = {one.name: one.title for book, _ in (after, before) for one in book.clocks}
    return tuple(
        DetailChange(clock=titles[clock], what=what, before=old, after=new)
        for clock, what in dict.fromkeys((*sides[0], *sides[1]))
        if (old := sides[0].get((clock, what), "")) != (new := sides[1].get((clock, what), ""))
    )


def detail_change_lines(t: Translation, changes: Sequence[DetailChange]) -> Iterator[str]:
    """Say each on a line."""
    for one in changes:
        name = t("sla.detail_of", clock=t.of(one.clock), what=one.what)
        yield t("sla.change", name=name, before=one.before or t("sla.none"), after=one.after or t("sla.none"))


def _said_of(
    t: Translation, handbook: Handbook, found: Sequence[Details], zone: ZoneInfo
) -> Mapping[tuple[ClockName, str], str]:
    said: dict[tuple[ClockName, str], str] = {}
    for one in found:
        name = one.clock.name
        for warned in one.warnings:
            said[name, t("sla.what_warning", share=round(warned.share * PER_CENT))] = time_words(warned.at, zone)
        for number, owed in enumerate(one.obligations, start=1):
            said[name, t("sla.what_reason", n=number)] = reason_words(t, owed, zone)
        for share in one.shares:
            said[name, t("sla.what_used", who=who(t, share.holder, handbook))] = used_words(t, share)
    return said


def reason_words(t: Translation, owed: Obligation, zone: ZoneInfo) -> str:
    """Say whether a reason is owed or stated, and since when."""
    if owed.met_at is None:
        return t("sla.owed_since", at=time_words(owed.since, zone))
    return t("sla.stated_at", at=time_words(owed.met_at, zone))


def used_words(t: Translation, share: Share) -> str:
    """Say what somebody used, and what of it came late."""
    spent = span(t, seconds(share.spent))
    return t("sla.spent_late", spent=spent, late=span(t, seconds(share.late))) if share.late else spent
