"""Content and parser of what is said: enough of it, varied, natural in shape, and never a fact or an answer."""

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.text import Lang
from scenarios.answer_words import says_the_answer
from scenarios.fill import fill, names_in
from simulator.reading.lexicon import parse_rules
from simulator.reading.read import read
from simulator.reading.rules import Rules
from simulator.wording import (
    COLLEAGUE_LINES,
    CUSTOMER_ACTS,
    FILES,
    LANGS,
    MOMENTS,
    TONES,
    Wording,
    parse_wording,
)

NEAR = 0.6
"""Character 5-gram Jaccard above which two templates of an act are the same one."""

# What a customer must not know or decide: these belong to the desk, to the fact sheet or to the cause.
FACTS_ZH = re.compile(
    r"[0-9０-９]|[A-Za-z]|门店|收银|医院|工厂|学校|财务|网络|服务器|路由|证书|缓存|重启|数据库|打印|软件|版本|电脑|手机"
    r"|升级|配置|先生|女士|小姐|姑娘|小伙|老板|手册|条款|昨天|上午|下午|早上"
)
FACTS_EN = re.compile(
    r"[0-9]|\b(?:shop|store|till|hospital|factory|school|office|network|server|router|certificate|cache|restart|reboot"
    r"|database|printer|software|version|computer|laptop|update (?:it|the)|upgrade|sir|madam|mate|handbook|clause"
    r"|yesterday|morning|afternoon)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, str]:
    return {name: (root / "simulator" / "content" / name).read_text("utf-8") for name in FILES}


@pytest.fixture(scope="module")
def wording(files: dict[str, str]) -> Wording:
    parsed, problems = parse_wording(files)
    assert problems == ()
    assert parsed is not None
    return parsed


def spoken(wording: Wording, act: str, lang: Lang) -> list[str]:
    """Every template of an act, each once, the optional ones too."""
    return list(dict.fromkeys(text for tone in TONES for text in wording.acts[act, lang, tone]))


@cache
def grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 5] for at in range(len(text) - 4)) or frozenset({text})


def likeness(one: str, other: str) -> float:
    return len(grams(one) & grams(other)) / len(grams(one) | grams(other))


