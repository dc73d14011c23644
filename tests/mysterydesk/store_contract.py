"""What must every store engine do?

Each law is a function that takes a way to open the store (`Opener`): called twice it gives the same data.
An engine joins by a test file that runs `LAWS` with its own opener, as `test_store_sqlite.py` does.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mysterydesk.errors import Conflict, StoreError
from mysterydesk.store import Account, AccountId, Batch, Digest, NewEvent, Store, StreamId, Upcasters
from mysterydesk.store.chain import manifest, manifest_heads
from mysterydesk.store.records import AttemptRow, AttemptStatus, Link, Session, Shape
from policy.text import Text

Opener = Callable[[Upcasters], Store]

AT = datetime(2026, 11, 24, 2, 42, tzinfo=UTC)
STREAM = StreamId("attempt/1")


def said(text: str = "今天早上开始登录不了", **body: object) -> NewEvent:
    """Make an event with one text aside."""
    return NewEvent(kind="message.customer", body={"channel": "phone", **body}, aside={"text": text})


def batch(*events: NewEvent, seen: int = 0, key: str = "k1", stream: StreamId = STREAM) -> Batch:
    """Make the batch of one move; by default the first one of a new stream."""
    return Batch(stream=stream, expected_version=seen, key=key, at=AT, events=events or (said(),))


def account(login: str = "chenxiao", account_id: str = "a-1") -> Account:
    """Make a trainee."""
    return Account(
        id=AccountId(account_id), login=login, name=Text(zh="陈晓", en="Chen Xiao"), role="trainee", created_at=AT
    )


def what_is_appended_is_read_back(open_store: Opener) -> None:
    """Bodies, texts and order survive, in another opening of the store too."""
    odd = '引号" 反斜杠\\ 换行\n制表\t 😀 null\x00end'
    stored = open_store({}).events.append(batch(said(odd, n=1), said(n=2)))
    read = open_store({}).events.read(STREAM)
    assert read == stored.events
    assert [event.version for event in read] == [1, 2]
    assert read[0].aside == {"text": odd}
    assert read[1].body == {"channel": "phone", "n": 2}
    assert read[0].at == AT
    assert open_store({}).events.read(STREAM, after=1) == read[1:]
    assert open_store({}).events.read(StreamId("attempt/none")) == ()


def a_foreign_move_in_between_is_a_conflict(open_store: Opener) -> None:
    """The loser learns what was found, and none of its events is there."""
    store = open_store({})
    store.events.append(batch(said(n=1)))
    with pytest.raises(Conflict) as caught:
        store.events.append(batch(said(n=2), said(n=3), seen=0, key="k2"))
    assert caught.value.params == {"stream": "attempt/1", "expected": "0", "found": "1"}
    assert [event.body["n"] for event in store.events.read(STREAM)] == [1]
    assert store.events.by_key(STREAM, "k2") is None
    assert store.events.faults(STREAM) == ()


def a_version_from_the_future_is_a_conflict(open_store: Opener) -> None:
    """Nobody can have seen what is not there."""
    with pytest.raises(Conflict):
        open_store({}).events.append(batch(seen=3))


def a_repeated_move_answers_the_same(open_store: Opener) -> None:
    """A double click stores once, even when others have moved since."""
    store = open_store({})
    first = store.events.append(batch(said(n=1), key="click"))
    store.events.append(batch(said(n=2), seen=1, key="other"))
    again = store.events.append(batch(said("second thoughts", n=9), key="click"))
    assert (first.repeated, again.repeated) == (False, True)
    assert again.events == first.events
    assert store.events.by_key(STREAM, "click") == first.events
    assert len(store.events.read(STREAM)) == 2


def a_key_belongs_to_its_stream(open_store: Opener) -> None:
    """The same key elsewhere is another move."""
    store = open_store({})
    store.events.append(batch(key="click"))
    assert not store.events.append(batch(key="click", stream=StreamId("attempt/2"))).repeated


def erasure_takes_the_text_and_leaves_the_chain(open_store: Opener) -> None:
    """Nothing of the text remains, every link holds, other events keep theirs."""
    store = open_store({})
    store.events.append(batch(said("我的电话是 13800000000"), said("好的")))
    assert store.events.erase(STREAM, versions=[1]) == 1
    first, second = store.events.read(STREAM)
    assert (first.aside, second.aside) == ({"text": None}, {"text": "好的"})
    assert first.body == {"channel": "phone"}
    assert store.events.faults(STREAM) == ()
    assert store.events.erase(STREAM) == 1
    assert store.events.read(STREAM)[1].aside == {"text": None}
    assert store.integrity() == ()


def equal_texts_have_unequal_seals(open_store: Opener) -> None:
    """Salts differ, so a seal cannot be looked up in a table of guesses."""
    store = open_store({})
    store.events.append(batch(said("是"), stream=StreamId("s/1")))
    store.events.append(batch(said("是"), stream=StreamId("s/2")))
    one, two = (store.events.read(StreamId(name))[0].digest for name in ("s/1", "s/2"))
    assert one != two


def old_events_are_lifted_when_read(open_store: Opener) -> None:
    """Two steps of lifting; what is stored stays as it was written."""
    old = NewEvent(kind="priority.set", schema=1, body={"level": "L1"})
    open_store({}).events.append(batch(old))
    lifted = open_store(
        {
            ("priority.set", 1): lambda old: Shape(body={"priority": old.body["level"]}, aside={"by": "x"}),
            ("priority.set", 2): lambda old: Shape(body={**old.body, "by": "trainee"}, aside=old.aside),
        }
    )
    (event,) = lifted.events.read(STREAM)
    assert (event.schema, event.body) == (3, {"priority": "L1", "by": "trainee"})
    assert event.aside == {"by": "x"}
    assert lifted.events.faults(STREAM) == ()
    assert open_store({}).events.read(STREAM)[0].body == {"level": "L1"}


def heads_say_how_far_each_stream_is(open_store: Opener) -> None:
    """The daily manifest can be written, and read back."""
    store = open_store({})
    for name, count in (("attempt/2", 1), ("attempt/1", 3), ("award/1", 1)):
        store.events.append(batch(*(said() for _ in range(count)), stream=StreamId(name)))
    heads = store.events.heads("attempt/")
    assert [(head.stream, head.version) for head in heads] == [("attempt/1", 3), ("attempt/2", 1)]
    assert heads[0].digest == store.events.read(STREAM)[-1].digest
    assert manifest_heads(manifest(store.events.heads(), AT.date())) == store.events.heads()
    assert store.events.heads("attempt_") == ()
    assert store.events.head(STREAM) == heads[0]
    assert store.events.head(StreamId("attempt/9")).version == 0


def what_is_no_json_is_refused_whole(open_store: Opener) -> None:
    """A NaN or a naive moment would poison the chain for ever."""
    store = open_store({})
    with pytest.raises(ValueError, match="JSON"):
        store.events.append(batch(said(n=1), said(n=float("nan"))))
    naive = Batch(stream=STREAM, expected_version=0, key="k", at=datetime(2026, 11, 24), events=(said(),))  # noqa: DTZ001  the point of the test
    with pytest.raises(ValueError, match="zone"):
        store.events.append(naive)
    assert store.events.read(STREAM) == ()


def documents_are_kept_once_and_by_digest(open_store: Opener) -> None:
    """The same bytes twice are one row; the digest is that of the world's tools."""
    store = open_store({})
    digest = store.documents.put("handbook", b"abc", at=AT)
    assert digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4, example "abc"
    assert store.documents.put("handbook", b"abc", at=AT + timedelta(days=1)) == digest
    other = store.documents.put("handbook", b"\x00\xff", at=AT, durable=True)
    store.documents.put("case", b"{}", at=AT)
    assert store.documents.of_kind("handbook") == (digest, other)
    found = open_store({}).documents.get(digest)
    assert (found.kind, found.data, found.at) == ("handbook", b"abc", AT)


