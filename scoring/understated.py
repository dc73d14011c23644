"""Does a record of a matter contradict what was told, make less of it, or say nothing?"""

import re

from scenarios.marks import level
from scoring.figures import Amount, amounts, amounts_of_one, counted
from scoring.hollow import is_hollow

_MODEL = re.compile(r"(?<![a-z0-9])[a-z]{1,4}-?[0-9]{1,5}(?![0-9.])")
"""The name of a model: letters with a figure."""

MATTERS = frozenset({"symptom", "description"})
"""Slots that hold what is the matter: that something is broken tells nothing of it."""

FEW = 3
"""A count that anybody may make of what was described, without having been told a figure."""

_ALONE = re.compile(
    r"(?:只有|仅有?|单单)[^，,；;。0-9二三四五六七八九十百几多全]{0,8}?[一1](?:台|个人|家|部|处|人|位)"
    r"|\bonly (?:one|a single|1)\b"
)
"""That it is one and no more."""


def tells_nothing(slot: str, record: str) -> bool:
    """Tell whether a record of the matter says no more than that something is broken.

    >>> tells_nothing("symptom", "机器坏了"), tells_nothing("symptom", "机器不制冷"), tells_nothing("trigger", "坏了")
    (True, False, False)
    """
    return slot in MATTERS and is_hollow(record)


def makes_less_of(value: str, record: str) -> bool:
    """Tell whether a record says that it is one alone, where a larger count was told and none of it is written down.

    >>> makes_less_of("公司全部12家门店", "只有这一台"), makes_less_of("12家里只有一台", "只有这一台")
    (True, False)
    >>> makes_less_of("all 12 shops", "only one till works in all 12 shops")
    False
    """
    if not _ALONE.search(level(record)) or _ALONE.search(level(value)):
        return False
    told = {one.value for one in amounts(counted(value)) if one.value is not None and one.value > 1}
    written = {one.value for one in amounts(counted(record))}
    return bool(told) and not told & written


def names_another(value: str, record: str, heard: str) -> bool:
    """Tell whether a record names a model other than the one that was told, and none of what was said.

    >>> names_another("苇叶K8", "苇叶K3", "是苇叶K8"), names_another("苇叶K8", "一把苇叶键盘", "是苇叶K8")
    (True, False)
    >>> names_another("LX-9 press", "the LX9", "an LX-9"), names_another("LX-9 press", "floor B2", "LX-9 on B2")
    (False, False)
    """
    told, written, known = (_names(one) for one in (value, record, heard))
    return bool(told and written) and not written & (told | known)


def _names(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"\W", "", one) for one in _MODEL.findall(level(text)))


def contradicts(value: str, strange: Amount) -> bool:
    """Tell whether a figure nobody gave is false and no mere count of something else.

    A short one is, where the fact itself is a count: of the same thing, or of more than can be told off on the way.
    """
    if strange.is_long:
        return True
    wanted = amounts(counted(value)) or amounts_of_one(value)
    if strange.value is None or not strange.counts or not wanted:
        return False
    return strange.value > FEW or strange.unit in {one.unit for one in wanted}
