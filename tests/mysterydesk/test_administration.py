"""What an administrator can do with accounts, and what is out of reach; names that cannot be names."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mysterydesk import accounts, administration
from mysterydesk.accounts import NewAccount, SignedIn
from mysterydesk.administration import Invitation
from mysterydesk.errors import StoreError, WorldError
from mysterydesk.i18n import fault_text, translation
from mysterydesk.names import fit_login, fit_name
from mysterydesk.roles import Role
from mysterydesk.store import Account, AccountId, SqliteStore, StreamId
from policy.text import Text

AT = datetime(2026, 11, 24, 2, 42, tzinfo=UTC)
PHRASE = "listen-first-then-log"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "desk.db")
    yield opened
    opened.close()


def someone(store: SqliteStore, login: str, role: Role) -> Account:
    new = NewAccount(login=login, name=Text(zh="吴航", en="Wu Hang"), role=role, phrase=PHRASE)
    return accounts.open_account(store, new, by=None, at=AT)


def test_an_invited_person_comes_in_by_the_link_and_only_once(store: SqliteStore) -> None:
    admin = someone(store, "wuhang", "admin")
    wanted = Invitation(login=" WangFang ", name=Text(zh="王芳", en="Wang Fang"), role="trainer")
    invited = administration.invite(store, admin, wanted, AT)
    assert (invited.account.login, invited.account.role) == ("wangfang", "trainer")
    signed = accounts.use_pass_phrase_link(store, invited.token, "my own long phrase", at=AT)
    assert signed is not None
    assert signed.account == invited.account
    assert accounts.use_pass_phrase_link(store, invited.token, "my own long phrase", at=AT) is None
    (opened, chosen) = store.events.read(StreamId(f"account/{invited.account.id}"))
    assert (opened.kind, opened.body["by"], chosen.kind) == (
        "account.opened",
        admin.id,
        "account.pass_phrase_changed",
    )
    assert [one.login for one in administration.everybody(store, admin)] == ["wangfang", "wuhang"]


def test_a_taken_login_invites_nobody(store: SqliteStore) -> None:
    admin = someone(store, "wuhang", "admin")
    with pytest.raises(StoreError, match="login_taken"):
        administration.invite(store, admin, Invitation(login="wuhang", name=Text(zh="甲", en="A"), role="qa"), AT)
    assert len(store.accounts.everyone()) == 1


def test_another_role_and_a_closed_account_reach_open_windows(store: SqliteStore) -> None:
    admin, trainee = someone(store, "wuhang", "admin"), someone(store, "chenxiao", "trainee")

    def enter() -> SignedIn:
        signed = accounts.sign_in(store, "chenxiao", PHRASE, at=AT)
        assert isinstance(signed, SignedIn)
        return signed

    first = enter().token
    administration.change_role(store, admin, trainee.id, "trainer", AT)
    assert accounts.account_of(store, first, at=AT) is None
    second = enter()
    assert second.account.role == "trainer"
    administration.set_active(store, admin, trainee.id, AT, active=False)
    assert accounts.account_of(store, second.token, at=AT) is None
    assert not isinstance(accounts.sign_in(store, "chenxiao", PHRASE, at=AT), SignedIn)
    administration.set_active(store, admin, trainee.id, AT, active=True)
    assert enter().account.role == "trainer"
    kinds = [event.kind for event in store.events.read(StreamId(f"account/{trainee.id}"))]
    assert kinds == ["account.opened", *["account.changed"] * 3]


def test_doing_the_same_again_changes_nothing(store: SqliteStore) -> None:
    """A second click does not sign the person out a second time."""
    admin, trainee = someone(store, "wuhang", "admin"), someone(store, "chenxiao", "trainee")
    administration.change_role(store, admin, trainee.id, "qa", AT)
    signed = accounts.sign_in(store, "chenxiao", PHRASE, at=AT)
    assert isinstance(signed, SignedIn)
    administration.change_role(store, admin, trainee.id, "qa", AT)
    assert accounts.account_of(store, signed.token, at=AT) is not None
    assert len(store.events.read(StreamId(f"account/{trainee.id}"))) == 2


def test_ones_own_account_is_out_of_reach(store: SqliteStore) -> None:
    admin = someone(store, "wuhang", "admin")
    with pytest.raises(WorldError) as caught:
        administration.change_role(store, admin, admin.id, "trainee", AT)
    with pytest.raises(WorldError, match="own_account"):
        administration.set_active(store, admin, admin.id, AT, active=False)
    assert store.accounts.by_id(admin.id) == admin
    assert fault_text(translation("zh"), caught.value) == "自己的账号不能在这里改，请另一位管理员动手。"
    assert "another administrator" in fault_text(translation("en"), caught.value)


def test_an_account_that_is_not_there_is_said(store: SqliteStore) -> None:
    admin = someone(store, "wuhang", "admin")
    with pytest.raises(StoreError, match="account_missing"):
        administration.set_active(store, admin, AccountId("a-none"), AT, active=False)


@pytest.mark.parametrize(
    "name",
    [
        "王芳",
        "欧阳·娜娜",
        "Nana O\u2019Young",
        "Jean-Luc Müller",
        "陈晓（实习）",
        "Ng Thi Minh 2",
        "محمد علي",
        "𠮷野",
        "J. R. Smith",
    ],
)
def test_names_of_any_script_are_welcome(name: str) -> None:
    assert fit_name(Text(zh=f" {name} ", en=name)) == Text(zh=name, en=name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", "-"),
        ("   ", "-"),
        ("-王芳", "-"),
        ("<b>王芳</b>", "/ < >"),
        ("![x](http://y.example/z.png)", "! / : [ ]"),
        ("**王芳**", "*"),
        ("王\u202e芳", "U+202E"),
        ("王\x00\x1b[31m芳", "U+0000 U+001B ["),
        ("Wang\nFang", "U+000A"),
        ("{name}", "{ }"),
        ("=1+1", "+ ="),
        ("王芳🎉", "🎉"),
    ],
)
def test_what_cannot_be_a_name_is_refused_and_shown(name: str, shown: str) -> None:
    with pytest.raises(WorldError) as caught:
        fit_name(Text(zh=name, en="Wang Fang"))
    assert (caught.value.code, caught.value.params["found"]) == ("name_unfit", shown)
    for lang in ("zh", "en"):
        said = fault_text(translation("zh" if lang == "zh" else "en"), caught.value)
        assert shown in said
        assert said.isprintable()


def test_a_name_longer_than_any_name_is_refused() -> None:
    with pytest.raises(WorldError) as caught:
        fit_name(Text(zh="王" * 61, en="Wang"))
    assert fault_text(translation("en"), caught.value) == "The name is too long; use at most 60 characters."


@pytest.mark.parametrize("login", ["", " ", "a b", "x" * 65, "tab\there", "<b>", "a/b", "a\u202eb", "a*b", "名 字"])
def test_what_cannot_be_a_login_is_refused(login: str) -> None:
    with pytest.raises(WorldError, match="login_unfit"):
        fit_login(login)


def test_logins_are_kept_in_one_way() -> None:
    assert fit_login(" ＷangFang@corp.example ") == "wangfang@corp.example"
    assert fit_login("王芳") == "王芳"
