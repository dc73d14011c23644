"""Does a record say nothing but that something was done, is wrong, or came in?

What was done, what fails and what is asked for is what a record is for: "dealt with" names no step, "something is
wrong" no symptom, "a customer called" no request. A text is held against short closed lists of such words; one that
holds any other word says something, however little, and is never hollow.
"""

import re

from scenarios.marks import level

_FILLS_ZH = (
    "已经|已|都|均|全部|全|问题|情况|客户|用户|我们|我|这个|那个|这边|这|那|此|本|该|事情|事|东西|"
    "现在|目前|刚才|刚刚|按照|按|流程|规定|要求|手册|了|的|地|得|过|是|有|在|给|为|被|把|将|并|后|就|一下|一个|一些|个|些|一"
)
_FILLS_EN = (
    r"(?:a|an|the|it['’]s|its|it|this|that|these|those|they|he|she|we|i|you|our|their|his|her|us|me|all|everything|"
    r"is|was|were|are|be|been|being|has|have|had|did|now|already|just|so|then|by|to|for|of|with|and|as|per|from|in|on|"
    r"some|someone|somebody|one|issue|issues|problem|problems|matter|case|ticket|"
    r"customer['’]s|customers?|client['’]s|clients?|user['’]s|users?)\b"
)
_DONE = (
    "妥善|及时|成功|顺利|正常|处理|解决|搞定|修好|修复|弄好|办好|办妥|办理|操作|完成|完毕|恢复|跟进|落实|无误|好|妥|完|毕|"
    r"(?:done|fixed|fix|solved|resolved|sorted|handled|dealt|taken|care|completed|complete|finished|settled|closed|"
    r"processed|addressed|worked|works|working|out|up|ok|okay|fine|good|well|successfully|properly|accordingly|normal|"
    r"usual|procedure|required)\b"
)
_WRONG = (
    "出|不对劲|不太对|不对|不太好|不正常|异常|毛病|故障|坏|点儿?|什么|啥|怪|奇怪|"
    r"(?:something|anything|thing|things|somewhere|somehow|wrong|trouble|fault|broken|bad|odd|strange|weird|not|"
    r"right|happened|occurred|went|there['’]s|there|kind|sort)\b"
)
_CAME = (
    "来电|来信|来|打|发|收到|接到|邮件|电话|消息|单子|工单|反馈|报修|咨询|联系|找|"
    r"(?:mail|e-?mail|call|called|calls|phone|phoned|message|wrote|written|rang|contacted|contact|received|got|came|"
    r"request|asked|new)\b"
)
_HOLLOW = tuple(
    re.compile(rf"(?:{_FILLS_EN}|{_FILLS_ZH}|{words}|[\W_])*+", re.IGNORECASE) for words in (_DONE, _WRONG, _CAME)
)
"""A record of one kind: of work that is over, of a trouble, of a contact. Mixed, the words may name what fails."""


def is_hollow(record: str) -> bool:
    """Tell whether a record that is filled says nothing of its matter.

    >>> is_hollow("已处理完毕"), is_hollow("All sorted out."), is_hollow("换了网线"), is_hollow("Mail fault")
    (True, True, False, False)
    """
    plain = level(record)
    return any(one.fullmatch(plain) for one in _HOLLOW)
