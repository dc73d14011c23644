"""The ideal handling never says that another line is at work before somebody there has begun."""

import re
from collections.abc import Iterator

import pytest

from policy.text import Lang
from scenarios.twist import Manner
from sla.timeline import Event, Timeline
from tests.simulator.conftest import drawn
from tests.simulator.ideals import played
from tests.simulator.manners import with_manners

AT_WORK = re.compile(
    r"正在(?:处理|排查|查|修)|(?:在|已经在)(?:重新|继续)?排查|还没做完"
    r"|\b(?:is|are|'re|'s) (?:now |still |already )?(?:working|checking|looking into|on it)\b",
    re.IGNORECASE,
)
"""What says that somebody is at work."""

STARTS = ("tier2.started", "tier3.joined")


def claims(events: Timeline) -> Iterator[tuple[Event, bool]]:
    """Give what was told to the customer after a hand-over, and whether the line that held the ticket had begun."""
    moved = joined = False
    for event in events:
        if event.kind == "ticket.transferred":
            moved, joined = True, False
        joined = joined or event.kind in STARTS
        if moved and event.kind == "agent.msg" and event.actor == "trainee" and not event.fields.get("to"):
            yield event, joined


@pytest.mark.parametrize(
    ("scenario", "seed", "lang", "manner"),
    [("S024", 1, "zh", "busy"), ("S006", 2, "en", "busy"), ("S024", 2, "en", "slow"), ("S006", 1, "zh", "wrong")],
)
def test_nobody_is_said_to_be_at_work_who_has_not_begun(scenario: str, seed: int, lang: Lang, manner: Manner) -> None:
    told = list(claims(played(with_manners(drawn(scenario, seed, lang), manner)).attempt.events))
    assert any(joined for _, joined in told)
    assert any(not joined for _, joined in told)
    early = [str(event.fields["text"]) for event, joined in told if not joined]
    assert [text for text in early if AT_WORK.search(text)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sentences_for_after_the_pick_up_would_be_noticed(lang: Lang) -> None:
    wording = drawn("S024", 1, lang).wording
    tell = [one for one in wording.phrases("progress", lang) if "{tier}" in one]
    assert tell
    assert all(AT_WORK.search(one) for one in tell)
    assert not any(AT_WORK.search(one) for one in wording.phrases("queued", lang))
