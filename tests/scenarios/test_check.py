# ruff: noqa: E501  a broken place reads best on one line

import pytest

from policy.handbook import Handbook
from policy.problem import Problems
from scenarios.check import check_scenario
from scenarios.check_model import is_curable
from scenarios.check_texts import telling_words
from scenarios.fault_model import state_under
from scenarios.parse import locate, parse_scenario
from scenarios.scenario import Scenario
from scenarios.world import World
from tests.scenarios.small import SCENARIO, broken, told


def _checked(text: str, world: World, handbook: Handbook) -> Problems:
    scenario, problems = parse_scenario(text, "small.yaml")
    assert problems == ()
    assert scenario is not None
    return locate(check_scenario(scenario, world, handbook), text, "small.yaml")


def test_the_small_scenario_has_no_problem(small: Scenario, small_world: World, std: Handbook) -> None:
    assert check_scenario(small, small_world, std) == ()


def _places(problems: Problems, text: str, expected: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Give what was found, each line cut down to the beginning that is expected of it."""
    starts = {start for _, start in expected}
    return {
        (code, next((start for start in starts if line.startswith(start)), line))
        for code, line in told(problems, text)
    }


@pytest.mark.parametrize("seed_id", ["S006", "S047"])
def test_shipped_scenarios_have_no_problem(
    seed_id: str, shipped: dict[str, Scenario], world: World, std: Handbook
) -> None:
    assert check_scenario(shipped[seed_id], world, std) == ()


LISTEN = SCENARIO[SCENARIO.index("    listen:") : SCENARIO.index("    measure_current:")]
WIPE = next(line for line in SCENARIO.splitlines(keepends=True) if "wipe_screen" in line)
EXTENSION = next(line for line in SCENARIO.splitlines(keepends=True) if "use_extension" in line)
RESET = next(line for line in SCENARIO.splitlines(keepends=True) if " reset:" in line)

MODEL = [
    (LISTEN, "", {("too_few_checks", "checks:")}),
    ("true_causes: [unplugged]", "true_causes: [unplugged, lamp_dead]", {("too_few_wrong_causes", "causes:")}),
    ("true_causes: [unplugged]", "true_causes: [gnawed]", {("unknown_cause", "true_causes:")}),
    ("sets: {plug: out}}\n    fuse", "sets: {plugg: out}}\n    fuse", {("unknown_variable", "unplugged:")}),
    ("relapses:\n    - {when: [{plug: extension}]", "relapses:\n    - {when: [{plug: sideways}]", {("value_never_set", "- {when:")}),
    ('when: [{lamp: dead}], text: {zh: "有电"', 'when: [{lamp: off}], text: {zh: "有电"', {("value_never_set", '{title: {zh: "量电流"')}),
    ('fine: {text: {zh: "紧的"', 'fine: {when: [{plug: in}], text: {zh: "紧的"', {("last_result_has_condition", '{title: {zh: "看插头"')}),
    ("hum: {when: [{lamp: dead}], ", "hum: {", {("hides_later_results", '{title: {zh: "听声音"')}),
    ("cost_s: 60, tier: T2", "cost_s: 60, tier: T9", {("unknown_tier", '{title: {zh: "量电流"')}),
    ("repair: configuration", "repair: prayer", {("unknown_repair", "reset:")}),
    ("  cured: [{plug: in, fuse: whole, lamp: good}]", "  cured: [{plug: out}]", {("healthy_does_not_work", "healthy:"), ("harmless_cause", "unplugged:"), ("unsolvable", "unplugged:")}),
    ("  works: [", "  works: [{lamp: dead}, ", {("harmless_cause", "lamp_dead:")}),
    ("hum: {when: [{lamp: dead}]", "hum: {when: [{records: gone}]", {("check_tells_nothing", "listen:")}),
    ("[{plug: out}, {plug: extension}], sets: {plug: in}", "[{plug: extension}], sets: {plug: extension}", {("unsolvable", "unplugged:")}),
    (WIPE, WIPE.replace("cost_s: 30}", "cost_s: 30, effects: [{sets: {plug: in}}]}"), {("nothing_is_useless", "actions:")}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), MODEL)
def test_a_broken_fault_model_is_found(
    old: str, new: str, expected: set[tuple[str, str]], small_world: World, std: Handbook
) -> None:
    text = broken(old, new)
    if "nothing_is_useless" in str(expected):
        # Two more repairs would still be useless under the true cause.
        text = text.replace("when: [{fuse: blown}], sets: {fuse: whole}", "sets: {fuse: whole, plug: in}")
        text = text.replace("when: [{lamp: dead}], sets: {lamp: good}", "sets: {lamp: good, plug: in}")
    assert _places(_checked(text, small_world, std), text, expected) == expected


def test_causes_that_no_check_tells_apart_are_found(small_world: World, std: Handbook) -> None:
    text = SCENARIO.replace("when: [{lamp: dead}]", "when: [{plug: out}]")
    text = text.replace("effects: [{when: [{plug: out}], sets: {lamp", "effects: [{when: [{lamp: dead}], sets: {lamp")
    text = text.replace("out: {when: [{plug: out}]", "out: {when: [{fuse: blown}]").replace(
        "black: {when: [{fuse: blown}]", "black: {when: [{fuse: blown}, {lamp: dead}, {plug: out}]"
    )
    text = text.replace("hum: {when: [{plug: out}]", "hum: {when: [{fuse: blown}]")
    text = text.replace("some: {when: [{plug: out}]", "some: {when: [{fuse: blown}]")
    found = _checked(text, small_world, std)
    pairs = {tuple(value for name, value in one.params if name in {"cause", "other"}) for one in found}
    assert "causes_look_alike" in {one.code for one in found}
    assert ("unplugged", "lamp_dead") in pairs


def test_a_scenario_without_a_trap_is_found(small_world: World, std: Handbook) -> None:
    text = (
        SCENARIO.replace(EXTENSION, "")
        .replace(RESET, "")
        .replace(", {plug: extension, fuse: whole, lamp: good}]", "]")
    )
    text = text.replace("  lost: [{records: gone}]\n", "").replace(
        "[{plug: out}, {plug: extension}]", "[{plug: out}]"
    )
    text = text[: text.index("  relapses:")] + "true_causes: [unplugged]\n"
    assert told(_checked(text, small_world, std), text) == [("no_trap", "actions:")]


REFERENCES = [
    ("product: kiosk", "product: booth", {("unknown_product", "product: booth")}),
    ("articles: [KB-0001]", "articles: [KB-0009]", {("unknown_article", "articles: [KB-0009]")}),
    ("    plug_in: {", "    push_in: {", {("unknown_action", "articles: [KB-0001]")}),
    ("handbooks: [STD]", "handbooks: [ASC]", {("other_handbook", "handbooks: [ASC]")}),
    ("seat: T1", "seat: T7", {("unknown_seat", "seat: T7")}),
    ("channels: [phone]", "channels: [pigeon]", {("unknown_channel", "channels: [pigeon]")}),
    ('submitted: ["09:00", "17:00"]', 'submitted: ["17:00", "09:00"]', {("empty_range", "submitted:")}),
    ("time_critical: false", 'time_critical: false\nunavoidable: {lunch: {zh: "甲", en: "a"}}', {("unknown_clock", "unavoidable:")}),
    ("time_critical: false", 'time_critical: false\nunavoidable: {STD/lunch: {zh: "甲", en: "a"}}', {("unknown_clock", "unavoidable:")}),
    ("time_critical: false", 'time_critical: false\nunavoidable: {DSK/resolution: {zh: "甲", en: "a"}}', {("other_handbook", "unavoidable:")}),
    ("time_critical: false", 'time_critical: false\nunavoidable: {STD/resolution: {zh: "甲", en: "a"}}', set()),
    ("lives_on: [sell_tickets]", "lives_on: [fly]", {("unknown_function", "lives_on: [fly]")}),
    ("{function: print_lists", "{function: bake", {("unknown_function", "- {function: bake")}),
    ("  weather:\n", '  version:\n    choices: [{zh: "1.1", en: "1.1"}, {zh: "7.0", en: "7.0"}]\n  weather:\n', {("unknown_version", 'choices: [{zh: "1.1"'), ("unused_draw", "version:")}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), REFERENCES)
def test_a_dangling_reference_is_found(
    old: str, new: str, expected: set[tuple[str, str]], small_world: World, std: Handbook
) -> None:
    text = broken(old, new)
    assert _places(_checked(text, small_world, std), text, expected) == expected


FACTS = [
    ("  trigger: {disclosure: on_ask", "  shoe_size: {disclosure: on_ask", {"unknown_slot", "missing_fact"}),
    ('    vague: {zh: ["就黑了呀"], en: ["It went dark, that is all"]}\n', "", {"vague_without_clarify"}),
    ("  trigger: {disclosure: on_ask", "  trigger: {disclosure: via_attachment", {"unreachable_fact"}),
    ("  trigger: {disclosure: on_ask", "  trigger: {disclosure: after_consent", {"unreachable_fact"}),
    ('marks: {zh: [["黑屏"]], en: [["dark"]]}', 'marks: {zh: [["冒烟"]], en: [["smoke"]]}', {"open_fact_not_told"}),
    ('zh: ["您好，亭子黑屏了。"]', 'zh: ["您好，{kiosks}台亭子黑屏了。"]', {"told_too_early"}),
    ('vague: {zh: ["就黑了呀"]', 'vague: {zh: ["就{kiosks}个黑了呀"]', {"told_too_early"}),
    ('marks: {zh: [["{kiosks}"], ["亭"]]', 'marks: {zh: [["{kiosks}"], ["柜"]]', {"marks_miss_value"}),
    ("after_s: 900, sets: {plug: out}", "after_s: 900, sets: {plug: extension}", {"endless_relapse"}),
    ('say: {zh: ["有{kiosks}个亭子"]', 'say: {zh: ["有{kiosks}个"]', {"marks_miss_say"}),
    ('en: ["{kiosks} kiosks"]', 'en: ["{cats} kiosks"]', {"unknown_name"}),
    ('en: ["{kiosks} kiosks"]', 'en: ["{kiosks.real} kiosks"]', {"stray_brace"}),
    ('zh: ["有{kiosks}个亭子"]', 'zh: ["有{kiosks}个亭子，一级故障！"]', {"says_the_answer"}),
    ('en: ["It is dark"]', 'en: ["It is dark, a P1"]', {"says_the_answer"}),
    ('zh: ["黑屏了"]', 'zh: ["黑屏了，是不是插头"]', {"leaks_the_cause"}),
    ('en: ["It is dark"]', 'en: ["It is dark, maybe the plug"]', {"leaks_the_cause"}),
    ("  weather:\n", "  hour: {low: 1, high: 4}\n  weather:\n", {"unused_draw"}),
    ("  weather:\n", "  phone: {low: 1, high: 4}\n  weather:\n", {"name_taken"}),
    ("{name}剧场", "剧场", {"company_without_name"}),
    ("  began_minutes: {low: 10, high: 60}\n", "", {"no_beginning"}),
    ("stopped: 1, hindered: 2", "stopped: 3, hindered: 2", {"impossible_impact"}),
    ("stopped: 1, hindered: 2", "stopped: dogs, hindered: 2", {"unknown_name"}),
    ("stopped: 1, hindered: 2", "stopped: play, hindered: 2", {"not_a_number"}),
    (', news: {zh: ["名单也打不出了"], en: ["Now lists fail too"]}', "", {"growth_without_news"}),
    ("function: print_lists, total: 4, stopped: 1, hindered: 2, alternative: true, after_s: 600", "function: sell_tickets, total: 4, stopped: 1, hindered: 2, alternative: true, after_s: 0", {"duplicate_impact"}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), FACTS)
def test_a_broken_fact_text_or_impact_is_found(
    old: str, new: str, expected: set[str], small_world: World, std: Handbook
) -> None:
    found = _checked(broken(old, new), small_world, std)
    assert {one.code for one in found} == expected
    assert all(one.line > 1 for one in found)


def test_growth_only_means_that_nothing_is_wrong_at_the_opening(small_world: World, std: Handbook) -> None:
    text = broken(
        "stopped: kiosks, hindered: 0, alternative: false}",
        'stopped: kiosks, hindered: 0, alternative: false, after_s: 60, news: {zh: ["停了"], en: ["It stopped"]}}',
    )
    assert [one.code for one in _checked(text, small_world, std)] == ["no_impact_at_opening"]


def test_draws_that_hardly_differ_are_found(small_world: World, std: Handbook) -> None:
    text = (
        SCENARIO.replace("{weather}", "{play}")
        .replace("  weather:\n", "")
        .replace(
            '    choices: [{zh: "打雷", en: "thunder"}, {zh: "下雪", en: "snow"}, {zh: "刮风", en: "wind"}]\n', ""
        )
    )
    text = text.replace("kiosks: {low: 3, high: 40}", "kiosks: {low: 3, high: 4}").replace("high: 60}", "high: 11}")
    assert {one.code for one in _checked(text, small_world, std)} == {"draws_too_alike"}


def test_a_cure_may_take_several_steps_but_never_lost_data(small: Scenario) -> None:
    model = small.fault_model
    start = {**state_under(model, "unplugged"), "fuse": "blown"}
    names = {action.id: action for action in model.actions}
    assert is_curable(model, start, (names["swap_fuse"], names["plug_in"]))
    assert not is_curable(model, start, (names["plug_in"],))
    assert not is_curable(model, {**start, "records": "gone"}, model.actions)


def test_telling_words_are_content_words() -> None:
    assert telling_words("The plug has been pulled out", "en") == {"plug", "pulled"}
    assert telling_words("插头的线", "zh") == {"插头"}
