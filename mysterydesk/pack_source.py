"""What is a pack of one's own begun from, and how does it get its id and title?"""

from dataclasses import dataclass

from mysterydesk import shelf
from mysterydesk.errors import WorldError, shown
from mysterydesk.library import read_text
from mysterydesk.pack_files import FIRST, Files, tidy, unbundled
from mysterydesk.pack_stream import Origin, files_of, read_pack
from mysterydesk.pack_text import with_value
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest
from policy.document import read_document
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPack:
    """What a pack is begun with.

    Attributes:
        id: Its name in the store: capitals and digits.
        title: What people read.
        origin: What it is copied from.
        name: Id of the handbook that is copied.
        version: Number of the version that is copied of an own pack; 0: its newest.
        files: A person's own files, for `upload`.
    """

    id: str
    title: Text
    origin: Origin
    name: str = ""
    version: int = 0
    files: Files | None = None


def _published(store: Store, pack_id: str, number: int) -> Digest:
    versions = {one.number: one for one in read_pack(store, pack_id).versions}
    wanted = versions.get(number or max(versions, default=0))
    if wanted is None:
        raise WorldError("pack_not_published", name=shown(pack_id))
    return wanted.files


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
            return files_of(store, _published(store, wanted.name, wanted.version))
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
