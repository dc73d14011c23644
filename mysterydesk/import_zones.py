"""Which time zones can somebody choose, and what are they called?"""

from functools import lru_cache
from typing import Final

from babel.dates import get_timezone_location

from mysterydesk.i18n import HTML_LANG
from policy.text import Lang

PLACES: Final = (
    "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Macau", "Asia/Singapore", "Asia/Tokyo", "Asia/Seoul", "Asia/Manila",
    "Asia/Kuala_Lumpur", "Asia/Jakarta", "Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Kolkata", "Asia/Karachi",
    "Asia/Dubai", "Asia/Riyadh", "Asia/Jerusalem", "Europe/Istanbul", "Europe/Moscow", "Europe/Athens",
    "Europe/Bucharest", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Europe/Berlin", "Europe/Paris",
    "Europe/Rome", "Europe/Madrid", "Europe/Amsterdam", "Europe/Zurich", "Europe/Stockholm", "Europe/Warsaw",
    "Europe/London", "Europe/Dublin", "Europe/Lisbon", "America/Sao_Paulo", "America/New_York", "America/Toronto",
    "America/Chicago", "America/Mexico_City", "America/Bogota", "America/Denver", "America/Los_Angeles",
    "America/Vancouver", "Australia/Sydney", "Australia/Perth", "Pacific/Auckland",
)  # fmt: skip
"""Where desks stand; of every other place the distance to UTC can be chosen."""

HOURS: Final = range(-12, 15)

ZONES: Final = (*PLACES, *("Etc/UTC" if not hours else f"Etc/GMT{-hours:+d}" for hours in HOURS))
"""Names of the zone database; the sign in those of `Etc` is the other way round (POSIX)."""


@lru_cache(maxsize=256)
def zone_title(name: str, lang: Lang) -> str:
    """Say a zone in words (CLDR).

    >>> zone_title("Asia/Shanghai", "en"), zone_title("Etc/GMT-3", "en"), zone_title("Etc/UTC", "zh")
    ('China (Shanghai) Time', 'UTC+3', 'UTC')
    """
    if name.startswith("Etc/"):
        hours = -int(name.removeprefix("Etc/GMT")) if name != "Etc/UTC" else 0
        return f"UTC{hours:+d}" if hours else "UTC"
    return str(get_timezone_location(name, locale=HTML_LANG[lang].replace("-", "_")))
