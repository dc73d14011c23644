"""Is work claimed only where it is, and shown to nobody?"""

from pathlib import Path

import pytest

from policy.text import Lang
from simulator.reading.pattern import Pattern
from simulator.reading.read import read
from simulator.reading.reading import SCORING_ONLY
from simulator.reading.rules import Rules
from simulator.reading.understood import as_understood
from tests.simulator.reading.figures import shipped_rules


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return shipped_rules(root)


CLAIMED: tuple[tuple[Lang, str], ...] = (
    ("zh", "工程师已经把交换机换好了"),
    ("zh", "我们正在恢复昨天的数据"),
    ("zh", "已经帮您重置了密码"),
    ("zh", "您那台电脑的系统我重装好了"),
    ("zh", "我刚刚测试过，两条线路都正常"),
    ("zh", "经排查，是交换机端口坏了"),
    ("en", "I've restored the folder from last night's copy."),
    ("en", "Our engineer has just replaced the power supply."),
    ("en", "We are rebuilding the index."),
    ("en", "The network team found a broken cable."),
    ("en", "Your account has been unlocked."),
)

NOT_CLAIMED: tuple[tuple[Lang, str], ...] = (
    ("zh", "我们会把交换机换好"),
    ("zh", "工程师还没有恢复数据"),
    ("zh", "如果工程师已经换好了，您告诉我"),
    ("zh", "工程师已经换好了吗"),
    ("zh", "您已经重装过系统了"),
    ("zh", "客户说工程师已经换好了硬盘"),
    ("zh", "“我们已经修复了”是自动回复里的话"),
    ("zh", "换好了我通知您"),
    ("zh", "我在查，请别挂"),
    ("zh", "我们已经更新了服务条款"),
    ("zh", "您是说工程师已经查过了，对吧"),
    ("en", "I'll replace the disk."),
    ("en", "I haven't tested it."),
    ("en", "If I have restored the file, you will see it."),
    ("en", "Has the engineer already replaced the board?"),
    ("en", "You've swapped the cable and restarted it."),
    ("en", "The customer said we have fixed it."),
    ("en", 'The page says "we have restored the service".'),
    ("en", "Once we've tested the line, I'll call you."),
    ("en", "I'm checking now, please hold."),
    ("en", "We've changed our terms of service."),
    ("en", "We have fixed prices."),
)


@pytest.mark.parametrize(("lang", "text"), CLAIMED)
def test_work_done_or_going_on_is_claimed(rules: Rules, lang: Lang, text: str) -> None:
    assert read(text, lang, rules).has("work_claimed")


@pytest.mark.parametrize(("lang", "text"), NOT_CLAIMED)
def test_what_is_denied_planned_asked_quoted_or_done_by_others_is_not_claimed(
    rules: Rules, lang: Lang, text: str
) -> None:
    assert not read(text, lang, rules).has("work_claimed")


@pytest.mark.parametrize(("lang", "text"), CLAIMED[:1] + CLAIMED[-1:])
def test_nobody_is_shown_it(rules: Rules, lang: Lang, text: str) -> None:
    acts = as_understood("m", read(text, lang, rules))["acts"]
    assert isinstance(acts, list)
    assert acts
    assert not {act["act"] for act in acts} & SCORING_ONLY


@pytest.mark.parametrize(
    "text",
    [
        "验证码从哪天起收不到的",
        "密码是压根输不进去还是输完没反应",
        "新密码登进去了没有",
        "我会把您的密码清掉",
        "您是说密码是对的，可就是进不去",
        "我不是要您的密码",
    ],
)
def test_a_question_about_a_secret_does_not_ask_for_it(rules: Rules, text: str) -> None:
    assert not read(text, "zh", rules).has("ask_secret")


def test_of_two_scripts_the_leftmost_match_counts() -> None:
    both = Pattern(han="密码", latin="pin")
    assert [hit.group() for text in ("pin和密码", "密码和pin") if (hit := both.search(text))] == ["pin", "密码"]
    assert not Pattern()
    assert Pattern().search("pin") is None


def test_words_go_before_the_marks_between_them() -> None:
    assert Pattern(latin=r"\band\b", any="[ ,]").sub("", "a, and b") == "ab"
