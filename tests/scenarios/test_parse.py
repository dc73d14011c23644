from dataclasses import replace

import pytest

from policy.problem import problem
from scenarios.codec import digest_of
from scenarios.parse import locate, parse_scenario, parse_world
from scenarios.scenario import Scenario
from scenarios.world import World
from tests.scenarios.small import SCENARIO, WORLD, broken, told


def test_the_small_scenario_is_read_whole(small: Scenario) -> None:
    assert small.submitted_minutes == (540, 1020)
    assert [fact.slot for fact in small.facts][:2] == ["customer_id", "contact_name"]
    assert small.draws["kiosks"].high == 40
    assert small.impacts[1].after_s == 600
    assert small.fault_model.action("plug_in") is not None
    assert small.fault_model.relapses[0].after_s == 900


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("seat: T1\n", "", "missing_field", "format: scenario/1"),
        (
            'title: {zh: "亭子黑屏", en: "A kiosk is dark"}',
            'title: {zh: "亭子黑屏"}',
            "missing_translation",
            "title:",
        ),
        ('en: "A kiosk is dark"', 'en: "亭子黑屏"', "not_translated", "title:"),
        ('en: "A kiosk is dark"', 'en: " "', "missing_translation", "title:"),
        ("kind: outage", "kind: disaster", "unknown_value", "kind: disaster"),
        ("  kiosks: {low: 3, high: 40}", "  kiosks: {low: 40, high: 3}", "wrong_value", "kiosks: {low: 40"),
        ("  kiosks: {low: 3, high: 40}", "  kiosks: {low: 3}", "wrong_value", "kiosks: {low: 3}"),
        ("  kiosks: {low: 3, high: 40}", '  kiosks: {low: "3", high: 40}', "wrong_type", "kiosks:"),
        ("typical: false", "typical: 0", "wrong_type", "typical: 0"),
        ("typical: false", "typical: false\ncolour: blue", "unknown_field", "colour: blue"),
        ('submitted: ["09:00", "17:00"]', 'submitted: ["09:00", "24:30"]', "wrong_value", "submitted:"),
        ("typical: false", "typical: false\nweekday: someday", "unknown_value", "weekday: someday"),
        ("typical: false", "typical: false\nanswers_s: [60, 30]", "wrong_value", "answers_s:"),
        ("temper: 500", "temper: 1500", "wrong_value", "- {title:"),
        ('opening:\n  zh: ["您好，亭子黑屏了。"]', "opening:\n  zh: []", "empty_list", "zh: []"),
    ],
)
def test_a_mistake_is_found_on_its_line(old: str, new: str, code: str, line: str) -> None:
    text = broken(old, new)
    scenario, problems = parse_scenario(text, "small.yaml")
    assert scenario is None
    assert [(found, shown[: len(line)]) for found, shown in told(problems, text)] == [(code, line)]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("seat: T1", "seat: T1\npriority: L1", "priority: L1"),
        ("seat: T1", "seat: T1\ndue_minutes: 30", "due_minutes: 30"),
        ("lives_on:", "target_group: T3\nlives_on:", "target_group: T3"),
        ("  workaround: {", "  true_severity: {", "true_severity:"),
        ("  began_minutes: {", "  urgency: {low: 1, high: 3}\n  began_minutes: {", "urgency:"),
        ("alternative: false}", "alternative: false, core_down: true}", "- {function: sell_tickets"),
        ("  healthy: {plug: in,", "  healthy: {core_down: true, plug: in,", "healthy: {core_down"),
    ],
)
def test_no_field_names_an_answer_or_renames_one(old: str, new: str, line: str) -> None:
    text = broken(old, new)
    scenario, problems = parse_scenario(text, "small.yaml")
    assert scenario is None
    assert [(code, shown[: len(line)]) for code, shown in told(problems, text)] == [("names_the_answer", line)]


def test_all_mistakes_are_told_at_once() -> None:
    text = SCENARIO.replace("kind: outage", "kind: disaster").replace("typical: false", "typical: perhaps")
    text = text.replace("seat: T1\n", "seat: T1\nsla: 4h\n")
    _, problems = parse_scenario(text, "small.yaml")
    assert told(problems, text) == [
        ("unknown_value", "kind: disaster"),
        ("names_the_answer", "sla: 4h"),
        ("wrong_type", "typical: perhaps"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "format: !!python/object/apply:os.system ['true']",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\n"
        + "\n".join(f"k{n}: *d" for n in range(2500)),
        "[" * 2000,
        "a: {" * 2000,
        "x" * 500_000,
        "a: b\na: c",
        "- a list",
        "",
        "a: [",
        "a: b\n---\nc: d",
        "a: \x07",
        "%YAML 9.9\n---\na: b",
    ],
)
def test_hostile_text_gives_problems_and_no_exception(text: str) -> None:
    scenario, problems = parse_scenario(text, "evil.yaml")
    assert scenario is None
    assert problems
    assert {one.source for one in problems} == {"evil.yaml"}


