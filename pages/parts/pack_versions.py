"""How are the published versions of a pack shown, and the changes that were kept on the way to them?"""

import streamlit as st

from pages.parts.guard import Guest
from pages.parts.pack_bench import Bench, look
from pages.parts.written_rows import look_button, moment, saved_rows, version_line, version_rows, who

__all__ = ["copy_again", "moment", "versions", "who"]


def versions(guest: Guest, found: Bench) -> None:
    """Draw what was published, and what was kept, each to be looked at; a version can be copied again."""
    t, pack = guest.t, found.pack
    numbers = {one.place: one.number for one in pack.versions}

    def drawn(place: int) -> None:
        look_button(t, "pk", found, place, lambda at: look(found, guest, at))
        if place in numbers:
            st.button(
                t("packs.copy"), key=f"pk_copy_{numbers[place]}", type="tertiary", on_click=copy_again,
                args=(pack.id, numbers[place]),
            )  # fmt: skip

    version_rows(t, "pk", pack, lambda one: version_line(guest, one), drawn)
    saved_rows(guest, t("packs.saves"), pack.saves, drawn)


def copy_again(pack_id: str, number: int) -> None:
    """Go to the list with this version chosen to be copied."""
    st.session_state["pk_source"] = f"own:{pack_id}:{number}"
    st.query_params.clear()
