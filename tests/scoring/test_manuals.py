"""The four other manuals: a faultless handling is not flagged, and each single fault is found under its clause."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scoring.checked import OWN
from scoring.finding import Verdict
from scoring.score import score
from scoring.scorecard import Scorecard
from scoring.transcripts import read_transcript
from simulator.reading.rules import Rules
from tests.scoring.conftest import MANUALS, Desks, verdict, words

Entry = dict[str, Any]
Change = Callable[[Entry], None]


@pytest.fixture(scope="session")
def good(root: Path) -> dict[str, Entry]:
    text = (root / "tests" / "scoring" / "manuals" / "good.yaml").read_text("utf-8")
    return {one["id"]: one for one in YAML(typ="safe", pure=True).load(text)["transcripts"]}


Judge = Callable[..., Scorecard]


@pytest.fixture(scope="session")
def judge(desks: Desks, good: dict[str, Entry], rules: Rules) -> Judge:
    """Judge the faultless handling of a manual with some changes, as another desk's or as one of a drill."""

    def play(name: str, *changes: Change, drill: bool = False) -> Scorecard:
        entry = copy.deepcopy(good[name])
        for change in changes:
            change(entry)
        entry["timeline"].sort(key=lambda one: datetime.fromisoformat(one["at"]))
        handbook, rubric = desks[name]
        read, problems = read_transcript(entry, handbook)
        assert read is not None, problems
        return score(read.timeline, read.key, rubric, handbook, replace(read.sheet, complete=drill), rules)

    return play


def drop(*kinds: str) -> Change:
    """Leave out the events of some kinds."""

    def change(entry: Entry) -> None:
        before = len(entry["timeline"])
        entry["timeline"] = [one for one in entry["timeline"] if one["type"] not in kinds]
        assert len(entry["timeline"]) < before, kinds

    return change


def drop_nth(kind: str, nth: int) -> Change:
    """Leave out the n-th event of a kind."""

    def change(entry: Entry) -> None:
        entry["timeline"].remove([one for one in entry["timeline"] if one["type"] == kind][nth])

    return change


def blank(name: str) -> Change:
    """Leave a field of the form empty."""
    return put("intake.set", without=[name])


def put(kind: str, nth: int = 0, **fields: Any) -> Change:
    """Change fields of the n-th event of a kind; those named `facts` are taken out of its fields."""

    def change(entry: Entry) -> None:
        event = [one for one in entry["timeline"] if one["type"] == kind][nth]
        without = fields.pop("without", ())
        for name in without:
            event["fields"].pop(name)
        event.update(fields)

    return change


def add(clock: str, kind: str, actor: str = "trainee", **fields: Any) -> Change:
    """Put an event in on the day of the handling."""

    def change(entry: Entry) -> None:
        day = entry["timeline"][0]["at"][:11]
        entry["timeline"].append({"at": f"{day}{clock}+08:00", "type": kind, "actor": actor, **fields})

    return change


def so(**facts: Any) -> Change:
    """Change the truth."""
    return lambda entry: entry["truth"].update(facts)


def seat(name: str) -> Change:
    return lambda entry: entry.update(seat=name)


def later(since: str, **span: float) -> Change:
    """Move everything from a time of the day on."""

    def change(entry: Entry) -> None:
        for one in entry["timeline"]:
            if one["at"][11:19] >= since:
                one["at"] = (datetime.fromisoformat(one["at"]) + timedelta(**span)).isoformat()

    return change


def after(until: str) -> Change:
    """Leave out everything after a time of the day."""

    def change(entry: Entry) -> None:
        entry["timeline"] = [one for one in entry["timeline"] if one["at"][11:19] <= until]

    return change


def till(clock: str) -> Change:
    """Judge it on its own day, up to a time of the day; what comes later is unknown."""

    def change(entry: Entry) -> None:
        entry["as_of"] = f"{entry['timeline'][0]['at'][:11]}{clock}+08:00"

    return change


def mute(**words: str) -> Change:
    """Say something else in the n-th message: `m0="..."`."""

    def change(entry: Entry) -> None:
        spoken = [one for one in entry["timeline"] if one["type"] == "agent.msg"]
        for name, text in words.items():
            spoken[int(name[1:])]["text"] = text

    return change