def a_missing_or_renamed_document_is_said(open_store: Opener) -> None:
    """Codes, not empty bytes."""
    store = open_store({})
    with pytest.raises(StoreError) as missing:
        store.documents.get(Digest("0" * 64))
    store.documents.put("handbook", b"abc", at=AT)
    with pytest.raises(StoreError) as renamed:
        store.documents.put("case", b"abc", at=AT)
    assert (missing.value.code, renamed.value.code) == ("document_missing", "document_kind")


def a_group_of_writes_is_all_or_none(open_store: Opener) -> None:
    """An award's document and its event arrive together or not at all; a lost race inside may be survived."""
    store = open_store({})

    def award_without_its_case() -> None:
        with store.atomic():
            store.documents.put("award", b"one", at=AT)
            store.events.append(batch())
            store.documents.get(Digest("0" * 64))

    with pytest.raises(StoreError, match="document_missing"):
        award_without_its_case()
    assert store.documents.of_kind("award") == ()
    assert store.events.read(STREAM) == ()
    with store.atomic():
        digest = store.documents.put("award", b"two", at=AT)
        with pytest.raises(Conflict):
            store.events.append(batch(seen=7))
        store.events.append(batch(said(digest=digest)))
        assert len(store.events.read(STREAM)) == 1
    assert store.documents.of_kind("award") == (digest,)
    assert open_store({}).events.read(STREAM)[0].body["digest"] == digest


