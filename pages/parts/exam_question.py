"""How is one question of a paper drawn, and how is what was chosen taken up?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from certification.item import Question
from mysterydesk.i18n import Translation

Save = Callable[[Question, tuple[str, ...]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question in its place on the screen.

    Attributes:
        t: Words.
        paper: Id of the paper, for the keys of the fields.
        question: The question, without its key.
        saved: Letters saved so far.
        save: Called with the letters at every change.
    """

    t: Translation
    paper: str
    question: Question
    saved: Sequence[str]
    save: Save

    def key(self, letter: str = "") -> str:
        """Name the field of the question, or of one of its options."""
        return f"answer_{self.paper}_{self.question.id}{letter}"

    def changed(self) -> None:
        """Take up what is chosen now: several choices in the order of the letters, an ordering as picked."""
        if self.question.choose == "many":
            chosen = [one.letter for one in self.question.options if st.session_state.get(self.key(one.letter))]
        else:
            value = st.session_state.get(self.key())
            chosen = list(value) if isinstance(value, list) else [value] if isinstance(value, str) else []
        self.save(self.question, tuple(chosen))


def question_form(asked: Asked) -> None:
    """Draw topic, manual, stem and options."""
    t, question = asked.t, asked.question
    st.markdown(f":small[:gray[{t(f'topic.{question.topic}')} · {question.handbook}]]")
    st.text(t.of(question.stem))
    {"one": _one, "many": _many, "order": _order}[question.choose](asked)


def _words(asked: Asked) -> dict[str, str]:
    return {one.letter: f"{one.letter}　{asked.t.of(one.text)}" for one in asked.question.options}


def _one(asked: Asked) -> None:
    words = _words(asked)
    letters = list(words)
    st.radio(
        asked.t("exam.choose.one"),
        letters,
        index=letters.index(asked.saved[0]) if asked.saved and asked.saved[0] in letters else None,
        format_func=words.__getitem__,
        key=asked.key(),
        on_change=asked.changed,
    )


def _many(asked: Asked) -> None:
    st.markdown(f":small[{asked.t('exam.choose.many')}]")
    with st.container(gap="xsmall"):
        for letter, words in _words(asked).items():
            st.checkbox(words, value=letter in asked.saved, key=asked.key(letter), on_change=asked.changed)


def _order(asked: Asked) -> None:
    words = _words(asked)
    with st.container(gap="xsmall"):
        for said in words.values():
            st.text(said)
    st.markdown(f":small[:gray[{asked.t('exam.order_help')}]]")
    letters = list(words)
    st.multiselect(
        asked.t("exam.choose.order"),
        letters,
        default=[one for one in asked.saved if one in letters],
        format_func=words.__getitem__,
        key=asked.key(),
        on_change=asked.changed,
        placeholder=asked.t("exam.choose.order"),
        select_all=False,
        filter_mode="prefix",
    )
