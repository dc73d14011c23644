"""Each key is worked out again from the words of the item alone, with the manual's figures typed in here."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from certification.generate.sla import sla_item, sla_items
from certification.generate.sla_stems import SlaStems, TimelineStem, TimelineStep
from certification.generate.sla_words import Words
from certification.generate.story import read_clocks, tell
from certification.item import Item, Topic
from tests.certification.exam import found_in, shipped, shipped_files, std

SEEDS = range(60)
O4 = Topic("O4")
STEMS = "STD/stems/sla.yaml"

# Minutes, as the manual has them (STD-2.2.2.L1 to L3, STD-3.2.2.start, STD-4.3.2, STD-6.1.call).
RESPONSE = {"一级": 30, "二级": 60, "三级": 120}
RESOLUTION = {"一级": 240, "二级": 480, "三级": 1440}
FROM_TO = {
    "响应": ("客户提交|客户发来", "工程师致电客户|第一次联系上客户"),
    "解决": ("一线受理", "客户当场确认彻底解决"),
    "二线启动排查": ("转给二线", "二线启动排查。"),
    "联系投诉客户": ("来电投诉", "致歉并了解诉求"),
    "回访": ("标为已解决", "完成电话回访"),
}


def stems() -> SlaStems:
    found = shipped().sla
    assert found is not None
    return found


def item_of(stem: TimelineStem, seed: int) -> Item:
    return sla_item(std(), stems(), tell(std(), stem, seed), seed, O4)


def minutes(said: str) -> int:
    """Read a time of day, the day included, as minutes since the first midnight."""
    found = re.match(r"(次日 |第三天 )?(\d\d):(\d\d)", said)
    assert found is not None, said
    day = {"": 0, "次日 ": 1, "第三天 ": 2}[found[1] or ""]
    return day * 1440 + int(found[2]) * 60 + int(found[3])


def span(said: str) -> int:
    found = re.search(r"用时(?:(\d+)小时)?(?:(\d+)分钟)?$", said)
    assert found is not None, said
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def told(item: Item) -> tuple[list[str], str, str]:
    """Split a stem into its lines, the clock asked about, and the priority in it."""
    _, *lines, ask = item.stem.zh.split("\n")
    clock = re.match(r"“(.+)”", ask)
    priority = re.search(r"定级：(.级)", item.stem.zh)
    return lines, clock[1] if clock else "", priority[1] if priority else ""


def moment(lines: list[str], pattern: str) -> int | None:
    return next((minutes(line) for line in lines if re.search(pattern, line)), None)


def target(clock: str, priority: str) -> int:
    fixed = {"二线启动排查": 60, "联系投诉客户": 30, "回访": 1440}
    return fixed[clock] if clock in fixed else {"响应": RESPONSE, "解决": RESOLUTION}[clock][priority]


def recomputed(item: Item, asks: str) -> str:
    """Answer an item in Chinese from its own words."""
    lines, clock, priority = told(item)
    if asks == "running":
        running = [
            name
            for name, (start, stop) in FROM_TO.items()
            if moment(lines, start) is not None
            and moment(lines, stop) is None
            and any(f"“{name}”" == one.text.zh for one in item.options)
        ]
        assert len(running) == 1
        return f"“{running[0]}”"
    start, stop = (moment(lines, pattern) for pattern in FROM_TO[clock])
    assert start is not None
    limit = target(clock, priority)
    if asks == "due":
        day, rest = divmod(start + limit, 1440)
        return f"{['', '次日 ', '第三天 '][day]}{rest // 60:02}:{rest % 60:02}"
    assert stop is not None
    used = stop - start
    hours, rest = divmod(used, 60)
    words = (f"{hours}小时" if hours else "") + (f"{rest}分钟" if rest else "")
    return f"{'按时' if used <= limit else '超时'}，用时{words}"


@pytest.mark.parametrize("stem", stems().timelines, ids=lambda one: one.id)
def test_key_is_what_the_words_of_the_item_give_by_hand(stem: TimelineStem) -> None:
    for seed in SEEDS:
        item = item_of(stem, seed)
        (key,) = item.key
        assert item.option(key).text.zh == recomputed(item, stem.asks), item.stem.zh
        assert [one.text.zh for one in item.options].count(item.option(key).text.zh) == 1


@pytest.mark.parametrize("stem", stems().timelines, ids=lambda one: one.id)
def test_options_are_four_and_different_in_both_languages(stem: TimelineStem) -> None:
    for seed in SEEDS:
        item = item_of(stem, seed)
        assert len(item.options) == 4
        assert len({one.text.zh for one in item.options}) == len({one.text.en for one in item.options}) == 4
        assert "{" not in item.stem.zh + item.stem.en + item.explanation.zh + item.explanation.en
        assert std().title.zh in item.stem.zh
        assert std().title.en in item.stem.en


def test_both_languages_tell_the_same_moments() -> None:
    for stem in stems().timelines:
        for seed in SEEDS:
            item = item_of(stem, seed)
            for text in (item.stem, item.explanation):
                assert re.findall(r"\d\d:\d\d", text.zh) == re.findall(r"\d\d:\d\d", text.en)


def test_moments_are_told_in_order_of_time() -> None:
    for stem in stems().timelines:
        for seed in SEEDS:
            lines, _, _ = told(item_of(stem, seed))
            times = [minutes(line) for line in lines]
            assert times == sorted(times)


@pytest.mark.parametrize("stem", [one for one in stems().timelines if one.asks == "verdict"], ids=lambda one: one.id)
def test_a_verdict_comes_out_both_ways_and_both_are_offered(stem: TimelineStem) -> None:
    verdicts = set()
    for seed in SEEDS:
        item = item_of(stem, seed)
        verdicts.add(item.option(item.key[0]).text.zh[:2])
        assert {one.text.zh[:2] for one in item.options} == {"按时", "超时"}
    assert verdicts == {"按时", "超时"}


def test_common_mistakes_are_among_the_options() -> None:
    """Counting from acceptance, and taking the automatic receipt for a contact."""
    due = next(one for one in stems().timelines if one.id == "response-due")
    receipt = next(one for one in stems().timelines if one.id == "response-verdict")
    for seed in SEEDS:
        item = item_of(due, seed)
        lines, _, priority = told(item)
        accepted = moment(lines, "一线受理")
        assert accepted is not None
        assert accepted + RESPONSE[priority] in {minutes(one.text.zh) for one in item.options}
        item = item_of(receipt, seed)
        lines, _, _ = told(item)
        begun, acknowledged = moment(lines, "客户提交|客户发来"), moment(lines, "自动")
        assert begun is not None
        assert acknowledged is not None
        shown = {span(one.text.zh) for one in item.options}
        from_acceptance = span(item.option("right").text.zh) - (moment(lines, "一线受理") or 0) + begun
        assert shown & {acknowledged - begun, from_acceptance}


def test_clauses_and_assumptions_are_the_clocks_own_and_the_calendars() -> None:
    stem = next(one for one in stems().timelines if one.id == "resolution-due")
    item = item_of(stem, 3)
    assert item.clauses == ("STD-2.2.2.def-reso", "STD-2.2.2.L1", "STD-2.2.2.L2", "STD-2.2.2.L3")
    assert "A-calendar" in item.assumptions
    assert set(item.assumptions) <= set(std().assumptions)


def test_items_of_one_paper_ask_in_different_ways_about_different_timelines() -> None:
    for seed in range(30):
        items = sla_items(std(), stems(), seed, 4, O4)
        assert len({one.family for one in items}) == len({one.id for one in items}) == 4
        asks = {one.id: one.asks for one in stems().timelines}
        assert {asks[one.family.removeprefix("sla.")] for one in items} == {"due", "verdict", "running"}


def test_equal_seeds_give_equal_items_and_other_seeds_others() -> None:
    assert sla_items(std(), stems(), 5, 4, O4) == sla_items(std(), stems(), 5, 4, O4)
    papers = {tuple(one.id for one in sla_items(std(), stems(), seed, 4, O4)) for seed in range(20)}
    assert len(papers) == 20


def step(event: str, *percent: tuple[int, int]) -> TimelineStep:
    return TimelineStep(event=event, after=(1, 1), percent=percent)


def stem_of(asks: str, *steps: TimelineStep, clock: str = "response") -> TimelineStem:
    plain = next(one for one in stems().timelines if one.asks == asks)
    empty = replace(plain, id="test", clock=clock, priorities=(), steps=steps, wrong_starts=(), wrong_stops=())
    return replace(empty, offered=("response", "resolution", "callback"))


@pytest.mark.parametrize(
    ("stem", "message"),
    [
        (stem_of("due", step("ticket.accepted")), "expected response to have started"),
        (stem_of("verdict", step("ticket.submitted")), "expected response to have ended, got running"),
        (stem_of("running", step("now")), "expected one running clock"),
        (stem_of("verdict", step("ticket.submitted", (50, 60))), "have started before"),
        (
            stem_of("verdict", step("ticket.submitted"), step("agent.first_contact")),
            "expected 3 wrong options, got 1",
        ),
    ],
)
def test_a_story_that_leaves_nothing_to_ask_is_refused(stem: TimelineStem, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        item_of(stem, 1)


def test_a_wrong_stop_before_the_start_is_no_mistake_to_offer() -> None:
    steps = (step("auto.ack"), step("ticket.submitted"), step("ticket.accepted"), step("agent.first_contact"))
    stem = replace(
        stem_of("verdict", *steps), wrong_stops=("auto.ack",), wrong_starts=("ticket.accepted", "auto.ack")
    )
    item = item_of(stem, 1)
    assert {one.text.zh for one in item.options} >= {"按时，用时2分钟", "按时，用时1分钟", "按时，用时3分钟"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("handbook: STD", "handbook: ASC", "other_handbook"),
        ("clock: t2_start", "clock: t9_start", "unknown_clock"),
        ("offered: [response, t2_start", "offered: [response, t9_start", "unknown_clock"),
        ("  response: [2h", "  reply: [2h", "unknown_clock"),
        ("  response: [2h", "  response: [soon", "bad_duration"),
        ("priorities: [L1, L2, L3]", "priorities: [P1]", "unknown_priority"),
        ("  auto.ack: {zh", "  auto.nack: {zh", "no_words"),
        ("{event: auto.ack, after: [1, 3]}", "{event: auto.bark}", "no_words"),
        ("wrong_starts: [auto.ack, ticket.accepted]", "wrong_starts: [callback.done]", "unknown_event"),
        ("  - id: resolution-due", "  - id: response-due", "duplicate_id"),
        ("  day_2:", "  day_9:", "missing_sentence"),
        ("“{title}”", "clock", "wrong_fields"),
        ("时限按《{manual}》", "时限按手册", "wrong_fields"),
        ("{time}　就是现在", "就是现在", "wrong_fields"),
        ("{time}　就是现在", "{time}　就是{now}", "wrong_fields"),
        ("{time}　就是现在", "{time　就是现在", "wrong_fields"),
        ("asks: due", "asks: when", "unknown_value"),
    ],
)
def test_a_mistake_in_the_stems_is_told(old: str, new: str, code: str) -> None:
    text = shipped_files()[STEMS]
    assert old in text
    found = found_in({STEMS: text.replace(old, new)})
    assert code in {kind for _, _, kind in found}
    assert all(line > 0 for _, line, _ in found)


def test_stems_stand_once_in_a_bank() -> None:
    text = shipped_files()[STEMS]
    assert found_in({"a.yaml": text, "b.yaml": text}) == [("b.yaml", 4, "duplicate_section")]


def test_spans_of_an_hour_are_said_without_minutes() -> None:
    due = next(one for one in stems().timelines if one.id == "second-line-due")
    assert "时限1小时，" in item_of(due, 1).explanation.zh
    assert "the limit is 1 hour," in item_of(due, 1).explanation.en
    assert timedelta(hours=1) in std().clock("t2_start").targets.values()


def test_a_clock_that_never_started_cannot_be_explained() -> None:
    story = tell(std(), stem_of("due", step("ticket.submitted")), 1)
    words = Words(stems=stems(), story=story, handbook=std())
    read = read_clocks(std(), story.timeline, story.as_of)
    with pytest.raises(ValueError, match="expected an event, got none"):
        words.explain_due(read["resolution"])
    with pytest.raises(ValueError, match="expected a moment, got none"):
        words.explain_verdict(read["response"]._replace(stopped_by=read["response"].started_by))
