"""Every code of the rubric, the checks and the problems has its sentence, and nothing but words is ever shown."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from certification.item import Choose
from certification.verdict import CheckName
from mysterydesk import shelf
from mysterydesk.i18n import LANGS, catalogue_texts, merged, problem_text, translation
from mysterydesk.papers import bank
from mysterydesk.scores import rubric_for
from mysterydesk.validating import BEGIN, drawn_desks, sentences
from pages.parts.desk_talk import PHRASE_MOMENTS, SYSTEM_KINDS
from pages.parts.finding_words import PARTS, said_params
from policy.problem import problem
from policy.text import Lang
from scenarios.world import SECTIONS
from scoring.finding import SHORTFALLS, Finding, Verdict
from scoring.rubric import Rubric
from scoring.scorecard import Outcome
from scoring.validate.exam_room import Trial, prepared, replayed
from scoring.validate.faults import mutants
from scoring.validate.meddler import meddled
from simulator.drill import Attempt
from simulator.state import Mode
from tests.mysterydesk.check_codes import codes_of_checks
from tests.mysterydesk.test_i18n import LATIN

ROOT = Path(__file__).resolve().parent.parent.parent
PURE = ("policy", "sla", "scenarios", "simulator", "scoring", "certification", "mysterydesk")
CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+|derived")

GENERATED: Mapping[tuple[str, str], tuple[int, frozenset[str]]] = {
    ("certification/bank.py", "short"): (0, frozenset({"topic", "items_from"})),
    ("certification/item_shape.py", "_reference_mistakes"): (0, frozenset({"item"})),
    ("certification/item_shape.py", "_option_mistakes"): (0, frozenset({"item", "option"})),
    ("certification/generate/sla_stems.py", "_word_mistakes"): (1, frozenset({"got"})),
    ("certification/generate/sla_stems.py", "_timeline_mistakes"): (1, frozenset({"got"})),
    ("certification/generate/ordering.py", "_mistakes"): (1, frozenset({"recipe", "got"})),
    ("mysterydesk/scenario_contacts.py", "contacts_in"): (0, frozenset({"words"})),
}
"""Generators of codes: where in their tuples the code stands, and the parameters that are always with it."""

TABLES: Mapping[tuple[str, str], frozenset[str]] = {
    ("mysterydesk/lab_text.py", "_MISSING"): frozenset(),
    ("mysterydesk/lab_names.py", "LACKED"): frozenset({"got"}),
}
"""Tables whose values are codes, and the parameters that are always with them."""

OF_SHAPES: Mapping[str, frozenset[str]] = defaultdict(
    lambda: frozenset({"where", "field"}),
    bad_duration=frozenset({"where", "field", "got"}),
    unknown_value=frozenset({"where", "field", "expected"}),
)
"""Parameters of the problems that `policy.shape` makes of Pydantic's complaints."""

Raised = tuple[str, frozenset[str]]


def _tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def _modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            yield name, _tree(name)


