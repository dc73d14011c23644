"""Is a name or number that was written down the one that is meant, shorter or in another form?"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Literal

from scenarios.marks import level
from scoring.figures import spelled_out

Likeness = Literal["same", "perhaps", "other"]
"""`perhaps`: a person tells whether it is the same; nobody fails by it."""

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)*")
_COMPOUND = re.compile(
    r"(?:欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|独孤|长孙|宇文|端木|南宫|轩辕|百里|呼延)"
)
_TITLE = (
    r"女士|先生|小姐|太太|夫人|老师|师傅|经理|店长|主管|主任|总监|助理|会计|出纳|组长|部长|科长|处长|班长|领班"
    r"|院长|园长|校长|医生|大夫|护士|药师|老板|同学|同志|阿姨|总|姐|哥|工|董|主播|客服|文员|秘书"
)
_TITLED = re.compile(rf"(?:{_TITLE})$")
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "prof"})
_DETAIL = re.compile(r"\b(?:from|at|of|in|on|who|the|via)\b.*|[(,/;].*")
_SUFFIX = re.compile(r"(?:部门|部|处|科室|科|组|室|中心|团队|小组)$")
_UNIT_WORDS = frozenset(
    {"department", "dept", "dep", "team", "office", "the", "division", "unit", "section", "group"}
)
_RUN = re.compile(r"[0-9]+")
_GAPS = re.compile(r"(?<=[0-9])[ \-\u2010-\u2015().]{1,3}(?=[0-9])")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_HAN_POINT = re.compile(r"(?<=[零〇一二三四五六七八九])点(?=[零〇一二三四五六七八九])")
_HAN_DIGIT = {char: str(at) for at, char in enumerate("零一二三四五六七八九")} | {"〇": "0"}

LEAST_NUMBER = 3
MOST_PREFIX = 4
LEAST_STEM, LONGEST_GIVEN = 2, 2


def likeness(slot: str, value: str, record: str) -> Likeness:
    """Hold a record of a name or number against the true one.

    >>> likeness("contact_name", "冯静", "冯女士"), likeness("contact_name", "冯静", "冯靖")
    ('same', 'other')
    >>> likeness("department", "财务部", "财务"), likeness("contact_method", "分机8012", "8012")
    ('same', 'same')
    """
    compare = _KINDS.get(slot, _number)
    return compare(_folded(value), _folded(record))


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", level(text).replace("\u2019", "'"))
    return unicodedata.normalize("NFC", "".join(one for one in bare if not unicodedata.combining(one)))


def _is_other_script(value: str, record: str) -> bool:
    """Tell whether the two are written in different scripts: nobody spells a name out for a rule."""
    han = [bool(_HAN.search(one)) for one in (value, record)]
    latin = [bool(_LATIN.search(one)) for one in (value, record)]
    if (han == [True, False] and latin[1]) or (han == [False, True] and latin[0]):
        return True
    return _is_simplified(value) and not _is_simplified("".join(_HAN.findall(record)))


def _is_simplified(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _person(value: str, record: str) -> Likeness:
    if _is_other_script(value, record):
        return "perhaps"
    if _HAN.search(value):
        return _han_person("".join(_HAN.findall(value)), "".join(_HAN.findall(record)))
    return _latin_person(_LATIN.findall(value), _LATIN.findall(_DETAIL.sub("", record)), _LATIN.findall(record))


def _han_person(value: str, record: str) -> Likeness:
    """Compare Chinese names; a family name with a title is the person, another given name is another one."""
    value = _TITLED.sub("", value) if len(value) > LEAST_STEM else value
    family = compound[0] if (compound := _COMPOUND.match(value)) else value[:1]
    if not family or not record:
        return "other"
    if (
        (value in record and value != family)
        or re.search(rf"{family}(?:{_TITLE})", record)
        or re.fullmatch(rf"[小老阿大]{family}", record)
    ):
        return "same"
    given = value[len(family) :]
    if not given and record.startswith(family):
        return "perhaps"
    if record == family or (given and re.fullmatch(rf"[小阿]?{given}(?:{_TITLE})?", record)):
        return "perhaps"
    # Nobody has a given name of three characters: what follows tells who it is in some other way.
    return "perhaps" if record.startswith(family) and len(record) - len(family) > LONGEST_GIVEN else "other"


def _latin_person(value: list[str], record: list[str], whole: list[str]) -> Likeness:
    names = [one for one in value if one not in _COURTESY]
    found = [one for one in record if one not in _COURTESY] or [one for one in whole if one not in _COURTESY]
    if not names or not found:
        return "other"
    full = [one for one in found if one in names]
    initials = {one[0] for one in names if one not in full}
    rest = [one for one in found if one not in names and not (len(one) == 1 and one in initials)]
    if full and not rest:
        return "same"
    nicknames = all(any(name.startswith(one) and len(one) >= LEAST_STEM for name in names) for one in rest)
    return "perhaps" if nicknames and (full or rest) else "other"


def _department(value: str, record: str) -> Likeness:
    if _is_other_script(value, record):
        return "perhaps"
    if _HAN.search(value):
        return _han_department("".join(_HAN.findall(value)), "".join(_HAN.findall(record)))
    return _latin_department(_unit_words(value), _unit_words(record))


def _han_department(value: str, record: str) -> Likeness:
    wanted, found = _SUFFIX.sub("", value) or value, _SUFFIX.sub("", record) or record
    if wanted == found or (len(wanted) >= LEAST_STEM and wanted in record):
        return "same"
    if len(found) < LEAST_STEM:
        return "other"
    shortened = found[0] == wanted[0] and _is_within(found, wanted)
    return "perhaps" if found in value or shortened else "other"


def _unit_words(text: str) -> list[str]:
    words = [one.removesuffix("'s") for one in _LATIN.findall(text)]
    return [one for one in words if one not in _UNIT_WORDS and one != "and"]


def _latin_department(wanted: list[str], found: list[str]) -> Likeness:
    if not wanted or not found:
        return "other"
    if set(wanted) <= set(found) or "".join(found) == "".join(one[0] for one in wanted):
        return "same"
    short = all(any(one[0] == word[0] and len(one) >= LEAST_STEM and _is_within(one, word) for word in wanted)
                for one in found)  # fmt: skip
    return "perhaps" if short else "other"


def _is_within(short: str, long: str) -> bool:
    """Tell whether a word is left when some letters of another are left out.

    >>> _is_within("mgmt", "management"), _is_within("经管", "经营管理"), _is_within("sales", "stores")
    (True, True, False)
    """
    letters = iter(long)
    return all(one in letters for one in short)


def _number(value: str, record: str) -> Likeness:
    """Compare numbers by which somebody is found: without gaps, prefixes and the words around them."""
    wanted, written = (_GAPS.sub("", spelled_out(one)) for one in (value, record))
    runs = [one for one in _RUN.findall(wanted) if len(one) >= LEAST_NUMBER]
    found = set(_RUN.findall(written)) | set(_RUN.findall(spelled_out(record)))
    if not runs or not found:
        return "other"
    letters = re.search(r"[a-z]+(?=[0-9])", wanted)
    others = [one for one in re.findall(r"[a-z]+(?=[0-9])", written) if letters is None or one != letters[0]]
    if letters is not None and len(letters[0]) <= LEAST_NUMBER and others:
        return "other"
    if set(runs) <= found:
        return "same"
    tails = [one for one in found if any(one.endswith(run) and len(one) - len(run) <= MOST_PREFIX for run in runs)]
    return "perhaps" if tails or set(runs) & found else "other"


def _contact(value: str, record: str) -> Likeness:
    if "@" in value or "@" in record:
        return "same" if value.strip(" .") in record else "other" if "@" in value else _number(value, record)
    # Who notes the way and not the number makes up no number.
    return _number(value, record) if _RUN.search(spelled_out(record)) else "perhaps"


def _version(value: str, record: str) -> Likeness:
    """Compare versions by their parts; one that says less is not another one."""
    wanted, found = (_VERSION.findall(_in_figures(one)) for one in (value, record))
    likes = [_same_parts(one, other) for one in wanted[-1:] for other in found]
    return "same" if "same" in likes else "perhaps" if "perhaps" in likes else "other"


def _in_figures(text: str) -> str:
    pointed = _HAN_POINT.sub(".", text)
    return re.sub(
        r"[零〇一二三四五六七八九](?=\.)|(?<=\.)[零〇一二三四五六七八九]", lambda one: _HAN_DIGIT[one[0]], pointed
    )


def _same_parts(value: str, record: str) -> Likeness:
    wanted, found = ([int(part) for part in one.split(".")] for one in (value, record))
    shared = min(len(wanted), len(found))
    if wanted[:shared] != found[:shared] or any(found[shared:]):
        return "other"
    return "perhaps" if any(wanted[shared:]) else "same"


_KINDS: Mapping[str, Callable[[str, str], Likeness]] = {
    "contact_name": _person,
    "department": _department,
    "contact_method": _contact,
    "product_version": _version,
    "customer_id": _number,
}
