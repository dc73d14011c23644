"""Anybody may check a credential here: by its number, or by a file that may be hostile."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from certification.baked_png import KEYWORD, SIGNATURE, unbake_png
from certification.baked_svg import unbake_svg
from mysterydesk import status_lists
from mysterydesk.clock import now
from mysterydesk.key_file import PHRASE
from mysterydesk.settings import Settings
from mysterydesk.store.sqlite import SqliteStore
from mysterydesk.verify_routes import verify_routes
from mysterydesk.world import World
from tests.certification.issued import SEED, listed, signed
from tests.certification.tampered import STRANGER
from tests.mysterydesk.issued_here import HOLDER, NUMBER, with_credential

URL = "https://desk.example"
FORMS = ("json", "jwt", "png", "svg")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(with_credential(tmp_path / "desk.db", URL)) as opened:
        yield opened


@pytest.fixture
def client(store: SqliteStore) -> TestClient:
    world = World(settings=Settings(database=store.path, public_url=URL), store=store, demo=False)
    return TestClient(Starlette(routes=list(verify_routes(world))), headers={"accept-language": "en"})


def sent(client: TestClient, data: bytes, **fields: str) -> str:
    done = client.post("/verify", files={"file": ("anything", data)}, data=fields)
    assert done.status_code == 200
    return str(done.text)


def test_every_form_is_fetched_and_accepted_without_an_account(client: TestClient) -> None:
    for form in FORMS:
        file = client.get(f"/verify/{NUMBER}.{form}")
        assert file.status_code == 200
        page = sent(client, file.content, subject="chenxiao")
        assert "This credential is valid" in page, form
        for words in ("42 of 50, cut 40", "A drill passes at 80 points", "Attempt record sha256", "Holder matches"):
            assert words in page, (form, words)


def test_the_pictures_carry_the_very_bytes_of_the_document(client: TestClient) -> None:
    text = client.get(f"/verify/{NUMBER}.json").content
    assert unbake_png(client.get(f"/verify/{NUMBER}.png").content) == text
    drawing = client.get(f"/verify/{NUMBER}.svg")
    assert unbake_svg(drawing.content) == text
    assert "sandbox" in drawing.headers["content-security-policy"]


def test_text_may_be_pasted_and_another_holder_is_told(client: TestClient) -> None:
    token = client.get(f"/verify/{NUMBER}.jwt").text
    page = client.post("/verify", data={"typed": token, "subject": "somebody@example.com"}, files={"x": b""}).text
    assert "This credential is not valid" in page
    assert "The holder is not the person named." in page


@pytest.mark.parametrize(
    ("lang", "title", "why"),
    [
        ("en", "This credential is not valid", "something was changed after it was issued"),
        ("zh", "凭证无效", "签发之后有人改过"),
    ],
)
def test_a_changed_file_is_refused_in_plain_words(client: TestClient, lang: str, title: str, why: str) -> None:
    file = client.get(f"/verify/{NUMBER}.json").text.replace("王芳", "李强")
    done = client.post("/verify", files={"file": file.encode()}, headers={"accept-language": lang})
    assert title in done.text
    assert why in done.text
    assert 'role="alert"' in done.text


def test_markup_of_a_stranger_is_shown_and_never_run(client: TestClient) -> None:
    bad = signed(STRANGER, holder_name="<script>alert(1)</script>")
    bad["evidence"][0]["narrative"] = "</details><img src=x onerror=alert(1)>"
    page = sent(client, json.dumps(bad).encode())
    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_a_sound_credential_of_a_stranger_is_called_so(client: TestClient) -> None:
    page = sent(client, json.dumps(signed()).encode())
    assert "Not issued here" in page
    assert "This credential is valid" not in page
    assert listed()["issuer"] != SEED


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"{" * 50_000,
        b'{"id": 1, "id": 2}',
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
        SIGNATURE + b"\xff\xff\xff\xffiTXt" + KEYWORD,
        b"\x00\xff" * 1000,
        b'{"issuer": {"id": ["x"]}, "credentialStatus": [[[]]], "proof": [1], "evidence": {"a": 1}}',
        b'{"credentialSubject": {"result": [1, {"resultDescription": {}}], "achievement": {"resultDescription": 7}}}',
    ],
)
def test_hostile_files_get_a_page_that_says_no(client: TestClient, data: bytes) -> None:
    page = sent(client, data)
    assert "This credential is not valid" in page
    assert "root:" not in page


def test_a_file_made_to_keep_the_verifier_busy_is_put_aside(client: TestClient) -> None:
    bad = signed()
    bad["evidence"] = [{"id": f"urn:x:{number}", "type": ["Evidence"]} for number in range(5_000)]
    assert "larger than any credential" in sent(client, json.dumps(bad).encode())


def test_too_much_and_nothing_at_all_are_told(client: TestClient) -> None:
    assert client.post("/verify", files={"file": bytes(4_200_000)}).status_code == 413
    assert client.post("/verify", files={"file": b""}).status_code == 422
    assert client.post("/verify", content=b"--x", headers={"content-type": "multipart/form-data"}).status_code == 400
    many = [("file", (f"{number}", b"x")) for number in range(5)]
    assert client.post("/verify", files=many).status_code == 400


def test_status_and_suspension_are_seen_at_once_by_the_code(client: TestClient, store: SqliteStore) -> None:
    said = []
    states: tuple[status_lists.State, ...] = ("suspended", "revoked")
    for state in states:
        here = status_lists.status_of(store, f"urn:uuid:{NUMBER}")
        status_lists.set_state(store, here, state, "x", now())
        said.append(client.get(f"/verify/{NUMBER}").text)
    assert "This credential is suspended" in said[0]
    assert "has revoked this credential for good" in said[1]


def test_lists_and_the_issuers_document_are_public(client: TestClient) -> None:
    main, beside = (client.get(f"/status/1{tail}").json() for tail in ("", "-revocation"))
    assert [one["credentialSubject"]["statusPurpose"] for one in (main, beside)] == ["suspension", "revocation"]
    assert [one["id"] for one in (main, beside)] == [f"{URL}/status/1", f"{URL}/status/1-revocation"]
    assert client.get("/did.json").json() == client.get("/.well-known/did.json").json()
    assert client.get("/did.json").json()["id"] == "did:web:desk.example"
    assert [client.get(f"/status/{name}").status_code for name in ("2", "1-x", "x", "1-")] == [404, 404, 404, 200]


def test_without_a_pass_phrase_credentials_are_still_verified_and_old_lists_confirm_nothing(
    client: TestClient, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/status/1")
    client.get("/status/1-revocation")
    monkeypatch.delenv(PHRASE)
    assert "This credential is valid" in client.get(f"/verify/{NUMBER}").text
    monkeypatch.setattr("mysterydesk.verify_routes.now", lambda: now() + timedelta(days=9))
    page = client.get(f"/verify/{NUMBER}").text
    assert "This credential cannot be confirmed at present" in page
    assert "The status list has expired" in page
    assert client.get(f"/verify/{NUMBER}.jwt").status_code == 404
    assert HOLDER.startswith("chenxiao")
    assert store.path.exists()
