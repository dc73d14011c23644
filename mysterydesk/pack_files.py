"""How do the YAML files of a pack come in from a person's machine, and go out again?

What comes in is a stranger's: sizes are measured while it is read, and nothing is unpacked to a disk.
"""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from policy.document import MAX_CHARS, read_document
from policy.problem import Problem, Problems, in_order, problem

Files = Mapping[str, str]
"""Name -> YAML text."""

FIRST: Final = "handbook.yaml"
"""File that a pack of one document has."""

MOST_FILES: Final = 12
MOST_BYTES: Final = 1_600_000
"""Most bytes of one file: as many as the longest text that is read may have in Chinese."""
MOST_WHOLE: Final = 2_000_000
"""Most bytes of all files together; the largest shipped pack has 120,000."""

_NAME: Final = re.compile(r"[\w][\w.\-]{0,58}\.ya?ml", re.ASCII)
_MAGIC: Final = b"PK"
_LONGEST_NAME: Final = 60


def bundled(files: Files) -> bytes:
    """Give the files as canonical JSON, the way the shelf keeps the bundles that ship."""
    return json.dumps(dict(files), ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def unbundled(data: bytes) -> Files:
    """Give the files of a bundle."""
    return {str(name): str(text) for name, text in json.loads(data).items()}


def tidy(text: str) -> str:
    """Give a text with the line ends of one machine, and without a mark of byte order."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def problems_of_size(files: Files) -> Problems:
    """Say what is too long or too much to be kept, or has a name that no pack's file has."""
    found = [problem(_short(name), 0, "pack_file_name") for name in files if not _NAME.fullmatch(name)]
    found += [
        problem(_short(name), 0, "too_large", limit=MAX_CHARS)
        for name, text in files.items()
        if len(text) > MAX_CHARS
    ]
    if len(files) > MOST_FILES:
        found.append(problem(FIRST, 0, "pack_many_files", limit=MOST_FILES, got=len(files)))
    if sum(len(text.encode("utf-8", "replace")) for text in files.values()) > MOST_WHOLE:
        found.append(problem(FIRST, 0, "pack_whole_large", limit=MOST_WHOLE // 1000))
    if not files:
        found.append(problem(FIRST, 0, "pack_no_file"))
    return in_order(found)


def read_upload(name: str, data: bytes) -> tuple[Files, Problems]:
    """Read what somebody brings: a zip of YAML files, or one YAML document.

    Args:
        name: What the file is called there.
        data: Its bytes.

    Returns:
        The files, or none of them with every problem; what is wrong inside the YAML is not looked at here.
    """
    if len(data) > MOST_WHOLE:
        return {}, (problem(_short(name), 0, "pack_whole_large", limit=MOST_WHOLE // 1000),)
    found: dict[str, str] = {}
    problems: list[Problem] = []
    members = _unzipped(name, data) if data.startswith(_MAGIC) else iter([(FIRST, data)])
    for source, part in members:
        if isinstance(part, Problem):
            problems.append(part)
        elif source in found:
            problems.append(problem(_short(source), 0, "pack_file_twice"))
        else:
            try:
                found[source] = tidy(part.decode("utf-8"))
            except UnicodeDecodeError as error:
                line = part[: error.start].count(b"\n") + 1
                problems.append(problem(_short(source), line, "pack_not_utf8"))
    problems += [] if problems else problems_of_size(found)
    return ({}, in_order(problems)) if problems else (found, ())


def _unzipped(name: str, data: bytes) -> Iterator[tuple[str, bytes | Problem]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _members(name, archive)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        yield name, problem(_short(name), 0, "pack_zip_broken", reason=type(error).__name__)


def _members(name: str, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes | Problem]]:
    wanted = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
    if len(wanted) > MOST_FILES:
        yield name, problem(_short(name), 0, "pack_many_files", limit=MOST_FILES, got=len(wanted))
        return
    whole = 0
    for one in wanted:
        short = one.filename.rsplit("/", 1)[-1]
        if not _NAME.fullmatch(short):
            yield short, problem(_short(short), 0, "pack_file_name")
            continue
        part = _member(archive, one, short)
        yield short, part
        whole += len(part) if isinstance(part, bytes) else 0
        if whole > MOST_WHOLE:
            yield name, problem(_short(name), 0, "pack_whole_large", limit=MOST_WHOLE // 1000)
            return


def _member(archive: zipfile.ZipFile, one: zipfile.ZipInfo, short: str) -> bytes | Problem:
    """Read one member as far as is allowed; what the archive says of its size is not believed."""
    try:
        with archive.open(one) as stream:
            part = stream.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        # RuntimeError: locked with a pass phrase; NotImplementedError, one of its kinds: an unknown compression.
        return problem(_short(short), 0, "pack_zip_broken", reason=type(error).__name__)
    return part if len(part) <= MOST_BYTES else problem(_short(short), 0, "too_large", limit=MAX_CHARS)


def zipped(files: Files) -> bytes:
    """Give the files as a zip; the same files make the same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def joined(files: Files) -> str | None:
    """Give the files as one YAML document; None where they do not read the same behind each other."""
    return _joined(bundled(files))


@lru_cache(maxsize=8)
def _joined(data: bytes) -> str | None:
    files = unbundled(data)
    ordered = sorted(files, key=lambda name: (name != FIRST, name))
    text = "\n".join(f"# {name}\n{files[name].rstrip()}\n" for name in ordered)
    whole, _ = read_document(text, FIRST)
    apart: dict[str, object] = {}
    for name in ordered:
        one, _ = read_document(files[name], name)
        if one is None or not isinstance(one.value, dict) or one.value.keys() & apart.keys():
            return None
        apart |= one.value
    return text if whole is not None and whole.value == apart else None


def _short(name: str) -> str:
    """Give a file's name as a sentence may show it."""
    said = "".join(char if char.isalnum() or char in "-_." else "·" for char in name.rsplit("/", 1)[-1])
    return said[:_LONGEST_NAME] or FIRST