def changed(files: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    assert old in files[name]
    return {**files, name: files[name].replace(old, new, 1)}


def codes(files: dict[str, str]) -> list[tuple[str, str]]:
    parsed, problems = parse_wording(files)
    assert (parsed is None) == bool(problems)
    return [(one.source, one.code) for one in problems]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("act", CUSTOMER_ACTS)
def test_every_act_has_eight_wordings_that_differ(wording: Wording, act: str, lang: Lang) -> None:
    usable = {text for tone in TONES for text in wording.customer(act, lang, tone)}
    assert len(usable) >= 8
    alike = [pair for pair in combinations(spoken(wording, act, lang), 2) if likeness(*pair) > NEAR]
    assert alike == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_tone_has_a_choice_for_every_act(wording: Wording, lang: Lang) -> None:
    few = [(act, tone) for act in CUSTOMER_ACTS for tone in TONES if len(wording.customer(act, lang, tone)) < 4]
    assert few == []


@pytest.mark.parametrize("lang", LANGS)
def test_tones_do_not_share_all_their_words(wording: Wording, lang: Lang) -> None:
    for act in CUSTOMER_ACTS:
        polite, blunt = wording.customer(act, lang, "polite"), wording.customer(act, lang, "blunt")
        assert len(set(polite) - set(blunt)) >= 2, act


@pytest.mark.parametrize(("lang", "pattern"), [("zh", FACTS_ZH), ("en", FACTS_EN)])
def test_no_customer_template_carries_a_fact_or_an_answer(
    wording: Wording, lang: Lang, pattern: re.Pattern[str]
) -> None:
    texts = [text for act in CUSTOMER_ACTS for text in spoken(wording, act, lang)]
    bare = [re.sub(r"\{[a-z]+\}", "", text) for text in texts]
    assert [text for text in bare if pattern.search(text) or says_the_answer(text)] == []


def test_sentences_end_so_that_the_next_can_follow(wording: Wording) -> None:
    every = [text for act in CUSTOMER_ACTS for lang in LANGS for text in spoken(wording, act, lang)]
    every += [text for lines in (*wording.lines.values(), *wording.moments.values()) for text in lines]
    assert [text for text in every if text[-1] not in "。！？.?!"] == []


def test_each_language_is_written_in_its_own_script(wording: Wording) -> None:
    for (act, lang, _), lines in wording.acts.items():
        for text in lines:
            assert bool(re.search("[一-鿿]", text)) == (lang == "zh"), (act, text)
    for (moment, lang), lines in (*wording.lines.items(), *wording.moments.items()):
        for text in lines:
            assert bool(re.search("[一-鿿]", text)) == (lang == "zh"), (moment, text)
            if lang == "zh":
                assert not re.search(r"[A-Za-z,?!;]", re.sub(r"\{[a-z]+\}", "", text)), (moment, text)


def test_colleagues_and_phrase_book_are_complete(wording: Wording) -> None:
    assert {act for act, _ in wording.lines} == set(COLLEAGUE_LINES)
    assert {moment for moment, _ in wording.moments} == set(MOMENTS)
    assert min(len(wording.colleague(line, lang)) for line in COLLEAGUE_LINES for lang in LANGS) >= 6
    assert min(len(wording.phrases(moment, lang)) for moment in MOMENTS for lang in LANGS) >= 3


@pytest.mark.parametrize("lang", LANGS)
def test_colleagues_and_phrases_differ_from_each_other(wording: Wording, lang: Lang) -> None:
    for source in (wording.lines, wording.moments):
        texts = [text for (_, written), lines in source.items() if written == lang for text in lines]
        assert [pair for pair in combinations(texts, 2) if likeness(*pair) > NEAR] == []


def test_what_a_colleague_must_tell_stands_in_every_line(wording: Wording) -> None:
    for line, names in COLLEAGUE_LINES.items():
        if line == "joined":  # a colleague may join without naming minutes
            continue
        for lang in LANGS:
            assert all(names_in(text) == names for text in wording.colleague(line, lang)), line


def test_a_template_is_given_only_when_its_names_can_be_filled(wording: Wording) -> None:
    without = wording.customer("ack_wait", "zh", "polite")
    with_time = wording.customer("ack_wait", "zh", "polite", given=("until",))
    assert without
    assert not any("{" in text for text in without)
    assert len(with_time) > len(without)
    for tone in TONES:
        for text in wording.customer("urge_promise_near", "en", tone):
            assert "{" not in fill(text, {"promised": "within the hour"})


def test_an_unknown_act_is_a_fault_of_the_caller(wording: Wording) -> None:
    with pytest.raises(KeyError):
        wording.customer("sing", "zh", "polite")


def test_the_digest_changes_with_a_word_and_not_with_a_comment(files: dict[str, str], wording: Wording) -> None:
    commented, _ = parse_wording(changed(files, "customer.yaml", "ack:\n", "# a note\nack:\n"))
    reworded, _ = parse_wording(changed(files, "customer.yaml", "- 嗯，您说。", "- 嗯，请说。"))
    assert commented is not None
    assert reworded is not None
    assert commented.digest == wording.digest != reworded.digest


def test_a_missing_file_is_named(files: dict[str, str]) -> None:
    assert codes({name: text for name, text in files.items() if name != "phrases.yaml"}) == [
        ("phrases.yaml", "missing_file")
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("customer.yaml", "ack_plan:", "ack_pan:", "missing_act"),
        ("customer.yaml", "ack_plan:", "ack_pan:", "unknown_act"),
        ("customer.yaml", "    polite:\n", "    posh:\n", "missing_tone"),
        ("customer.yaml", "    polite:\n", "    posh:\n", "unknown_tone"),
        ("customer.yaml", "  en:\n", "  fr:\n", "missing_lang"),
        ("customer.yaml", "- 嗯，您说。", "- 嗯，{who}您说。", "unknown_placeholder"),
        ("customer.yaml", "- 嗯，您说。", "- 嗯，{until}您说。", "unknown_placeholder"),
        ("customer.yaml", "- 嗯，您说。", "- 嗯，{a.b}您说。", "stray_brace"),
        ("customer.yaml", "- 嗯，您说。", "- ''", "not_text"),
        ("customer.yaml", "- 嗯，您说。", "- 12", "not_text"),
        ("customer.yaml", "- 嗯，您说。", "- 好，我听着呢。", "repeated_line"),
        ("customer.yaml", "- 嗯，您说。", "- 这是一级故障，您说。", "names_the_answer"),
        ("customer.yaml", "- Well?", "- It must be a P1.", "names_the_answer"),
        ("colleagues.yaml", "- 转三线了，我查过的都写在记录里。", "- 该看的都看了，{what}。", "unknown_placeholder"),
        (
            "colleagues.yaml",
            (
                "    - 转三线了，我查过的都写在记录里。\n"
                "    - 改不动了，这部分归三线，单子跟记录一起过去了。\n"
                "    - 我和三线说好了，由他们接着弄，你继续对着客户。\n"
            ),
            "",
            "too_few_lines",
        ),
        ("phrases.yaml", "    - 请问您贵姓？\n", "", "too_few_lines"),
        ("phrases.yaml", "thank:", "tank:", "missing_act"),
    ],
)
def test_each_mistake_of_an_author_is_found_in_its_file(
    files: dict[str, str], name: str, old: str, new: str, code: str
) -> None:
    assert (name, code) in codes(changed(files, name, old, new))


