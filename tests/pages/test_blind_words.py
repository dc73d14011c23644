"""Are the words of somebody who had not seen the rules read as meant: six ways for each moment, in each language?"""

from collections.abc import Mapping

import pytest

from mysterydesk import shelf
from policy.text import Lang
from scenarios.fill import fill
from simulator.player import WANTED
from simulator.reading.read import read
from tests.pages.speaker import ALIKE, written_words
from tests.pages.windows import LOCALES

PURPOSE_IS_PRESSED = ("hear_demand", "plan_steps", "plan_effect", "plan_risk", "feed_back", "follow_up")
"""Moments whose purpose is told by the button that is pressed, whatever the words are read as."""

SINCE = ("low_rating", "take_over")
"""Moments of other manuals' desks and of later lines, which came after the words were written."""

VALUES: Mapping[Lang, Mapping[str, str]] = {
    "zh": {"me": "小林", "name": "冯静", "number": "TS1", "tier": "二线", "time": "14:30", "what": "重启服务"},
    "en": {
        "me": "Robin",
        "name": "Ines",
        "number": "TS1",
        "tier": "Tier 2",
        "time": "14:30",
        "what": "restart the service",
    },
}
"""What the words are filled with when they are counted."""

LEAST_READ = 0.7
"""Share of all ways that must be read as meant, in each language; 195 of 258 are in Chinese, 184 in English."""

LEAST_WAYS = 2
"""Of six, for each moment but those of `HARDLY_READ`."""

HARDLY_READ: Mapping[Lang, frozenset[str]] = {"zh": frozenset({"other_way", "progress"}), "en": frozenset()}
"""Moments of which fewer are read: the customer does not ask back there, and the score does not hold it for said."""


def is_read_as_meant(moment: str, text: str, lang: Lang) -> bool:
    """Tell whether words are read as what their moment is for, with nothing left in doubt."""
    reading = read(fill(text, VALUES[lang]), lang, shelf.rules())
    if moment in WANTED:
        return reading.has(WANTED[moment]) and not reading.unsure
    slot = moment.removeprefix("ask_")
    alike = {slot, "scope"} if slot == "impact_scope" else {slot}
    return bool(alike & set(reading.asked())) and not reading.unsure


@pytest.mark.parametrize("lang", LOCALES)
def test_of_all_six_ways_most_are_read_as_meant(lang: Lang) -> None:
    """Counted over every way to say what is read by its words alone, not over the best of them."""
    told = {*PURPOSE_IS_PRESSED, *ALIKE, *SINCE, "ask_eta"}
    moments = {*WANTED, *(name for name in written_words() if name.startswith("ask_"))} - told
    read_ways = {
        moment: sum(is_read_as_meant(moment, text, lang) for text in written_words()[moment][lang])
        for moment in moments
    }
    every = sum(len(written_words()[moment][lang]) for moment in moments)
    assert sum(read_ways.values()) >= LEAST_READ * every, f"{sum(read_ways.values())} of {every}: {read_ways}"
    assert {moment for moment, count in read_ways.items() if count < LEAST_WAYS} <= HARDLY_READ[lang]
