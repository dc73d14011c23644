"""How is shown what follows from a scenario: the answer, the best handling, and whether it holds when played?"""

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from mysterydesk.clock import now
from mysterydesk.difficulty_words import difficulty_lines
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.pack_files import bundled
from mysterydesk.scenario_answer import Answer, answer_of, seeds_by_cause
from mysterydesk.scenario_difficulty import difficulty_of
from mysterydesk.scenario_proof import proof_of, prove
from mysterydesk.scenario_trial import Proof
from pages.parts.author_bench import Bench
from pages.parts.guard import Guest
from pages.parts.pack_fields import LANGS
from pages.parts.pack_told import problem_html
from pages.parts.step_words import said_step
from policy.problem import Problem
from policy.text import Lang

MOST: Final = 12
"""Problems of a trial run drawn at once."""


def answer(guest: Guest, found: Bench) -> None:
    """Draw the derived answer of a case of each true cause, and how it is handled best."""
    t, sound = guest.t, found.checked().sound
    if sound is None:
        st.markdown(t("author.answer_later"))
        return
    book = st.selectbox(t("author.handbook"), sound.handbooks, key="au_answer_book", filter_mode=None, width=140)
    st.markdown(f":small[:gray[{t('author.derived')}]]")
    lang: Lang = t.lang
    titles = {one.id: t.of(one.title) for one in sound.fault_model.causes}
    for cause, seed in seeds_by_cause(found.files, book, lang).items():
        with st.container(border=True, key=f"au_answer_{cause}"):
            st.markdown(f"**{t('author.true_cause')}** {titles.get(cause, cause)}")
            derived = answer_of(found.files, book, seed, lang)
            if derived is None:
                st.error(t("author.no_handling"))
            else:
                st.html(_derived(t, derived))


def _derived(t: Translation, one: Answer) -> str:
    """Say priority, line, cure and the best handling, as HTML."""
    handbook, key, model = one.attempt.desk.handbook, one.key, one.attempt.desk.case.fault_model
    levels = {str(each.code): t.of(each.name) for each in handbook.priorities}
    tiers = {str(each.code): t.of(each.name) for each in handbook.tiers}
    priority = " → ".join(levels.get(str(code), str(code)) for _, code in key.priorities)
    cures = [model.action(name) for name in key.cures.get(key.tier, ())]
    rows = (
        (t("author.right_priority"), priority),
        (t("author.right_tier"), tiers.get(key.tier, key.tier)),
        (t("author.right_cure"), t("imports.comma").join(t.of(each.title) for each in cures if each)),
    )
    said = "".join(f'<div><span class="md-muted">{escape(name)}</span> {escape(words)}</div>' for name, words in rows)
    steps = "".join(f"<li>{escape(said_step(t, one.attempt, event))}</li>" for event in one.steps)
    return f'{said}<div class="md-muted">{escape(t("author.ideal"))}</div><ol class="md-au-steps">{steps}</ol>'


def trial(guest: Guest, found: Bench) -> None:
    """Draw what came of the trial run of this text, and the button that makes one."""
    t, sound = guest.t, found.checked().sound
    st.markdown(f":small[:gray[{t('author.trial_lead')}]]")
    if sound is None:
        st.markdown(t("author.trial_later"))
        return
    proof = proof_of(guest.world.store, bundled(found.files))
    if st.button(t("author.try"), key="au_try", icon=":material/play_circle:", disabled=proof is not None):
        proof = _prove(guest, found)
    if proof is not None:
        _proof(t, proof)
    _difficulty(guest, found)


def _difficulty(guest: Guest, found: Bench) -> None:
    """Draw how hard this text is likely to be, and on what that rests."""
    t = guest.t
    with st.container(border=True, key="au_difficulty", gap="xsmall"):
        st.markdown(f"**{t('difficulty.title')}**")
        try:
            with st.spinner(t("difficulty.working")):
                estimate = difficulty_of(found.files, guest.world.store)
        except WorldError as fault:
            st.markdown(fault_text(t, fault))
            return
        first, *rest = difficulty_lines(t, estimate)
        st.markdown(first)
        st.html("".join(f'<div class="md-muted">{escape(one)}</div>' for one in rest))


def _prove(guest: Guest, found: Bench) -> Proof | None:
    """Make the trial run, with how far it is."""
    t = guest.t
    with st.status(t("author.trying"), expanded=True) as status:
        bar = st.progress(0.0)

        def told(done: int, of: int) -> None:
            bar.progress(done / of, text=t("author.trying_n", n=done, of=of))

        try:
            proof = prove(guest.world.store, found.files, now(), told)
        except WorldError as fault:
            status.update(label=fault_text(t, fault), state="error")
            return None
        status.update(label=t("author.tried"), state="complete", expanded=False)
    return proof


def _proof(t: Translation, proof: Proof) -> None:
    if proof.passed:
        st.success(t("author.proved", runs=len(proof.runs), nulls=proof.nulls))
    else:
        st.error(t.count("author.not_proved", len(proof.problems)))
    if rest := _listed(t, proof.problems) + _listed(t, proof.notes):
        st.html(rest)
    rows = "".join(
        f"<tr><td>{one.handbook}</td><td>{escape(t(LANGS[one.lang]))}</td><td>{one.seed}</td>"
        f'<td class="md-said">{escape(one.cause)}</td><td>{one.low:g}</td></tr>'
        for one in proof.runs
    )
    heads = (t("author.handbook"), t("author.lang"), t("author.seed"), t("author.true_cause"), t("author.total"))
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    st.html(
        f'<table class="md-table"><caption class="md-muted">{escape(t("author.runs"))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _listed(t: Translation, problems: Sequence[Problem]) -> str:
    rows = "".join(f"<li>{problem_html(t, one)}</li>" for one in problems[:MOST])
    more = f"<li>{escape(t('packs.more', n=len(problems) - MOST))}</li>" if len(problems) > MOST else ""
    return f'<ul class="md-pk-list">{rows}{more}</ul>' if problems else ""
