"""Issue, verify, revoke, status, rotate-key: what the commands do, and what they refuse in words."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mysterydesk import audit
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.cli import app
from mysterydesk.clock import now
from mysterydesk.exams import registry
from mysterydesk.key_file import PHRASE, place_of
from mysterydesk.store.sqlite import SqliteStore
from policy.text import Text
from tests.mysterydesk.issued_here import HOLDER, NUMBER, with_credential

URL = "https://desk.example"
PROOF = b"a long enough phrase\n"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "desk.db"
    with_credential(place, URL).close()
    monkeypatch.setenv("MYSTERYDESK_DB", str(place))
    monkeypatch.setenv("MYSTERYDESK_URL", URL)
    monkeypatch.setenv("MYSTERYDESK_LANG", "en")
    return place


def run(*words: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["credential", *words], input=given)


def published(tmp_path: Path) -> list[str]:
    """Write lists and documents, and give the options that point at them."""
    assert run("status", "--out", str(tmp_path / "public")).exit_code == 0
    lists = ("status-1.json", "status-1-revocation.json")
    names = [word for one in lists for word in ("--status", str(tmp_path / "public" / one))]
    return [*names, "--did", str(tmp_path / "public" / "did-1.json")]


def test_every_form_is_written_and_verifies_offline(database: Path, tmp_path: Path) -> None:
    done = run("issue", NUMBER, "--out", str(tmp_path / "out"), "--form", "json,jwt,png,svg", "--json")
    assert done.exit_code == 0, done.output
    files = json.loads(done.stdout)["files"]
    known = published(tmp_path)
    forms = []
    for file in files:
        said = run("verify", file, *known, "--subject", HOLDER, "--json")
        answer = json.loads(said.stdout)
        assert (said.exit_code, answer["verdict"]) == (0, "verified"), answer
        forms.append(answer["form"])
    assert forms == ["json", "jwt", "png", "svg"]
    piped = run("verify", "-", *known, given=Path(files[2]).read_bytes())
    assert (piped.exit_code, piped.output.splitlines()[0]) == (0, "Verified")
    assert database.exists()


def test_nothing_is_issued_that_was_not_awarded(database: Path, tmp_path: Path) -> None:
    before = len(SqliteStore(database).status.entries("1"))
    for number, form, said in (
        ("00000000-0000-4000-8000-000000000000", "json", "There is no credential"),
        (NUMBER, "docx", "There is no form docx; there are json, jwt, png, svg, pdf"),
    ):
        done = run("issue", number, "--out", str(tmp_path / "out"), "--form", form)
        assert (done.exit_code, said in done.output) == (1, True), done.output
    assert not (tmp_path / "out").exists()
    assert len(SqliteStore(database).status.entries("1")) == before


def test_without_lists_and_keys_at_hand_nothing_is_confirmed(database: Path, tmp_path: Path) -> None:
    run("issue", NUMBER, "--out", str(tmp_path), "--form", "jwt")
    done = run("verify", str(tmp_path / f"credential-{NUMBER}.jwt"))
    assert done.exit_code == 1
    assert "The issuer's published keys are not at hand" in done.output
    assert "No status list is at hand" in done.output
    assert database.exists()


def test_a_suspension_a_reinstatement_and_a_revocation_reach_the_published_lists(
    database: Path, tmp_path: Path
) -> None:
    run("issue", NUMBER, "--out", str(tmp_path), "--form", "json")
    file = str(tmp_path / f"credential-{NUMBER}.json")
    codes = []
    for more in (["--suspend"], ["--lift"], []):
        done = run(
            "revoke", NUMBER, "--by", "hemin", "--reason", "an appeal is being heard", *more, "--json", given=PROOF
        )
        assert done.exit_code == 0, done.output
        checks = json.loads(run("verify", file, *published(tmp_path), "--json").stdout)["checks"]
        codes.append((json.loads(done.stdout)["state"], *(c["code"] for c in checks if c["check"] == "status")))
    assert codes == [("suspended", "suspended"), ("valid", "ok"), ("revoked", "revoked")]
    assert "is revoked. Reason: an appeal is being heard" in run("status", NUMBER).output
    with closing(SqliteStore(database)) as store:
        assert audit.verify(store, (), signer=None) == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "hemin", "--reason", " "), "Say why"),
        (("--by", "nobody", "--reason", "x"), "nobody"),
        (("--by", "chenxiao", "--reason", "x"), "role"),
        (("--by", "hemin", "--reason", "x", "--lift"), "is not suspended"),
    ],
)
def test_what_may_not_be_revoked_stays_as_it_is(database: Path, words: tuple[str, ...], said: str) -> None:
    done = run("revoke", NUMBER, *words, given=PROOF)
    assert (done.exit_code, said in done.output) == (1, True), done.output
    assert "is in force" in run("status", NUMBER).output
    assert database.exists()


def test_nobody_revokes_in_the_name_of_another(database: Path) -> None:
    done = run("revoke", NUMBER, "--by", "hemin", "--reason", "x", given=b"a guess at the phrase\n")
    assert (done.exit_code, "pass phrase" in done.output) == (1, True), done.output
    assert "is in force" in run("status", NUMBER).output
    assert database.exists()


def test_above_junior_it_takes_a_second_examiner_with_a_phrase_of_their_own(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "people_for", lambda _level: 2)
    with closing(SqliteStore(database)) as store:
        name = Text(zh="second", en="second")
        new = NewAccount(login="second", name=name, role="examiner", phrase="another long phrase")
        open_account(store, new, by=None, at=now())
    asked = ("revoke", NUMBER, "--reason", "x")
    done = run(*asked, "--by", "hemin", given=PROOF)
    assert (done.exit_code, "A second examiner has to confirm" in done.output) == (1, True), done.output
    again = run(*asked, "--by", "hemin", given=PROOF)
    assert (again.exit_code, "nobody confirms what they proposed" in again.output) == (1, True), again.output
    assert "is in force" in run("status", NUMBER).output
    done = run(*asked, "--by", "second", given=b"another long phrase\n")
    assert done.exit_code == 0, done.output
    assert "is revoked" in run("status", NUMBER).output


def test_both_may_prove_themselves_in_one_go(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "people_for", lambda _level: 2)
    with closing(SqliteStore(database)) as store:
        new = NewAccount(login="second", name=Text(zh="x", en="x"), role="examiner", phrase="another long phrase")
        open_account(store, new, by=None, at=now())
    both = PROOF + b"another long phrase\n"
    done = run("revoke", NUMBER, "--by", "hemin", "--second", "second", "--reason", "x", "--suspend", given=both)
    assert done.exit_code == 0, done.output
    assert "is suspended" in run("status", NUMBER).output


def test_a_revocation_that_cannot_be_published_is_not_made(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("status", "--json")
    with monkeypatch.context() as shut:
        shut.delenv(PHRASE)
        done = run("revoke", NUMBER, "--by", "hemin", "--reason", "x", given=PROOF)
        assert (done.exit_code, PHRASE in done.output) == (1, True)
    assert "is in force" in run("status", NUMBER).output
    assert place_of(database).exists()


def test_after_a_rotation_the_old_credential_verifies_and_both_keys_are_told(database: Path, tmp_path: Path) -> None:
    run("issue", NUMBER, "--out", str(tmp_path), "--form", "json")
    done = run("rotate-key", "--yes", "--json")
    assert json.loads(done.stdout) == {
        "old": "did:web:desk.example#key-1",
        "new": "did:web:desk.example#key-2",
        "compromised": False,
    }
    file = str(tmp_path / f"credential-{NUMBER}.json")
    assert run("verify", file, *published(tmp_path)).exit_code == 0
    keys = json.loads(run("status", "--json").stdout)["keys"]
    assert [(one["key"].rpartition("#")[2], bool(one["retired"])) for one in keys] == [
        ("key-1", True),
        ("key-2", False),
    ]
    run("rotate-key", "--yes", "--compromised")
    run("issue", NUMBER, "--out", str(tmp_path), "--form", "jwt")
    assert run("verify", str(tmp_path / f"credential-{NUMBER}.jwt"), *published(tmp_path)).exit_code == 0
    assert "disowned" in run("status").output
    assert database.exists()


def test_a_rotation_is_asked_about_first(database: Path) -> None:
    done = run("rotate-key", given=b"n\n")
    assert done.exit_code == 1
    assert len(json.loads(run("status", "--json").stdout)["keys"]) == 1
    assert database.exists()