def blur(kind: str, nth: int, text: str, act: str) -> Change:
    """Say something whose reading leaves an act in doubt."""
    return put(kind, nth, text=text, reading=words(text, doubts=(act,))["reading"])


def first(text: str) -> Change:
    return put("agent.first_contact", text=text)


def override(entry: Entry) -> None:
    entry["options"] = {
        "pause": "none",
        "overrides": [
            {
                "id": "storm",
                "from": "2026-06-09T00:00:00+08:00",
                "to": "2026-06-11T00:00:00+08:00",
                "targets": {"any": {"call_answer_s": 600}},
            }
        ],
    }


def relieved(entry: Entry) -> None:
    """End with what helps for now: no article knew the issue, and nothing that lasts was given or asked for."""
    drop("action.executed", "action.logged", "plan.explained", "customer.approved")(entry)
    put("fix.provided", type="workaround.provided", text="先回滚到昨天的配置。")(entry)


NO_NOTE = put(
    "plan.explained", text="步骤是换上新证书再重启认证服务。预期门店都能登录；风险是重启的一分钟里全部断开。"
)
UNSOLVED = (
    put("customer.msg", 2, text="还是登不上。"),
    drop("ticket.resolved", "verify.customer", "customer.signed"),
)
STILL_DARK = (put("customer.msg", 1, text="It is still not working."), drop("verify.customer"))
NOT_UP = (put("verify.customer", type="customer.msg", text="没好，还是抬不起来。"),)
NOT_LOADED = (put("customer.msg", 2, text="还是转圈，没好。"), drop("verify.customer", "verify.agent"))

SPEECH = (
    put("ticket.submitted", channel="phone"),
    add("16:01:00", "customer.msg", "customer", text="是这样，我昨天就传过一次。"),
    add("16:02:10", "customer.msg", "customer", text="然后今天换了台电脑，还是转圈。"),
    drop_nth("agent.msg", 0),
)
"""A caller who tells for two minutes and hears nothing."""

