"""A desk to score on: handbook, rubric, and timelines written by hand."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from policy.handbook import Handbook, PriorityCode
from policy.parse import parse_handbook
from policy.text import Lang, Text
from scenarios.draw import draw_case
from scenarios.fault_model import Action, Cause, Check, CheckResult, Effect, FaultModel, state_under
from scenarios.parse import parse_scenario, parse_world
from scenarios.scenario import Scenario
from scenarios.world import World
from scoring.answer_key import AnswerKey, ExpectedSlot, Machine
from scoring.checked import judged
from scoring.finding import Judgements, Verdict
from scoring.question import Question
from scoring.rubric import Rubric, parse_rubric
from scoring.score import Sheet, score
from scoring.scorecard import Scorecard
from scoring.validate.average import Handling, parse_average
from scoring.validate.exam_room import Trial, prepared
from scoring.validate.sentences import Sentences, parse_sentences
from simulator.reading.lexicon import parse_rules
from simulator.reading.read import read
from simulator.reading.reading import as_data
from simulator.reading.rules import Rules
from simulator.state import Desk
from simulator.wording import parse_wording
from sla.timeline import Event, EventId, Json, Timeline

ZONE = ZoneInfo("Asia/Shanghai")
LANGS: tuple[Lang, ...] = ("zh", "en")
WALL = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
NINE = datetime(2026, 3, 10, 9, 0, tzinfo=ZONE)

Row = tuple[float, str, str, dict[str, Json]]
"""Minutes after nine, actor, kind, fields."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="write the golden scorecards anew")


UNKNOWN_RIGHT = {"priority_set"}
"""What is not done where nobody knows what would have been right."""


@pytest.fixture(scope="session", autouse=True)
def whole_judgements() -> Iterator[None]:
    """Hold every judgement that any test brings about to what each has to tell (VALIDITY, rules)."""

    def held(asked: Question) -> Judgements:
        found = judged(asked)
        events = {int(one.id): one for one in asked.timeline}
        for one in found:
            assert {type(value) for value in one.params.values()} <= {str}, one
            assert one.evidence or one.verdict != "not_met", one
            assert one.verdict != "met" or one.right is None, one
            if one.verdict == "not_met" and (one.right or one.code not in UNKNOWN_RIGHT):
                assert one.right is not None, one
                assert {type(value) for value in (one.right.code, *one.right.params.values())} == {str}, one
            for proof in one.evidence:
                said = str(events[proof.event].fields.get("text") or "")
                assert proof.end - proof.start == len(proof.quote) <= len(said) - proof.start, one
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scoring.score.judged", held)
        yield


@pytest.fixture(scope="session")
def handbook(root: Path) -> Handbook:
    folder = root / "policy" / "content" / "STD"
    read, problems = parse_handbook({one.name: one.read_text("utf-8") for one in folder.glob("*.yaml")})
    assert read is not None, problems
    return read


