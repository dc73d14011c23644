from pathlib import Path

import pytest

from mysterydesk.errors import FileMissing
from mysterydesk.library import list_files, read_bytes, read_text


def test_content_is_read_by_room_and_path(root: Path) -> None:
    css = (root / "mysterydesk" / "content" / "plain.css").read_text(encoding="utf-8")
    assert read_text("mysterydesk", "plain.css") == css
    assert read_bytes("mysterydesk", "plain.css") == css.encode()


def test_every_listed_file_can_be_read(root: Path) -> None:
    listed = list_files("mysterydesk")
    on_disk = (root / "mysterydesk" / "content").rglob("*")
    assert set(listed) == {
        path.relative_to(root / "mysterydesk/content").as_posix() for path in on_disk if path.is_file()
    }
    assert all(read_bytes("mysterydesk", name) for name in listed)


def test_an_absent_folder_is_empty() -> None:
    assert list_files("mysterydesk", "no_such_folder") == ()


@pytest.mark.parametrize("path", ["absent.yaml", "../errors.py", "/etc/passwd", "a//b", "..\\errors.py", "."])
def test_what_is_not_content_is_refused(path: str) -> None:
    with pytest.raises(FileMissing) as caught:
        read_text("mysterydesk", path)
    assert caught.value.params["room"] == "mysterydesk"
