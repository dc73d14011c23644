from pathlib import Path

from mysterydesk.fonts import find_font, is_truetype
from policy.problem import Problem

TRUETYPE = b"\x00\x01\x00\x00" + bytes(60)
CFF = b"OTTO" + bytes(60)


def collection(face: bytes) -> bytes:
    return b"ttcf" + b"\x00\x01\x00\x00" + (1).to_bytes(4, "big") + (16).to_bytes(4, "big") + face


def test_a_collection_is_judged_by_its_first_face() -> None:
    assert is_truetype(collection(TRUETYPE))
    assert not is_truetype(collection(CFF))
    assert not is_truetype(b"ttcf")


def test_the_preferred_font_is_found_in_a_folder_below(tmp_path: Path) -> None:
    deep = tmp_path / "truetype" / "wqy"
    deep.mkdir(parents=True)
    (tmp_path / "simhei.ttf").write_bytes(TRUETYPE + b"simhei")
    (deep / "wqy-microhei.ttc").write_bytes(collection(TRUETYPE) + b"microhei")
    found = find_font({}, (tmp_path,))
    assert isinstance(found, bytes)
    assert found.endswith(b"microhei")


def test_a_font_whose_text_could_not_be_extracted_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "wqy-microhei.ttc").write_bytes(collection(CFF))
    (tmp_path / "simhei.ttf").write_bytes(TRUETYPE + b"simhei")
    found = find_font({}, (tmp_path,))
    assert isinstance(found, bytes)
    assert found.endswith(b"simhei")


def test_a_named_font_decides_alone(tmp_path: Path) -> None:
    (tmp_path / "wqy-microhei.ttc").write_bytes(collection(TRUETYPE))
    own, cff = tmp_path / "own.ttf", tmp_path / "own.otf"
    own.write_bytes(TRUETYPE + b"own")
    cff.write_bytes(CFF)
    assert find_font({"MYSTERYDESK_FONT": str(own)}, (tmp_path,)) == TRUETYPE + b"own"
    codes = []
    for named in (cff, tmp_path / "absent.ttf"):
        found = find_font({"MYSTERYDESK_FONT": str(named)}, (tmp_path,))
        assert isinstance(found, Problem)
        assert found.source == str(named)
        codes.append(found.code)
    assert codes == ["font_not_truetype", "font_missing"]


def test_a_machine_without_a_font_is_told_what_to_install(tmp_path: Path) -> None:
    found = find_font({}, (tmp_path, tmp_path / "absent"))
    assert isinstance(found, Problem)
    assert found.code == "font_missing"
    assert dict(found.params)["package"] == "fonts-wqy-microhei"
    assert found.source == str(tmp_path)
