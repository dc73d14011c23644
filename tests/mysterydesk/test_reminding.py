"""Is a holder reminded at 90, 60, 30 and 7 days before the end, each once, and of nothing that needs no reminder?"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.expiry import MARKS, days_left, due
from mysterydesk import awarding, issuing
from mysterydesk.errors import NotAllowed
from mysterydesk.exams import levels
from mysterydesk.exams.registry import entries
from mysterydesk.exams.reminding import Ending, remind, told
from mysterydesk.i18n import translation
from mysterydesk.settings import Settings
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from mysterydesk.withdrawing import Change, change
from pages.parts.endings import end_words
from policy.text import Lang
from tests.certification.issued import award
from tests.mysterydesk.issued_here import HOLDER, NUMBER, with_credential

URL = "https://desk.example"
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
ENDS = BEGAN + timedelta(days=730)


def before(days: float) -> datetime:
    return ENDS - timedelta(days=days)


@given(st.lists(st.floats(-10, 120), max_size=60))
def test_however_often_somebody_looks_each_mark_is_said_once_and_in_its_time(looks: list[float]) -> None:
    said: list[int] = []
    for days in sorted(looks, reverse=True):
        mark = due(ENDS, before(days), said)
        if mark is not None:
            assert 0 < days_left(ENDS, before(days)) <= mark
            assert not any(days_left(ENDS, before(days)) <= other < mark for other in MARKS), (
                "a later mark was reached"
            )
            said.append(mark)
    assert said == sorted(set(said), reverse=True)


@given(st.sets(st.sampled_from(MARKS)))
def test_whoever_looks_daily_hears_every_mark_that_was_not_said(known: set[int]) -> None:
    said: list[int] = []
    for days in range(100, -1, -1):
        mark = due(ENDS, before(days), known | set(said))
        said += [] if mark is None else [mark]
    assert said == [one for one in MARKS if one not in known]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = with_credential(tmp_path / "desk.db", URL, BEGAN)
    yield made
    made.close()


def known(store: SqliteStore, login: str = "chenxiao") -> Account:
    found = store.accounts.by_login(login)
    assert found is not None
    return found


def marks(store: SqliteStore, number: str = NUMBER) -> list[int]:
    return [one.mark for one in told(store, known(store).id, number)]


def test_a_reminder_is_recorded_once_and_the_registry_shows_it(store: SqliteStore) -> None:
    me = known(store)
    assert remind(store, me, before(91)) == ()
    for days, seen in ((90, [90]), (89, [90]), (29, [90, 30]), (29, [90, 30]), (6.5, [90, 30, 7])):
        (ending,) = remind(store, me, before(days))
        assert (ending.number, ending.until) == (NUMBER, ENDS)
        assert marks(store) == seen
    (over,) = remind(store, me, before(-1))
    assert over.left == -1
    assert marks(store) == [90, 30, 7]
    (entry,) = entries(store, known(store, "hemin"))
    assert [one.mark for one in entry.told] == [90, 30, 7]
    assert entry.told[0].at == before(90)


def test_the_registry_says_the_end_that_was_signed(store: SqliteStore) -> None:
    (entry,) = entries(store, known(store, "hemin"))
    assert entry.until == ENDS, "two years were signed, one is what the handbook says now"
    assert levels.held(store, known(store).id) == {"junior": ENDS}


def test_what_is_revoked_or_outlasted_needs_no_reminder(store: SqliteStore, tmp_path: Path) -> None:
    me = known(store)
    house = issuing.house(store, Settings(database=tmp_path / "desk.db", public_url=URL))
    newer = award(
        id="urn:uuid:00000000-0000-4000-8000-00000000a5a5", holder_email=HOLDER,
        awarded_at=before(20), valid_until=ENDS + timedelta(days=300),
    )  # fmt: skip
    awarding.keep(store, house, me, newer, before(20))
    assert remind(store, me, before(5)) == ()
    assert marks(store) == []


def test_nor_does_what_is_revoked(store: SqliteStore) -> None:
    wanted = Change(number=NUMBER, state="revoked", reason="issued by mistake")
    change(store, known(store, "hemin"), wanted, URL, before(50))
    assert remind(store, known(store), before(40)) == ()


def test_who_holds_none_is_not_asked(store: SqliteStore) -> None:
    with pytest.raises(NotAllowed):
        remind(store, known(store, "hemin"), before(5))


@pytest.mark.parametrize(
    ("lang", "left", "level", "said"),
    [
        ("zh", 25, "junior", "还有 25 天。要继续持有"),
        ("zh", 0, "junior", "到期。要继续持有"),
        ("en", 1, "junior", "in 1 day. To go on"),
        ("en", -3, "junior_short", "ended on"),
    ],
)
def test_the_words_say_how_long_and_what_to_do(lang: Lang, left: int, level: str, said: str) -> None:
    words = end_words(translation(lang), Ending(number=NUMBER, level=level, until=ENDS, left=left))
    assert said in words
    assert ("要继续" in words or "To go on" in words) == (level == "junior")