@pytest.fixture(scope="session")
def rubric_text(root: Path) -> str:
    return (root / "scoring" / "content" / "STD" / "rubric.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def rubric(rubric_text: str, handbook: Handbook) -> Rubric:
    read, problems = parse_rubric(rubric_text, "rubric.yaml", handbook)
    assert read is not None, problems
    return read


MANUALS = ("STD", "ASC", "SMO", "DSK", "NET")

Desks = Mapping[str, tuple[Handbook, Rubric]]


@pytest.fixture(scope="session")
def desks(root: Path, handbook: Handbook, rubric: Rubric) -> Desks:
    """Give every manual with its rubric."""
    found = {"STD": (handbook, rubric)}
    for name in MANUALS[1:]:
        texts = {one.name: one.read_text("utf-8") for one in (root / "policy" / "content" / name).glob("*.yaml")}
        manual, problems = parse_handbook(texts)
        assert manual is not None, problems
        text = (root / "scoring" / "content" / name / "rubric.yaml").read_text("utf-8")
        own, problems = parse_rubric(text, "rubric.yaml", manual)
        assert own is not None, problems
        found[name] = (manual, own)
    return found


def written(*rows: Row) -> Timeline:
    """Write a timeline by hand."""
    return tuple(
        Event(id=EventId(index), at=NINE + timedelta(minutes=minute), kind=kind, actor=actor, fields=fields)
        for index, (minute, actor, kind, fields) in enumerate(rows)
    )


def words(
    text: str,
    *acts: str,
    unsure: bool = False,
    doubts: tuple[str, ...] = (),
    times: tuple[dict[str, Json], ...] = (),
) -> dict[str, Json]:
    """Write a message with the reading a desk stored beside it; `ask:symptom` names a slot."""
    rows: list[Json] = []
    for act in acts:
        name, _, slot = act.partition(":")
        rows.append({"name": name, "slot": slot, "quote": text, "start": 0, "end": len(text)})
    reading: Json = {
        "lang": "zh",
        "acts": rows,
        "times": list(times),
        "unsure": unsure or bool(doubts),
        "engine": "test",
        "doubts": list(doubts),
    }
    return {"text": text, "reading": reading}


def text(zh: str) -> Text:
    return Text(zh=zh, en=zh)


def _cause(name: str, **sets: str) -> Cause:
    return Cause(id=name, title=text(name), sets=sets)


def _check(name: str, variable: str, bad: str) -> Check:
    results = (
        CheckResult(id="bad", when=({variable: bad},), text=text("异常")),
        CheckResult(id="good", when=(), text=text("正常")),
    )
    return Check(id=name, title=text(name), via="log", cost_s=60, tier="T1", needs=(), results=results)


def _action(name: str, repair: str, *effects: Effect) -> Action:
    return Action(id=name, title=text(name), hand="desk", repair=repair, cost_s=60, needs=(), effects=effects)


MODEL = FaultModel(
    healthy={"filter": "all", "bin": "empty", "core": "up", "data": "there", "cache": "old"},
    works=({"filter": "all", "bin": "empty", "core": "up"},),
    cured=({"filter": "all", "bin": "empty", "core": "up", "cache": "old"},),
    detour=(),
    lost=({"data": "gone"},),
    causes=(
        _cause("filter_on", filter="mine"),
        _cause("in_bin", bin="full"),
        _cause("core_down", core="down"),
    ),
    checks=(_check("look_filter", "filter", "mine"), _check("look_bin", "bin", "full")),
    actions=(
        _action("clear_filter", "guidance", Effect(when=({"filter": "mine"},), sets={"filter": "all"})),
        _action("restore", "configuration", Effect(when=({"bin": "full"},), sets={"bin": "empty"})),
        _action("hide", "guidance", Effect(when=(), sets={"filter": "all", "cache": "hidden"})),
        _action("wipe", "guidance", Effect(when=(), sets={"data": "gone"})),
        _action("rebuild_core", "core_repair", Effect(when=({"core": "down"},), sets={"core": "up"})),
    ),
)

FACTS = {
    "customer_id": "K20881",
    "contact_name": "冯静",
    "contact_method": "分机8012",
    "department": "财务部",
    "symptom": "促销草稿不见了",
    "trigger": "打开促销列表",
    "impact_scope": "只有本人",
    "product_version": "6.3",
}


def key_of(cause: str = "filter_on", *, level: str = "L3", **changes: object) -> AnswerKey:
    """Give the truth of the hand-written case."""
    tier = {"filter_on": "T1", "in_bin": "T1", "core_down": "T3"}[cause]
    slots = tuple(
        ExpectedSlot(name=name, value=value, disclosure="on_ask", marks=((value[-2:],),) if name == "trigger" else ())
        for name, value in FACTS.items()
    )
    machine = Machine(model=MODEL, start=state_under(MODEL, cause), cause=cause)
    made = AnswerKey(
        priorities=((NINE, PriorityCode(level)),),
        tier=tier,
        slots=slots,
        cures={tier: ("clear_filter",)},
        machine=machine,
        upset=True,
        lay=True,
        typical=False,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names of the record's own fields


GOOD: tuple[Row, ...] = (
    (0, "customer", "ticket.submitted", {"channel": "phone", "text": "你好，我的促销草稿不见了，急死了。"}),
    (1, "trainee", "ticket.accepted", {"number": "TS20260310001"}),
    (1, "trainee", "ticket.type_set", {"value": "incident"}),
    (1, "trainee", "ticket.assigned", {"to": "me", "group": "T1"}),
    (1, "trainee", "agent.first_contact", {"channel": "phone"}),
    (
        1,
        "trainee",
        "agent.msg",
        words("您好，我是小何，别急，我先核对信息再找", "greet", "self_introduce", "empathise", "explain_plan"),
    ),
    (2, "trainee", "agent.msg", words("客户号和姓名？", "ask:customer_id", "ask:contact_name")),
    (
        3,
        "customer",
        "customer.msg",
        {
            "text": "K20881，冯静，分机8012，财务部，6.3版，打开促销列表就没了，只有本人",
            "act": "tell",
            "mood": "anxious",
            "slots": [
                "customer_id",
                "contact_name",
                "contact_method",
                "department",
                "product_version",
                "trigger",
                "impact_scope",
                "symptom",
            ],
        },
    ),
    (4, "trainee", "intake.set", {"fields": dict(FACTS)}),
    (4, "trainee", "ticket.severity_set", {"level": "L3"}),
    (5, "trainee", "kb.search", {"query": "促销草稿", "hits": ["KB-1"]}),
    (6, "trainee", "check.run", {"check": "look_filter", "result": "bad", "text": "异常", "via": "log"}),
    (7, "trainee", "check.run", {"check": "look_bin", "result": "good", "text": "正常", "via": "log"}),
    (8, "trainee", "agent.msg", words("请点一下清除筛选", "give_solution")),
    (8, "trainee", "action.executed", {"action": "clear_filter", "by": "customer"}),
    (9, "system", "state.changed", {"set": {"filter": "all"}, "cause": "clear_filter"}),
    (9, "customer", "customer.msg", {"text": "回来了", "act": "reports_working", "slots": [], "mood": "calm"}),
    (10, "trainee", "agent.msg", words("现在都正常了吗？还有别的问题吗？", "confirm_resolved", "ask_anything_else")),
    (11, "customer", "customer.msg", {"text": "好了", "act": "confirm_fixed", "slots": [], "mood": "calm"}),
    (11, "customer", "verify.customer", {"text": "好了"}),
    (12, "trainee", "ticket.resolved", {}),
    (13, "trainee", "agent.msg", words("给这次服务打几分？", "ask_satisfaction")),
    (13, "trainee", "csat.asked", {"text": ""}),
    (14, "trainee", "agent.msg", words("谢谢您，再见", "thank", "farewell")),
    (
        15,
        "trainee",
        "ticket.archived",
        {"fields": {"description": "促销草稿不见了", "steps": "清除筛选", "feedback": "好了"}},
    ),
    (16, "trainee", "ticket.closed", {}),
    (130, "trainee", "agent.msg", words("您好，回访一下，还好用吗", "greet")),
    (130, "trainee", "callback.done", {"text": ""}),
    (131, "trainee", "attempt.ended", {"reason": "finished"}),
)
"""A handling without a fault, on the phone, priority L3."""


def sheet(**changes: object) -> Sheet:
    """Tell what is known beside the events."""
    plain = Sheet(id="a-1", as_of=NINE + timedelta(hours=50), lang="zh", seat="T1", zone="Asia/Shanghai")
    return replace(plain, **changes)  # type: ignore[arg-type]  # names of the record's own fields


Scored = Callable[..., Scorecard]


@pytest.fixture(scope="session")
def scored(handbook: Handbook, rubric: Rubric) -> Scored:
    """Score rows written by hand."""

    def play(rows: tuple[Row, ...] = GOOD, key: AnswerKey | None = None, **known: object) -> Scorecard:
        return score(written(*rows), key or key_of(), rubric, handbook, sheet(**known))

    return play


FORMS: tuple[Row, ...] = tuple(row for row in GOOD if row[0] <= 4)
"""A contact taken in: fields and a priority, and nothing done yet."""


def verdict(card: Scorecard, code: str) -> Verdict | None:
    """Give the first verdict on a criterion, None where it was not judged at all."""
    return next((one.verdict for one in card.findings if one.code == code), None)


def unmet(card: Scorecard) -> dict[str, str]:
    """Give the criteria that are not met, with their clauses."""
    return {one.code: one.clause for one in card.findings if one.verdict == "not_met"}


def unclear(card: Scorecard) -> list[str]:
    """Name the criteria that are not judged."""
    return [one.code for one in card.findings if one.verdict == "not_judged"]


def dropped(*kinds: str, rows: tuple[Row, ...] = GOOD) -> tuple[Row, ...]:
    """Leave out the events of some kinds."""
    return tuple(row for row in rows if row[2] not in kinds)


def changed(kind: str, nth: int = 0, rows: tuple[Row, ...] = GOOD, **fields: Json) -> tuple[Row, ...]:
    """Change fields of the n-th event of a kind."""
    places = [index for index, row in enumerate(rows) if row[2] == kind]
    place = places[nth]
    minute, actor, name, old = rows[place]
    return (*rows[:place], (minute, actor, name, {**old, **fields}), *rows[place + 1 :])


def added(*new: Row, rows: tuple[Row, ...] = GOOD) -> tuple[Row, ...]:
    """Put events in at their time, after those of the same minute."""
    return tuple(sorted((*rows, *new), key=lambda row: row[0]))


def said(nth: int, message: dict[str, Json], rows: tuple[Row, ...] = GOOD) -> tuple[Row, ...]:
    """Say something else in the n-th message."""
    return changed("agent.msg", nth, rows, **message)


def _texts(folder: Path) -> dict[str, str]:
    return {one.name: one.read_text("utf-8") for one in sorted(folder.rglob("*.yaml"))}


@pytest.fixture(scope="session")
def sentences(root: Path) -> Sentences:
    read, problems = parse_sentences((root / "scoring" / "content" / "validate.yaml").read_text("utf-8"), "v.yaml")
    assert read is not None, problems
    return read


@pytest.fixture(scope="session")
def rules(root: Path) -> Rules:
    read, problems = parse_rules(_texts(root / "simulator" / "content" / "lexicon"))
    assert read is not None, problems
    return read


Told = Callable[..., Row]


@pytest.fixture(scope="session")
def told(rules: Rules) -> Told:
    """Say something as a desk stores it, read by the rules that ship."""

    def say(text: str, minute: float = 12, kind: str = "agent.msg") -> Row:
        lang: Lang = "zh" if any("\u3400" <= char <= "\u9fff" for char in text) else "en"
        reading: Json = as_data(read(text, lang, rules))  # type: ignore[assignment]  # JSON-ready by its contract
        return minute, "trainee", kind, {"text": text, "reading": reading}

    return say


@pytest.fixture(scope="session")
def world(root: Path) -> World:
    content = root / "scenarios" / "content"
    read, problems = parse_world({**_texts(content / "products"), **_texts(content / "articles")})
    assert read is not None, problems
    return read


HELD = frozenset({"S006", "S024", "S033", "S040", "S047", "S055", "S067", "S069"})
"""Scenarios that the scorer is tried on here; the whole library is held in `tests/simulator/test_library.py`."""


@pytest.fixture(scope="session")
def scenarios(root: Path) -> tuple[Scenario, ...]:
    texts = _texts(root / "scenarios" / "content" / "scenarios")
    texts = {name: text for name, text in texts.items() if name[:4] in HELD}
    read = [parse_scenario(text_, name)[0] for name, text_ in texts.items()]
    return tuple(one for one in read if one is not None and "STD" in one.handbooks)


Sit = Callable[[Scenario, int, Lang], Trial]


@pytest.fixture(scope="session")
def sit(root: Path, handbook: Handbook, rubric: Rubric, rules: Rules, world: World) -> Sit:
    """Draw a case and find its ideal handling."""
    wording, problems = parse_wording(_texts(root / "simulator" / "content"))
    assert wording is not None, problems

    @cache
    def prepare(scenario: str, seed: int, lang: Lang) -> Trial:
        case = draw_case(known[scenario], handbook, world, seed, lang, day=NINE.date())
        products = {world.articles[name].product for name in case.articles}
        articles = {name: one for name, one in world.articles.items() if one.product in products}
        desk = Desk(handbook=handbook, case=case, articles=articles, rules=rules, wording=wording)
        return prepared(desk, rubric, WALL)

    known: dict[str, Scenario] = {}

    def draw(scenario: Scenario, seed: int, lang: Lang) -> Trial:
        known[scenario.id] = scenario
        return prepare(scenario.id, seed, lang)

    return draw


@pytest.fixture(scope="session")
def trials(sit: Sit, scenarios: tuple[Scenario, ...]) -> tuple[Trial, ...]:
    """One case of every scenario in each language; deep runs are `mysterydesk score validate`."""
    return tuple(sit(scenario, seed, lang) for scenario in scenarios for seed, lang in enumerate(LANGS, start=1))


Pick = Callable[[str], Trial]


@pytest.fixture(scope="session")
def pick(trials: tuple[Trial, ...]) -> Pick:
    """Choose the Chinese case of a scenario by the first characters of its id."""

    def chosen(scenario: str) -> Trial:
        return next(one for one in trials if one.desk.case.scenario.startswith(scenario) and one.lang == "zh")

    return chosen


@pytest.fixture(scope="session")
def average(root: Path) -> Mapping[str, Handling]:
    text = (root / "scoring" / "content" / "validate" / "average.yaml").read_text("utf-8")
    read, problems = parse_average(text, "average.yaml")
    assert read is not None, problems
    return read
