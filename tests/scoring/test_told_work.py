"""What the customer is told of work is held against what was done, by whom, and in words that were understood."""

import pytest

from scoring.checks.progress import ASKED
from scoring.finding import Verdict
from tests.scoring.conftest import FORMS, GOOD, Row, Scored, Told, added, dropped, unmet, verdict
from tests.scoring.test_handover import OUTAGE, outage


@pytest.mark.parametrize(
    "text",
    [
        "工程师已经重启了服务器。",
        "Our engineer has just replaced the power supply.",
        "二线已经找到原因了，是数据库锁住了，正在恢复。",
        "机房那边已经把交换机换好了",
        "我已经把打印服务重启好了",
        "刚刚给您把账号重置好了。今天真是忙疯了哈。",
        "What a week it has been over here. We've restored the folder from last night's copy.",
        "The network team found a broken cable.",
        "We've rebuilt the index, lovely weather by the way.",
        "Your server has been restarted by our engineers.",
    ],
)
def test_a_form_filled_in_bears_out_no_work(scored: Scored, told: Told, text: str) -> None:
    card = scored((*FORMS, told(text)))
    assert verdict(card, "progress_true") == "not_met"
    assert card.verdict == "fail"


@pytest.mark.parametrize(
    "text",
    [
        "我正在帮您查，请稍等。",
        "我刚刚核对过您的资料了",
        "I've verified your details.",
        "I've updated the contact in your ticket.",
        "我们会把交换机换好",
        "如果工程师已经换好了，您告诉我",
        "I'll restart the service for you.",
        "Once our engineer has replaced it, I'll call you.",
    ],
)
def test_what_is_planned_or_stands_in_the_form_is_not_made_up(scored: Scored, told: Told, text: str) -> None:
    assert verdict(scored((*FORMS, told(text))), "progress_true") in {None, "met"}


@pytest.mark.parametrize(
    "text",
    ["我刚刚测试过，两条线路都正常", "We've checked both lines and they look fine.", "经排查，是交换机端口坏了"],
)
def test_a_look_that_left_no_trace_goes_to_a_person(scored: Scored, told: Told, text: str) -> None:
    assert verdict(scored((*FORMS, told(text))), "progress_true") == "not_judged"
    looked: Row = (11, "trainee", "check.run", {"check": "look_bin", "result": "good", "text": "正常", "via": "log"})
    assert verdict(scored((*FORMS, looked, told(text))), "progress_true") == "met"


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("我已经把打印服务重启好了", (11, "trainee", "action.executed", {"action": "clear_filter", "by": "desk"})),
        ("We've rebuilt the index.", (11, "trainee", "remote.started", {"tool": "x"})),
        ("二线工程师已经重启了服务器", (11, "T2", "tier2.started", {})),
        ("我们正在恢复昨天的数据", (11, "trainee", "ticket.transferred", {"from_tier": "T1", "to_tier": "T3"})),
        ("Our engineer has just replaced the power supply.", (11, "T3", "fix.provided", {"text": "done"})),
        ("The vendor has found a broken cable.", (11, "trainee", "liaison.contacted", {"ok": True, "to": "vendor"})),
        ("工程师还在恢复昨天的数据", (11, "trainee", "liaison.contacted", {"ok": True, "to": "vendor"})),
    ],
)
def test_what_somebody_did_may_be_told(scored: Scored, told: Told, text: str, deed: Row) -> None:
    assert verdict(scored((*FORMS, deed, told(text))), "progress_true") == "met"
    assert verdict(scored((*FORMS, told(text))), "progress_true") != "met"


@pytest.mark.parametrize("text", ["I've reinstalled the till software.", "昨天那份我已经帮您还原"])
def test_a_repair_in_looser_words_that_left_no_trace_goes_to_a_person(scored: Scored, told: Told, text: str) -> None:
    assert verdict(scored((*FORMS, told(text))), "progress_true") == "not_judged"
    done: Row = (13, "trainee", "action.executed", {"action": "clear_filter", "by": "desk"})
    assert verdict(scored((*FORMS, told(text), done)), "progress_true") == "met"


