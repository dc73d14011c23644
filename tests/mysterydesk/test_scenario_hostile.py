"""What somebody brings that cannot work, or means ill: each a clear problem at its line, and nothing is kept."""

import io
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mysterydesk import scenario_drafts
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.cli import app
from mysterydesk.pack_files import zipped
from mysterydesk.scenario_check import checked
from mysterydesk.scenario_files import FIRST, out_files
from mysterydesk.scenario_source import shipped_text
from mysterydesk.store import SqliteStore
from policy.text import Text
from tests.mysterydesk.test_scenario_authoring import AT, SMALL, WRITER, uploaded
from tests.scenarios.small import SCENARIO, WORLD

WIPE = '{zh: "擦屏幕", en: "wipe the screen"}, hand: customer, repair: guidance, cost_s: 30'
IN_AND_OUT = "{when: [{plug: out}], sets: {plug: in}}, {when: [{plug: in}], sets: {plug: out}}"
RELAPSE = "{when: [{plug: extension}], after_s: 900, sets: {plug: out}}"


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["scenario", *words], env={"LC_ALL": "en_US.UTF-8", "LANG": "en_US.UTF-8"})
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("out: {when: [{plug: out}]", "out: {when: [{fuse: blown}]", "causes_look_alike", "    lamp_dead:"),
        ("product_version: {disclosure: on_ask", "product_version: {disclosure: after_consent", "unreachable_fact",
         "  product_version:"),
        (RELAPSE, f"{RELAPSE}\n    - {{when: [{{plug: out}}], after_s: 60, sets: {{plug: extension}}}}",
         "endless_relapse", f"    - {RELAPSE}"),
        (WIPE, f"{WIPE}, effects: [{IN_AND_OUT}]",
         "action_undoes_itself", "    wipe_screen:"),
        ("亭子黑屏了。", "沃尔玛的亭子黑屏了。", "real_company", '  zh: ["您好'),
        ("亭子黑屏了。", "亭子黑屏了，打13912345678。", "real_phone", '  zh: ["您好'),
        (', en: "A kiosk is dark"}', "}", "missing_translation", "title:"),
        ("亭子黑屏了。", "亭子黑屏了，我是〔姓名〕。", "blank_left", '  zh: ["您好'),
        ("售票员", "……", "blank_left", "  - {title:"),
    ],
)  # fmt: skip
def test_each_mistake_is_said_at_its_line(tmp_path: Path, old: str, new: str, code: str, at: str) -> None:
    text = SCENARIO.replace(old, new)
    if code == "causes_look_alike":
        text = text.replace("hum: {when: [{lamp: dead}]", "hum: {when: [{fuse: blown}]")
        text = text.replace("some: {when: [{lamp: dead}]", "some: {when: [{fuse: blown}]")
    assert text != SCENARIO
    found = checked({FIRST: text, **WORLD})
    assert found.sound is None
    assert (code, line_of(text, at)) in {(one.code, one.line) for one in found.problems}
    place = tmp_path / "s.zip"
    place.write_bytes(zipped(out_files("S900-dark-kiosk", {FIRST: text, **WORLD})))
    status, said = run("check", str(place))
    assert (status, f":{line_of(text, at)}:" in said) == (1, True)


def test_a_bomb_of_anchors_and_a_climbing_zip_leave_nothing_behind(tmp_path: Path) -> None:
    """Both are refused by check and import alike; nothing lies beside them, and the store has no draft."""
    database = tmp_path / "own.db"
    with_account(database)
    bomb, climb = tmp_path / "bomb.yaml", tmp_path / "climb.zip"
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 9)]
    bomb.write_text("\n".join(rows))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("../../evil.yaml", SCENARIO)
    climb.write_bytes(kept.getvalue())
    for place, said in ((bomb, "alias"), (climb, "../../evil.yaml")):
        for words in (("check", str(place)), ("import", str(place), "--by", "writer", "--store", str(database))):
            status, output = run(*words)
            assert (status, said in output) == (1, True)
    assert not list(tmp_path.parent.rglob("evil.yaml"))
    store = SqliteStore(database)
    assert scenario_drafts.drafts(store, WRITER) == ()
    store.close()


def with_account(database: Path) -> None:
    store = SqliteStore(database)
    new = NewAccount(login="writer", name=Text(zh="甲", en="A"), role="trainer", phrase="a long enough phrase")
    open_account(store, new, by=None, at=AT)
    store.close()


def test_the_command_brings_in_a_zip_and_a_file(tmp_path: Path) -> None:
    """A zip keeps its own id where it is free, and another the second time; a shipped one gets an id of one's own."""
    database = tmp_path / "own.db"
    with_account(database)
    as_zip, as_file = tmp_path / "kiosk.zip", tmp_path / "copy.yaml"
    as_zip.write_bytes(zipped(out_files("S900-dark-kiosk", SMALL)))
    as_file.write_text(shipped_text("S047-lost-promotion-draft"), encoding="utf-8")
    for place, name in (
        (as_zip, "S900-dark-kiosk"), (as_zip, "S500-dark-kiosk"), (as_file, "S501-lost-promotion-draft"),
    ):  # fmt: skip
        status, said = run("import", str(place), "--by", "writer", "--store", str(database))
        assert (status, name in said) == (0, True)
    store = SqliteStore(database)
    found = {
        one.id: scenario_drafts.opened(store, WRITER, one.id).files for one in scenario_drafts.drafts(store, WRITER)
    }
    store.close()
    assert sorted(found) == ["S500-dark-kiosk", "S501-lost-promotion-draft", "S900-dark-kiosk"]
    assert found["S900-dark-kiosk"] == SMALL
    assert all(checked(files, name).problems == () for name, files in found.items())


def test_a_copied_scenario_keeps_what_its_articles_advise(tmp_path: Path) -> None:
    """The article goes along and advises the copy's own actions, of an upload under a taken id as of a version."""
    store = SqliteStore(tmp_path / "own.db")
    (article,) = (name for name, text in WORLD.items() if 'advises: ["S900-dark-kiosk/plug_in"]' in text)
    first, second = uploaded(store), uploaded(store)
    assert (first.id, second.id) == ("S900-dark-kiosk", "S500-dark-kiosk")
    now = scenario_drafts.opened(store, WRITER, second.id).files
    assert 'advises: ["S500-dark-kiosk/plug_in"]' in now[article]
    assert "S900-dark-kiosk/" not in now[article]
    assert checked(now, second.id).problems == ()
    store.close()
