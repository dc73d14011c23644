"""A verifier that shares no code with ours reads what we issue; it runs from a copy, installed once a session."""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from certification.keys import PublishedKey, did_document, key_pair
from mysterydesk.clock import now
from mysterydesk.commands.credential_status import write_public
from mysterydesk.credential_forms import as_form, credential_as
from mysterydesk.house_key import rotate
from mysterydesk.settings import Settings
from mysterydesk.status_lists import set_state, status_of
from tests.certification.issued import EMAIL, INDEX, LATER, SEED, listed, signed
from tests.certification.wrapped import falsified, whole
from tests.conftest import absent
from tests.mysterydesk.issued_here import HOLDER, NUMBER, with_credential

Run = Callable[..., dict[str, Any]]

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@pytest.fixture(scope="session")
def node_verifier(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy and install the verifier; where that cannot be done the tests skip and say why."""
    source = shared / "certification" / "verify-ob3"
    if not source.is_dir():
        pytest.skip("no independent verifier among the interchange files")
    for command in ("node", "npm"):
        if shutil.which(command) is None:
            absent(f"{command} is not installed, the independent verifier cannot run")
    folder = tmp_path_factory.mktemp("verify-ob3") / "verifier"
    shutil.copytree(source, folder, copy_function=shutil.copyfile)
    folder.chmod(0o755)
    done = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    if done.returncode != 0:
        absent("npm ci failed, no registry reachable: " + done.stderr.strip()[-200:])
    return folder


@pytest.fixture
def judge(node_verifier: Path, tmp_path: Path) -> Run:
    """Run the verifier on a credential, with its list, and read its answer."""

    def run(document: dict[str, Any], status: dict[str, Any], *more: str) -> dict[str, Any]:
        file, list_file = tmp_path / "credential.json", tmp_path / "list.json"
        file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        list_file.write_text(json.dumps(status), encoding="utf-8")
        asked = ["--status", str(list_file), "--at", LATER.isoformat(), "--json", *more]
        done = subprocess.run(
            ["node", "verify.mjs", str(file), *asked],
            cwd=node_verifier,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
        assert done.returncode == (0 if answer["verified"] else 1), done.stderr
        return answer

    return run


def test_an_issued_credential_is_accepted_in_every_check(judge: Run) -> None:
    answer = judge(signed(), listed(3), "--subject", EMAIL, "--issuer", key_pair(SEED).issuer)
    assert answer["verified"], answer
    assert {check["check"] for check in answer["checks"]} >= {
        "proof",
        "json-ld-safe",
        "context",
        "type",
        "recipient",
        "schema",
        "period",
        "status",
        "recipient-match",
        "trusted-issuer",
    }


def test_a_did_web_issuer_with_rotated_keys_is_accepted(judge: Run, tmp_path: Path) -> None:
    did = "did:web:desk.example"
    old, new = key_pair(SEED, did, "key-2025"), key_pair(bytes(32), did, "key-2026")
    published = [PublishedKey(fragment=key.method.partition("#")[2], public=key.public()) for key in (old, new)]
    file = tmp_path / "did.json"
    file.write_text(json.dumps(did_document(did, published)), encoding="utf-8")
    answer = judge(signed(old), listed(key=new), "--did", str(file))
    assert answer["verified"], answer


def test_a_revoked_credential_is_rejected(judge: Run) -> None:
    answer = judge(signed(), listed(INDEX))
    assert [check["check"] for check in answer["checks"] if not check["ok"]] == ["status"]


ONE_AFTER_THE_OTHER = """
const [args, ...files] = process.argv.slice(2), said = {};
class Done extends Error {}
process.exit = code => { throw Object.assign(new Done(), {code}); };
for (const file of files) {
  process.argv = ['node', 'verify.mjs', file, ...JSON.parse(args)];
  const lines = [], log = console.log;
  console.log = line => lines.push(line);
  // Another address is another run of the file; what it loads stays loaded.
  await import(`./verify.mjs?${encodeURIComponent(file)}`).catch(end => { if (!(end instanceof Done)) throw end; });
  console.log = log;
  said[file] = JSON.parse(lines.join(''));
}
console.log(JSON.stringify(said));
"""


def test_every_falsified_form_is_rejected_and_every_whole_one_accepted(node_verifier: Path, tmp_path: Path) -> None:
    """In one process: starting the verifier takes much longer than what it does."""
    spoilt = dict(falsified())
    for name, data in {**whole(), **spoilt}.items():
        (tmp_path / name).write_bytes(data)
    files = sorted(str(place) for place in tmp_path.iterdir())
    (tmp_path / "status").write_text(json.dumps(listed()), encoding="utf-8")
    asked = ["--status", str(tmp_path / "status"), "--at", LATER.isoformat(), "--subject", EMAIL, "--json"]
    answers = one_after_the_other(node_verifier, asked, files)
    verified = {Path(file).name for file, answer in answers.items() if answer["verified"]}
    assert len(files) == len(spoilt) + len(whole())
    assert verified == set(whole())


def one_after_the_other(node_verifier: Path, asked: Sequence[str], files: Sequence[str]) -> dict[str, Any]:
    """Ask about files in one process: file -> answer."""
    (node_verifier / "all.mjs").write_text(ONE_AFTER_THE_OTHER, encoding="utf-8")
    done = subprocess.run(
        ["node", "all.mjs", json.dumps(list(asked)), *files],
        cwd=node_verifier,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_the_product_issues_is_accepted_and_what_it_suspends_is_not(node_verifier: Path, tmp_path: Path) -> None:
    """Through the store, under a did:web whose key was changed since, in every form."""
    settings = Settings(database=tmp_path / "desk.db", public_url="https://desk.example")
    public = tmp_path / "public"
    verdicts: dict[str, list[bool]] = {"valid": [], "suspended": []}
    with closing(with_credential(settings.database, settings.url)) as store:
        files = []
        rotate(store, "did:web:desk.example", now())
        for form in ("json", "jwt", "png", "svg"):
            place = tmp_path / f"credential.{form}"
            place.write_bytes(credential_as(store, settings, NUMBER, as_form(form)))
            files.append(str(place))
        for state, found in verdicts.items():
            if state == "suspended":
                set_state(store, status_of(store, f"urn:uuid:{NUMBER}"), "suspended", "x", now())
            write_public(store, settings.url, now() - timedelta(seconds=5), public)
            lists = ["--status", str(public / "status-1.json"), "--did", str(public / "did-1.json")]
            asked = [*lists, "--subject", HOLDER, "--issuer", "did:web:desk.example", "--json"]
            answers = one_after_the_other(node_verifier, asked, files)
            found.extend(answers[file]["verified"] for file in files)
    assert verdicts == {"valid": [True] * 4, "suspended": [False] * 4}


def test_text_that_canonical_forms_escape_is_read_alike(judge: Run) -> None:
    """Quotes, backslashes, line ends, rare Han and astral characters are where canonical forms differ."""
    name = '龑 "O\\Brien" é e\u0301 𠮷 \t\u200d < > & \u0085 🙂'
    answer = judge(signed(holder_name=name), listed())
    assert answer["verified"], answer
