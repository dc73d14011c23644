"""A record that only says that something was done, is wrong or came in says nothing, and counts as left out."""

import pytest

from scoring.hollow import is_hollow
from tests.scoring.conftest import Scored, changed, unmet


@pytest.mark.parametrize(
    "record",
    [
        "问题已妥善解决。", "都弄好了", "按流程办理完毕", "有点不对劲", "出了点毛病", "客户来电反馈", "接到用户电话",
        "Taken care of.", "The issue has been addressed successfully", "all done, OK", "it's broken",
        "Something odd happened",
        "The client phoned.", "Call received from a user",
    ],
)  # fmt: skip
def test_words_without_a_matter_are_hollow(record: str) -> None:
    assert is_hollow(record)


@pytest.mark.parametrize(
    "record",
    [
        "重启", "改密码", "已更换网线", "电话没有声音", "邮件故障", "打印机坏了", "转三线处理", "换发凭证后恢复正常",
        "黑屏", "Restarted", "Reset it", "the fan was replaced", "Mail fault", "No sound on calls",
        "It is off", "Screen is black",
        "Closed the blocked port", "steps", "4.2",
    ],
)  # fmt: skip
def test_a_single_word_of_the_matter_fills_a_record(record: str) -> None:
    assert not is_hollow(record)


@pytest.mark.parametrize("steps", ["妥善处理完毕", "Took care: all fixed now", "Resolved successfully."])
def test_an_archive_that_names_no_step_lacks_the_steps(scored: Scored, steps: str) -> None:
    fields = {"description": "促销草稿不见了", "steps": steps, "feedback": "好了"}
    card = scored(changed("ticket.archived", fields=fields))
    found = next(one for one in card.findings if one.code == "archived")
    assert (found.verdict == "not_met") == is_hollow(steps)
    if is_hollow(steps):
        assert found.params["missing"] == "steps"


def test_an_archive_that_names_a_step_in_few_words_is_whole(scored: Scored) -> None:
    fields = {"description": "促销草稿不见了", "steps": "清除筛选", "feedback": "好了"}
    assert "archived" not in unmet(scored(changed("ticket.archived", fields=fields)))


def test_a_long_record_of_the_same_words_is_read_at_once() -> None:
    # With ways to go back over them this would not end within any test.
    assert not is_hollow("一个问题" * 5000 + "黑屏")
