"""Can every customer of the library be helped, with full marks, and does no idle hand pass?

One case of each scenario, manuals and languages in turn: the whole of it takes a few minutes by
`mysterydesk score validate`.
"""

import pytest

from mysterydesk import attempts, shelf, validating
from mysterydesk.scores import rubric_for
from policy.text import Lang
from scenarios.draw import draw_case
from scoring.validate.exam_room import prepared, replayed
from scoring.validate.nulls import NULLS, play_null
from scoring.validate.validate import blemishes
from simulator.slack import slacks

LANGS: tuple[Lang, ...] = ("zh", "en")
NULLS_OF = sorted(NULLS)


@pytest.mark.parametrize("name", sorted(shelf.scenarios()))
def test_the_ideal_handling_keeps_every_target_with_room_and_has_full_marks(name: str) -> None:
    scenario = shelf.scenario(name)
    place = int(name[1:4])
    handbook = shelf.handbook(scenario.handbooks[place % len(scenario.handbooks)])
    case = draw_case(scenario, handbook, shelf.world(), place, LANGS[place % 2], day=validating.BEGIN.date())
    trial = prepared(attempts.desk_for(case), rubric_for(handbook), validating.BEGIN)
    handled = replayed(trial.opened(), trial.ideal)
    card = trial.scored(handled)
    assert blemishes(card) == ()
    assert card.verdict == "pass"
    assert [one.clock for one in slacks(handled) if not one.is_enough] == []
    null = NULLS_OF[place % len(NULLS_OF)]
    assert trial.scored(play_null(trial, null, validating.sentences())).verdict == "fail"
