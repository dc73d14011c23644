"""How are people left unnamed in what is kept of an import?"""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from mysterydesk.importers.header import key
from mysterydesk.importers.profile import Profile

LEAST_KEY: Final = 16
"""Shortest key in bytes: 128 bit."""

_LENGTH: Final = 16

_NAMES = re.compile(
    r"mail|phone|mobile|caller|contact|request[eo]r|report(?:er|ed by)|user|submitter|customer|client"
    r"|author|creator|owner|watcher|approver|participant"
    r"|(?:created|updated|opened|resolved|closed|assigned|modified)[ _]by|full ?name|address|organi[sz]ation"
    r"|姓名|邮箱|电话|手机|联系|客户|用户|报告人|申请人|提交人|经办人|处理人|创建人|地址|单位"
    r"|人$|人员$|工程师|坐席",
    re.IGNORECASE,
)
"""Names of columns that hold people, in exports whose profile does not say."""

_PROSE = re.compile(
    r"(?<![a-z])(?:summary|subject|title|description|comments?|notes?|remarks?|message|body|text|details?|question"
    r"|answer|steps|solution|feedback)(?![a-z])"
    r"|摘要|概要|主题|标题|描述|内容|备注|评论|说明|留言|正文|详情|现象|处理过程|处理结果|解决方案|解决办法|反馈",
    re.IGNORECASE,
)
"""Names of columns that hold free text, in which anybody may be named."""

_VALUES = re.compile(
    r"[^\s@]+@[^\s@]+\.[^\s@]+"  # an e-mail address
    r"|(?<!\d)1[3-9]\d{9}(?!\d)"  # a mobile of mainland China
    r"|(?<!\d)\d{17}[\dXx](?!\w)"  # an identity card of mainland China (GB 11643)
    r"|\+\d[\d \-]{7,}\d"  # a phone number with its country
)
"""Values that point at a person, in whatever column they stand."""


LONGEST: Final = 500
"""Longest value that is looked through: what is longer is prose."""


@dataclass(slots=True, kw_only=True)
class Pseudonyms:
    """Names people by a keyed digest, or not at all.

    Attributes:
        key: Secret of the installation (HMAC-SHA-256, RFC 2104); None: what is personal is left out.
    """

    key: bytes | None
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, value: str) -> str | None:
        """Give the pseudonym of a person, the same for the same key; None without a key.

        >>> Pseudonyms(key=b"0123456789abcdef").of("Wang Fang")
        'p-5a8b67b2702f9fb9'
        """
        if self.key is None or not value:
            return None
        if value not in self._known:
            digest = hmac.new(self.key, value.strip().lower().encode(), sha256).hexdigest()
            self._known[value] = f"p-{digest[:_LENGTH]}"
        return self._known[value]


def names_people(column: str) -> bool:
    """Say whether a column holds people by its name.

    >>> names_people("Requester email"), names_people("报告人"), names_people("Product")
    (True, True, False)
    """
    return _NAMES.search(column) is not None


def holds_prose(column: str) -> bool:
    """Say whether a column holds free text by its name.

    >>> holds_prose("Summary"), holds_prose("close_notes"), holds_prose("问题描述"), holds_prose("Category")
    (True, True, True, False)
    """
    return _PROSE.search(column) is not None


def points_at_person(value: str) -> bool:
    """Say whether a value points at a person by its form; so does long text, which nobody has looked through.

    >>> points_at_person("wang@example.com"), points_at_person("version 13.2")
    (True, False)
    """
    return len(value) > LONGEST or _VALUES.search(value) is not None


def columns_of_people(names: Iterable[str], profile: Profile) -> frozenset[str]:
    """Choose the columns that hold people: those a profile names, and those whose name says so."""
    return frozenset(name for name in names if _named(name, profile.personal, profile) or names_people(name))


def columns_of_prose(names: Iterable[str], profile: Profile) -> frozenset[str]:
    """Choose the columns that are not kept: those a profile names, and those that are prose by name."""
    return frozenset(name for name in names if _named(name, profile.dropped, profile) or holds_prose(name))


def _named(name: str, listed: Iterable[str], profile: Profile) -> bool:
    told = {one.lower() for one in listed} | {key(one, wrapped=profile.wrapped) for one in listed}
    return name.lower() in told or key(name, wrapped=profile.wrapped) in told