def test_words_of_yaml_1_1_stay_words() -> None:
    text = broken(
        "{plug: in, fuse: whole, lamp: good, records: kept}", "{plug: in, fuse: whole, lamp: on, records: kept}"
    )
    scenario, problems = parse_scenario(text, "small.yaml")
    assert problems == ()
    assert scenario is not None
    assert scenario.fault_model.healthy["lamp"] == "on"


def test_comments_and_order_of_lines_do_not_change_the_digest(small: Scenario) -> None:
    text = "# a remark\n" + SCENARIO.replace("kind: outage\n", "").replace("seat: T1", "kind: outage\nseat: T1")
    again, _ = parse_scenario(text, "other.yaml")
    assert again is not None
    assert again.digest == small.digest


def test_any_word_changes_the_digest(small: Scenario) -> None:
    changed, _ = parse_scenario(broken("看插头", "看一下插头"), "small.yaml")
    assert changed is not None
    assert changed.digest != small.digest


def test_static_problems_get_their_line() -> None:
    found = (problem("S900-dark-kiosk", 0, "unsolvable", at="fault_model.causes.unplugged"),)
    placed = locate(found, SCENARIO, "small.yaml")
    assert placed[0].source == "small.yaml"
    assert SCENARIO.splitlines()[placed[0].line - 1].strip().startswith("unplugged:")


def test_a_place_that_is_not_in_the_text_points_to_what_contains_it() -> None:
    found = (problem("S900-dark-kiosk", 0, "missing_fact", slot="trigger", at="facts.repro_steps.value"),)
    line = locate(found, SCENARIO, "small.yaml")[0].line
    assert SCENARIO.splitlines()[line - 1] == "facts:"


def test_the_small_world_is_read(small_world: World) -> None:
    assert list(small_world.products) == ["kiosk"]
    assert small_world.articles["KB-0001"].updated.isoformat() == "2026-01-02"
    assert len(small_world.digest) == 64


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line"),
    [
        ("KB-0001.yaml", 'en: "Mind the current"', 'en: ""', "missing_translation", "cautions:"),
        ("KB-0001.yaml", '  steps: {zh: "看插头", en: "Look at the plug"}\n', "", "missing_field", "sections:"),
        ("KB-0001.yaml", "product: kiosk", "product: kiosque", "unknown_product", "product: kiosque"),
        ("KB-0001.yaml", 'versions: ["1.1"]', 'versions: ["9.9"]', "unknown_version", "versions:"),
        ("KB-0001.yaml", "updated: 2026-01-02", "updated: 2026-02-30", "wrong_value", "updated:"),
        ("KB-0001.yaml", "format: article/1", "format: poem/1", "unknown_value", "format: poem/1"),
        ("KB-0001.yaml", "plug_in", "Plug In", "wrong_value", "advises:"),
        ("kiosk.yaml", 'versions: ["1.0", "1.1"]', "versions: [1.0, 1.1]", "wrong_type", "versions:"),
        (
            "kiosk.yaml",
            'versions: ["1.0", "1.1"]',
            'versions: ["1.0", "1.1"]\nknown_issues:\n  - {id: K-1, versions: ["2.0"], text: {zh: "甲", en: "a"}}',
            "unknown_version",
            "- {id: K-1",
        ),
    ],
)
def test_a_mistake_in_the_world_is_found_on_its_line(file: str, old: str, new: str, code: str, line: str) -> None:
    text = broken(old, new, WORLD[file])
    read, problems = parse_world({**WORLD, file: text})
    assert read is None
    here = tuple(one for one in problems if one.source == file)
    assert {(found, shown[: len(line)]) for found, shown in told(here, text)} == {(code, line)}


def test_two_articles_may_not_share_an_id() -> None:
    _, problems = parse_world({**WORLD, "copy.yaml": WORLD["KB-0001.yaml"]})
    assert [(one.source, one.code) for one in problems] == [("copy.yaml", "duplicate_id")]


def test_every_broken_file_of_a_world_is_reported() -> None:
    files = {name: text.replace("zh:", "zn:") for name, text in WORLD.items()}
    _, problems = parse_world(files)
    assert {one.source for one in problems} == set(files)


def test_the_digest_leaves_itself_out(small: Scenario) -> None:
    assert digest_of(replace(small, digest="anything")) == small.digest
