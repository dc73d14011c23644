"""What is wrong with the very entry that the form shows?"""

from typing import Final

import streamlit as st

from mysterydesk.pack_sheet import Sheet
from pages.parts.guard import Guest
from pages.parts.pack_bench import Bench
from pages.parts.pack_fields import Path
from pages.parts.pack_told import problem_html
from policy.problem import Problem

MOST: Final = 6
"""Problems said at a place; all of them are in their own tab."""


def problems_at(found: Bench, sheet: Sheet, path: Path) -> tuple[Problem, ...]:
    """Give the problems of a value and of all that stands in it."""
    source, where = sheet.places.get(str(path[0])), ".".join(map(str, path))
    return tuple(
        one
        for one in found.checked().problems
        if one.source == source and f"{dict(one.params).get('where', '')}.".startswith(f"{where}.")
    )


def here(guest: Guest, found: Bench, path: Path) -> None:
    """Draw them below the fields of the entry."""
    told = problems_at(found, found.sheet(), path)[:MOST]
    if told:
        rows = "".join(f"<li>{problem_html(guest.t, one)}</li>" for one in told)
        st.html(f'<ul class="md-pk-list md-pk-bad">{rows}</ul>')
