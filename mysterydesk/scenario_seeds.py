"""From which situations and templates can a scenario be begun?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from mysterydesk.errors import WorldError, shown
from mysterydesk.library import list_files, read_text
from mysterydesk.pack_text import with_value
from policy.document import Plain, read_document
from policy.text import Text

FILE: Final = "scenario-seeds.yaml"
FOLDER: Final = "templates"
PLAIN: Final = "device-stays-dark"
"""Template that a situation is written on top of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One situation that a scenario can be written from.

    Attributes:
        id: e.g. `S006`.
        product: Id of the product that it is about, or of the customer's own equipment.
        title: What happens.
        hidden: What the customer does not say unasked.
        traps: Where a careless trainee goes wrong.
    """

    id: str
    product: str
    title: Text
    hidden: Text
    traps: tuple[Text, ...]


def _text(found: Plain) -> Text:
    words = found if isinstance(found, dict) else {}
    return Text(zh=str(words.get("zh") or ""), en=str(words.get("en") or ""))


def _rows(found: Plain) -> Iterator[dict[str, Plain]]:
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


@cache
def seeds() -> Mapping[str, Seed]:
    """Give every situation, by id."""
    document, _ = read_document(read_text("mysterydesk", FILE), FILE)
    rows = document.value.get("seeds") if document and isinstance(document.value, dict) else None
    return {
        str(one["id"]): Seed(
            id=str(one["id"]),
            product=str(one.get("product") or ""),
            title=_text(one.get("title")),
            hidden=_text(one.get("hidden")),
            traps=tuple(_text(each) for each in _rows(one.get("traps"))),
        )
        for one in _rows(rows)
    }


@cache
def templates() -> Mapping[str, Text]:
    """Give the title of every template, by name."""
    found: dict[str, Text] = {}
    for name in list_files("mysterydesk", FOLDER):
        document, _ = read_document(read_text("mysterydesk", name), name)
        if document is not None and isinstance(document.value, dict):
            found[name.rpartition("/")[2].removesuffix(".yaml")] = _text(document.value.get("title"))
    return found


def template_text(name: str) -> str:
    """Give the text of a template.

    Raises:
        WorldError: `no_such_scenario`.
    """
    if name not in templates():
        raise WorldError("no_such_scenario", name=shown(name), known=", ".join(templates()))
    return read_text("mysterydesk", FOLDER, f"{name}.yaml")


def seed_text(name: str) -> str:
    """Give a template with a situation written on top: its hidden facts and traps are still to be put in.

    Raises:
        WorldError: `no_such_scenario`.
    """
    seed = seeds().get(name)
    if seed is None:
        raise WorldError("no_such_scenario", name=shown(name), known=", ".join(seeds()))
    text = template_text(PLAIN)
    body = text[text.index("format:") :]
    for path, said in ((("seed_id",), seed.id), (("title", "zh"), seed.title.zh), (("title", "en"), seed.title.en)):
        body = with_value(body, path, said)
    return "".join(f"# {line}\n" for line in _notes(seed)) + body


def _notes(seed: Seed) -> Iterator[str]:
    yield f"{seed.id} {seed.title.zh} / {seed.title.en}"
    yield f"产品 / product: {seed.product}"
    yield f"隐藏的事实 / hidden facts: {seed.hidden.zh} / {seed.hidden.en}"
    for one in seed.traps:
        yield f"陷阱 / trap: {one.zh} / {one.en}"