def an_erased_document_is_gone_and_that_is_on_record(open_store: Opener) -> None:
    """Only what was erased by order can go; asking for it says so."""
    store = open_store({})
    kept, gone = store.documents.put("scorecard", b"one", at=AT), store.documents.put("scorecard", b"two", at=AT)
    assert store.documents.erase(gone, at=AT)
    assert not store.documents.erase(gone, at=AT)
    with pytest.raises(StoreError) as erased:
        open_store({}).documents.get(gone)
    assert erased.value.code == "document_erased"
    assert (store.documents.everything(), store.documents.erased()) == (frozenset({kept}), frozenset({gone}))
    assert store.integrity() == ()
    store.documents.forget(gone)
    assert open_store({}).documents.erased() == frozenset()


def a_digest_stands_at_each_place(open_store: Opener) -> None:
    """What a manifest is compared with."""
    store = open_store({})
    store.events.append(batch(said(n=1), said(n=2)))
    assert [store.events.digest_at(STREAM, version) for version in (1, 2, 3)] == [
        *(event.digest for event in store.events.read(STREAM)),
        None,
    ]


def an_event_of_a_newer_shape_is_refused(open_store: Opener) -> None:
    """An older program must not guess what a newer one has written."""
    open_store({("priority.set", 1): lambda old: old}).events.append(
        batch(NewEvent(kind="priority.set", schema=2, body={}))
    )
    with pytest.raises(StoreError) as caught:
        open_store({}).events.read(STREAM)
    assert caught.value.code == "store_newer"


def rows_of_attempts_are_kept_and_dropped(open_store: Opener) -> None:
    """Overwritten by id, listed by person and by age."""
    rows = open_store({}).attempts

    def row(attempt: str, minute: int, status: AttemptStatus = "open", owner: str = "a-1") -> AttemptRow:
        at = AT + timedelta(minutes=minute)
        return AttemptRow(
            attempt=attempt, account=AccountId(owner), begun_at=at, status=status, verdict="", entry="{}"
        )

    for one in (row("t1", 1), row("t2", 2, owner="a-2"), row("t3", 3), row("t1", 1, "abandoned")):
        rows.keep(one)
    again = open_store({}).attempts
    assert again.get("t1") == row("t1", 1, "abandoned")
    assert again.get("t9") is None
    assert [one.attempt for one in again.of(AccountId("a-1"))] == ["t1", "t3"]
    assert [one.attempt for one in again.everything()] == ["t3", "t2", "t1"]
    again.clear()
    assert open_store({}).attempts.everything() == ()