@pytest.mark.parametrize("text", ["二线已经找到原因了", "Our engineers have found the fault."])
def test_a_finding_of_a_line_that_has_not_begun_goes_to_a_person(scored: Scored, told: Told, text: str) -> None:
    moved = tuple(row for row in OUTAGE if row[0] <= 7)
    assert verdict(outage(scored, (*moved, told(text, 9))), "progress_true") == "not_judged"


def test_another_line_that_had_no_hand_in_it_is_made_up_beside_own_work(scored: Scored, told: Told) -> None:
    claim = told("工程师已经查出原因了，是数据库锁住了。", 5)
    assert verdict(scored(added(claim)), "progress_true") == "not_met"
    own = told("我已经查出原因了，是筛选开着。", 7.5)
    assert verdict(scored(added(own)), "progress_true") == "met"
    asked = told("我刚跟同事核对过配置", 7.5)
    assert verdict(scored(added(asked)), "progress_true") == "met"


def test_a_claim_denied_in_words_nobody_read_goes_to_a_person(scored: Scored, told: Told) -> None:
    minute, actor, kind, fields = told("工程师已经重启了服务器。")
    reading = fields["reading"]
    assert isinstance(reading, dict)
    old = {key: value for key, value in reading.items() if not key.endswith("_at")}
    row: Row = (minute, actor, kind, {**fields, "reading": {**old, "unread": True}})
    assert verdict(scored((*FORMS, row)), "progress_true") == "not_judged"


@pytest.mark.parametrize(
    "text",
    [
        "恢复了会马上告诉您，我10点前给您消息。",
        "我正在查看，修好了我马上给您打电话。",
        "正在排查，等修好了再请您试一下，9点40前给您消息。",
        "我正在处理，问题解决了第一时间通知您。",
        "我还在查，马上就修好了。",
        "我正在查，您说修好了是指列表能看见了吗？",
        "正在查，页面上写着“已恢复”的那条您先别管。",
        "我正在看，上次那单是重装以后就恢复了。",
        "I'm checking now. Please back up your draft first, I'll call you by 10:00.",
        "I'm looking into it. As soon as it is fixed I'll call you, by 9:40 at the latest.",
        "I'm checking the log now; you'll hear from me once it's back up.",
        "I'm looking into it now. I hope this fixed it, could you look?",
        "We've started on it. It should be resolved by noon.",
        "I'm on it now. Is it fixed on your other screen?",
    ],
)
def test_promises_conditions_and_advice_claim_no_result(scored: Scored, told: Told, text: str) -> None:
    found = unmet(scored(added(told(text, 5))))
    assert not {"fixed_claim", "colleague_true"} & set(found)


@pytest.mark.parametrize(
    "text",
    [
        "跟您同步一下进展：已经修好了，我马上给您打电话。",
        "我查了一下日志。问题已经解决了！谢谢您。",
        "跟您说一下，我查过了，已经恢复了。",
        "进展是这样的，系统恢复了，您放心。",
        "我刚刚查过，已恢复正常；有事再找我。",
        "I'm looking into it now. The problem has been fixed. Please call if it does not stay that way.",
        "I've checked the log. It has now been fixed, and it won't come back.",
        "Quick update: we have just tested it. Your list is back up.",
        "I've checked the log, and it's fixed. If you see it again, ring us.",
    ],
)
def test_a_result_that_is_not_there_is_found_in_any_sentence(scored: Scored, told: Told, text: str) -> None:
    assert unmet(scored(added(told(text, 5)))).get("fixed_claim") == "NET-3.4.verify"
    assert "fixed_claim" not in unmet(scored(added(told(text, 10))))


@pytest.mark.parametrize(
    "text",
    [
        "I've checked and passed it to an engineer. The ticket is already recorded; I'll get back to you by 10:00.",
        "I'm looking into it; once an engineer is working on it you'll hear from me.",
        "We're checking. I'll ask the second line whether somebody is on it.",
        "我正在查，已经通知工程师，我正在处理。",
        "我正在看，如果工程师正在处理我会告诉您。",
        "正在为您查，工程师开始处理后我告诉您。",
        "我是值班工程师小何，正在处理您的问题，我看一下日志。",
    ],
)
def test_a_colleague_spoken_of_is_not_yet_at_work(scored: Scored, told: Told, text: str) -> None:
    assert "colleague_true" not in unmet(scored(added(told(text, 5))))


