"""How is a date said with its weekday?"""

from datetime import date
from typing import Final

from mysterydesk.i18n import Translation, message_id

_WEEKDAYS: Final = (
    message_id("calendar.mon"),
    message_id("calendar.tue"),
    message_id("calendar.wed"),
    message_id("calendar.thu"),
    message_id("calendar.fri"),
    message_id("calendar.sat"),
    message_id("calendar.sun"),
)


def dated(t: Translation, day: date) -> str:
    """Say a date with its weekday: `2026-10-01 Thu`, `2026-10-01 周四`."""
    return f"{day} {t(_WEEKDAYS[day.weekday()])}"
