"""What a customer says of the state decides about closing, and opening again."""

import pytest

from scoring.checks.heard import in_words
from scoring.question import Question
from scoring.rubric import Rubric
from scoring.score import question_of
from tests.scoring.conftest import Row, Scored, added, changed, dropped, key_of, sheet, unclear, unmet, written


@pytest.fixture
def asked(handbook: object, rubric: Rubric) -> Question:
    rows: tuple[Row, ...] = ((0, "customer", "ticket.submitted", {"channel": "phone"}),)
    return question_of(written(*rows), key_of(), rubric, handbook, sheet())  # type: ignore[arg-type]  # the fixture


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("好了，谢谢", "works"),
        ("刚才还是不行，现在好了", "works"),
        ("好了一会儿，现在又不行了", "fails"),
        ("显示不正常", "fails"),
        ("还没好", "fails"),
        ("如果还不行我再打来。现在正常。", "works"),
        ("要是又坏了呢", ""),
        ("嗯，我知道了", ""),
        ("It is working now.", "works"),
        ("It's still not working.", "fails"),
        ("That isn't fixed.", "fails"),
        ("All good, thanks. If it is back I'll call.", "works"),
        ("Let me see.", ""),
    ],
)
def test_the_last_word_on_the_state_counts(asked: Question, said: str, state: str) -> None:
    assert in_words(asked, said) == state


def transcribed(text: str) -> tuple[Row, ...]:
    """Let the customer say something after the repair that nobody has marked, and leave the confirmation out."""
    rows = changed("customer.msg", 2, text=text, act=None)
    return dropped("verify.customer", rows=changed("customer.msg", 1, rows=rows, text="我看一下", act=None))


def test_words_of_a_transcript_confirm(scored: Scored) -> None:
    assert "confirmed" not in {*unmet(scored(transcribed("好了，能用了"))), *unclear(scored(transcribed("好了")))}


def test_closing_against_the_words_of_a_transcript_is_a_gate(scored: Scored) -> None:
    card = scored(transcribed("还是打不开"))
    assert unmet(card)["closed_against_word"] == "STD-3.3.1"
    assert card.verdict == "fail"


def test_words_nobody_can_read_go_to_a_person(scored: Scored) -> None:
    assert "confirmed" in unclear(scored(transcribed("我再看看")))


BACK: Row = (126, "customer", "customer.msg", {"text": "又没了", "act": "callback_bad", "slots": []})


def test_what_is_back_is_opened_again(scored: Scored) -> None:
    assert unmet(scored(added(BACK))) == {"reopened": "STD-3.3.1"}
    again: Row = (127, "trainee", "ticket.reopened", {"text": "客户说又没了"})
    assert unmet(scored(added(BACK, again))).get("reopened") is None


def test_what_comes_back_after_the_end_is_not_this_trainees(scored: Scored) -> None:
    late: Row = (200, *BACK[1:])
    assert "reopened" not in unmet(scored(added(late)))
    assert "reopened" not in unmet(scored(dropped("ticket.resolved", "ticket.closed", rows=added(BACK))))


def test_the_customers_part_written_by_the_trainee_proves_nothing(scored: Scored) -> None:
    rows = dropped("verify.customer")
    forged = added((11, "trainee", "verify.customer", {"text": "好了"}), rows=rows)
    assert unmet(scored(forged)) == unmet(scored(rows))
    nobody = changed("callback.done", reached=False)
    assert unmet(scored(nobody)) == {"callback": "STD-6.1.call"}
