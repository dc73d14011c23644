"""Which priority of the handbook does each word of a log stand for?"""

import streamlit as st

from mysterydesk.i18n import Translation
from mysterydesk.import_mapping import guess_of, level_of
from mysterydesk.import_page import Choice
from mysterydesk.import_seen import Sample
from pages.parts.import_bench import Bench, bench
from pages.parts.verbatim import verbatim
from policy.handbook import Handbook


def _choose_level(name: str, handbook: str, word: str) -> None:
    found, chosen = bench(), st.session_state[name]
    if chosen is None:
        found.levels.pop((handbook, word), None)
    else:
        found.levels[handbook, word] = str(chosen)


def ask_levels(t: Translation, found: Bench, choice: Choice, handbook: Handbook, sample: Sample) -> None:
    """Ask for each word; what the ranks of the source say is proposed, what is only assumed is marked."""
    names = {str(one.code): t.of(one.name) for one in handbook.priorities}
    fields = st.columns(3)
    for number, word in enumerate(sample.priorities):
        chosen = choice.levels.get(word)
        now = chosen or level_of(choice.profile, handbook, word)
        guess = None if chosen else guess_of(choice.profile, handbook, word)
        options = list(names)
        name = f"imp_level_{handbook.id}_{number}_{found.turn}"
        with fields[number % 3]:
            st.selectbox(
                verbatim(word), options, key=name,
                index=options.index(now) if now in options and guess is None else None,
                format_func=names.__getitem__, on_change=_choose_level, args=(name, str(handbook.id), word),
                placeholder=t("imports.level_assumed", ours=names[now]) if now in names else t("imports.no_level"),
                filter_mode=None,
            )  # fmt: skip
            if guess is not None:
                st.markdown(f":small[:orange-badge[{t('imports.not_in_handbook')}]]")