def test_a_problem_stands_on_the_line_the_author_looks_at(files: dict[str, str]) -> None:
    broken = changed(files, "customer.yaml", "- Carry on.", "- Carry on, {boss}.")
    line = 1 + broken["customer.yaml"][: broken["customer.yaml"].index("{boss}")].count("\n")
    _, problems = parse_wording(broken)
    assert [(one.line, one.code, dict(one.params)["name"]) for one in problems] == [
        (line, "unknown_placeholder", "boss")
    ]


def test_all_problems_of_all_files_are_told_at_once(files: dict[str, str]) -> None:
    broken = changed(files, "customer.yaml", "- 嗯，您说。", "- 嗯，{who}您说。")
    broken = changed(broken, "colleagues.yaml", "eta:", "eta_time:")
    broken = changed(broken, "phrases.yaml", "- 请问您贵姓？", "- 请问怎么称呼您？")
    found = codes(broken)
    assert {source for source, _ in found} == set(FILES)
    assert [code for source, code in found if source == "phrases.yaml"] == ["too_few_lines", "repeated_line"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "ack: !!python/object/apply:os.system ['true']",
        "ack: &a [*a]",
        "ack: {zh: {any: {any: x}}}",
        "ack: {zh: [1, 2], en: null}",
        "ack:\n\tzh: x",
        "ack: 1\nack: 2",
        "[" * 50_000,
        "ack: {zh: {polite: [[[[]]]], plain: {a: b}, blunt: 3}, en: x}",
        "--- a\n--- b",
        "ack: \x00",
    ],
)
def test_hostile_text_becomes_problems(files: dict[str, str], text: str) -> None:
    parsed, problems = parse_wording({**files, "customer.yaml": text})
    assert parsed is None
    assert problems
    assert {one.source for one in problems} == {"customer.yaml"}


@given(st.text(max_size=200))
def test_any_text_is_refused_without_an_exception(text: str) -> None:
    parsed, problems = parse_wording(dict.fromkeys(FILES, text))
    assert parsed is None
    assert problems


FAULTS = {"forbidden_phrase", "blame_shift", "jargon", "privacy_leak", "overpromise", "rude", "slang_emoji"}

