"""Does anything but what rules read move the customer (DESIGN decision 9)?"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from policy.text import Lang
from simulator.drill import replay
from simulator.reading.corpus import LABELS
from simulator.reading.features import BUCKETS
from simulator.reading.model import CALIBRATION, ROWS, Model, Weights
from simulator.state import Desk
from sla.timeline import Event
from tests.simulator.desks import begin, do

WIDTH = len(LABELS)
CERTAIN = Weights(
    grams=np.zeros((BUCKETS, WIDTH), dtype=np.int16),
    told=np.zeros((ROWS, WIDTH), dtype=np.int32),
    bias=np.zeros(WIDTH, dtype=np.int32),
    slope=np.zeros(WIDTH, dtype=np.int32),
    offset=np.full(WIDTH, 10 * CALIBRATION, dtype=np.int32),
    least=np.full(WIDTH, 500, dtype=np.int32),
    doubted=np.zeros(WIDTH, dtype=np.int32),
)
FINDS_ALL = Model(weights={"zh": CERTAIN, "en": CERTAIN}, digest="finds all")
"""A classifier that finds every act in every message: rude and kind, asking for all, giving secrets away."""

SAID: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("您好，请问怎么称呼？", "窗台上的花开了两朵，隔壁的猫也来看。", "让您久等了，非常抱歉。"),
    "en": ("Hello, may I have your name?", "Two buds on the sill have opened and next door's cat looks.", "Sorry."),
}


def played(desk: Desk) -> tuple[Event, ...]:
    attempt = begin(desk)
    for text in SAID[desk.case.lang]:
        attempt = do(attempt, "say", text=text)
    assert replace(replay(desk, "again", attempt.events).state, now=attempt.state.now) == attempt.state
    return attempt.events


def without_second(event: Event) -> str:
    fields: dict[str, Any] = dict(event.fields)
    if "reading" in fields:
        kept = dict(fields["reading"])
        fields["reading"] = {name: one for name, one in kept.items() if name not in {"second", "engine"}}
    return json.dumps(
        [event.id, event.at.isoformat(), event.kind, event.actor, fields], ensure_ascii=False, default=str
    )


def test_a_classifier_that_finds_everything_changes_nothing_that_happens(desk: Desk) -> None:
    by_rules = played(desk)
    by_both = played(replace(desk, rules=replace(desk.rules, model=FINDS_ALL)))
    seconds = [one.fields["reading"] for one in by_both if "reading" in one.fields]
    assert all(isinstance(one, Mapping) and one["second"] for one in seconds)
    assert len(seconds) == len(SAID[desk.case.lang])
    assert [without_second(one) for one in by_both] == [without_second(one) for one in by_rules]
    assert not any("second" in str(one.fields.get("reading")) for one in by_rules)
