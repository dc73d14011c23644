"""A question that nobody understood is asked back about, never answered with a courtesy that sounds like a yes."""

import pytest

from scenarios.fault_model import after, holds_strictly, outcome, state_under
from simulator.customer import reply
from simulator.draft import with_system
from simulator.puzzle import is_puzzling
from simulator.reading.reading import Act, Reading
from simulator.state import Desk
from simulator.utterance import Request
from tests.simulator.conftest import drawn
from tests.simulator.desks import begin


def reading(*acts: str, doubts: tuple[str, ...] = (), unread: bool = True) -> Reading:
    found = tuple(Act(name=name, slot="", quote="x", start=0, end=1) for name in acts)
    return Reading(lang="zh", acts=found, times=(), unsure=bool(doubts), engine="test", doubts=doubts, unread=unread)


@pytest.mark.parametrize(
    ("understood", "text", "puzzles"),
    [
        (reading("thank"), "谢了，屏上瞅一眼成吗？", True),
        (reading("thank"), "Cheers. Mind if I have a peek at your screen?", True),
        (reading("thank"), "谢了，屏上瞅一眼成吗", True),
        (reading("thank"), "谢了，我去那边瞅一眼", False),
        (reading("thank", unread=False), "谢了，屏上瞅一眼成吗？", False),
        (reading("thank", doubts=("ask:scope",), unread=False), "谢了，铺面几处", True),
        (reading("thank", doubts=("empathise",), unread=False), "谢了", False),
    ],
)
def test_a_question_in_words_nobody_read_puzzles(understood: Reading, text: str, *, puzzles: bool) -> None:
    assert is_puzzling(understood, text) is puzzles


@pytest.fixture
def desk() -> Desk:
    return drawn("S033", 1, "zh")


def act(desk: Desk, understood: Reading, request: Request) -> str:
    return reply(desk, begin(desk).state, understood, request).act


def test_who_is_puzzled_asks_back(desk: Desk) -> None:
    plain, puzzled = Request(), Request(puzzling=True)
    assert act(desk, reading("explain_plan"), plain) == "ack_plan"
    assert act(desk, reading("explain_plan"), puzzled) == "not_clear"


def test_what_was_understood_is_answered_all_the_same(desk: Desk) -> None:
    assert act(desk, reading("request_remote_consent"), Request(puzzling=True)) != "not_clear"
    assert act(desk, reading("greet"), Request(puzzling=True)) != "not_clear"


def test_a_call_back_on_a_way_around_hears_that_it_is_one(desk: Desk) -> None:
    model, state = desk.case.fault_model, begin(desk).state
    start = state_under(model, desk.case.true_cause)
    way = next(one for one in model.actions if outcome(model, start, after(one, start)) == "works_around")
    around = with_system(state, after(way, start))
    assert holds_strictly(model.detour, around.system)
    asked = Request(intent="callback")
    assert reply(desk, around, reading("greet"), asked).act == "confirm_detour"
    assert reply(desk, with_system(state, model.healthy), reading("greet"), asked).act == "callback_ok"
    assert reply(desk, state, reading("greet"), asked).act == "callback_bad"