def a_forgotten_account_keeps_its_place_and_nothing_else(open_store: Opener) -> None:
    """Sessions and links go with login, name and hash."""
    people = open_store({}).accounts
    people.add(account(), "hash")
    people.add_session(
        Session(token_digest="d", account=AccountId("a-1"), created_at=AT, expires_at=AT + timedelta(hours=1))
    )
    people.add_link(
        Link(token_digest="l", purpose="pass_phrase", account=AccountId("a-1"), expires_at=AT + timedelta(hours=1))
    )
    nobody = replace(account("erased-a-1"), name=Text(zh="—", en="—"), active=False)
    people.forget(nobody)
    again = open_store({}).accounts
    assert again.by_id(AccountId("a-1")) == nobody
    assert again.by_login("chenxiao") is None
    assert (again.password_hash(AccountId("a-1")), again.session("d"), again.link("l", at=AT)) == ("", None, None)


def accounts_are_kept(open_store: Opener) -> None:
    """Logins are unique; name, role and standing may change."""
    store = open_store({})
    store.accounts.add(account(), "hash one")
    with pytest.raises(StoreError) as taken:
        store.accounts.add(account(account_id="a-2"), "hash")
    assert taken.value.code == "login_taken"
    changed = Account(
        id=AccountId("a-1"),
        login="chenxiao",
        name=Text(zh="陈小晓", en="Chen Xiao"),
        role="trainer",
        active=False,
        created_at=AT,
    )
    store.accounts.replace(changed)
    store.accounts.set_password_hash(AccountId("a-1"), "hash two")
    again = open_store({}).accounts
    assert again.by_id(AccountId("a-1")) == changed == again.by_login("chenxiao")
    assert again.password_hash(AccountId("a-1")) == "hash two"
    assert again.everyone() == (changed,)
    assert again.by_login("nobody") is None
    assert again.password_hash(AccountId("nobody")) is None


def sessions_come_and_go(open_store: Opener) -> None:
    """One by one, all of a person, and those that are over."""
    people = open_store({}).accounts
    people.add(account(), "hash")
    for number in range(4):
        people.add_session(
            Session(
                token_digest=f"d{number}",
                account=AccountId("a-1"),
                created_at=AT,
                expires_at=AT + timedelta(hours=number),
            )
        )
    assert people.session("d3") == Session(
        token_digest="d3", account=AccountId("a-1"), created_at=AT, expires_at=AT + timedelta(hours=3)
    )
    assert people.drop_expired(AT + timedelta(hours=1)) == 2
    people.end_session("d2")
    assert [people.session(f"d{number}") is None for number in range(4)] == [True, True, True, False]
    people.end_sessions_of(AccountId("a-1"))
    assert people.session("d3") is None


def tries_are_counted_before_they_are_judged(open_store: Opener) -> None:
    """Five in a window, then none until the oldest is over; each subject has its own."""
    people = open_store({}).accounts
    window = timedelta(minutes=15)

    def claim(minute: int, subject: str = "x") -> tuple[bool, int, datetime | None]:
        tries = people.claim_try(subject, window=window, limit=5, at=AT + timedelta(minutes=minute))
        return tries.admitted, tries.left, tries.again_at

    assert [claim(minute)[1] for minute in range(4)] == [4, 3, 2, 1]
    assert claim(4) == (True, 0, AT + window)
    assert claim(5) == (False, 0, AT + window)
    assert claim(5, subject="y") == (True, 4, None)
    assert claim(15) == (True, 0, AT + timedelta(minutes=16))
    people.forget_tries("x")
    assert claim(15) == (True, 4, None)


def a_link_works_once(open_store: Opener) -> None:
    """Looking does not use it up; time does."""
    people = open_store({}).accounts
    link = Link(token_digest="d", purpose="first_admin", account=None, expires_at=AT + timedelta(hours=1))
    people.add_link(link)
    assert people.link("d", at=AT) == link
    assert people.use_link("d", at=AT) == link
    assert people.use_link("d", at=AT) is None
    people.add_link(link)
    assert people.use_link("d", at=AT + timedelta(hours=1)) is None


