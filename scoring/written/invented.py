"""What does a section tell that nothing known holds: a figure, time, name, number or address?"""

import re
from dataclasses import dataclass

from scoring.figures import unheard_amounts
from scoring.written.figure import in_figures
from scoring.written.reference import References
from scoring.written.told import plain_of

LONG = 4
"""Figures of a number that nobody writes down by a slip."""

_SURNAME = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_TITLES = "女士|先生|小姐|太太|经理|店长|主管|主任|总监|师傅|老师|医生|院长|校长|科长|处长|工程师|会计"
_HAN_NAME = re.compile(rf"[{_SURNAME}][\u4e00-\u9fff]{{0,2}}?(?:{_TITLES})")
_LATIN_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? ([A-Z][\w'-]+)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![0-9*])(?:1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|0[0-9]{2,3}[ -][0-9]{7,8}|[0-9]{3}-[0-9]{4})(?![0-9*-])"
)
_MASKED = re.compile(r"[0-9]*[*＊]{2,}[0-9]*")
_TAG = re.compile(r"<script\b[^<]{0,400}</script>|</?[A-Za-z][^<>]{0,200}>", re.IGNORECASE)
_CARD = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange:
    """Something that nothing known holds.

    Attributes:
        quote: As written.
        start: Its place in the section, 0 where it is spelled in another way there.
        grave: It is a name, an address, or a number too long for a slip.
        sure: It surely tells something; else it may count nothing.
    """

    quote: str
    start: int
    grave: bool
    sure: bool = True


def contacts(text: str) -> tuple[re.Match[str], ...]:
    """Find the phone numbers, e-mail addresses and card numbers in a text; masked ones are none.

    >>> [one[0] for one in contacts("打 13912345678 或 138****1234")]
    ['13912345678']
    """
    return tuple(hit for form in (_MAIL, _PHONE, _CARD) for hit in form.finditer(text))


def strange_in(text: str, references: References, *, own_figures: bool) -> tuple[Strange, ...]:
    """Find what a section makes up.

    Args:
        text: As written.
        references: All that is known.
        own_figures: Figures are the author's own plan and no record.
    """
    known = references.everything
    bare = re.sub(r"[^0-9a-z@]", "", plain_of(known))
    found = [
        Strange(quote=one[0], start=one.start(), grave=True)
        for one in contacts(text)
        if re.sub(r"[^0-9a-z@]", "", plain_of(one[0])) not in bare
    ]
    found += _names(text, known)
    if own_figures:
        return tuple(found)
    held = "".join(one.quote for one in found)
    for one in unheard_amounts(in_figures(_bare(text)), in_figures(plain_of(known)), known):
        if one.text in held:
            continue
        digits = sum(char.isdigit() for char in one.text)
        found.append(
            Strange(
                quote=one.text,
                start=max(0, text.find(one.text)),
                grave=digits >= LONG and one.value is not None,
                sure=bool(one.unit) or digits >= LONG,
            )
        )
    return tuple(found)


def _bare(text: str) -> str:
    """Level a text out, without what is masked in it and without tags, which count nothing."""
    return plain_of(_MASKED.sub(" ", _TAG.sub(" ", text)))


def _names(text: str, known: str) -> list[Strange]:
    """Find people with a title whom nothing known names."""
    told = plain_of(known)
    found = [
        Strange(quote=one[0], start=one.start(), grave=True)
        for one in _HAN_NAME.finditer(text)
        if one[0] not in told and not re.search(rf"{one[0][0]}[\u4e00-\u9fff]", _people(known))
    ]
    found += [
        Strange(quote=one[0], start=one.start(), grave=True)
        for one in _LATIN_NAME.finditer(text)
        if not re.search(rf"\b{re.escape(plain_of(one[1]).removesuffix(chr(39) + 's'))}\b", told)
    ]
    return found


def _people(known: str) -> str:
    """Give what may be names in what is known: short lines, and runs after the words that go before a name."""
    short = [line for line in known.splitlines() if len(line) <= LONG]
    named = re.findall(r"(?:客户|联系人|我是|我叫|姓名|同事)[:： ]?([\u4e00-\u9fff]{2,4})", known)
    return "\n".join((*short, *named))