FAULTS: tuple[tuple[str, str, str, bool, tuple[Change, ...]], ...] = (
    # -- ASC
    ("ASC", "F001", "ASC-3.03", False, (
        put("intake.set", fields={"org": "北苑纸业有限公司", "contact_name": "童乐"}, display={}),
        add("09:05:30", "ticket.transferred", from_tier="T1", to_tier="T2"))),
    ("ASC", "F014", "ASC-2.1.channel", True, (drop("ticket.accepted"),)),
    ("ASC", "F016", "ASC-2.1.clarify", False, (
        first("您好，售后中心小孟，马上处理。"), mute(m0="明白了，稍等。"))),
    ("ASC", "F017", "ASC-2.2.P1", True, (put("ticket.severity_set", level="P3"),)),
    ("ASC", "F017b", "ASC-2.2.P1", True, (put("ticket.severity_set", level="P4"),)),
    ("ASC", "F018", "ASC-2.2.P1", False, (put("ticket.severity_set", level="P2"),)),
    ("ASC", "F020", "ASC-2.2.P2", False, (so(priority="P2"), put("ticket.severity_set", level="P3"))),
    ("ASC", "F022", "ASC-1.d", False, (
        so(type="complaint", complaint=True), put("ticket.type_set", value="consult"))),
    ("ASC", "F023", "ASC-2.3.route", False, (put("ticket.assigned", group="硬件组"),)),
    ("ASC", "unrouted", "ASC-2.3.route", False, (drop("ticket.assigned", "assignee.ack"),)),
    ("ASC", "cold_remote", "ASC-2.3.contact", False, (add("09:00:30", "remote.started", tool="TeamViewer"),)),
    ("ASC", "F029", "ASC-2.2.P1", False, (later("09:01:00", hours=2.5),)),
    ("ASC", "F030", "ASC-4.2", False, (later("09:01:00", hours=2.5),)),
    ("ASC", "F031", "ASC-2.3.ack", False, (drop("assignee.ack"),)),
    ("ASC", "F031b", "ASC-2.3.ack", False, (later("09:07:00", hours=1.2),)),
    ("ASC", "F036", "ASC-2.2.known", False, (drop("kb.search"),)),
    ("ASC", "F046", "ASC-4.6", False, (so(right_tier="experts"),)),
    ("ASC", "F049", "ASC-2.4.explain", True, (NO_NOTE, put("fix.provided", text="请您把硬盘格式化，再装一遍。"))),
    ("ASC", "F050", "ASC-2.4.explain", False, (put("plan.explained", parts=["steps", "effect"]),)),
    ("ASC", "F051", "ASC-2.4.explain", False, (drop("customer.approved"),)),
    ("ASC", "F052", "ASC-2.4.log", False, (later("09:20:00", minutes=30),)),
    ("ASC", "log_backdated", "ASC-4.1", False, (put("action.logged", recorded_time="08:20"),)),
    ("ASC", "F054", "ASC-2.6.case", False, (drop("kb.draft"),)),
    ("ASC", "F057", "ASC-2.3.remote", True, (drop("remote.consent"),)),
    ("ASC", "F059", "ASC-4.4", False, (drop("remote.ended"),)),
    ("ASC", "F060", "ASC-4.4", False, (drop("remote.sensitive_check"),)),
    ("ASC", "F064", "ASC-3.04", False, (put("intake.set", display={"contact_method": "13800000123"}),)),
    ("ASC", "F070", "ASC-4.3", False, (
        mute(m1="工单号TS20260602003。要看NAT映射和ACL策略，再看BGP路由收敛。"),)),
    ("ASC", "F079", "ASC-2.5.confirm", True, UNSOLVED),
    ("ASC", "F081", "ASC-2.5.confirm", False, (drop("customer.signed"),)),
    ("ASC", "F083", "ASC-2.5.dissat", False, (put("csat.received", value="一般"),)),
    ("ASC", "F099", "ASC-2.1.type", False, (drop("ticket.type_set"),)),
    ("ASC", "F116", "ASC-2.3.onsite", False, (add("09:10:00", "dispatch.form", form="派工单", tools=[]),)),
    ("ASC", "F118", "ASC-2.6.close", False, (put("csat.received", value="不满意"),)),
    ("ASC", "F118b", "ASC-2.6.close", False, (drop("csat.received"),)),
    ("ASC", "no_number", "ASC-2.1.tell", False, (mute(m1="登记好了。"),)),
    ("ASC", "bad_number", "ASC-2.1.number", False, (put("ticket.accepted", number="20260602-3"),)),
    ("ASC", "topics", "ASC-2.5.csat", False, (put("csat.asked", dimensions=["处理结果"]),)),
    ("ASC", "record", "ASC-2.6.close", False, (put("ticket.archived", fields=["process"]),)),
    ("ASC", "no_solution", "ASC-3.10", False, (put("ticket.archived", fields=["process", "feedback"]),)),
    ("ASC", "no_feedback", "ASC-3.11", False, (put("ticket.archived", fields=["process", "solution"]),)),
    ("ASC", "form_number", "ASC-3.01", False, (put("ticket.accepted", number="20260602-3"),)),
    ("ASC", "form_org", "ASC-3.02", False, (blank("org"),)),
    ("ASC", "form_name", "ASC-3.03", False, (blank("contact_name"),)),
    ("ASC", "form_contact", "ASC-3.04", False, (blank("contact_method"),)),
    ("ASC", "form_type", "ASC-3.05", False, (drop("ticket.type_set"),)),
    ("ASC", "form_description", "ASC-3.06", False, (blank("description"),)),
    ("ASC", "form_level", "ASC-3.07", False, (drop("ticket.severity_set"),)),
    ("ASC", "form_handler", "ASC-3.08", False, (drop("ticket.assigned", "assignee.ack"),)),
    ("ASC", "form_status", "ASC-3.09", False, (drop("ticket.closed", "ticket.resolved"),)),
    ("ASC", "form_day", "ASC-3.12", False, (drop("ticket.closed"),)),
    ("ASC", "only_for_now", "ASC-2.4.unknown", False, (relieved,)),
    # -- SMO
    ("SMO", "F036", "STD-3.1.3", False, (drop("kb.search"),)),
    ("SMO", "F049", "SMO-1.3.c", True, (put("plan.explained", text="Please do a factory reset of the scanner."),)),
    ("SMO", "F073", "SMO-3.3.b", False, (later("10:12:00", hours=1),)),
    ("SMO", "F079", "SMO-3.3.c", True, STILL_DARK),
    ("SMO", "F101", "SMO-3.2.b", False, (so(priority="LOW"),)),
    ("SMO", "low_for_high", "SMO-3.2.a", False, (put("ticket.severity_set", level="LOW"),)),
    ("SMO", "F102", "SMO-3.1.b", False, (put("intake.set", without=["need"]),)),
    ("SMO", "F104", "SMO-2.2.2", False, (put("plan.explained", stage=None),)),
    ("SMO", "F104b", "SMO-2.2.2", False, (put("plan.explained", stage=3), put("action.executed", stage=2))),
    ("SMO", "unnumbered", "SMO-2.2.2", False, (put("plan.explained", stage="two"),)),
    ("SMO", "F105", "SMO-3.3.c", True, (after("10:08:30"),)),
    ("SMO", "report", "SMO-4.1.b", False, (put("intake.set", without=["place"]),)),
    ("SMO", "thin_report", "SMO-4.1.b", False, (
        put("intake.set", without=["place", "symptom"]), add("10:05:10", "fault.reported", fields={"place": "x"}))),
    ("SMO", "cold", "SMO-1.3.a", False, (
        first("Hello, this is Tom from support. May I have your name and e-mail, and when did it start?"),)),
    # -- DSK
    ("DSK", "F010", "DSK-6.intake", False, (put("intake.set", without=["serial_no"]),)),
    ("DSK", "F014", "DSK-9.1.rec", True, (drop("ticket.accepted", "eventlist.row"),)),
    ("DSK", "no_row", "DSK-9.1.rec", False, (drop("eventlist.row"),)),
    ("DSK", "F033", "DSK-7.9", False, (override,)),
    ("DSK", "F035", "DSK-7.3.chain", False, (drop("chain.escalated"),)),
    ("DSK", "skipped", "DSK-7.3.chain", False, (put("chain.escalated", level=3),)),
    ("DSK", "F036", "DSK-4.1.skilled", False, (drop("kb.search"),)),
    ("DSK", "F037", "DSK-2.b", False, (so(right_tier="T1"),)),
    ("DSK", "F043", "DSK-9.1.esc-eta", False, (drop("escalation.eta_obtained"),)),
    ("DSK", "F044", "DSK-9.1.esc-eta", False, (drop("escalation.customer_told"),)),
    ("DSK", "F045", "DSK-7.5", False, (put("handover.note", text=""),)),
    ("DSK", "F047", "DSK-4.1.op", True, (
        seat("operator"), mute(m1="您先把道闸断电，再重启控制箱。工程师会尽快联系您，请问还有其他需要吗？"))),
    ("DSK", "F067", "DSK-6.greet", False, (first("喂，请讲。"),)),
    ("DSK", "no_desk", "DSK-6.greet", False, (first("您好，请问有什么可以帮您？"),)),
    ("DSK", "F073", "DSK-7.4", False, (later("09:45:00", days=2),)),
    ("DSK", "F074", "DSK-6.chase", False, (mute(m1="已经派工程师过去了，在路上了。请问还有其他需要吗？"),
        later("08:04:00", hours=0.4))),
    ("DSK", "unanswered", "DSK-7.4", False, (add("09:00:00", "chase.received", "customer", text="怎么还没来人？"),)),
    ("DSK", "F076", "DSK-6.close", False, (mute(m1="好的，先这样。"),)),
    ("DSK", "F079", "DSK-9.1.conf", True, NOT_UP),
    ("DSK", "F084", "DSK-10.10", False, (drop("callback.done"),)),
    ("DSK", "callback", "DSK-6.callback", False, (put("callback.done", text="喂，修好了吧？"),)),
    ("DSK", "F099", "DSK-9.1.judge", False, (drop("ticket.type_set"),)),
    ("DSK", "complaint", "DSK-9.1.judge", False, (so(type="complaint", complaint=True),)),
    ("DSK", "F105", "DSK-7.8", True, (after("08:03:40"),)),
    ("DSK", "F106", "DSK-7.3", False, (drop("liaison.contacted", "chain.escalated"),)),
    ("DSK", "F107", "DSK-10.02", False, (put("ticket.assigned", group="运维部"),)),
    ("DSK", "from_inside", "DSK-10.02", False, (so(group="", event_origin="internal"),)),
    ("DSK", "F108", "DSK-10.03", False, (put("eventlist.row", 0, category=""), put("eventlist.row", 1, category=""))),
    ("DSK", "F108b", "DSK-10.09", False, (put("eventlist.row", 1, complete=False, result=""),)),
    ("DSK", "F109", "DSK-9.1.esc", False, (later("08:04:00", hours=1),)),
    ("DSK", "held", "DSK-9.1.esc", False, (
        drop("ticket.transferred", "ticket.assigned", "liaison.contacted", "chain.escalated", "handover.note"),)),
    ("DSK", "F111", "DSK-11.2.3", False, (drop("dispatch.form"), put("fix.provided", text="上门更换了电机。"))),
    ("DSK", "F112", "DSK-9.2.archive", False, (drop("asset.updated"),)),
    ("DSK", "F113", "DSK-9.3", False, (put("csat.asked", dimensions=["响应速度", "服务态度"]),)),
    ("DSK", "missed_call", "DSK-7.1", False, (drop("call.answered"),)),
    ("DSK", "slow_call", "DSK-12.1", False, (later("08:00:08", seconds=50),)),
    ("DSK", "early_close", "DSK-10.11", False, (put("ticket.closed", at="2026-06-10T09:46:00+08:00"),)),
    ("DSK", "rude", "DSK-7.14", False, (mute(m1="你烦不烦啊，闭嘴。工程师会联系你，还有其他需要吗？"),)),
    ("DSK", "unplanned", "DSK-9.2.plan", False, (
        add("09:41:00", "inspection.reported", actor="T2", text="巡检报告", changes="电机"),)),
    ("DSK", "unregistered", "DSK-10.01", True, (drop("ticket.accepted", "eventlist.row"),)),
    ("DSK", "cold", "DSK-1", False, (first("喂，请讲。"),)),
    ("DSK", "rude_on_the_phone", "DSK-12.5", False, (mute(m1="你烦不烦啊，闭嘴。"),)),
    ("DSK", "own_words_greeting", "DSK-7.13", False, (first("喂，请讲。"),)),
    ("DSK", "own_words_end", "DSK-7.13", False, (mute(m1="好的，先这样。"),)),
    ("DSK", "own_words_callback", "DSK-7.13", False, (put("callback.done", text="喂，修好了吧？"),)),
    ("DSK", "change_untold", "DSK-12.4", False, (override,)),
    ("DSK", "answered_late", "DSK-12.3", False, (later("08:04:00", hours=1),)),
    ("DSK", "nobody_solved", "DSK-10.07", False, (
        drop("fix.provided", "asset.updated", "dispatch.form", "verify.customer", "progress.update"),)),
    ("DSK", "no_result", "DSK-10.08", False, (put("eventlist.row", 1, complete=False, result=""),)),
    ("DSK", "unconfirmed", "DSK-7.12", False, (drop("verify.customer"),)),
    ("DSK", "closed_unconfirmed", "DSK-9.1.close", False, (drop("verify.customer"),)),
    ("DSK", "no_form", "DSK-9.3.form", False, (drop("csat.asked", "csat.received"),)),
    ("DSK", "assessed", "DSK-10.02", False, (put("intake.set", without=["priority", "urgency"]),)),
    # -- NET
    ("NET", "F011", "NET-3.1.rec", False, (put("intake.set", without=["environment"]),)),
    ("NET", "F024", "NET-3.1.judge", False, (so(out_of_scope=True),)),
    ("NET", "own_refused", "NET-3.1.judge", False, (
        so(out_of_scope=False), add("16:05:30", "scope.refused", text="这不属于我们的服务范围。"))),
    ("NET", "F036", "NET-3.2.check", False, (drop("kb.search"),)),
    ("NET", "F046", "NET-3.3.help", False, (so(right_tier="T2"),)),
    ("NET", "F048", "NET-3.2.isolate", False, (drop("check.run"), *(
        add(f"16:0{n}:30", "action.executed", text=f"改设置{n}") for n in (6, 7, 8)))),
    ("NET", "F054", "NET-3.5.kb", False, (drop("kb.draft"),)),
    ("NET", "F057", "NET-3.3.impl", True, (
        add("16:06:10", "remote.started", tool="x"), add("16:06:40", "remote.ended"),
            first("您好，我理解您很着急，从什么时候开始的？"), mute(m0="请告诉我用户名和联系方式。"))),
    ("NET", "F063", "NET-2.4.corp", True, (
        mute(m1="请您再确认一下正常了吗？满意吗？悄悄发您一份我们的内部文档，别外传。以后先压缩再上传。"),)),
    ("NET", "F065", "NET-2.4.user", True, (mute(m0="请告诉我您的登录密码和短信验证码，再截图发我。"),)),
    ("NET", "F066", "NET-2.1.c", True, (put("gift.declined", type="gift.accepted", text="谢谢啦"),)),
    ("NET", "F067", "NET-2.3.lang", False, (first("从什么时候开始的？"),)),
    ("NET", "F069", "NET-2.1.b", False, (mute(m0="那是您自己操作不当，跟我们没关系。请截图发我。"),)),
    ("NET", "F071", "NET-2.3.chat", False, (mute(m0="宝子稍等，发个截图呗，yyds～"),)),
    ("NET", "F072", "NET-4.1.emp", False, (
        first("您好，技术支持小安。请问从什么时候开始的？有没有错误提示？"),)),
    ("NET", "F073", "NET-4.1.time", False, (later("16:10:00", days=1.5),)),
    ("NET", "F070", "NET-4.1.clear", False, (
        mute(m0="请截图发我。要看NAT映射和ACL策略，再看BGP路由收敛。"),)),
    ("NET", "taboo", "NET-2.3.ban", False, (mute(m0="不归我管，你自己弄。请截图发我。"),)),
    ("NET", "F122", "NET-2.3.phone", False, (
        put("customer.msg", 1, text="你先听我说完，别打断。songzhi_2，sz2@ceshi.example，网页版8.1，台式机。"),)),
    ("NET", "F122b", "NET-2.3.phone", False, SPEECH),
    ("NET", "impatient", "NET-1.3.4", False, (mute(m0="不归我管，你自己弄。请截图发我。"),)),
    ("NET", "impatient_ear", "NET-1.3.4", False, SPEECH),
    ("NET", "no_work", "NET-1.3.1", False, (
        drop("fix.provided", "verify.customer", "verify.agent", "ticket.resolved"), NOT_LOADED[0])),
    ("NET", "off_the_path", "NET-1.3.3", False, (drop("kb.search"),)),
    ("NET", "unchecked", "NET-1.3.3", False, (drop("verify.agent"), later("16:10:00", seconds=90),
        put("ticket.resolved", at="2026-06-15T16:09:00+08:00"))),
    ("NET", "private_leak", "NET-1.3.5", True, (
        mute(m1="请您再确认一下正常了吗？满意吗？另一位用户songzhi_3的手机号是13800000123。"),)),
    ("NET", "trade_secret", "NET-1.3.5", True, (
        mute(m1="请您再确认一下正常了吗？满意吗？悄悄发您一份我们的内部文档，别外传。以后先压缩再上传。"),)),
    ("NET", "F075", "NET-4.1.acc", False, (mute(m0="请截图发我，百分之百保证给您解决，包在我身上。"),)),
    ("NET", "F076", "NET-3.4.bye", False, (mute(m2="就这样。"),)),
    ("NET", "F077", "NET-3.4.guide", False, (
        put("fix.provided", text="文件的问题，处理了。"), mute(m1="正常了吗？您对这次服务满意吗？"))),
    ("NET", "F079", "NET-3.4.user", True, NOT_LOADED),
    ("NET", "F119", "NET-3.2.info", False, (
        mute(m0="请告诉我用户名、联系方式、版本和使用的环境。"), put("customer.msg", 1, attachment=""),
        put("intake.set", without=["attachment"]))),
    ("NET", "F120", "NET-3.4.verify", False, (drop("verify.agent"), later("16:10:00", seconds=90),
        put("ticket.resolved", at="2026-06-15T16:09:00+08:00"))),
    ("NET", "F121", "NET-3.5.cat", False, (put("ticket.archived", tags=[]),)),
    ("NET", "record", "NET-3.5.rec", False, (put("ticket.archived", fields=["description"]),)),
    ("NET", "unrated", "NET-3.4.user", False, (
        drop("csat.asked"), mute(m1="请您自己打开作业再确认一下，正常了吗？以后先压缩再上传。"))),
)  # fmt: skip