def status_bits_are_given_once(open_store: Opener) -> None:
    """A credential keeps its bit, two never share one, a full list says so."""
    status = open_store({}).status
    places = {status.claim("2026", f"urn:uuid:{number}", capacity=5) for number in range(5)}
    assert places == {0, 1, 2, 3, 4}
    assert status.claim("2026", "urn:uuid:3", capacity=5) in places
    with pytest.raises(StoreError) as full:
        status.claim("2026", "urn:uuid:5", capacity=5)
    assert full.value.code == "status_list_full"
    status.set_revoked("2026", 3, at=AT, reason="annulled")
    revoked = [entry for entry in status.entries("2026") if entry.revoked_at is not None]
    assert [(entry.index, entry.revoked_at, entry.reason) for entry in revoked] == [(3, AT, "annulled")]
    status.set_revoked("2026", 3, at=None)
    assert all(entry.revoked_at is None for entry in status.entries("2026"))
    with pytest.raises(StoreError) as missing:
        status.set_revoked("2027", 3, at=AT)
    assert missing.value.code == "status_missing"


def settings_are_kept(open_store: Opener) -> None:
    """The last word counts."""
    settings = open_store({}).settings
    settings.put("zone", "Asia/Shanghai")
    settings.put("zone", "UTC")
    settings.put("about", "x")
    assert open_store({}).settings.get("zone") == "UTC"
    assert settings.get("none") is None
    assert list(settings.everything()) == [("about", "x"), ("zone", "UTC")]


def eight_writers_lose_nothing(open_store: Opener) -> None:
    """One hot stream: every acknowledged move is there once, in a chain without a gap."""
    store = open_store({})
    acknowledged: list[str] = []
    broken: list[BaseException] = []

    def write(writer: int) -> None:
        for number in range(25):
            key = f"{writer}-{number}"
            while True:
                seen = store.events.head(STREAM).version
                try:
                    store.events.append(batch(said(key=key), seen=seen, key=key))
                except Conflict:
                    continue
                except BaseException as error:  # noqa: BLE001  whatever it is, the test must see it
                    broken.append(error)
                    return
                acknowledged.append(key)
                break

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = store.events.read(STREAM)
    assert broken == []
    assert len(acknowledged) == 200
    assert sorted(str(event.body["key"]) for event in events) == sorted(acknowledged)
    assert [event.version for event in events] == list(range(1, 201))
    assert store.events.faults(STREAM) == ()


def eight_double_clicks_are_one_move(open_store: Opener) -> None:
    """The same move from eight threads at once is stored once and answered eight times."""
    store = open_store({})
    answers: list[tuple[object, ...]] = []
    gate = threading.Barrier(8)

    def click() -> None:
        gate.wait()
        answers.append(store.events.append(batch(said(n=1), key="click")).events)

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(map(repr, answers))) == 1
    assert len(store.events.read(STREAM)) == 1


LAWS: tuple[Callable[[Opener], None], ...] = (
    what_is_appended_is_read_back,
    a_foreign_move_in_between_is_a_conflict,
    a_version_from_the_future_is_a_conflict,
    a_repeated_move_answers_the_same,
    a_key_belongs_to_its_stream,
    erasure_takes_the_text_and_leaves_the_chain,
    equal_texts_have_unequal_seals,
    old_events_are_lifted_when_read,
    heads_say_how_far_each_stream_is,
    what_is_no_json_is_refused_whole,
    documents_are_kept_once_and_by_digest,
    a_missing_or_renamed_document_is_said,
    a_group_of_writes_is_all_or_none,
    an_erased_document_is_gone_and_that_is_on_record,
    a_digest_stands_at_each_place,
    an_event_of_a_newer_shape_is_refused,
    rows_of_attempts_are_kept_and_dropped,
    a_forgotten_account_keeps_its_place_and_nothing_else,
    accounts_are_kept,
    sessions_come_and_go,
    tries_are_counted_before_they_are_judged,
    a_link_works_once,
    status_bits_are_given_once,
    settings_are_kept,
    eight_writers_lose_nothing,
    eight_double_clicks_are_one_move,
)
