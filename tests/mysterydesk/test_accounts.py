from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mysterydesk import accounts
from mysterydesk.accounts import Denied, NewAccount, SignedIn
from mysterydesk.demo_accounts import DEMO_ACCOUNTS, is_demo, make_demo
from mysterydesk.errors import NotAllowed, StoreError, WorldError
from mysterydesk.passwords import weakness
from mysterydesk.roles import ROLES, Role
from mysterydesk.store import Account, SqliteStore, StreamId
from policy.text import Text

AT = datetime(2026, 11, 24, 2, 42, tzinfo=UTC)
PHRASE = "listen-first-then-log"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "desk.db")
    yield opened
    opened.close()


def someone(store: SqliteStore, login: str = "chenxiao", role: Role = "trainee") -> Account:
    new = NewAccount(login=login, name=Text(zh="陈晓", en="Chen Xiao"), role=role, phrase=PHRASE)
    return accounts.open_account(store, new, by=None, at=AT)


def entered(store: SqliteStore, phrase: str = PHRASE, at: datetime = AT) -> SignedIn:
    result = accounts.sign_in(store, "chenxiao", phrase, at=at)
    assert isinstance(result, SignedIn)
    return result


def test_the_right_phrase_signs_in(store: SqliteStore) -> None:
    account = someone(store)
    token = entered(store).token
    assert accounts.account_of(store, token, at=AT) == account
    assert isinstance(accounts.sign_in(store, "  ChenXiao ", PHRASE, at=AT), SignedIn)


def test_only_digests_are_stored(store: SqliteStore, tmp_path: Path) -> None:
    someone(store)
    token = entered(store).token
    accounts.sign_in(store, "my secret phrase typed as a name", "x", at=AT)
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"$argon2id$" in data
    assert not any(secret.encode() in data for secret in (PHRASE, token, "my secret phrase"))


def test_forged_expired_and_ended_tokens_are_strangers(store: SqliteStore) -> None:
    someone(store)
    signed = entered(store)
    assert accounts.account_of(store, None, at=AT) is None
    assert accounts.account_of(store, "", at=AT) is None
    assert accounts.account_of(store, signed.token[:-1] + "?", at=AT) is None
    assert accounts.account_of(store, accounts.token_digest(signed.token), at=AT) is None
    assert accounts.account_of(store, signed.token, at=signed.expires_at - timedelta(seconds=1)) is not None
    assert accounts.account_of(store, signed.token, at=signed.expires_at) is None
    accounts.sign_out(store, signed.token)
    assert accounts.account_of(store, signed.token, at=AT) is None


def test_closing_an_account_reaches_open_sessions(store: SqliteStore) -> None:
    account = someone(store)
    token = entered(store).token
    accounts.change_account(store, replace(account, active=False), by=account.id, at=AT)
    assert accounts.account_of(store, token, at=AT) is None
    assert accounts.sign_in(store, "chenxiao", PHRASE, at=AT) == Denied(tries_left=4, wait=None)


def test_five_tries_then_wait(store: SqliteStore) -> None:
    someone(store)
    tries = [accounts.sign_in(store, "chenxiao", "wrong", at=AT + timedelta(minutes=n)) for n in range(5)]
    assert [one.tries_left for one in tries if isinstance(one, Denied)] == [4, 3, 2, 1, 0]
    right = accounts.sign_in(store, "chenxiao", PHRASE, at=AT + timedelta(minutes=5))
    assert right == Denied(tries_left=0, wait=timedelta(minutes=10))
    assert isinstance(accounts.sign_in(store, "chenxiao", PHRASE, at=AT + timedelta(minutes=15)), SignedIn)


def test_success_gives_the_tries_back(store: SqliteStore) -> None:
    someone(store)
    for _ in range(4):
        accounts.sign_in(store, "chenxiao", "wrong", at=AT)
    entered(store)
    assert accounts.sign_in(store, "chenxiao", "wrong", at=AT) == Denied(tries_left=4, wait=None)


def test_unknown_people_are_told_the_same_as_known_ones(store: SqliteStore) -> None:
    someone(store)
    answers = [accounts.sign_in(store, login, "wrong", at=AT) for login in ("chenxiao", "nobody")]
    assert answers == [Denied(tries_left=4, wait=None)] * 2


@pytest.mark.parametrize("login", ["", "a b", "x" * 65, "tab\there"])
def test_unfit_logins_are_refused(store: SqliteStore, login: str) -> None:
    with pytest.raises(WorldError) as caught:
        someone(store, login)
    assert caught.value.code == "login_unfit"