@pytest.mark.parametrize(
    "text",
    [
        "我看过了。二线的工程师正在处理您的问题。",
        "跟您说一下进展：二线的工程师正在处理您的问题，10点前我再给您消息。",
        "工程师已经接手，正在排查；我盯着。",
        "I've had a look. Our engineers are working on it now. Please bear with us.",
        "Please hold. I've checked the log. The second line, as promised, is looking into it.",
    ],
)
def test_a_colleague_said_to_be_at_work_is_found_in_any_sentence(scored: Scored, told: Told, text: str) -> None:
    assert unmet(scored(added(told(text, 5)))).get("colleague_true") == "NET-4.1.acc"
    begun: Row = (6, "T2", "tier2.started", {})
    assert "colleague_true" not in unmet(scored(added(told(text, 5), begun)))


SILENT = tuple(row for row in OUTAGE if not (row[1] == "trainee" and 7 < row[0] < 50 and row[2] == "agent.msg"))
ALONE = dropped("ticket.transferred", "tier3.joined", "escalation.eta_obtained", "liaison.contacted", rows=SILENT)


@pytest.mark.parametrize(
    ("promise", "next_word"),
    [
        ("我12点前给您回电话。", "请稍等。"),
        ("我10点之前给您消息", "谢谢您的理解"),
        ("I'll call you back by 10:00.", "One moment, please."),
        ("You'll hear from me by 10:00.", "Thanks for bearing with us."),
    ],
)
def test_any_next_word_keeps_no_promise(scored: Scored, told: Told, promise: str, next_word: str) -> None:
    rows = tuple(row for row in GOOD if row[0] <= 4)
    card = scored((*rows, told(promise, 5), told(next_word, 5.2)))
    assert unmet(card)["promise_kept"] == "NET-4.1.time"
    late = scored((*rows, told(promise, 5), told(next_word, 50)))
    assert verdict(late, "promise_kept") in {"met", None} or promise.startswith("我12")


@pytest.mark.parametrize(
    ("promise", "news"),
    [
        ("我10点之前给您消息", "查到了，是您的筛选条件打开了。"),
        ("I'll call you back by 10:00.", "I've found the cause: a filter is on."),
    ],
)
def test_real_news_keeps_a_promise_early(scored: Scored, told: Told, promise: str, news: str) -> None:
    rows = tuple(row for row in GOOD if row[0] <= 4)
    looked: Row = (8, "trainee", "check.run", {"check": "look_bin", "result": "good", "text": "正常", "via": "log"})
    assert verdict(scored((*rows, told(promise, 5), looked, told(news, 9))), "promise_kept") == "met"
    assert verdict(scored((*rows, told(promise, 5), looked)), "promise_kept") == "not_met"


def test_a_promise_made_anew_is_to_be_kept_itself(scored: Scored, told: Told) -> None:
    rows = tuple(row for row in GOOD if row[0] <= 4)
    again = (told("我10点之前给您消息", 5), told("我11点之前给您消息", 9))
    assert verdict(scored((*rows, *again)), "promise_kept") == "not_met"
    called: Row = (110, "trainee", "callback.done", {"text": ""})
    assert verdict(scored((*rows, *again, called)), "promise_kept") == "met"


def test_words_nobody_read_may_be_the_news(scored: Scored, told: Told) -> None:
    rows = tuple(row for row in GOOD if row[0] <= 4)
    looked: Row = (8, "trainee", "check.run", {"check": "look_bin", "result": "good", "text": "正常", "via": "log"})
    odd = told("那玩意儿眉目有啦，一会儿再唠", 9)
    assert verdict(scored((*rows, told("我10点之前给您消息", 5), looked, odd)), "promise_kept") == "not_judged"


