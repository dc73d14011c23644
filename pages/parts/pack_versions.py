"""How are the published versions of a pack shown, and the changes that were kept on the way to them?"""

import streamlit as st

from mysterydesk.authored_files import Version
from pages.parts.guard import Guest
from pages.parts.pack_bench import Bench, look
from pages.parts.written_rows import moment, saved_rows, version_rows, who

__all__ = ["copy_again", "moment", "versions", "who"]


def versions(guest: Guest, found: Bench) -> None:
    """Draw what was published, and what was kept, each to be looked at; a version can be copied again."""
    t, pack = guest.t, found.pack
    numbers = {one.place: one.number for one in pack.versions}

    def line(one: Version) -> str:
        by, author, at = who(guest, one.by), who(guest, one.author), moment(one.at)
        return t("packs.version_line", n=one.number, label=one.label, by=by, author=author, at=at)

    def drawn(place: int) -> None:
        shown = found.place == place
        st.button(
            t("packs.look_draft") if shown else t("packs.look"), key=f"pk_look_{place}", type="tertiary",
            on_click=found.look if shown else look, args=(None,) if shown else (found, guest, place),
        )  # fmt: skip
        if place in numbers:
            st.button(
                t("packs.copy"), key=f"pk_copy_{numbers[place]}", type="tertiary", on_click=copy_again,
                args=(pack.id, numbers[place]),
            )  # fmt: skip

    version_rows(t, "pk", pack, line, drawn)
    saved_rows(guest, t("packs.saves"), pack.saves, drawn)


def copy_again(pack_id: str, number: int) -> None:
    """Go to the list with this version chosen to be copied."""
    st.session_state["pk_source"] = f"own:{pack_id}:{number}"
    st.query_params.clear()
