"""How does one value of a scenario look as a field of the form, beyond those of `pack_fields`?"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

import streamlit as st

from pages.parts.author_bench import Bench
from pages.parts.guard import Guest
from pages.parts.pack_fields import LANGS, Path, key_of
from pages.parts.text_desk import put, rewrite
from pages.parts.verbatim import verbatim
from policy.document import Plain, Scalar

_PAIR: Final = re.compile(r"([a-z][a-z0-9_]{0,39})\s*[=:]\s*([^,;，；]+)")
_WORDS: Final[Mapping[str, bool]] = {"true": True, "false": False, "yes": True, "no": False, "是": True, "否": False}


Width = int | Literal["stretch"]


def as_lines(typed: str) -> list[Plain]:
    r"""Read a list of wordings, one a line.

    >>> as_lines("Hello.\n\n Good day. \n")
    ['Hello.', 'Good day.']
    """
    return [line.strip() for line in typed.splitlines() if line.strip()]


def as_sets(typed: str) -> dict[str, Plain] | None:
    """Read values of the system, `power=false, fuse=blown`; None when they are none.

    >>> as_sets("power=false, fuse=blown, tries=3"), as_sets("power off")
    ({'power': False, 'fuse': 'blown', 'tries': 3}, None)
    """
    pairs = _PAIR.findall(typed)
    rest = re.sub(r"[\s,，]+", "", _PAIR.sub("", typed))
    return None if rest or not pairs else {name: _value(said.strip()) for name, said in pairs}


def as_condition(typed: str) -> list[Plain] | None:
    """Read alternatives of such values, parted by `;`; empty for always, None when they are none.

    >>> as_condition("power=false; fuse=blown, power=true"), as_condition(""), as_condition("off")
    ([{'power': False}, {'fuse': 'blown', 'power': True}], [], None)
    """
    read = [as_sets(one) for one in re.split("[;；]", typed) if one.strip()]
    return None if any(one is None for one in read) else list(read)


def _value(said: str) -> Scalar:
    if said in _WORDS:
        return _WORDS[said]
    return int(said) if re.fullmatch(r"-?[0-9]{1,9}", said) else said


def sets_words(found: Plain) -> str:
    """Write values of the system as they are typed.

    >>> sets_words({"power": False, "fuse": "blown"})
    'power=false, fuse=blown'
    """
    pairs = found.items() if isinstance(found, dict) else ()
    return ", ".join(f"{name}={str(one).lower() if isinstance(one, bool) else one}" for name, one in pairs)


def condition_words(found: Plain) -> str:
    """Write alternatives of such values as they are typed."""
    return "; ".join(sets_words(one) for one in found) if isinstance(found, list) else ""


def lines_field(guest: Guest, found: Bench, path: Path, label: str, height: int = 110) -> None:
    """Draw a list of wordings in both languages, one a line."""
    for lang, name in LANGS.items():
        whole = (*path, lang)
        key, current = key_of(found, whole), found.sheet().at(*whole)
        said = [str(one) for one in current] if isinstance(current, list) else []
        st.session_state[key] = "\n".join(said)
        with st.container():
            st.text_area(
                guest.t("packs.in_lang", what=label, lang=guest.t(name)), key=key, height=height, on_change=put,
                args=(found, guest, key, whole, as_lines),
            )  # fmt: skip


def choice_field(
    guest: Guest, found: Bench, path: Path, label: str, names: Mapping[str, str], width: Width = "stretch"
) -> None:
    """Draw one of several for one value; what stands there and is none of them can still be seen."""
    key, current = key_of(found, path), found.sheet().at(*path)
    shown: dict[str, str] = dict(names)
    if current is not None:
        shown.setdefault(str(current), str(current))
    st.session_state[key] = str(current) if current is not None else next(iter(shown))
    st.selectbox(
        label, list(shown), format_func=shown.__getitem__, key=key, filter_mode=None, on_change=put,
        args=(found, guest, key, path, str), width=width,
    )  # fmt: skip


def several_field(guest: Guest, found: Bench, path: Path, label: str, names: Mapping[str, str]) -> None:
    """Draw some of several for one value that is a list."""
    key, current = key_of(found, path), found.sheet().at(*path)
    there = [str(one) for one in current] if isinstance(current, list) else []
    shown = {**names, **{one: one for one in there if one not in names}}
    st.session_state[key] = there
    st.pills(
        label, list(shown), format_func=shown.__getitem__, selection_mode="multi", key=key, on_change=put,
        args=(found, guest, key, path, str),
    )  # fmt: skip


def whole_field(guest: Guest, found: Bench, path: Path, label: str, most: int, width: Width = "stretch") -> None:
    """Draw a whole number for one value."""
    key, value = key_of(found, path), found.sheet().at(*path)
    if isinstance(value, bool) or not isinstance(value, int):
        return
    st.session_state[key] = value
    st.number_input(
        label, min_value=min(0, value), max_value=max(most, value), key=key, step=1, width=width, on_change=put,
        args=(found, guest, key, path, str),
    )  # fmt: skip


def entry_of(guest: Guest, found: Bench, label: str, path: Path, names: Mapping[str, str]) -> str | None:
    """Let one entry of a mapping be chosen."""
    key = f"au_at_{'_'.join(map(str, path))}"
    if not names:
        st.info(guest.t("author.nothing_here"))
        return None
    if st.session_state.get(key) not in names:
        st.session_state[key] = next(iter(names))
    chosen = st.selectbox(label, list(names), format_func=names.__getitem__, key=key, filter_mode=None)
    if chosen is not None:
        found.point((*path, chosen))
    return chosen


def drop_button(guest: Guest, found: Bench, path: Path, name: str) -> None:
    """Draw the button that takes an entry out."""
    t = guest.t
    st.button(
        t("packs.remove"), key=f"au_drop_{'_'.join(map(str, path))}", on_click=_drop, args=(found, guest, path),
        help=t("packs.remove_what", name=verbatim(name)),
    )  # fmt: skip


def _drop(found: Bench, guest: Guest, path: Path) -> None:
    rewrite(found, guest, path[:-1], lambda: found.sheet().drop(*path))


def adder(guest: Guest, found: Bench, path: Path, label: str, make: Callable[[], Plain]) -> None:
    """Draw the fields that add an entry under a name of its own."""
    t, key = guest.t, f"au_new_{'_'.join(map(str, path))}"
    with st.popover(label, icon=":material/add:", key=f"{key}_more"):
        st.text_input(t("author.new_name"), key=key, help=t("author.new_name_help"), autocomplete="off")
        st.button(t("packs.add"), key=f"{key}_go", on_click=_add, args=(found, guest, key, path, make))


def _add(found: Bench, guest: Guest, key: str, path: Path, make: Callable[[], Plain]) -> None:
    name = str(st.session_state.get(key) or "").strip()
    there = found.sheet().at(*path)
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) or (isinstance(there, dict) and name in there):
        found.said = (guest.t("author.name_unfit"), False)
        return
    if rewrite(found, guest, (*path, name), lambda: found.sheet().put(make(), *path, name)):
        st.session_state[key] = ""
        st.session_state[f"au_at_{'_'.join(map(str, path))}"] = name


def text_of(lang: str, value: Plain, otherwise: str) -> str:
    """Give words of an entry in the reader's language."""
    words = value.get(lang) if isinstance(value, dict) else None
    return str(words) if words else otherwise


def titles(found: Bench, lang: str, path: Sequence[str | int], inner: str = "title") -> dict[str, str]:
    """Name the entries of a mapping by their titles."""
    there = found.sheet().at(*path)
    members = there.items() if isinstance(there, dict) else ()
    return {
        name: text_of(lang, one.get(inner) if isinstance(one, dict) else None, name) if inner else name
        for name, one in members
    }
