"""How is said what follows from a clock: its warnings, the reasons owed for it, and who used its time?"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from mysterydesk.explain_words import span, time_words
from mysterydesk.i18n import Translation
from policy.handbook import Handbook
from sla.consumption import Holder
from sla.details import Details
from sla.obligation import Obligation
from sla.timeline import seconds

PER_CENT: Final = 100


def details_as_data(one: Details, zone: ZoneInfo) -> Mapping[str, object]:
    """Give what follows from a clock as JSON-ready data, moments in a zone, durations in seconds."""
    return {
        "warnings": [{"share": each.share, "at": _written(each.at, zone)} for each in one.warnings],
        "obligations": [
            {
                "since": _written(each.since, zone),
                "open": each.is_open,
                "met_at": _written(each.met_at, zone),
                "event": each.met_by,
                "basis": list(each.basis),
            }
            for each in one.obligations
        ],
        "consumption": [
            {
                "line": each.holder.line,
                "person": each.holder.person,
                "seconds": seconds(each.spent),
                "late_s": seconds(each.late),
            }
            for each in one.shares
        ],
    }


def _written(at: datetime | None, zone: ZoneInfo) -> str | None:
    return at.astimezone(zone).isoformat() if at else None


def detail_lines(t: Translation, one: Details, handbook: Handbook, zone: ZoneInfo) -> Iterator[str]:
    """Say what follows from a clock, a line each."""
    for warned in one.warnings:
        yield t("sla.warned", at=time_words(warned.at, zone), share=round(warned.share * PER_CENT))
    for owed in one.obligations:
        basis = f"  [{', '.join(map(str, owed.basis))}]" if owed.basis else ""
        yield f"{_owed(t, owed, zone)}{basis}"
    for share in one.shares:
        words = {"who": who(t, share.holder, handbook), "spent": span(t, seconds(share.spent))}
        if share.late:
            yield t("sla.used_late", **words, late=span(t, seconds(share.late)))
        else:
            yield t("sla.used", **words)


def _owed(t: Translation, owed: Obligation, zone: ZoneInfo) -> str:
    since = time_words(owed.since, zone)
    if owed.met_at is None:
        return t("sla.reason_owed", since=since)
    return t("sla.reason_stated", since=since, at=time_words(owed.met_at, zone), event=owed.met_by)


def who(t: Translation, holder: Holder, handbook: Handbook) -> str:
    """Name who had the ticket: line or group, and whom it was assigned to there."""
    names = {str(one.code): t.of(one.name) for one in handbook.tiers}
    names |= {one.code: t.of(one.name) for one in handbook.groups}
    line = names.get(holder.line, holder.line) or t("sla.the_desk")
    return t("sla.who", line=line, person=holder.person) if holder.person else line