def _named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_literals(node.body), *_literals(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _keywords(call: ast.Call) -> frozenset[str]:
    return frozenset(one.arg for one in call.keywords if one.arg is not None)


def _first_code(call: ast.Call) -> list[str]:
    found = (code for arg in call.args for code in _literals(arg) if CODE.fullmatch(code))
    return list(found)[:1]


def _in_call(name: str, call: ast.Call) -> Iterator[Raised]:
    """Give the codes that one call raises, with the parameters that it passes."""
    said, params = _named(call), _keywords(call)
    if said == "problem" and isinstance(call.func, ast.Attribute) and call.args:
        yield from ((code, params | {"where"}) for code in _literals(call.args[0]))
    elif said == "problem" and len(call.args) > 2:
        yield from ((code, params) for code in _literals(call.args[2]))
    elif said == "unknown" and name.startswith("policy/"):
        yield from ((code, params | {"where", "got"}) for code in _first_code(call))
    elif said in {"complain", "stop"} or (said == "note" and name == "simulator/wording.py"):
        yield from ((code, params) for code in _first_code(call))
    elif said == "at" and name.startswith("certification/") and call.args:
        item = {"item"} if name.endswith("item_shape.py") else set()
        yield from ((code, params | item) for code in _literals(call.args[0]) if CODE.fullmatch(code))
    elif said == "refuse" and call.args:
        yield from ((code, frozenset({"place", "got"})) for code in _literals(call.args[0]))
    elif said == "members" and name == "simulator/wording.py" and len(call.args) > 1:
        for kind in _literals(call.args[1]):
            yield from ((f"{verb}_{kind}", frozenset({kind})) for verb in ("unknown", "missing"))


def _in_generator(node: ast.FunctionDef, at: int, params: frozenset[str]) -> Iterator[Raised]:
    for one in ast.walk(node):
        if not isinstance(one, ast.Tuple) or len(one.elts) <= at:
            continue
        extra = {key for two in one.elts if isinstance(two, ast.Dict) for key in _keys(two)}
        yield from ((code, params | extra) for code in _literals(one.elts[at]) if CODE.fullmatch(code))


def _in_table(node: ast.AnnAssign, params: frozenset[str]) -> Iterator[Raised]:
    values = node.value.values if isinstance(node.value, ast.Dict) else []
    yield from ((code, params) for value in values for code in _literals(value))


def _keys(node: ast.Dict) -> Iterator[str]:
    return (code for key in node.keys if key is not None for code in _literals(key))


def _of_shapes() -> Iterator[Raised]:
    for node in ast.walk(_tree("policy/shape.py")):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {"_CODES", "own"}:
            members = node.value.values if isinstance(node.value, ast.Dict) else getattr(node.value, "elts", [])
            yield from ((code, OF_SHAPES[code]) for one in members for code in _literals(one))
    yield "wrong_value", OF_SHAPES["wrong_value"]


@cache
def _problems() -> Mapping[str, frozenset[str]]:
    """Give every code of a problem, with the parameters that all who raise it pass."""
    raised: list[Raised] = list(_of_shapes())
    for name, tree in _modules(*PURE):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                raised.extend(_in_call(name, node))
            if isinstance(node, ast.AnnAssign) and (table := (name, getattr(node.target, "id", ""))) in TABLES:
                raised.extend(_in_table(node, TABLES[table]))
            if isinstance(node, ast.FunctionDef) and (name, node.name) in GENERATED:
                raised.extend(_in_generator(node, *GENERATED[name, node.name]))
            if isinstance(node, ast.FunctionDef) and node.name == "_key_mistake":
                returned = [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value]
                codes = [code for one in returned for code in _literals(one) if code]
                raised.extend((code, frozenset({"item", "got"})) for code in codes)
    always: dict[str, frozenset[str]] = {}
    for code, params in raised:
        always[code] = always.get(code, params) & params
    return always


def _holes(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name}


@cache
def _catalogue(lang: Lang) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for message in merged(lang, catalogue_texts(lang)):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string or ""
            found[key] = (said,) if isinstance(said, str) else tuple(said)
    return found


def _unknown_holes(lang: Lang, known: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Give the blanks that nobody fills, for keys with what may stand in them."""
    pairs = ((key, _holes(said) - known[key]) for key in known for said in _catalogue(lang).get(key, ()))
    return {key: left for key, left in pairs if left}


@pytest.mark.parametrize("lang", LANGS)
def test_every_problem_has_a_sentence_that_its_parameters_fill(lang: Lang) -> None:
    known = {f"problem.{code}": set(params) for code, params in _problems().items()}
    assert sorted(key for key in known if not any(_catalogue(lang).get(key, ()))) == []
    assert _unknown_holes(lang, known) == {}


def test_no_sentence_of_a_problem_is_left_over() -> None:
    spoken = {key.removeprefix("problem.") for key in _catalogue("zh") if key.startswith("problem.")}
    assert sorted(spoken - _problems().keys()) == []


def test_codes_of_problems_are_found_where_they_are_raised() -> None:
    # One of each way of raising: if the search above misses a way, its sentences would go unchecked.
    found = _problems()
    assert found["unknown_measure"] == {"where", "got"}
    assert found["too_few_items"] == {"topic", "items_from", "have", "need"}
    assert found["wrong_key_count"] == {"item", "got"}
    assert found["expected_moment"] == {"place", "got"}
    assert found["missing_tone"] == {"tone"}
    assert found["yaml_syntax"] == {"reason"}
    assert found["order_open"] == {"recipe", "got"}
    assert found["unknown_level"] == {"got"}
    assert found["unknown_value"] == {"field", "expected"}


def test_a_problem_is_told_with_its_place_and_what_to_write() -> None:
    found = problem("std.yaml", 41, "missing_field", field="zh", where="pack.title.zh")
    assert problem_text(translation("zh"), found) == "std.yaml:41: 缺少 zh，请补上。"
    assert problem_text(translation("en"), found) == "std.yaml:41: The field zh is missing; add it."


def _rubrics() -> Iterator[Rubric]:
    return (rubric_for(shelf.handbook(name)) for name in shelf.HANDBOOKS)


@pytest.mark.parametrize("lang", LANGS)
def test_every_criterion_has_a_title_and_every_gate_its_line(lang: Lang) -> None:
    criteria = [one for rubric in _rubrics() for one in rubric.criteria.values()]
    needed = {f"finding.{one.code}" for one in criteria} | {f"gate.{one.code}" for one in criteria if one.critical}
    assert sorted(key for key in needed if not any(_catalogue(lang).get(key, ()))) == []
    spoken = {key for key in _catalogue(lang) if key.startswith(("finding.", "gate."))}
    assert sorted(spoken - needed) == []
    gates = {key: set[str]() for key in needed if key.startswith("gate.")}
    assert _unknown_holes(lang, gates) == {}


def _rights() -> Mapping[str, frozenset[str]]:
    """Give every code of what would have been right, with the parameters it always has; `gap` is always said."""
    codes = {code for rubric in _rubrics() for code in rubric.criteria}
    clocks = {code for code in codes if code.startswith("clock.")}
    steps = {"complaint_contact", "complaint_corrective", "complaint_followup"}
    found: dict[str, frozenset[str]] = {one: frozenset({"gap"}) for one in clocks | steps}
    for _, tree in _modules("scoring/checks"):
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _named(node) == "Right"):
            given = {one.arg: one.value for one in call.keywords}
            params = given.get("params")
            names = frozenset(_keys(params)) if isinstance(params, ast.Dict) else frozenset()
            for code in _literals(given["code"]):
                found[code] = found.get(code, names | {"gap"}) & (names | {"gap"})
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_everything_right_is_said_with_what_the_checks_give(lang: Lang) -> None:
    known = {f"right.{code}": set(params) for code, params in _rights().items()}
    assert sorted(key for key in known if not any(_catalogue(lang).get(key, ()))) == []
    assert sorted(key for key in _catalogue(lang) if key.startswith("right.") and key not in known) == []
    assert _unknown_holes(lang, known) == {}


MEMBERS: Mapping[str, frozenset[str]] = {
    "channel.": frozenset(name for one in shelf.scenarios().values() for name in one.channels),
    "desk.": frozenset({"ended", "abandoned"}),
    "drawer.": frozenset({"update", "verify", "ask_rating", "call_back"}),
    "exam.choose.": frozenset(get_args(Choose)),
    "filter.": frozenset(get_args(Verdict)),
    "finish.": frozenset({"not_verified", "not_closed", "not_called_back"}),
    "hand.": frozenset({"customer", "desk"}),
    "mode.": frozenset(get_args(Mode)),
    "moment.": frozenset(PHRASE_MOMENTS),
    "need.": frozenset({"consent", "identity", "approval"}),
    "result.sentence_": frozenset(get_args(Outcome)),
    "section.": frozenset(SECTIONS),
    "tier.": frozenset(str(one.code) for one in shelf.handbook().tiers),
    "topic.": frozenset(str(cell.topic) for plan in bank().blueprints.values() for cell in plan.cells)
    | {str(one.topic) for plan in bank().levels.values() for one in plan.topics if one.items},
    "verdict.": frozenset({*get_args(Outcome), ""}),
    "verdict_of.": frozenset(get_args(Verdict)),
    "verify.check.": frozenset(get_args(CheckName)),
    "verify.ok.": frozenset(get_args(CheckName)),
    "verify.code.": codes_of_checks(),
    "via.": frozenset({"ask", "log", "test", "compare"}),
}
"""Families of keys that are put together, with every ending that can come."""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("family", sorted(MEMBERS))
def test_a_family_of_keys_has_all_its_members(family: str, lang: Lang) -> None:
    wanted = {family + one for one in MEMBERS[family]}
    wanted |= {f"drawer.{one}_help" for one in MEMBERS["drawer."]} if family == "drawer." else set()
    assert sorted(key for key in wanted if not any(_catalogue(lang).get(key, ()))) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("family", "call", "folder"),
    [
        ("refusal.", "Refusal", "simulator"),
        ("condition.", "Condition", "certification"),
        ("reason.", "Reason", "certification"),
        ("fault.print_", "Unprintable", "certification"),
    ],
)
def test_a_code_that_a_room_gives_has_its_sentence(family: str, call: str, folder: str, lang: Lang) -> None:
    calls = [node for _, tree in _modules(folder) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = [one.value for node in calls if _named(node) == call for one in node.keywords if one.arg == "code"]
    codes = {code for one in given for code in _literals(one)}
    assert codes
    assert sorted(one for one in codes if not any(_catalogue(lang).get(family + one, ()))) == []


def test_every_line_of_the_ticket_has_words() -> None:
    with_values = {
        "ticket.accepted", "ticket.severity_set", "ticket.transferred", "action.executed", "csat.received",
        "escalation.eta_obtained", "workaround.provided", "fix.provided",
    }  # fmt: skip
    plain = {f"line.{kind}" for kind in SYSTEM_KINDS if kind not in with_values}
    assert {key for lang in LANGS for key in plain if not any(_catalogue(lang).get(key, ()))} == set()


TITLE_PARAMS: Mapping[str, frozenset[str]] = {
    "regraded": frozenset({"priority"}),
    "breach_reason": frozenset({"clock"}),
}
"""Parameters that a criterion has whatever its verdict; any other title may rest on `gap` alone."""


def _judgements() -> Iterator[tuple[str, frozenset[str]]]:
    """Give code, and parameters, of every judgement that a check writes with a literal code."""
    for _, tree in _modules("scoring/checks"):
        for node in (one for one in ast.walk(tree) if isinstance(one, ast.Call) and one.args):
            if _named(node) in {"met", "not_met", "not_judged"}:
                yield from ((code, _keywords(node) - {"right"}) for code in _literals(node.args[0]))


def test_a_title_rests_on_what_every_verdict_has() -> None:
    known = {f"finding.{code}": {"gap"} for rubric in _rubrics() for code in rubric.criteria}
    known.update({f"finding.{code}": {"gap", *params} for code, params in TITLE_PARAMS.items()})
    assert [_unknown_holes(lang, known) for lang in LANGS] == [{}, {}]
    short = {code for code, params in _judgements() if not TITLE_PARAMS.get(code, frozenset()) <= params}
    assert short == set()


def test_every_parameter_of_a_finding_is_known_to_the_page() -> None:
    given = {one for _, params in _judgements() for one in params}
    given |= {one for params in _rights().values() for one in params if one != "gap"}
    assert given <= {*SHORTFALLS, "priority", "clock", "tier", "sections", "partner"}


SHOWN = frozenset({
    "without_contact_method", "wrong_number", "invented_number", "priority_L1", "priority_L2", "priority_L3",
    "no_priority", "no_archive", "not_closed", "false_archive", "closed_unconfirmed", "late_contact", "empty_note",
    "wrong_line", "kept_too_long", "guessed", "lost_data", "masked",
})  # fmt: skip
"""Single faults whose findings carry parameters, or gates."""


@pytest.fixture(scope="module")
def handled() -> tuple[tuple[Attempt, Finding], ...]:
    """Findings of an ideal handling and of single faults, on a case kept and a case handed over."""
    found: dict[tuple[object, ...], tuple[Attempt, Finding]] = {}
    for desk in drawn_desks("STD", 2):
        trial = prepared(desk, rubric_for(desk.handbook), BEGIN)
        for attempt in _attempts(trial):
            for one in trial.scored(attempt).findings:
                right = one.right.code if one.right else ""
                found.setdefault((one.code, one.verdict, right, *sorted(one.params.items())), (attempt, one))
    return tuple(found.values())


def _attempts(trial: Trial) -> Iterator[Attempt]:
    yield replayed(trial.opened(), trial.ideal)
    for mutant in mutants(trial, sentences()):
        attempt = meddled(trial, mutant.fault) if mutant.name in SHOWN else None
        if attempt is not None:
            yield attempt


def _sentences(attempt: Attempt, one: Finding, lang: Lang) -> Iterator[str]:
    t = translation(lang)
    yield t(f"finding.{one.code}", **said_params(t, attempt, one.params))
    if one.right is not None:
        yield t(f"right.{one.right.code}", **said_params(t, attempt, one.right.params))


def test_findings_are_said_in_chinese_without_a_code(handled: tuple[tuple[Attempt, Finding], ...]) -> None:
    said = {text for attempt, one in handled for text in _sentences(attempt, one, "zh")}
    assert len(said) > 80
    latin = {text: set(re.findall(r"[A-Za-z]{2,}|\b[PTL]\d\b|_", text)) - LATIN for text in said}
    assert {text: words for text, words in latin.items() if words} == {}


def test_findings_are_said_in_english_without_a_code(handled: tuple[tuple[Attempt, Finding], ...]) -> None:
    said = {text for attempt, one in handled for text in _sentences(attempt, one, "en")}
    codes = {text for text in said if re.search(r"[a-z]_[a-z]|\b[PTL]\d\b|[\u4e00-\u9fff]|[({][)}]|T\d\d:", text)}
    assert codes == set()


def test_what_fell_short_is_named(handled: tuple[tuple[Attempt, Finding], ...]) -> None:
    said = {text for attempt, one in handled for text in _sentences(attempt, one, "zh") if one.verdict == "not_met"}
    assert "客户信息记全、记对（缺：联系方式）" in said
    assert "逐项问到，照客户说的写进工单（与事实不符：客户编号）。" in said
    assert "级别与影响相符（定成了二级）" in said
    assert "按影响对照手册，应定为一级。" in said
    assert "归档写全并关单（缺：关单）" in said
    assert any(re.fullmatch(r"首次响应在时限内（期限 (\d\d-\d\d )?\d\d:\d\d）", text) for text in said)


def test_an_instant_is_said_in_the_zone_of_the_desk(handled: tuple[tuple[Attempt, Finding], ...]) -> None:
    attempt, zh = handled[0][0], translation("zh")
    opened = attempt.desk.case.submitted_at
    due = opened.astimezone(UTC).isoformat()
    assert said_params(zh, attempt, {"due": due}) == {"due": f"{opened:%H:%M}", "gap": f"（期限 {opened:%H:%M}）"}
    later = (opened + timedelta(days=1)).astimezone(UTC).isoformat()
    assert said_params(zh, attempt, {"due": later})["due"] == f"{opened + timedelta(days=1):%m-%d %H:%M}"


def test_no_part_of_a_ticket_is_named_by_its_code(handled: tuple[tuple[Attempt, Finding], ...]) -> None:
    attempt, handbook = handled[0][0], shelf.handbook()
    codes = [one.name for one in handbook.intake] + [one.code for one in handbook.lists["article_sections"]]
    said = said_params(translation("zh"), attempt, {"missing": " ".join([*codes, *PARTS])})["missing"]
    assert re.findall("[A-Za-z_.]+", said) == []
    assert len(said.split("、")) == len(codes) + len(PARTS)


def test_what_no_check_passes_is_not_said(handled: tuple[tuple[Attempt, Finding], ...]) -> None:
    assert said_params(translation("en"), handled[0][0], {}) == {"gap": ""}
