"""What the paper asks of a clause is keyed as it says: its right options hold these words, no other does."""

from collections.abc import Mapping

import pytest

from certification.bank import Bank
from mysterydesk.papers import bank

KEYED: tuple[tuple[str, str, str], ...] = (
    ("std-o1-01", "STD-3.1.1", "电话|邮件|在线表单|企业微信"),
    ("std-o1-02", "STD-2.1.c", "排查|升级|优化"),
    ("std-o1-03", "STD-2.1.a", "售前"),
    ("std-o1-04", "STD-2.1.b", "售中"),
    ("std-o2-01", "STD-3.1.2.cust", "客户编号|联系方式|部门"),
    ("std-o2-02", "STD-3.1.2.issue", "现象|触发|影响范围"),
    ("std-o2-03", "STD-3.1.2.issue", "几家店受影响"),
    ("std-o2-04", "STD-3.1.2.issue", "版本号"),
    ("std-o2-05", "STD-3.1.2.attach", "收进工单"),
    ("std-o2-06", "STD-3.1.2.prio STD-2.2", "影响程度"),
    ("std-o2-07", "STD-3.1.2.cust STD-3.1.2.issue", "没有规定"),
    ("std-o2-08", "STD-3.1.2.tool", "人工补录"),
    ("std-o5-01", "STD-3.2.1.scope", "一线"),
    ("std-o5-02", "STD-3.2.2.scope STD-3.1.3", "对应的二线"),
    ("std-o5-03", "STD-3.2.3.scope", "三线"),
    ("std-o5-04", "STD-3.2.2.esc", "2小时"),
    ("std-o5-05", "STD-3.1.3", "知识库"),
    ("std-o5-06", "STD-3.2.3.scope", "研发"),
    ("std-o6-01", "STD-3.2.1.contact", "初步方案"),
    ("std-o6-02", "STD-5.1.T1", "谁都着急"),
    ("std-o6-03", "STD-5.1.T1", "倾听|共情"),
    ("std-o6-04", "STD-3.3.1", "其他疑问"),
    ("std-o7-01", "STD-4.3.2", "30分钟"),
    ("std-o7-02", "STD-4.3.3", "谁、何时、何地|为什么|如何做"),
    ("std-o7-03", "STD-4.3.5", "1周"),
    ("std-o7-04", "STD-4.3.1", "电话|邮件|反馈表单"),
    ("std-o8-01", "STD-3.3.1 STD-3.3.2", "彻底解决"),
    ("std-o8-02", "STD-3.3.2", "问题描述|解决步骤|客户反馈"),
    ("std-o8-03", "STD-5b.3.consent", "授权"),
    ("std-o8-04", "STD-5b.3.cleanup", "断开|删除"),
    ("std-o8-05", "STD-5b.3.sec", "不能透露"),
    ("std-o8-06", "STD-6.1.call", "24小时"),
    ("std-o8-07", "STD-3.3.3", "知识文档"),
    ("std-o8-08", "STD-3.3.1", "不关单"),
    ("std-p1-01", "STD-5.2.1.product", "30天"),
    ("std-p1-02", "STD-5.2.1.product", "4.2"),
    ("std-p1-03", "STD-5.2.1.product", "40分钟"),
    ("std-p1-04", "STD-5.2.1.product", "所有门店"),
    ("std-p1-05", "STD-5.2.1.product", "自建促销"),
    ("std-p1-06", "STD-5.2.1.product", "4.2.1 已修复"),
    ("std-p1-07", "STD-5.2.1.product", "先看筛选"),
    ("std-p1-08", "STD-5.2.1.product", "空间的名字"),
    ("std-p1-09", "STD-5.2.1.product", "连锁版|回收站"),
    ("std-p2-01", "STD-3.1.3", "查询知识库"),
    ("std-p2-02", "STD-5b.2.content STD-3.1.3", "适用场景"),
    ("std-p2-03", "STD-3.1.3 STD-5.2.1.product", "筛选条件|空间的名字"),
    ("std-p2-04", "STD-5b.2.content", "注意事项"),
)
"""Item, its clauses, and for each right option what it says; products are fiction of ours under STD-5.2.1.product."""

STEPS: Mapping[str, str] = {
    "complaint_steps": "receive STD-4.3.1|contact STD-4.3.2|analyse STD-4.3.3|correct STD-4.3.4|follow_up STD-4.3.5",
    "closure_steps": "confirm STD-3.3.1|archive STD-3.3.2|close STD-3.3.2",
    "escalation_steps": (
        "ticket.submitted STD-3.1.1|kb.search STD-3.1.3|ticket.transferred-T2 STD-3.1.3|tier2.started STD-3.2.2.start"
        "|ticket.transferred-T3 STD-3.2.2.esc|tier3.joined STD-3.2.3.join|fix.provided STD-3.2.3.plan"
    ),
    "critical_steps": (
        "ticket.submitted STD-3.1.1|ticket.severity_set STD-2.2.1.L1|tier3.joined STD-3.2.3.join"
        "|workaround.provided STD-3.2.3.plan"
    ),
}
"""Steps of an ordering with the clause each stands on, in the manual's order."""


@pytest.fixture(scope="session")
def papers() -> Bank:
    """The shipped bank of STD."""
    return bank("STD")


@pytest.mark.parametrize(("name", "clauses", "words"), KEYED)
def test_the_paper_keys_what_the_clause_says(papers: Bank, name: str, clauses: str, words: str) -> None:
    item = next(one for one in papers.items if one.id == name and one.status == "active")
    right = [one.text.zh for one in item.options if one.id in item.key]
    wrong = [one.text.zh for one in item.options if one.id not in item.key]
    told = words.split("|")
    assert len(right) == len(told)
    assert all(any(word in text for text in right) for word in told)
    assert wrong
    assert not any(all(word in text for word in told) for text in wrong)
    assert set(clauses.split()) <= set(item.clauses)


@pytest.mark.parametrize("recipe", sorted(STEPS))
def test_an_ordering_stands_step_by_step_on_its_clauses(papers: Bank, recipe: str) -> None:
    basis = {one.code: one.basis for one in papers.orderings[recipe].steps}
    places = [[*basis].index(step.split()[0]) for step in STEPS[recipe].split("|")]
    assert places == sorted(places)
    assert all(step.split()[1] in basis[step.split()[0]] for step in STEPS[recipe].split("|"))
