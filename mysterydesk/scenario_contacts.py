"""Does a text name somebody real: a telephone, a mailbox, a site, a person's number, a company?

Reserved for stories are `.example` and its kin (RFC 2606, RFC 6761), the numbers 555-01xx (North American plan),
01632 and 020 7946 0xxx (Ofcom), and 010-5550-01xx, which no carrier has given out; of addresses those of RFC 1918,
RFC 5737 and RFC 1122.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Final

from mysterydesk.library import read_text
from policy.document import Path, Plain, read_document
from policy.problem import Problem, problem

_FICTIONAL: Final = re.compile(r"010-?5550-?01\d\d|(?:\d{3}[- .])?555[- .]?01\d\d|020 ?7946 ?0\d{3}|01632 ?\d{6}")
_PHONES: Final = re.compile(
    r"(?<![\d.])(?:"
    r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}"  # mobiles of the mainland
    r"|0\d{2,3}[ -]\d{7,8}|0\d{10,11}|0\d{2,3}[ -]\d{4}[ -]\d{4}"  # its landlines
    r"|[48]00[ -]?\d{3}[ -]?\d{4}"  # its service numbers
    r"|\+\d{1,3}[ -]?\d[\d -]{6,12}\d"
    r"|\(?\d{3}\)?[ -]\d{3}-\d{4}"  # North American plan
    r")(?!\.?\d)"
)
_MAIL: Final = re.compile(r"[\w.+%-]+@([\w-]+(?:\.[\w-]+)+)", re.ASCII)
_SITE: Final = re.compile(
    r"(?<![\w@.-])((?:[a-z0-9-]+\.)+(?:com|cn|net|org|io|co|uk|de|fr|jp|eu|us|info|biz|top|xyz|gov|edu|shop|app|cc))"
    r"(?![\w-]|\.\w)",
    re.ASCII | re.IGNORECASE,
)
_RESERVED: Final = re.compile(
    r"(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$", re.ASCII | re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)")
_INSIDE: Final = tuple(
    IPv4Network(one)
    for one in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",
        "127.0.0.0/8", "169.254.0.0/16", "0.0.0.0/8", "255.0.0.0/8",
    )
)  # fmt: skip
_PERSON: Final = re.compile(r"(?<!\d)\d{17}[\dXx](?!\w)")
_CARD: Final = re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def contacts_in(text: str) -> Iterator[tuple[str, str]]:
    """Find what belongs to somebody real: code of the problem, and the words.

    >>> list(contacts_in("打13912345678，或 010-5550-0142"))
    [('real_phone', '13912345678')]
    >>> list(contacts_in("mail a@b.com, not a@shop.example; 8.8.8.8, not 10.0.0.1"))
    [('real_mailbox', 'a@b.com'), ('real_address', '8.8.8.8')]
    """
    unmailed = _MAIL.sub(" ", text)
    yield from (("real_person", one) for one in _found(_PERSON, text) if _is_person(one))
    yield from (("real_card", one) for one in _found(_CARD, text) if _is_card(one))
    yield from (("real_phone", one) for one in _found(_PHONES, text) if not _FICTIONAL.search(one))
    yield from (("real_mailbox", one) for one in _found(_MAIL, text) if not _RESERVED.search(one.partition("@")[2]))
    yield from (("real_site", one) for one in _found(_SITE, unmailed) if not _RESERVED.search(one))
    yield from (("real_address", one) for one in _found(_ADDRESS, text) if _is_outside(one))
    yield from (("real_company", one) for one in companies_in(text))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (one[0] for one in pattern.finditer(text))


def _is_person(digits: str) -> bool:
    """Tell whether the last sign of an identity number is right (GB 11643-1999)."""
    total = sum(int(one) * weight for one, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return digits[17].upper() == "10X98765432"[total % 11]


def _is_card(written: str) -> bool:
    """Tell whether the last digit of a card's number is right (ISO/IEC 7812-1, annex B)."""
    digits = [int(one) for one in written if one.isdigit()]
    doubled = [sum(divmod(2 * one, 10)) if at % 2 else one for at, one in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0


def _is_outside(written: str) -> bool:
    try:
        address = IPv4Address(written)
    except AddressValueError:
        return False
    return not any(address in one for one in _INSIDE)


@cache
def _companies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    document, _ = read_document(read_text("mysterydesk", "real-companies.yaml"), "real-companies.yaml")
    names = document.value if document and isinstance(document.value, dict) else {}

    def listed(lang: str) -> list[str]:
        found = names.get(lang)
        return sorted((str(one) for one in found), key=len, reverse=True) if isinstance(found, list) else []

    zh = re.compile("|".join(map(re.escape, listed("zh"))))
    en = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, listed('en')))})(?![\w-])")
    return zh, en


def companies_in(text: str) -> tuple[str, ...]:
    """Give the real companies that a text names, each once.

    >>> companies_in("比沃尔玛还大，not Walmart but a mart"), companies_in("Amazonian birds")
    (('沃尔玛', 'Walmart'), ())
    """
    return tuple(dict.fromkeys(found[0] for pattern in _companies() for found in pattern.finditer(text)))


def check_contacts(text: str, source: str) -> Iterator[Problem]:
    """Find real contacts and companies in an authored YAML text, its comments left aside."""
    document, _ = read_document(text, source)
    if document is None:
        return
    for path, said in _texts(document.value, ()):
        for code, words in contacts_in(said):
            yield problem(source, document.line(path), code, words=words)


def _texts(value: Plain, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    members: Mapping[str | int, Plain] = {}
    if isinstance(value, dict):
        members = {str(name): one for name, one in value.items()}
    elif isinstance(value, list):
        members = dict(enumerate(value))
    for name, one in members.items():
        yield from _texts(one, (*path, name))
