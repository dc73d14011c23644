"""Can anybody decide about themselves, or issue alone, by doing things in some other order?"""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from certification.sitting import Accommodation
from mysterydesk import awarding, issuing
from mysterydesk.administration import change_role
from mysterydesk.clock import now
from mysterydesk.dossier import dossier
from mysterydesk.errors import WorldError
from mysterydesk.exams import registry
from mysterydesk.exams.appealing import appeal, decide_appeal
from mysterydesk.exams.assessing import Word, release, sign
from mysterydesk.exams.granting import annul, grant
from mysterydesk.exams.record import read_exam
from mysterydesk.issuing import House
from mysterydesk.roles import as_role
from mysterydesk.settings import Settings
from mysterydesk.status_lists import status_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from mysterydesk.withdrawing import Change, urn
from tests.certification.issued import award
from tests.mysterydesk.issued_here import HOLDER, NUMBER, with_credential
from tests.mysterydesk.test_assessing import WHY, as_senior, grounds
from tests.mysterydesk.test_exam_practical import outcome, sat
from tests.mysterydesk.test_exams import at, fault, person, small_plan

__all__ = ["as_senior", "small_plan"]
URL = "https://desk.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "desk.db")
    yield opened
    opened.close()


def promoted(store: Store, account: Account, role: str = "examiner") -> Account:
    """Give somebody another role, as an administrator may on any day."""
    keeper = person(store, "keeper", "admin")
    return change_role(store, keeper, account.id, as_role(role), at(5))


@pytest.mark.usefixtures("as_senior")
def test_a_candidate_who_becomes_an_examiner_decides_nothing_about_the_own_try(store: Store) -> None:
    house = issuing.house(store, Settings(database=Path("unused")))
    me = person(store, "me")
    exam = sat(store, me, right=11)
    for name in ("first", "second"):
        sign(store, person(store, name, "examiner"), Word(exam=exam, agrees=True, reason=WHY), at(5))
    assert grounds(store, me, exam) == {"issuers_missing"}
    mine = promoted(store, me)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: sign(store, mine, Word(exam=exam, agrees=True, reason=WHY), at(6)),
        lambda: release(store, house, mine, exam, at(6)),
        lambda: annul(store, mine, exam, "I would rather try once more.", at(6)),
        lambda: grant(store, mine, mine.id, "junior", Accommodation(minutes=30), WHY, at(6)),
    )
    for deed in deeds:
        with fault("own_matter"):
            deed()
    found = read_exam(store, exam)
    assert (len(found.assessments), found.released, found.annulled) == (2, (), None)
    judge = store.accounts.by_login("first")
    assert judge is not None
    annul(store, judge, exam, "Another person sat the paper.", at(7))
    appeal(store, me, exam, "I was alone; the camera shows a reflection.", at(8))
    with fault("own_matter"):
        decide_appeal(store, mine, exam, "It is indeed a reflection.", at(9), upheld=True)


@pytest.mark.parametrize("people", [1, 2])
def test_nor_changes_the_own_credential(tmp_path: Path, people: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "people_for", lambda _level: people)
    store = with_credential(tmp_path / "desk.db", URL)
    holder, other = store.accounts.by_login("chenxiao"), store.accounts.by_login("hemin")
    assert holder is not None
    assert other is not None
    wanted = Change(number=NUMBER, state="suspended", reason="under review")
    registry.propose(store, other, wanted, URL, now())
    me = promoted(store, holder)
    with fault("own_matter"):
        if people == 1:
            registry.propose(store, me, replace(wanted, state="valid"), URL, now())
        else:
            registry.confirm(store, me, NUMBER, URL, now())
    assert status_of(store, urn(NUMBER)).state == ("suspended" if people == 1 else "valid")
    store.close()


ACTS = ("sign", "sign_own", "release", "other_signs", "annul", "look")


def _try(store: Store, house: House, exam: str, one: str, minute: int) -> None:
    """Let one examiner do one thing, or a trainer beside them sign."""
    known = {each.login: each for each in store.accounts.everyone()}
    alone, trainer, me = known["alone"], known["trainer"], known["me"]
    word = Word(exam=exam, agrees=True, reason=WHY, own_trainer=one == "sign_own")
    if one in {"sign", "sign_own"}:
        sign(store, alone, word, at(minute))
    elif one == "other_signs":
        sign(store, trainer, word, at(minute))
    elif one == "release":
        release(store, house, alone, exam, at(minute))
    elif one == "annul":
        annul(store, alone, exam, "Another person sat the paper.", at(minute))
    else:
        outcome(store, me, exam, minute)


@pytest.mark.usefixtures("as_senior")
def test_no_sequence_of_acts_lets_one_examiner_issue_alone(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "first.db")
    me, exam = person(first, "me"), ""
    person(first, "alone", "examiner")
    person(first, "trainer", "trainer")
    exam = sat(first, me, right=11)
    house = issuing.house(first, Settings(database=tmp_path / "first.db"))
    reached = set()

    @settings(max_examples=8, deadline=None)
    @example(["sign", "other_signs", "release", "release", "look"])
    @given(st.lists(st.sampled_from(ACTS), min_size=3, max_size=6))
    def law(acts: list[str]) -> None:
        with TemporaryDirectory() as folder:
            first.backup_to(Path(folder) / "desk.db")
            with closing(SqliteStore(Path(folder) / "desk.db")) as store:
                for minute, one in enumerate(acts, start=5):
                    with suppress(WorldError):
                        _try(store, house, exam, one, minute)
                assert dossier(store, me).credentials == (), "one examiner issued alone"
                reached.add(len(read_exam(store, exam).released))

    law()
    first.close()
    assert reached == {0, 1}, "some sequence must get as far as the first of two"


def test_who_renews_a_level_keeps_both_credentials(tmp_path: Path) -> None:
    store = with_credential(tmp_path / "desk.db", URL)
    holder = store.accounts.by_login("chenxiao")
    assert holder is not None
    house = issuing.house(store, Settings(database=tmp_path / "desk.db", public_url=URL))
    second = "urn:uuid:00000000-0000-4000-8000-00000000a5a5"
    awarding.keep(store, house, holder, award(id=second, holder_email=HOLDER, awarded_at=now()), now())
    assert [one.credential for one in dossier(store, holder).credentials] == [urn(NUMBER), second]
    store.close()
