from pathlib import Path

import pytest

from simulator.reading.read import read
from simulator.reading.rules import Rules
from simulator.reading.understood import as_understood
from tests.simulator.reading.figures import Figures, Labelled, labelled, labels, measure, shipped_rules

GATES = ["privacy_leak", "ask_secret", "rude", "forbidden_phrase", "overpromise", "blame_shift"]
PROMISES = ["confirm_resolved", "promise_eta", "progress_update"]
GROUPS = {
    "conduct": GATES,
    "promises": PROMISES,
    "openings": ["greet", "self_introduce", "farewell", "ask_anything_else", "ask_satisfaction"],
    "courtesy": ["empathise", "apologise", "thank"],
    "steps": ["explain_plan", "give_solution", "request_remote_consent"],
    "hand-over": ["escalate_notice", "chase_reply", "hold_request", "give_ticket_number"],
    "words": ["jargon", "slang_emoji", "refuse_disclosure"],
    "understanding": ["confirm_understanding"],
    "asking": ["ask"],
}
FLOORS = {"conduct": (0.95, 0.9), "promises": (0.95, 0.9)}


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return shipped_rules(root)


@pytest.fixture(scope="module")
def rows() -> tuple[Labelled, ...]:
    sets = ("texts_zh.yaml", "texts_zh_second.yaml", "texts_zh_third.yaml")
    return (*(row for name in sets for row in labelled(name)), *labelled("texts_guide.yaml", "zh"))


@pytest.fixture(scope="module")
def figures(rows: tuple[Labelled, ...], rules: Rules) -> Figures:
    return measure(rows, "zh", rules)


@pytest.mark.parametrize("group", GROUPS)
def test_chinese_acts_are_found_and_not_invented(group: str, figures: Figures) -> None:
    precision_floor, recall_floor = FLOORS.get(group, (0.9, 0.85))
    found = sum(count for label, count in figures.right.items() if label.partition(":")[0] in GROUPS[group])
    precision, recall = figures.precision(GROUPS[group]), figures.recall(GROUPS[group])
    print(f"{group}: {found} found, precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201  the figures are the point
    assert found >= 8
    assert precision >= precision_floor
    assert recall >= recall_floor


@pytest.mark.parametrize("act", [*GATES, *PROMISES])
def test_every_act_that_gates_is_precise_by_itself(act: str, figures: Figures) -> None:
    assert figures.recall([act]) >= 0.8
    assert figures.precision([act]) >= 0.9


def test_messages_without_an_act_have_none(rows: tuple[Labelled, ...], rules: Rules) -> None:
    empty = [row.text for row in rows if not row.acts]
    read_into = [text for text in empty if read(text, "zh", rules).acts]
    print(f"{len(read_into)} of {len(empty)} messages without an act were read as one: {read_into}")  # noqa: T201  the same
    assert len(empty) >= 80
    assert len(read_into) / len(empty) <= 0.05


def test_quotes_are_words_of_the_message_as_written(rows: tuple[Labelled, ...], rules: Rules) -> None:
    for row in rows:
        reading = read(row.text, "zh", rules)
        places = [(one.quote, one.start, one.end) for one in reading.acts]
        places += [(one.quote, one.start, one.end) for one in reading.times]
        assert all(quote == row.text[start:end] != "" for quote, start, end in places)


NEVER_EARNS = [
    ("我不会把您的问题转给二线", "escalate_notice"),
    ("我还没查到原因", "progress_update"),
    ("我没有权限远程，也不想连您的电脑", "request_remote_consent"),
    ("如果明天还不行，我三点前给您回电", "promise_eta"),
    ("不敢保证今天六点前修好", "promise_eta"),
    ("同事说他已经修好了打印机吗", "confirm_resolved"),
    ("您不用谢我", "thank"),
    ("手册上写着“给您带来不便深表歉意”", "apologise"),
    ("培训时老师讲“请问贵姓”", "ask:contact_name"),
    ("我不是在怪您操作错", "blame_shift"),
    ("有结果了我第一时间通知您", "progress_update"),
    ("您的邮件我们已经收到", "progress_update"),
    ("时间随您，几点上门都行", "forbidden_phrase"),
    ("不行就换根网线试试", "forbidden_phrase"),
    ("这故障没完没了的，真让您受累", "forbidden_phrase"),
    ("具体原因暂时不清楚，我去问一下机房再告诉您", "forbidden_phrase"),
    ("让您等了两个小时，实在抱歉，我这就给您处理", "promise_eta"),
    ("我三分钟就查好", "promise_eta"),
    ("我们周一到周五早九点到晚六点都能接单", "promise_eta"),
    ("您想换货还是维修？", "confirm_understanding"),
    ("您反映的问题我们很重视", "confirm_understanding"),
    ("这回应该不会再断了", "overpromise"),
    ("绝对不要拔电源", "overpromise"),
    ("密码不会泄露给任何人，您放心", "refuse_disclosure"),
    ("千万别告诉别人密码", "ask_secret:password"),
    ("千万别告诉别人密码", "refuse_disclosure"),
    ("错误码是多少", "ask_secret:otp"),
    ("错误码是多少", "jargon"),
    ("一并发给您", "jargon"),
]


@pytest.mark.parametrize(("text", "act"), NEVER_EARNS)
def test_denied_supposed_and_quoted_words_earn_nothing(text: str, act: str, rules: Rules) -> None:
    assert act not in labels(read(text, "zh", rules))


SECRETS = ["密码", "口令", "支付密码", "Wi-Fi密码", "PIN", "解锁图案", "验证码", "动态码", "安全码"]
WAYS_OF_ASKING = ["请把您的{}告诉我", "您的{}是多少", "麻烦报一下{}", "还差您的{}，发我一下"]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("way", WAYS_OF_ASKING)
def test_whatever_secret_is_asked_for_is_noticed(way: str, secret: str, rules: Rules) -> None:
    assert "ask_secret" in {act.name for act in read(way.format(secret), "zh", rules).acts}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("way", ["不用告诉我{}", "您自己输入{}就行", "我们从不索要{}", "请重置{}"])
def test_keeping_a_secret_is_not_asking_for_it(way: str, secret: str, rules: Rules) -> None:
    assert "ask_secret" not in {act.name for act in read(way.format(secret), "zh", rules).acts}


@pytest.mark.parametrize(
    "text",
    ["您究竟会不会开机？", "说明自己不能读吗？", "还让我解释多少遍。", "这点小事还得别人教。", "小学生都能弄。"],
)
def test_scolding_is_rude(text: str, rules: Rules) -> None:
    assert "rude" in labels(read(text, "zh", rules))


@pytest.mark.parametrize("text", ["您到底看到了几个红点？", "这个还要您本人确认一下。", "我女儿也会用这个软件。"])
def test_a_plain_question_is_not_rude(text: str, rules: Rules) -> None:
    assert "rude" not in labels(read(text, "zh", rules))


def test_sarcasm_voids_courtesy(rules: Rules) -> None:
    found = labels(read("那可真谢谢你了，把我害得加班到十点", "zh", rules))
    assert "rude" in found
    assert not found & {"thank", "empathise", "apologise"}


def test_understood_shape_names_the_slot_and_shows_the_words(rules: Rules) -> None:
    understood = as_understood("m7", read("您好，请问设备的序列号是多少？", "zh", rules))
    assert understood == {
        "id": "m7",
        "acts": [
            {"act": "greet", "slot": "", "evidence": "您好"},
            {"act": "ask:serial_number", "slot": "serial_number", "evidence": "设备的序列号"},
        ],
        "unsure": False,
    }
