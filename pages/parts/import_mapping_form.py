"""How does somebody say what columns and words mean, and how is that saved and loaded again?"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

import streamlit as st

from mysterydesk import pack_shelf
from mysterydesk.i18n import Translation, message_id
from mysterydesk.import_mapping import (
    DATES,
    MEANINGS,
    dates_of,
    with_column,
    with_dates,
    with_dropped,
    with_form,
    with_levels,
    with_people,
    with_state,
    with_unit,
)
from mysterydesk.import_page import Choice
from mysterydesk.import_seen import Sample
from mysterydesk.import_upload import Upload
from mysterydesk.importers.header import key as folded
from mysterydesk.importers.profile import CANONICAL, NEEDED, SPANS, Form, Profile
from mysterydesk.importers.profile_text import Unit, parse_profile, profile_text
from pages.parts.guard import Guest
from pages.parts.import_bench import Bench, bench, release
from pages.parts.import_levels import ask_levels
from pages.parts.import_words import told
from pages.parts.verbatim import verbatim
from policy.handbook import Handbook

FORMS: Final[tuple[Form, ...]] = get_args(Form)
UNITS: Final[tuple[str, ...]] = get_args(Unit)
MOST_PROFILE_MB: Final = 1
LONGEST_OPTION: Final = 60
SAID: Final = frozenset({"unknown", *MEANINGS})
"""Meanings that have words; a loaded mapping may have others."""


def form(guest: Guest, found: Bench, upload: Upload, choice: Choice, sample: Sample) -> None:
    """Draw the mapping: its file, rows and dates, the columns, the words."""
    t, profile = guest.t, choice.profile
    handbook = pack_shelf.handbook(guest.world.store, choice.handbook)
    if sample.problems:
        told(t, sample.problems)
    _saved(t, found, choice, handbook)
    _rows_and_dates(t, found, profile)
    st.html(f'<div class="md-head">{t("imports.columns")}</div>')
    _columns(t, found, upload, profile)
    st.html(f'<div class="md-head">{t("imports.others")}</div>')
    _others(t, found, profile, sample)
    if sample.states:
        st.html(f'<div class="md-head">{t("imports.states")}</div>')
        _states(t, found, profile, sample)
    if sample.priorities and handbook.priorities:
        title = t("imports.levels", handbook=t.of(handbook.title))
        st.html(f'<div class="md-head">{title}</div>')
        ask_levels(t, found, choice, handbook, sample)


def _saved(t: Translation, found: Bench, choice: Choice, handbook: Handbook) -> None:
    saved = with_levels(choice.profile, handbook, choice.levels)
    left, right = st.columns([1, 1.6], vertical_alignment="bottom")
    left.download_button(
        t("imports.save_mapping"), profile_text(saved), file_name="mapping.yaml", mime="application/yaml",
        on_click="ignore", key="imp_save_mapping", icon=":material/download:", width="stretch",
    )  # fmt: skip
    file = right.file_uploader(
        t("imports.load_mapping"), type=["yaml", "yml"], key=f"imp_mapping_{found.turn}",
        max_upload_size=MOST_PROFILE_MB,
    )  # fmt: skip
    if file is None:
        return
    text = file.getvalue().decode("utf-8-sig", errors="replace")
    release(file)
    profile, problems = parse_profile(text, "mapping.yaml")
    if profile is None:
        found.problems = problems
        found.turn += 1
    else:
        found.levels = {}
        found.use(profile)
    st.rerun()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """One thing to choose.

    Attributes:
        name: Key of the field.
        label: What it is called.
        options: Codes that can be chosen.
        now: The one that holds.
        say: Words of a code.
        make: Mapping with another code chosen.
    """

    name: str
    label: str
    options: tuple[str, ...]
    now: str
    say: Callable[[str], str]
    make: Callable[[Profile, str], Profile]

    def draw(self) -> None:
        """Draw it; a choice changes the session's mapping."""
        st.selectbox(
            self.label, self.options, index=self.options.index(self.now), key=self.name, on_change=self.changed,
            format_func=self.say, filter_mode=None,
        )  # fmt: skip

    def changed(self) -> None:
        """Take what was chosen into the mapping."""
        found = bench()
        if found.profile is not None:
            found.profile = self.make(found.profile, str(st.session_state[self.name]))
            found.problems = ()


