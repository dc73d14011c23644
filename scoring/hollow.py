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
    "出|机器|设备|不对劲|不太对|不对|不太好|不正常|异常|毛病|故障|坏|点儿?|什么|啥|怪|奇怪|"
    r"(?:something|anything|thing|things|somewhere|somehow|wrong|trouble|fault|broken|bad|odd|strange|weird|not|"
    r"right|happened|occurred|went|there['’]s|there|kind|sort|machine|device)\b"
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


_VOW = re.compile(
    r"(?:以后|今后|下次|往后|接下来|我们|我|大家|都|全体|会|一定|将|要|注意|改进|改正|努力|加强|管理|吸取|教训|避免|再|不|别|犯|让"
    r"|发生|出现|类似|此类|同样|这样|这种|情况|问题|错误|事情|事|保证|尽量|尽力|更加|更|加|多|认真|小心|仔细|引以为戒|提高|提升"
    r"|服务|质量|水平|意识|责任心|态度|好好|好|做|改|的|了|点|些|[\W_]"
    r"|(?:we['’]ll|i['’]ll|we|i|will|shall|all|our|my|the|team|try|a|bit|little|lot|much|harder|hard|more|careful"
    r"|carefully|better|attention|pay|to|do|be|from|now|on|in|future|next|time|make|sure|it|this|that"
    r"|things?|doesn['’]t|won['’]t|does|not|happen|happens|again|promise|improve|service|best|learn|lessons?|and|of|take|care|going"
    r"|forward|so|never|strive|everyone|you)\b)*+",
    re.IGNORECASE,
)


def is_vow(measure: str) -> bool:
    """Tell whether a measure is no more than a vow to do better, with nothing that anybody will do.

    >>> is_vow("以后一定加强管理，避免再发生"), is_vow("We'll be more careful."), is_vow("每天核对一次预约表")
    (True, True, False)
    """
    return bool(_FILLED.search(measure)) and _VOW.fullmatch(level(measure)) is not None


_FILLED = re.compile(r"\w")


def is_hollow(record: str) -> bool:
    """Tell whether a record that is filled says nothing of its matter.

    >>> is_hollow("已处理完毕"), is_hollow("All sorted out."), is_hollow("换了网线"), is_hollow("Mail fault")
    (True, True, False, False)
    """
    plain = level(record)
    return any(one.fullmatch(plain) for one in _HOLLOW)