@pytest.mark.parametrize(
    "text",
    [
        "三线还在查，您再稍等一下，我刚催过他们。",
        "已经帮您催过工程师了，请稍等",
        "I have just chased them, they are still on it.",
    ],
)
def test_a_chase_that_the_ticket_does_not_show_goes_to_a_person(scored: Scored, told: Told, text: str) -> None:
    asked: Row = (11, "trainee", "agent.msg", {"text": "", "to": "T3"})
    rows = dropped(*ASKED, rows=OUTAGE)
    alone, after = scored((*rows, told(text, 12))), scored((*rows, asked, told(text, 12)))
    assert verdict(alone, "progress_true") == "not_judged"
    assert verdict(after, "progress_true") != "not_judged"


@pytest.mark.parametrize("text", ["我再帮您催一下。", "I'll chase them for you right away."])
def test_a_chase_that_is_promised_claims_nothing(scored: Scored, told: Told, text: str) -> None:
    assert verdict(scored((*OUTAGE, told(text, 12))), "progress_true") != "not_judged"


MOVED_ON: tuple[Row, ...] = (
    (13, "T2", "tier2.started", {}),
    (20, "T2", "ticket.transferred", {"from_tier": "T2", "to_tier": "T3"}),
)
TO_SECOND = tuple(
    (*row[:3], {**row[3], "to_tier": "T2"}) if row[2] == "ticket.transferred" else row
    for row in OUTAGE
    if row[0] <= 7
)
BEGUN: Row = (30, "T3", "tier3.joined", {})
MENDED: tuple[Row, ...] = (
    (40, "T3", "state.changed", {"set": {"core": "up"}, "cause": "rebuild_core"}),
    (40, "T3", "fix.provided", {"text": "done"}),
)
GIVEN_BACK: Row = (35, "T3", "ticket.transferred", {"from_tier": "T3", "to_tier": "T1"})


@pytest.mark.parametrize("text", ["三线还在查，您再稍等一下", "The third line is still looking into it."])
@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ((*MOVED_ON, BEGUN), "met"),
        # Somebody else, then nobody yet, has it.
        (MOVED_ON[:1], "not_judged"),
        (MOVED_ON, "not_judged"),
        # It is back, or done.
        ((*MOVED_ON, BEGUN, GIVEN_BACK), "not_judged"),
        ((*MOVED_ON, BEGUN, *MENDED), "not_judged"),
        # The repair did not cure, and they go on.
        ((*MOVED_ON, BEGUN, MENDED[1]), "met"),
    ],
)
def test_a_line_still_at_it_has_the_ticket_then(
    scored: Scored, told: Told, text: str, since: tuple[Row, ...], expected: Verdict
) -> None:
    card = outage(scored, (*TO_SECOND, *since, told(text, 45)))
    assert verdict(card, "progress_true") == expected


def test_any_line_may_be_the_engineers_who_are_still_at_it(scored: Scored, told: Told) -> None:
    text = told("工程师还在查", 45)
    assert verdict(outage(scored, (*TO_SECOND, *MOVED_ON[:1], text)), "progress_true") == "met"
    assert verdict(outage(scored, (*TO_SECOND, text)), "progress_true") == "not_judged"
    assert verdict(outage(scored, (*TO_SECOND, *MOVED_ON, BEGUN, GIVEN_BACK, text)), "progress_true") == "not_judged"


def test_telling_the_supervisor_puts_no_line_to_work(scored: Scored, told: Told) -> None:
    asked: Row = (10, "trainee", "supervisor.notified", {"reason": "help", "text": "x"})
    answered: Row = (12, "supervisor", "agent.msg", {"to": "T1", "text": "转三线"})
    assert verdict(scored((*FORMS, asked, answered, told("三线还在查", 20))), "progress_true") == "not_judged"
    assert verdict(scored((*FORMS, told("三线还在查", 20))), "progress_true") == "not_met"


def test_that_nobody_has_begun_is_found_once(scored: Scored, told: Told) -> None:
    card = outage(scored, (*TO_SECOND, told("二线的工程师正在处理您的问题。", 45)))
    assert verdict(card, "colleague_true") == "not_met"
    assert verdict(card, "progress_true") is None
