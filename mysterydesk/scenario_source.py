"""What is a scenario of one's own begun from, and how does it get its id and title?"""

import re
from dataclasses import dataclass
from typing import Final

from mysterydesk import shelf
from mysterydesk.authored_files import Wanted
from mysterydesk.errors import WorldError
from mysterydesk.library import read_text
from mysterydesk.pack_files import Files, tidy
from mysterydesk.pack_text import with_value
from mysterydesk.scenario_files import FIRST
from mysterydesk.scenario_record import Origin
from mysterydesk.scenario_seeds import seed_text, template_text
from mysterydesk.scenario_stream import SCENARIOS, all_authored, files_of, read_authored
from mysterydesk.store.protocol import Store
from policy.document import read_document
from policy.text import Text

ID: Final = re.compile(r"S[0-9]{3}-[a-z0-9-]{3,50}")
SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,48}[a-z0-9]")
OWN_FROM, OWN_TO = 500, 999
"""Numbers of scenarios of one's own; those that ship have the numbers of their seeds, below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScenario(Wanted[Origin]):
    """What a scenario is begun with.

    Attributes:
        slug: Its short name in the id: small letters, digits and dashes, e.g. `till-will-not-print`.
    """

    slug: str


def source_of(store: Store, wanted: NewScenario) -> Files:
    """Give the files that are copied, the scenario under `FIRST`.

    Raises:
        WorldError: `no_such_scenario`, `no_such_draft`, `scenario_not_published`, `content_missing`.
    """
    match wanted.origin:
        case "shipped":
            return {FIRST: shipped_text(wanted.name)}
        case "own":
            return SCENARIOS.version_files(store, wanted.name, wanted.version)
        case "template":
            return {FIRST: template_text(wanted.name)}
        case "seed":
            return {FIRST: seed_text(wanted.name)}
        case _:
            return {name: tidy(text) for name, text in (wanted.files or {}).items()}


def shipped_text(scenario_id: str) -> str:
    """Give the text of a scenario that ships.

    Raises:
        WorldError: `no_such_scenario`.
    """
    shelf.scenario(scenario_id)
    return read_text("scenarios", "scenarios", f"{scenario_id}.yaml")


def id_in(text: str) -> str:
    """Give the id that a text says; empty where it says none that fits."""
    document, _ = read_document(text, FIRST)
    said = document.value.get("id") if document and isinstance(document.value, dict) else None
    return said if isinstance(said, str) and ID.fullmatch(said) else ""


def free_number(store: Store) -> int:
    """Give the lowest number that no scenario of one's own has.

    Raises:
        WorldError: `scenario_numbers_used`.
    """
    taken = {int(one.id[1:4]) for one in all_authored(store)}
    found = next((one for one in range(OWN_FROM, OWN_TO + 1) if one not in taken), None)
    if found is None:
        raise WorldError("scenario_numbers_used")
    return found


def new_id(store: Store, wanted: NewScenario, source: Files) -> str:
    """Name a scenario: an upload keeps its own id where its number is free for own ones, all others get the next.

    Raises:
        WorldError: `scenario_slug_unfit`, `scenario_numbers_used`.
    """
    said = id_in(source.get(FIRST, "")) if wanted.origin == "upload" else ""
    mine = {one.id for one in all_authored(store)}
    if said and int(said[1:4]) >= OWN_FROM and int(said[1:4]) not in {int(one[1:4]) for one in mine}:
        return said
    slug = wanted.slug or said[5:]
    if not SLUG.fullmatch(slug):
        raise WorldError("scenario_slug_unfit")
    return f"S{free_number(store):03}-{slug}"


def headed(files: Files, scenario_id: str, title: Text) -> Files:
    """Write id and title into the text; of a text that cannot be read it stays as it is, with its problems."""
    own, old = dict(files), id_in(files.get(FIRST, ""))
    head: dict[tuple[str, ...], str] = {("id",): scenario_id}
    head |= {("title", "zh"): title.zh, ("title", "en"): title.en} if title.zh and title.en else {}
    for path, said in head.items():
        try:
            own[FIRST] = with_value(own.get(FIRST, ""), path, said.strip())
        except WorldError:
            # An alias, or a text that is no mapping: the problems of the draft say what is wrong with it.
            continue
    if old and old != scenario_id:
        # Articles that it brings advise its own actions, by its id.
        own |= {name: text.replace(f"{old}/", f"{scenario_id}/") for name, text in own.items() if name != FIRST}
    return own


def text_of(store: Store | None, name: str, version: int = 0) -> Files:
    """Give the files of a scenario by id, shipped or own, for export and comparison.

    Args:
        store: Where own ones lie; None: only those that ship.
        name: Id.
        version: Of an own one; 0: as it was published last, else its draft.

    Raises:
        WorldError: `no_such_scenario`, `no_such_draft`, `scenario_not_published`.
    """
    if store is None or name in shelf.scenarios():
        return {FIRST: shipped_text(name)}
    if version:
        return SCENARIOS.version_files(store, name, version)
    found = read_authored(store, name)
    return files_of(store, found.newest.files if found.newest else found.files)
