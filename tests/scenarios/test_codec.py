import json
from dataclasses import replace
from datetime import date

import pytest

from policy.handbook import Handbook
from scenarios.case import Case
from scenarios.codec import canonical, case_from_json, case_to_json, seal
from scenarios.draw import draw_case
from scenarios.scenario import Scenario
from scenarios.world import World


@pytest.fixture(scope="module")
def case(small: Scenario, small_world: World, std: Handbook) -> Case:
    """One case of the small scenario."""
    return draw_case(small, std, small_world, 3, "zh", day=date(2026, 3, 2))


def test_a_case_survives_writing_and_reading(case: Case) -> None:
    again = case_from_json(case_to_json(case))
    assert again == case
    assert case_to_json(again) == case_to_json(case)


def test_truth_values_and_numbers_of_the_state_keep_their_kind(case: Case) -> None:
    model = replace(case.fault_model, healthy={"a": True, "b": 1, "c": "1", "d": 0, "e": False})
    again = case_from_json(case_to_json(seal(replace(case, fault_model=model))))
    kinds = {name: type(value) for name, value in again.fault_model.healthy.items()}
    assert kinds == {"a": bool, "b": int, "c": str, "d": int, "e": bool}


def test_shipped_cases_survive_in_both_languages(shipped: dict[str, Scenario], world: World, std: Handbook) -> None:
    for scenario in shipped.values():
        for lang in ("zh", "en"):
            case = draw_case(scenario, std, world, 8, lang, day=date(2026, 3, 2))
            assert case_from_json(case_to_json(case)) == case


def test_keys_are_sorted_and_han_characters_are_written_as_they_are(case: Case) -> None:
    text = case_to_json(case)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "亭子黑屏" in text


@pytest.mark.parametrize(
    ("name", "value"), [("true_cause", "fuse_blown"), ("seed", 4), ("submitted_at", "2026-03-02T09:00:00+08:00")]
)
def test_a_changed_case_is_refused(case: Case, name: str, value: object) -> None:
    data = json.loads(case_to_json(case)) | {name: value}
    with pytest.raises(ValueError, match="does not fit its digest"):
        case_from_json(json.dumps(data))


def test_an_added_field_is_refused(case: Case) -> None:
    data = json.loads(case_to_json(case)) | {"note": "harmless"}
    with pytest.raises(ValueError, match="does not fit its digest"):
        case_from_json(json.dumps(data))


def test_a_missing_field_is_refused(case: Case) -> None:
    data = json.loads(case_to_json(case))
    del data["facts"]
    with pytest.raises(ValueError, match="facts"):
        case_from_json(json.dumps(data))


def test_what_content_never_holds_has_no_form() -> None:
    with pytest.raises(TypeError, match="set"):
        canonical({"a": {1, 2}})


def test_not_a_number_is_no_content() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical({"a": float("nan")})