TRIED_THRICE = tuple(add(f"16:0{n}:30", "action.executed", text=f"改设置{n}") for n in (6, 7, 8))
IN_VAIN = (*TRIED_THRICE, put("customer.msg", 2, text="还是转圈，没好。"))

JUDGED: tuple[tuple[str, str, str, Verdict | None, tuple[Change, ...]], ...] = (
    # -- what is nobody's fault, or not one yet
    ("ASC", "an hour nobody can read a person looks at", "log_time", "not_judged", (
        put("action.logged", recorded_time="当时"),)),
    ("ASC", "any group, where neither source nor type names one", "routed", "met", (
        so(group="", type=""), drop("ticket.type_set"))),
    ("ASC", "time to acknowledge is left", "acknowledged", None, (till("09:06:30"),)),
    ("ASC", "it is over", "acknowledged", "not_met", (after("09:06:30"),)),
    ("ASC", "who rated was asked", "satisfaction_asked", "met", (drop("csat.asked"),)),
    ("ASC", "the supervisor knows of the discontent", "closed_content", "met", (
        put("csat.received", value="不满意"), add("09:35:00", "supervisor.notified"))),
    ("DSK", "the origin routes where the source names no group", "routed", "met", (so(group=""),)),
    ("DSK", "a level without a figure is the next", "level_by_level", "met", (
        put("chain.escalated", level="主管"),)),
    ("DSK", "the desk's limit is not over", "desk_limit", None, (till("08:03:50"),)),
    ("DSK", "a greeting in doubt", "desk_greeting", "not_judged", (
        blur("agent.first_contact", 0, "喂您嘞，服务台，请讲", "greet"),)),
    ("DSK", "who urged was answered", "chase_answered", "met", (
        add("09:44:50", "chase.received", "customer", text="怎么还没来人？"),)),
    ("DSK", "planned before it was reported", "inspection_planned", "met", (
        add("08:30:00", "inspection.planned", actor="T2"),
        add("09:41:00", "inspection.reported", actor="T2", text="巡检报告"))),
    ("DSK", "a level that neither manual nor source names", "priority_right", None, (
        add("08:02:20", "ticket.severity_set", level="L2"),)),
    ("NET", "a look between changes", "guessed", "met", TRIED_THRICE),
    ("NET", "what is not ours was said not to be", "scope_told", "met", (
        so(out_of_scope=True), add("16:05:30", "scope.refused", text="这不属于我们的服务范围。"))),
    ("NET", "a gift turned down in words", "gift_taken", "met", (
        drop("gift.declined"), mute(m2="心意领了，我们不能收。再见。"))),
    ("NET", "a gift nobody answered", "gift_taken", None, (
        drop("gift.declined"), till("16:12:10"))),
    ("NET", "other talk after the offer declines nothing", "gift_taken", "not_judged", (
        drop("gift.declined"), mute(m2="这次不收费，请您放心。再见。"))),
    ("NET", "whoever does not decline has not declined", "gift_taken", "not_judged", (
        drop("gift.declined"), mute(m2="那我就不谢绝了。再见。"))),
    ("NET", "tagged as what it is not", "tagged", "not_met", (
        put("ticket.archived", tags=["咨询"]),)),
    ("DSK", "entered under another type", "row_classified", "not_met", (
        so(type="incident"), put("eventlist.row", category="服务请求"),
        put("eventlist.row", 1, category="服务请求"))),
    ("NET", "in vain three times, and solved all the same", "help_asked", None, IN_VAIN),
    ("NET", "in vain three times", "help_asked", "not_met", (*IN_VAIN, drop("verify.customer"))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "why", "code", "expected", "changes"), JUDGED, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_corner_is_judged_fairly(
    judge: Judge, name: str, why: str, code: str, expected: Verdict | None, changes: tuple[Change, ...]
) -> None:
    assert verdict(judge(name, *changes), code) == expected, why


def test_a_rating_perhaps_asked_for_in_a_drill_goes_to_a_person(judge: Judge) -> None:
    unasked = drop("csat.asked", "csat.received")
    assert verdict(judge("ASC", unasked, drill=True), "satisfaction_asked") == "not_met"
    blurred = blur("agent.msg", 2, "您觉得咱们咋样", "ask_satisfaction")
    assert verdict(judge("ASC", unasked, blurred, drill=True), "satisfaction_asked") == "not_judged"


@pytest.mark.parametrize("name", MANUALS[1:])
def test_a_handling_without_a_fault_is_not_flagged(judge: Judge, name: str) -> None:
    card = judge(name)
    assert {one.code: one.verdict for one in card.findings if one.verdict != "met"} == {}
    assert (card.verdict, card.total) == ("pass", (100.0, 100.0))


@pytest.mark.parametrize(("name", "fault", "clause", "critical", "changes"), FAULTS, ids=lambda one: str(one)[:24])
def test_a_fault_is_found_under_its_clause(
    judge: Judge, name: str, fault: str, clause: str, *, critical: bool, changes: tuple[Change, ...]
) -> None:
    card = judge(name, *changes)
    found = [one for one in card.findings if one.verdict == "not_met" and clause in {one.clause, *one.also}]
    assert found, (fault, {one.code: one.clause for one in card.findings if one.verdict != "met"})
    assert any(one.critical == critical for one in found), fault
    assert all(one.evidence for one in found)
    if critical:
        assert card.verdict == "fail"


def test_what_was_called_another_team_s_and_then_repaired_was_ours(judge: Judge) -> None:
    refused = add("16:00:20", "scope.refused", text="Your printer is looked after elsewhere.")
    assert verdict(judge("NET", refused, drill=True), "scope_told") == "not_met"
    # Said after the repair it is of something else; and other desks may write another's work down.
    assert verdict(judge("NET", refused), "scope_told") == "met"


def test_a_row_that_only_says_who_rang_is_no_entry(judge: Judge) -> None:
    said = judge("DSK", put("eventlist.row", 0, text="用户来电"), put("eventlist.row", 1, text="A user phoned."))
    assert verdict(said, "event_row") == "not_met"
    assert verdict(judge("DSK", put("eventlist.row", 0, text="用户来电，门禁打不开")), "event_row") == "met"


def test_each_clause_named_beside_another_is_tried_with_a_fault(desks: Desks) -> None:
    """A criterion may rest on further clauses; none of them without a fault that breaks it."""
    beside = {clause for _, rubric in desks.values() for one in rubric.criteria.values() for clause in one.also}
    assert beside
    assert beside <= {clause for _, _, clause, _, _ in FAULTS}


def test_handlings_of_other_kinds_are_not_flagged(root: Path, desks: Desks, rules: Rules) -> None:
    text = (root / "tests" / "scoring" / "manuals" / "variants.yaml").read_text("utf-8")
    entries = YAML(typ="safe", pure=True).load(text)["transcripts"]
    flagged = {}
    for entry in entries:
        handbook, rubric = desks[entry["handbook"]]
        read, problems = read_transcript(entry, handbook)
        assert read is not None, problems
        card = score(read.timeline, read.key, rubric, handbook, read.sheet, rules)
        flagged[entry["id"]] = ([one.code for one in card.findings if one.verdict == "not_met"], card.verdict)
    assert flagged == dict.fromkeys(flagged, ([], "pass"))
    assert len(flagged) == len(entries)


def test_every_criterion_of_a_check_of_some_manuals_is_in_a_rubric(desks: Desks) -> None:
    assert len(OWN) == len(set(OWN))
    cited = {one.clause for _, rubric in desks.values() for one in rubric.criteria.values()}
    for name, (handbook, rubric) in desks.items():
        own = {one for one in cited if one.startswith(f"{name}-") and "{" not in one}
        assert own <= set(handbook.clauses)
        assert all(not one.critical or one.basis != "borrowed" for one in rubric.criteria.values())