def test_weak_phrases_are_refused(store: SqliteStore) -> None:
    weak = NewAccount(login="x", name=Text(zh="甲", en="A"), role="qa", phrase="short")
    with pytest.raises(WorldError) as caught:
        accounts.open_account(store, weak, by=None, at=AT)
    assert (caught.value.code, caught.value.params["least"]) == ("phrase_too_short", "12")
    assert store.accounts.everyone() == ()


def test_every_role_is_asked_for_its_permission(store: SqliteStore) -> None:
    account = someone(store)
    accounts.require(account, "sit_exam")
    with pytest.raises(NotAllowed):
        accounts.require(account, "issue_credential")
    with pytest.raises(NotAllowed):
        accounts.require(replace(account, active=False), "sit_exam")


def test_the_first_link_makes_one_administrator(store: SqliteStore) -> None:
    link = accounts.first_admin_link(store, at=AT)
    assert link is not None
    new = NewAccount(login="wu", name=Text(zh="吴", en="Wu"), role="trainee", phrase=PHRASE)
    with pytest.raises(WorldError, match="phrase_too_short"):
        accounts.use_first_admin_link(store, link, replace(new, phrase="short"), at=AT)
    signed = accounts.use_first_admin_link(store, link, new, at=AT)
    assert signed is not None
    assert signed.account.role == "admin"
    assert accounts.use_first_admin_link(store, link, replace(new, login="second"), at=AT) is None
    assert accounts.first_admin_link(store, at=AT) is None


def test_of_two_first_links_only_one_counts(store: SqliteStore) -> None:
    one, two = accounts.first_admin_link(store, at=AT), accounts.first_admin_link(store, at=AT)
    assert one is not None
    assert two is not None
    new = NewAccount(login="wu", name=Text(zh="吴", en="Wu"), role="admin", phrase=PHRASE)
    assert accounts.use_first_admin_link(store, one, new, at=AT) is not None
    assert accounts.use_first_admin_link(store, two, replace(new, login="intruder"), at=AT) is None
    assert [account.login for account in store.accounts.everyone()] == ["wu"]


def test_a_trainer_resets_a_trainee_but_nobody_above(store: SqliteStore) -> None:
    trainee, trainer = someone(store), someone(store, "zhoulan", "trainer")
    examiner, admin = someone(store, "hemin", "examiner"), someone(store, "wuhang", "admin")
    old = entered(store).token
    link = accounts.pass_phrase_link(store, trainee.id, by=trainer, at=AT)
    assert accounts.use_pass_phrase_link(store, link, "another long phrase", at=AT) is not None
    assert accounts.account_of(store, old, at=AT) is None
    assert isinstance(accounts.sign_in(store, "chenxiao", PHRASE, at=AT), Denied)
    assert entered(store, "another long phrase").account == trainee
    assert accounts.use_pass_phrase_link(store, link, "yet another phrase", at=AT) is None
    with pytest.raises(NotAllowed):
        accounts.pass_phrase_link(store, examiner.id, by=trainer, at=AT)
    with pytest.raises(NotAllowed):
        accounts.pass_phrase_link(store, trainee.id, by=trainee, at=AT)
    assert accounts.pass_phrase_link(store, examiner.id, by=admin, at=AT)


def test_changes_of_accounts_are_on_the_record(store: SqliteStore) -> None:
    account = someone(store)
    accounts.change_account(store, replace(account, role="trainer"), by=account.id, at=AT)
    events = store.events.read(StreamId(f"account/{account.id}"))
    assert [(event.kind, event.body["role"]) for event in events] == [
        ("account.opened", "trainee"),
        ("account.changed", "trainer"),
    ]
    assert events[0].aside == {"login": "chenxiao", "name_zh": "陈晓", "name_en": "Chen Xiao"}
    assert store.integrity() == ()


def test_a_demo_store_is_marked_and_has_every_role(store: SqliteStore) -> None:
    make_demo(store, at=AT)
    make_demo(store, at=AT)
    assert is_demo(store)
    assert {account.role for account in store.accounts.everyone()} == set(ROLES)
    assert len(store.accounts.everyone()) == len(DEMO_ACCOUNTS)
    assert entered(store).account.name.zh == "陈晓"
    assert all(weakness(one.phrase, one.login) is None for one in DEMO_ACCOUNTS)


def test_a_real_store_never_becomes_a_demo_store(store: SqliteStore) -> None:
    someone(store)
    with pytest.raises(StoreError) as caught:
        make_demo(store, at=AT)
    assert caught.value.code == "not_empty"
    assert not is_demo(store)