def _rows_and_dates(t: Translation, found: Bench, profile: Profile) -> None:
    left, right = st.columns(2)
    with left:
        _Field(
            name=f"imp_form_{found.turn}", label=t("imports.form"), options=FORMS, now=profile.form,
            say=lambda one: t(f"imports.form.{one}"),
            make=lambda old, one: with_form(old, "events" if one == "events" else "tickets"),
        ).draw()  # fmt: skip
    with right:
        _Field(
            name=f"imp_dates_{found.turn}", label=t("imports.dates"), options=("own", *DATES),
            now=dates_of(profile) or "own",
            say=lambda one: t(f"imports.dates.{one}"),
            make=lambda old, one: with_dates(old, next((each for each in DATES if each == one), None)),
        ).draw()  # fmt: skip


def _columns(t: Translation, found: Bench, upload: Upload, profile: Profile) -> None:
    """Ask for every column of ours which one of the file it is: those that must be there first."""
    names = [name.strip() for name in upload.table.header]
    keys = [folded(name, wrapped=profile.wrapped) for name in names]
    needed, labels = NEEDED[profile.form], _labels(t("imports.not_there"), names)
    fields = st.columns(3)
    for number, canonical in enumerate([*needed, *(one for one in CANONICAL if one not in needed)]):
        wanted = [folded(name, wrapped=profile.wrapped) for name in profile.columns.get(canonical, ())]
        now = next((keys.index(one) for one in wanted if one in keys), None)
        label = t(f"imports.col.{canonical}")
        with fields[number % 3]:
            _Field(
                name=f"imp_col_{canonical}_{found.turn}",
                label=t("imports.needed", name=label) if canonical in needed else label,
                options=tuple(labels),
                now="" if now is None else str(now),
                say=labels.__getitem__,
                make=_taking(canonical, names),
            ).draw()
            if canonical in SPANS and now is not None:
                _unit(t, found, profile, canonical)


def _unit(t: Translation, found: Bench, profile: Profile, canonical: str) -> None:
    _Field(
        name=f"imp_unit_{canonical}_{found.turn}", label=t("imports.unit_of"), options=UNITS,
        now=profile.units.get(canonical, "minutes"),
        say=lambda one: t(f"imports.unit.{one}"),
        make=lambda old, one: with_unit(old, canonical, one),
    ).draw()  # fmt: skip


def _choose_others(key: str, make: Callable[[Profile, Sequence[str]], Profile]) -> None:
    found = bench()
    if found.profile is not None:
        found.profile = make(found.profile, st.session_state[key])


def _others(t: Translation, found: Bench, profile: Profile, sample: Sample) -> None:
    """Ask which of the columns that are none of ours name people, and which are not to be kept."""
    free = list(dict.fromkeys(one.name for one in sample.columns if not one.ours and one.name))
    low = {name.lower(): name for name in free}
    left, right = st.columns(2)
    for part, what, names, make in (
        (left, message_id("imports.other_people"), profile.personal, with_people),
        (right, message_id("imports.other_dropped"), profile.dropped, with_dropped),
    ):
        key = f"imp_{make.__name__}_{found.turn}"
        part.multiselect(
            t(what), free, default=[low[one.lower()] for one in names if one.lower() in low], key=key,
            on_change=_choose_others, args=(key, make), format_func=lambda name: name[:LONGEST_OPTION],
            placeholder=t("imports.not_there"),
        )  # fmt: skip


def _labels(nothing: str, names: Sequence[str]) -> Mapping[str, str]:
    """Give what each column is called in a list to choose from.

    The browser sends back the words of a choice: what is called the same would be taken for the first of its name.
    """
    short = {"": nothing, **{str(place): name[:LONGEST_OPTION] for place, name in enumerate(names) if name}}
    counted = Counter(short.values())
    return {
        place: f"{name} · {int(place) + 1}" if place and counted[name] > 1 else name for place, name in short.items()
    }


def _taking(canonical: str, names: Sequence[str]) -> Callable[[Profile, str], Profile]:
    return lambda old, place: with_column(old, canonical, names[int(place)] if place else None)


def _meaning(word: str) -> Callable[[Profile, str], Profile]:
    return lambda old, one: with_state(old, word, None if one == "unknown" else one)


def _states(t: Translation, found: Bench, profile: Profile, sample: Sample) -> None:
    fields = st.columns(3)
    for number, word in enumerate(sample.states):
        meaning = profile.meaning(word) or "unknown"
        known = MEANINGS if meaning in {*MEANINGS, "unknown"} else (*MEANINGS, meaning)
        with fields[number % 3]:
            _Field(
                name=f"imp_state_{number}_{found.turn}", label=verbatim(word), options=("unknown", *known),
                now=meaning, make=_meaning(word),
                say=lambda one: t(f"imports.means.{one.replace(':', '_')}") if one in SAID else one,
            ).draw()  # fmt: skip
