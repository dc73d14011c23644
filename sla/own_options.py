"""Which options of the clocks does a handbook choose by itself?"""

from typing import Final

from policy.handbook import Handbook
from sla.clock import ClockOptions, Reading

PAUSES: Final = "pause_wait_customer"
"""Setting of a handbook: above 0, waiting for the customer pauses the clocks that may pause (A-pause)."""


def waits_for_customer(handbook: Handbook) -> bool:
    """Tell whether waiting for the customer pauses the clocks that may pause; a handbook without a word does not."""
    chosen = handbook.settings.get(PAUSES)
    return chosen is not None and chosen.value > 0


def options_of(handbook: Handbook, reading: Reading = "operational") -> ClockOptions:
    """Give the options under which the clocks of a handbook's drills are read."""
    return ClockOptions(reading=reading, wait_customer=waits_for_customer(handbook))
