"""By what does a text give somebody away: numbers, mailboxes, addresses, companies, names of people?

The patterns are content (`content/mask-patterns.yaml`); names are those that people are drawn from.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal, get_args

from faker.providers.person.en_US import Provider as English
from faker.providers.person.zh_CN import Provider as Chinese

from mysterydesk.library import read_text
from policy.document import Plain, read_document

Kind = Literal[
    "secret", "mailbox", "site", "network", "person_id", "card", "number", "phone", "address", "company", "name",
    "handle",
]  # fmt: skip
"""What was masked."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Span = tuple[int, int, Kind]

FILE: Final = "mask-patterns.yaml"
HAN: Final = r"\u4e00-\u9fff"
OWN: Final = rf"(?:(?![是在的叫和与给向为从到于我你您们贵本该])[{HAN}])"
"""A character that a proper name may hold: none that joins it to what stands before."""
_OURS: Final = frozenset({"我", "我们", "你们", "贵", "本", "该", "总", "分", "子", "一家", "客户", "整个", ""})
_BEFORE: Final = {
    "于": "由等关对终处至属介基位出",
    "高": "提最更很",
    "时": "及按小当有同",
    "安": "不请保",
    "成": "完变换",
}
"""Characters before a surname with which it is part of a word."""
_ADDRESSED: Final = "找是问跟与请叫让给向的由"
"""Characters after which a surname with a short title stands."""


@cache
def _content() -> Mapping[str, Plain]:
    document, _ = read_document(read_text("mysterydesk", FILE), FILE)
    return document.value if document is not None and isinstance(document.value, dict) else {}


def _listed(name: str) -> frozenset[str]:
    found = _content()[name]
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


@cache
def patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Give what is looked for, in order."""
    rows = _content()["patterns"]
    pairs = [
        pair for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict) for pair in row.items()
    ]
    known: Mapping[str, Kind] = {one: one for one in KINDS}
    return tuple(
        (known[kind], re.compile(str(text).replace("{own}", OWN).replace("{han}", HAN))) for kind, text in pairs
    )


def patterned(text: str) -> Iterator[Span]:
    """Find what has the form of a number, a mailbox, an address, a company, a name, in the order of the patterns."""
    for kind, pattern in patterns():
        for one in pattern.finditer(text):
            at = 1 if pattern.groups and one[1] is not None else 0
            said = one[at]
            if kind == "company" and said.rstrip("公司集团").strip() in _OURS:
                continue
            if kind != "name" or said.split()[0] not in _listed("never"):
                yield one.start(at), one.end(at), kind


@cache
def _chinese() -> re.Pattern[str]:
    surnames = "|".join(
        sorted(set(Chinese.last_names) - _listed("words_not_surnames"), key=lambda one: (-len(one), one))
    )
    given = "|".join(sorted(set(Chinese.first_names), key=lambda one: (-len(one), one)))
    titles = "|".join(sorted(_listed("titles"), key=lambda one: (-len(one), one)))
    return re.compile(rf"({surnames})(?:({given})(?![路号])|(?=({titles})(?![作具单资厂共是结部])))")


@cache
def _english() -> re.Pattern[str]:
    given = sorted(set(English.first_names) - _listed("words_not_names"), key=lambda one: (-len(one), one))
    return re.compile(rf"\b(?:{'|'.join(given)})(?: [A-Z][a-z'’-]+)?\b")


def named(text: str) -> Iterator[Span]:
    """Find people by surname and title, and by common names."""
    for one in _chinese().finditer(text):
        before = text[one.start() - 1 : one.start()] if one.start() else ""
        part_of_word = bool(before) and before in _BEFORE.get(one[1], "")
        runs_in = one[3] is not None and len(one[3]) == 1 and re.match(rf"[{HAN}]", before) is not None
        if not part_of_word and one[0] not in _listed("never") and (not runs_in or before in _ADDRESSED):
            yield one.start(), one.end(), "name"
    for one in _english().finditer(text):
        if one[0].split()[-1] not in _listed("never"):
            yield one.start(), one.end(), "name"