STANDS_FOR = {
    "greet_intro": {"greet", "self_introduce"},
    "greet_letter": {"greet", "self_introduce"},
    "take_over": {"greet", "self_introduce"},
    "empathise": {"empathise"},
    "apologise": {"apologise"},
    "thank": {"thank"},
    "give_number": {"give_ticket_number"},
    "restate": {"confirm_understanding"},
    "remote_consent": {"request_remote_consent"},
    "explain_plan": {"explain_plan"},
    "guide_step": {"give_solution"},
    "hold": {"hold_request"},
    "escalate_notice": {"escalate_notice", "promise_eta"},
    "promise_update": {"promise_eta"},
    "progress": {"progress_update", "promise_eta"},
    "chase_reply": {"chase_reply"},
    "refuse_disclosure": {"refuse_disclosure"},
    "workaround_offer": {"give_solution"},
    "verify": {"confirm_resolved"},
    "ask_rating": {"ask_satisfaction"},
    "anything_else": {"ask_anything_else"},
    "farewell": {"farewell"},
    "callback": {"greet", "self_introduce", "confirm_resolved"},
    "ask_impact_scope": {"ask:scope"},
    "remote_check": set(),
    "remote_done": {"progress_update"},
    "refuse_reason": {"refuse_disclosure"},
    "other_way": {"explain_plan"},
    "complaint_contact": {"apologise"},
    "hear_demand": {"explain_plan"},
    "feed_back": {"progress_update"},
    "follow_up": {"greet", "self_introduce", "confirm_resolved"},
    "resume": {"thank"},
    "plan_steps": {"explain_plan"},
    "plan_effect": {"explain_plan"},
    "plan_risk": {"explain_plan"},
    "queued": {"promise_eta"},
    "delay": {"apologise", "promise_eta"},
    "still_broken": {"promise_eta"},
    "tell_number": {"give_ticket_number"},
    "sign_off": set(),
    "prevention": set(),
    "decline_gift": {"thank"},
    "low_rating": set(),
}
"""Acts of each moment by the annotation guide; any other `ask_<slot>` stands for `ask:<slot>`."""

NOT_SAID = {
    "ask_eta", "chase_colleague", "log_refusal", "log_demand", "measure", "late_reason", "article_applies",
    "article_caution", "partner_time", "partner_false",
}  # fmt: skip
"""What goes to a colleague, into the ticket or into an article; the customer never hears it."""

MAY_ALSO_ASK = {"greet_intro": {"ask:symptom"}}
"""A question read into a phrase makes the customer answer it, so no phrase may be read as asking anything else."""

SAID: dict[Lang, dict[str, str]] = {
    "zh": {"me": "小何", "name": "冯静", "number": "TS20260526008", "tier": "二线", "time": "14:30"},
    "en": {"me": "Dan", "name": "Ines Roth", "number": "TS20260526008", "tier": "second line", "time": "14:30"},
}
WHAT: dict[Lang, dict[str, str]] = {
    "zh": {
        "restate": "一打开报表就卡住不动",
        "explain_plan": "先查看日志，再更新设置",
        "guide_step": "关闭软件后重新打开",
        "progress": "工程师已经在检查报表服务",
        "workaround_offer": "用网页版登记订单",
        "feed_back": "交接时逐项核对",
        "plan_steps": "查看日志",
        "plan_risk": "重启时打开的页面会关掉",
    },
    "en": {
        "restate": "the report freezes as soon as you open it",
        "explain_plan": "restart the service, then correct the setting",
        "guide_step": "close the program and open it again",
        "progress": "the engineer is checking the report service",
        "workaround_offer": "enter the orders in the web version",
        "feed_back": "we check every handover twice",
        "plan_steps": "restart the service",
        "plan_risk": "pages that are open will be closed",
    },
}


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    folder = root / "simulator" / "content" / "lexicon"
    parsed, problems = parse_rules({one.name: one.read_text("utf-8") for one in folder.glob("*.yaml")})
    assert problems == ()
    assert parsed is not None
    return parsed


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("moment", sorted(set(MOMENTS) - NOT_SAID))
def test_every_phrase_is_read_as_what_it_stands_for(wording: Wording, rules: Rules, moment: str, lang: Lang) -> None:
    wanted = STANDS_FOR.get(moment, {moment.replace("ask_", "ask:", 1)})
    astray = []
    for template in wording.phrases(moment, lang):
        text = fill(template, {**SAID[lang], "what": WHAT[lang].get(moment, "")})
        reading = read(text, lang, rules)
        found = {f"ask:{act.slot}" if act.name == "ask" else act.name for act in reading.acts}
        asked = {label for label in found if label.startswith("ask:")} - wanted - MAY_ALSO_ASK.get(moment, set())
        if not wanted <= found or found & FAULTS or reading.unsure or asked:
            astray.append((text, sorted(wanted - found), sorted(found), reading.unsure))
    assert astray == []
