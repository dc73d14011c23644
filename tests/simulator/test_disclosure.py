"""A fact is told by its rule: after understanding, after a name, in a picture, and to whoever keeps asking."""

from dataclasses import replace

import pytest

from scenarios.scenario import Disclosure, Tells
from simulator.drill import Attempt
from simulator.state import Desk
from tests.simulator.desks import begin, do, heard, twisted

ASK_VERSION = "请问您用的是哪个版本？"
ASK_SCOPE = "请问影响到多少人？"
ASK_PICTURE = "方便的话请发一张截图给我。"
CARES = "我理解您着急的心情，遇上这种事换谁都会急。"
NAMES = "您好，这里是技术支持服务台，我是小林。"


def _desk(disclosure: Disclosure, mood: int = 700) -> Desk:
    desk = twisted("S047", "zh")
    facts = tuple(
        replace(one, disclosure=disclosure) if one.slot == "product_version" else one for one in desk.case.facts
    )
    persona = replace(desk.case.persona, start_mood=mood)
    return replace(desk, case=replace(desk.case, facts=facts, persona=persona))


def _say(attempt: Attempt, *texts: str) -> Attempt:
    for text in texts:
        attempt = do(attempt, "say", text=text)
    return attempt


def _told(attempt: Attempt) -> bool:
    return "product_version" in attempt.state.told


@pytest.mark.parametrize(
    ("disclosure", "opens"),
    [("after_empathy", CARES), ("after_verify", NAMES), ("via_attachment", ASK_PICTURE)],
)
def test_a_fact_waits_for_what_opens_it(disclosure: Disclosure, opens: str) -> None:
    asked = _say(begin(_desk(disclosure)), ASK_VERSION)
    assert not _told(asked)
    assert _told(_say(asked, opens, ASK_VERSION))
    assert _told(_say(begin(_desk(disclosure)), opens, ASK_VERSION))


@pytest.mark.parametrize("disclosure", ["after_empathy", "after_verify", "after_consent", "via_attachment"])
def test_whoever_keeps_asking_is_told_in_the_end(disclosure: Disclosure) -> None:
    assert _told(_say(begin(_desk(disclosure)), ASK_VERSION, ASK_VERSION, ASK_VERSION))


def test_a_calm_person_needs_no_soothing() -> None:
    assert _told(_say(begin(_desk("after_empathy", mood=0)), ASK_VERSION))


def test_a_picture_brings_what_stands_only_in_it() -> None:
    attempt = _say(begin(_desk("via_attachment")), ASK_PICTURE)
    assert {"attachment", "product_version"} <= set(attempt.state.told)


@pytest.mark.parametrize("tells", ["inflates", "understates"])
def test_whoever_paints_the_impact_gives_no_figure_at_first_and_the_truth_when_asked_again(tells: Tells) -> None:
    desk = twisted("S047", "zh")
    fact = desk.case.fact("impact_scope")
    assert fact is not None
    painter = replace(desk, case=replace(desk.case, persona=replace(desk.case.persona, tells=tells)))
    once = _say(begin(painter), ASK_SCOPE)
    assert heard(once).fields["act"] == "vague"
    assert "impact_scope" in once.state.hinted
    assert "impact_scope" not in once.state.told
    assert fact.say not in str(heard(once).fields["text"])
    again = _say(once, ASK_SCOPE)
    assert fact.say in str(heard(again).fields["text"])
