"""Which words sound like an act and are none, and what is asked or promised beside them all the same?"""

from pathlib import Path

import pytest

from policy.text import Lang
from simulator.reading.read import read
from simulator.reading.rules import Rules
from tests.simulator.reading.figures import shipped_rules

NOTHING: tuple[tuple[Lang, str], ...] = (
    ("zh", "型号您不用报，我这里有"),
    ("zh", "照片就不必再发了"),
    ("zh", "我没有跟您要过验证码"),
    ("zh", "这块桌布是百分百纯棉的"),
    ("zh", "VLAN就是把一张网分成几张互不打扰的网"),
    ("zh", "“还原”按钮在左下角"),
    ("zh", "客户临走谢了保安"),
    ("zh", "凡是夜里来的，按制度都转值班经理"),
    ("zh", "我没有要动您屏幕的意思"),
    ("zh", "密码 截图 谢谢 版本 型号 再见"),
    ("en", "You don't have to send the photo."),
    ("en", "No further screenshots needed."),
    ("en", "I never asked for your PIN."),
    ("en", "The tablecloth is a hundred per cent cotton."),
    ("en", "That is no guarantee."),
    ("en", "A VLAN is a network that shares its cables with others."),
    ("en", "The caller thanked the porter."),
    ("en", "printer version thanks refund model guarantee"),
)

SOMETHING: tuple[tuple[Lang, str, str], ...] = (
    ("zh", "照片不用发，把型号报给我就行", "ask:device_model"),
    ("zh", "请提供客户编号、姓名、联系电话、部门和报错截图，谢谢", "ask:department"),
    ("zh", "我保证这个永远不会再坏", "overpromise"),
    ("zh", "难怪您着急，请告诉我型号", "ask:device_model"),
    ("en", "I don't need the model, just the serial number please", "ask:serial_number"),
    ("en", "It will never break again, I guarantee it.", "overpromise"),
    ("en", "You had better look it up yourself", "forbidden_phrase"),
    ("en", "If your staff had read the notice this wouldn't have happened", "blame_shift"),
    ("en", "The engineers' door code is 44#19, it opens all of them", "privacy_leak"),
)


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return shipped_rules(root)


@pytest.mark.parametrize(("lang", "text"), NOTHING)
def test_harmless_words_do_nothing(rules: Rules, lang: Lang, text: str) -> None:
    assert [act.label for act in read(text, lang, rules).acts] == []


@pytest.mark.parametrize(("lang", "text", "label"), SOMETHING)
def test_what_stands_beside_them_counts(rules: Rules, lang: Lang, text: str, label: str) -> None:
    assert label in {act.label for act in read(text, lang, rules).acts}


@pytest.mark.parametrize(("lang", "text"), [("en", "You don't need to send the log."), ("zh", "日志不用发给我了")])
def test_what_is_spared_was_read(rules: Rules, lang: Lang, text: str) -> None:
    reading = read(text, lang, rules)
    assert not reading.unread
    assert not reading.unsure


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Thanks so much for screaming at me, it makes my day."),
        ("en", "A thousand apologies, your highness."),
        ("zh", "多谢您又专程来骂我。"),
        ("zh", "哎呀对不起了大老板，耽误您发财了。"),
    ],
)
def test_courtesy_turned_into_mockery_is_none(rules: Rules, lang: Lang, text: str) -> None:
    labels = {act.label for act in read(text, lang, rules).acts}
    assert "rude" in labels
    assert not labels & {"thank", "apologise", "empathise"}
