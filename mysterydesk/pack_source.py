"""What is a pack of one's own begun from, and how does it get its id and title?"""

from dataclasses import dataclass

from mysterydesk import shelf
from mysterydesk.authored_files import Wanted
from mysterydesk.errors import WorldError
from mysterydesk.library import read_text
from mysterydesk.pack_files import FIRST, Files, tidy, unbundled
from mysterydesk.pack_stream import PACKS, Origin
from mysterydesk.pack_text import with_value
from mysterydesk.store.protocol import Store
from policy.document import read_document


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPack(Wanted[Origin]):
    """What a pack is begun with.

    Attributes:
        id: Its name in the store: capitals and digits.
    """

    id: str


def source_of(store: Store, wanted: NewPack) -> Files:
    """Give the files that are copied, by their short names.

    Raises:
        WorldError: `no_such_handbook`, `no_such_pack`, `pack_not_published`.
    """
    match wanted.origin:
        case "shipped":
            whole = unbundled(shelf.handbook_bundle(wanted.name))
            return {name.rsplit("/", 1)[-1]: text for name, text in whole.items()}
        case "own":
            return PACKS.version_files(store, wanted.name, wanted.version)
        case "blank":
            return {FIRST: read_text("mysterydesk", "blank-pack.yaml")}
        case "upload":
            return {name: tidy(text) for name, text in (wanted.files or {}).items()}


def headed(files: Files, wanted: NewPack) -> Files:
    """Write id and title into the head; of files that cannot be read the text stays as it is, with its problems."""
    head = {("id",): wanted.id, ("title", "zh"): wanted.title.zh, ("title", "en"): wanted.title.en}
    own = dict(files)
    for name, text in files.items():
        document, _ = read_document(text, name)
        if document is None or not isinstance(document.value, dict) or "pack" not in document.value:
            continue
        for path, said in head.items():
            try:
                own[name] = with_value(own[name], ("pack", *path), said.strip())
            except WorldError:
                # An alias, or a head that is no mapping: the problems of the draft say what is wrong with it.
                continue
    return own
