"""A scenario of one's own: begun, checked, tried, published by a second person, drawn from, retired, never lost."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mysterydesk import attempts, drills, scenario_drafts, scenario_review, scenario_shelf, shelf
from mysterydesk.audit import verify
from mysterydesk.cli import app
from mysterydesk.drills import Begin
from mysterydesk.errors import Conflict, NotAllowed, WorldError
from mysterydesk.pack_files import Files, zipped
from mysterydesk.pack_sheet import sheet_of
from mysterydesk.roles import Role
from mysterydesk.scenario_changes import changes_between
from mysterydesk.scenario_check import checked
from mysterydesk.scenario_contacts import contacts_in
from mysterydesk.scenario_files import FIRST, out_files, read_upload
from mysterydesk.scenario_proof import keep_proof
from mysterydesk.scenario_record import Authored
from mysterydesk.scenario_seeds import seeds, template_text, templates
from mysterydesk.scenario_source import NewScenario, shipped_text
from mysterydesk.scenario_trial import Proof, trial
from mysterydesk.scenario_world import with_shipped, without_shipped
from mysterydesk.store import Account, AccountId, SqliteStore
from policy.document import Plain
from policy.text import Text
from tests.scenarios.small import SCENARIO, WORLD

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
TITLE = Text(zh="自写的", en="One of our own")
SMALL: Files = {FIRST: SCENARIO, **WORLD}
SHIPPED = "S047-lost-promotion-draft"


def someone(name: str, role: Role) -> Account:
    return Account(id=AccountId(name), login=name, name=Text(zh="甲", en="A"), role=role, created_at=AT)


WRITER, SECOND, BOSS = someone("a-writer", "trainer"), someone("a-second", "trainer"), someone("a-boss", "admin")
PUPIL = someone("a-pupil", "trainee")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "own.db")) as kept:
        yield kept


def uploaded(store: SqliteStore, files: Files = SMALL) -> Authored:
    wanted = NewScenario(slug="", title=Text(zh="", en=""), origin="upload", files=files)
    return scenario_drafts.begin(store, WRITER, wanted, AT)


def copied(store: SqliteStore) -> Authored:
    wanted = NewScenario(slug="lost-again", title=TITLE, origin="shipped", name=SHIPPED)
    return scenario_drafts.begin(store, WRITER, wanted, AT)


def changed(store: SqliteStore, name: str, value: Plain, *path: str | int, by: Account = WRITER) -> Authored:
    """Change one value as the form does, and save."""
    now = scenario_drafts.opened(store, by, name)
    files = {**now.files, **sheet_of({FIRST: now.files[FIRST]}).put(value, *path)}
    return scenario_drafts.save(store, by, name, files, seen=now.now.seen, at=AT)


@pytest.fixture(scope="module")
def proof() -> Proof:
    """What comes of trying the small scenario, played once for all tests."""
    found = checked(SMALL)
    assert found.sound is not None
    return trial(found.sound, found.world, SMALL, seeds=1)


def test_a_copy_has_its_own_id_and_title_and_no_problem(store: SqliteStore) -> None:
    made = copied(store)
    now = scenario_drafts.opened(store, SECOND, made.id)
    found = checked(now.files, made.id)
    assert (made.id, found.problems) == ("S500-lost-again", ())
    assert found.scenario is not None
    assert (found.scenario.id, found.scenario.title) == (made.id, TITLE)
    assert [one.part for one in changes_between(now.base, now.files, derived=False)] == ["title"]
    second = NewScenario(slug="lost-again", title=TITLE, origin="shipped", name=SHIPPED)
    assert scenario_drafts.begin(store, WRITER, second, AT).id == "S501-lost-again"


@pytest.mark.parametrize(
    ("slug", "title", "code"),
    [
        ("Bad Slug", TITLE, "scenario_slug_unfit"),
        ("../x", TITLE, "scenario_slug_unfit"),
        ("fine-one", Text(zh="<b>粗</b>", en="x"), "scenario_title_wanted"),
        ("fine-one", Text(zh="", en="x"), "scenario_title_wanted"),
    ],
)
def test_what_does_not_fit_is_refused(store: SqliteStore, slug: str, title: Text, code: str) -> None:
    with pytest.raises(WorldError, match=code):
        scenario_drafts.begin(store, WRITER, NewScenario(slug=slug, title=title, origin="shipped", name=SHIPPED), AT)
    assert scenario_drafts.drafts(store, WRITER) == ()


def test_a_scenario_goes_all_the_way_and_its_drills_outlive_it(store: SqliteStore, proof: Proof) -> None:
    """Brought with its own product and article, tried, reviewed, drawn from, changed, retired; the drill replays."""
    made = uploaded(store)
    assert made.id == "S900-dark-kiosk"
    with pytest.raises(WorldError, match="scenario_untried"):
        scenario_review.send_in(store, WRITER, made.id, seen=made.seen, at=AT)
    with pytest.raises(WorldError, match="no_such_scenario"):
        drills.begin(store, PUPIL, Begin(scenario=made.id, lang="zh", mode="practice"), AT)
    with pytest.raises(NotAllowed):
        drills.begin(store, PUPIL, Begin(scenario=made.id, lang="zh", mode="practice", draft=True), AT)
    keep_proof(store, SMALL, proof, AT)
    assert (proof.problems, proof.nulls) == ((), 7)
    assert {one.low for one in proof.runs} == {100.0}
    sent = scenario_review.send_in(store, WRITER, made.id, seen=made.seen, at=AT)
    sound = checked(SMALL, made.id).sound
    assert sound is not None
    with pytest.raises(WorldError, match="scenario_own_change"):
        scenario_review.publish(store, WRITER, made.id, sound.digest, seen=sent.seen, at=AT)
    with pytest.raises(Conflict):
        scenario_review.publish(store, SECOND, made.id, "0" * 64, seen=sent.seen, at=AT)
    done = scenario_review.publish(store, BOSS, made.id, sound.digest, seen=sent.seen, at=AT)
    assert (done.standing, done.offered and done.offered.digest) == ("published", sound.digest)
    assert made.id in scenario_shelf.scenarios(store)

    drill = drills.begin(store, PUPIL, Begin(scenario=made.id, lang="zh", mode="practice"), AT)
    before = attempts.load(store, drill)
    assert before.desk.articles.keys() == {"KB-0001"}
    changed(store, made.id, "Another kiosk", "title", "en")
    assert scenario_shelf.playable(store, made.id).scenario.digest == sound.digest
    now = scenario_drafts.opened(store, SECOND, made.id).now
    scenario_review.retire(store, SECOND, made.id, seen=now.seen, at=AT)
    assert made.id not in scenario_shelf.scenarios(store)
    with pytest.raises(WorldError, match="no_such_scenario"):
        drills.begin(store, PUPIL, Begin(scenario=made.id, lang="zh", mode="practice"), AT)
    assert attempts.load(store, drill) == before
    assert [fault for fault in verify(store, (), signer=None) if not fault.where.startswith("account/")] == []


def test_what_is_sent_back_says_why_and_a_change_asks_again(store: SqliteStore, proof: Proof) -> None:
    made = uploaded(store)
    keep_proof(store, SMALL, proof, AT)
    sent = scenario_review.send_in(store, WRITER, made.id, seen=made.seen, at=AT)
    with pytest.raises(WorldError, match="scenario_words_wanted"):
        scenario_review.send_back(store, SECOND, made.id, "  ", seen=sent.seen, at=AT)
    back = scenario_review.send_back(store, SECOND, made.id, "说得太早", seen=sent.seen, at=AT)
    assert (back.standing, back.back and back.back.words) == ("draft", "说得太早")
    again = scenario_review.send_in(store, WRITER, made.id, seen=back.seen, at=AT)
    assert (again.standing, again.back) == ("in_review", None)
    assert changed(store, made.id, "Dark", "title", "en").standing == "draft"


def test_two_who_write_at_once_lose_nothing(store: SqliteStore) -> None:
    made = copied(store)
    first, second = scenario_drafts.opened(store, WRITER, made.id), scenario_drafts.opened(store, SECOND, made.id)
    mine = {FIRST: first.files[FIRST] + "# first\n"}
    theirs = {FIRST: second.files[FIRST] + "# second\n"}
    scenario_drafts.save(store, WRITER, made.id, mine, seen=first.now.seen, at=AT)
    for _ in range(2):
        with pytest.raises(Conflict):
            scenario_drafts.save(store, SECOND, made.id, theirs, seen=second.now.seen, at=AT)
    now = scenario_drafts.opened(store, WRITER, made.id)
    assert now.files == mine
    assert [one.by for one in now.now.beside] == [SECOND.id]
    assert scenario_drafts.files_at(store, WRITER, made.id, now.now.beside[0].place) == theirs


def test_a_draft_with_problems_is_kept_and_goes_nowhere(store: SqliteStore) -> None:
    made = copied(store)
    bad = changed(store, made.id, "call 13912345678 at Walmart", "title", "en")
    found = checked(scenario_drafts.opened(store, WRITER, made.id).files, made.id)
    assert {one.code for one in found.problems} == {"real_phone", "real_company"}
    assert {one.line for one in found.problems} == {6}
    with pytest.raises(WorldError, match="scenario_has_problems"):
        scenario_review.send_in(store, WRITER, made.id, seen=bad.seen, at=AT)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ring 010-5550-0142 or 212-555-0171", []),
        ("Ring me on 212-555-8888. Or reach 114.114.114.114.", ["real_phone", "real_address"]),
        ("0571-88886666 / 400-820-8820 / +44 20 7123 4567", ["real_phone"] * 3),
        ("see www.shop.example and shop.com.cn", ["real_site"]),
        ("from 192.168.4.7 to 203.0.113.9 to 114.114.114.114", ["real_address"]),
        ("11010519491231002X, not 110105194912310021", ["real_person"]),
        ("4111 1111 1111 1111, not 4111 1111 1111 1112", ["real_card"]),
        ("order 20260105 of 1390 lines, version 4.2.1", []),
    ],
)
def test_what_may_belong_to_somebody_is_found(text: str, codes: list[str]) -> None:
    assert [code for code, _ in contacts_in(text)] == codes


def packed(members: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return kept.getvalue()


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"../../etc/evil.yaml": b"format: scenario/1"}, "zip_climbs_out"),
        ({"/evil.yaml": b"format: scenario/1"}, "zip_climbs_out"),
        ({"big.yaml": b" " * 3_000_000}, "too_large"),
        ({"only.yaml": b"format: article/1"}, "scenario_of_zip"),
        ({"a.yaml": b"format: scenario/1", "b.yaml": b"format: scenario/1"}, "scenario_of_zip"),
        ({"a.exe": b"MZ"}, "pack_file_name"),
    ],
)
def test_a_zip_that_is_no_scenario_is_refused_whole(members: dict[str, bytes], code: str) -> None:
    files, problems = read_upload("x.zip", packed(members))
    assert files == {}
    assert code in {one.code for one in problems}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "alias_bomb"),
        ("format: scenario/1\nid: [1, 2]\n", "wrong_type"),
        (SCENARIO.replace("product: kiosk", "product: nothing"), "unknown_product"),
        (SCENARIO.replace("articles: [KB-0001]", "articles: [KB-9999]"), "unknown_article"),
        (SCENARIO.replace("handbooks: [STD]", "handbooks: [ZZZ]"), "unknown_handbook"),
        ("!!python/object:os.system {}\n", "tag_refused"),
    ],
)
def test_bad_yaml_is_said_with_its_line(text: str, code: str) -> None:
    found = [one for one in checked({**SMALL, FIRST: text}).problems if one.code == code]
    assert found
    assert all(one.line > 0 and one.source == FIRST for one in found)


def test_an_article_may_not_take_the_place_of_one_that_ships() -> None:
    article = WORLD["KB-0001.yaml"].replace("KB-0001", "KB-0201")
    found = checked({**SMALL, "KB-0001.yaml": article, FIRST: SCENARIO.replace("KB-0001", "KB-0201")})
    assert ("KB-0001.yaml", "duplicate_id") in {(one.source, one.code) for one in found.problems}


def test_a_zip_goes_out_and_comes_in_the_same() -> None:
    for name, files in (("S900-dark-kiosk", SMALL), (SHIPPED, {FIRST: shipped_text(SHIPPED)})):
        data = zipped(out_files(name, with_shipped(files)))
        again, problems = read_upload("x.zip", data)
        assert problems == ()
        assert without_shipped(again) == files


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["scenario", *words])
    return result.exit_code, result.output


def test_the_commands_check_export_import_and_compare(store: SqliteStore, tmp_path: Path) -> None:
    database = str(tmp_path / "own.db")
    zip_file = tmp_path / "kiosk.zip"
    zip_file.write_bytes(zipped(out_files("S900-dark-kiosk", SMALL)))
    assert run("check", str(zip_file))[0] == 0
    broken = tmp_path / "broken.zip"
    broken.write_bytes(zipped({**SMALL, FIRST: SCENARIO.replace("product: kiosk", "product: nothing")}))
    code, said = run("check", str(broken))
    assert code == 1
    assert f"{broken}/{FIRST}:8:" in said
    assert run("import", str(broken), "--by", "a-writer", "--store", database)[0] == 1
    assert scenario_drafts.drafts(store, WRITER) == ()
    out = tmp_path / "out.yaml"
    assert run("export", SHIPPED, "--out", str(out))[0] == 0
    assert out.read_text(encoding="utf-8") == shipped_text(SHIPPED)
    out.write_text(out.read_text(encoding="utf-8").replace("patience_s: 900", "patience_s: 800"), encoding="utf-8")
    code, said = run("diff", SHIPPED, str(out), "--json")
    found = json.loads(said)["changes"]
    assert (code, [(one["part"], one["how"]) for one in found]) == (0, [("personas", "changed")])
    assert run("diff", SHIPPED, SHIPPED)[0] == 0
    assert run("export", "S999-nothing")[0] == 1
    assert min(shelf.scenarios()) in run("list")[1]


def test_templates_and_situations_can_be_begun_from(store: SqliteStore) -> None:
    """A template has no problem but what its author is to change; a situation lies on top of one."""
    assert set(seeds()) == {f"S{number:03}" for number in range(1, 84)}
    products = shelf.world().products
    assert {one.id for one in seeds().values() if one.product not in products} == set()
    shipped = shelf.scenarios().values()
    assert {one.seed_id for one in shipped} == seeds().keys()
    first = {one.seed_id: one.product for one in shipped if one.id.startswith(one.seed_id)}
    assert first == {name: one.product for name, one in seeds().items()}
    kinds = {sheet_of({FIRST: template_text(name)}).words("kind") for name in templates()}
    assert kinds == {"how_to", "outage", "transfer", "complaint"}
    for name in templates():
        made = scenario_drafts.begin(
            store, WRITER, NewScenario(slug="from-template", title=TITLE, origin="template", name=name), AT
        )
        assert checked(scenario_drafts.opened(store, WRITER, made.id).files, made.id).problems == ()
    wanted = NewScenario(slug="from-seed", title=TITLE, origin="seed", name="S006")
    text = scenario_drafts.opened(store, WRITER, scenario_drafts.begin(store, WRITER, wanted, AT).id).files[FIRST]
    assert seeds()["S006"].hidden.zh in text
    assert "seed_id: S006" in text
