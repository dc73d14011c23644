"""What stands on the right of the page of imports: a hint, the work under way, or one of the views of a file?"""

from html import escape
from typing import Final

import streamlit as st

from mysterydesk import clock
from mysterydesk.commands.import_words import why
from mysterydesk.i18n import Translation
from mysterydesk.import_page import Choice, judge
from mysterydesk.import_seen import Sample
from mysterydesk.import_upload import Upload
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.shipped import shipped
from pages.parts.guard import Guest
from pages.parts.import_bench import VIEW, Bench
from pages.parts.import_draft import draft
from pages.parts.import_mapping_form import form
from pages.parts.import_preview import preview
from pages.parts.import_progress import progress_words
from pages.parts.import_result import groups, left_out, result
from pages.parts.import_words import told

HEIGHT: Final = 560
"""Of what scrolls where the style sheet does not reach."""

BEFORE: Final = ("preview", "mapping")
AFTER: Final = ("result", "groups", "left_out")
DRAFT: Final = "draft"
STEPS: Final = ("file", "look", "say", "judge", "take")


def hint(t: Translation) -> None:
    """Say what the page does, and which formats it knows, before there is a file."""
    titles = t("imports.comma").join(t.of(one.title) for one in shipped().values())
    steps = "".join(f"<li>{escape(t(f'imports.step.{one}'))}</li>" for one in STEPS)
    st.html(
        f'<div class="md-head">{escape(t("imports.how"))}</div><ol class="md-imp-told">{steps}</ol>'
        f'<div class="md-head">{escape(t("imports.known_formats"))}</div><div>{escape(titles)}</div>'
        f'<div>{escape(t("imports.any_table"))}</div><br><div class="md-muted">{escape(t("imports.not_kept"))}</div>'
    )


def work(guest: Guest, found: Bench, upload: Upload, choice: Choice) -> None:
    """Judge the file; whatever is pressed meanwhile breaks it off, and nothing of it is left."""
    t = guest.t
    found.stage, found.judged = "running", None
    st.html(f'<div class="md-head">{escape(t("imports.working"))}</div>')
    bar = st.progress(0.0, text=t("imports.share", n=0))
    st.button(t("imports.cancel"), key="imp_cancel", icon=":material/close:")
    drawn, began = [0], clock.now()

    def watch(share: float) -> None:
        """Draw each hundredth once; drawing is also where Streamlit breaks a run off."""
        now = min(99, int(share * 100))
        if now > drawn[0]:
            drawn[0] = now
            bar.progress(now / 100, text=progress_words(t, share, clock.now() - began))

    try:
        outcome = judge(guest.world.store, guest.account, upload, choice, lambda code: why(t, "row", code), watch)
    except ImportRefused as refused:
        found.problems = refused.problems
    else:
        found.judged = choice, outcome
        st.session_state[f"{VIEW}_next"] = "result"
    found.stage = "idle"
    st.rerun()


def views(guest: Guest, found: Bench, upload: Upload, choice: Choice, sample: Sample) -> None:
    """Draw the view that is chosen."""
    t, state = guest.t, st.session_state
    names = [*BEFORE, *(AFTER if found.judged else ()), DRAFT]
    state[VIEW] = state.pop(f"{VIEW}_next", state.get(VIEW) or state.get("kept_view", "preview"))
    if state[VIEW] not in names:
        state[VIEW] = names[0]
    shown = st.segmented_control(
        t("imports.views"), names, key=VIEW, required=True, label_visibility="collapsed",
        format_func=lambda name: t(f"imports.view.{name}"),
    )  # fmt: skip
    state["kept_view"] = shown
    with st.container(height=HEIGHT, border=True, key=f"scroll_imp_{shown}"), st.container(key="imp_out"):
        _news(t, found, choice)
        if found.judged is not None and shown in AFTER:
            {"result": result, "groups": groups, "left_out": left_out}[shown](t, found.judged[1])
        elif shown == DRAFT:
            draft(guest, found, upload, choice)
        elif shown == "mapping":
            form(guest, found, upload, choice, sample)
        else:
            preview(t, sample)


def _news(t: Translation, found: Bench, choice: Choice) -> None:
    """Say that nothing came of the last judgement, or that it stands on other conditions."""
    if found.stage == "running":
        found.stage = "stopped"
    if found.stage == "stopped":
        st.info(t("imports.stopped"), icon=":material/info:")
    if found.problems:
        told(t, found.problems)
    if found.judged is not None and found.judged[0] != choice:
        st.info(t("imports.stale"), icon=":material/info:")
