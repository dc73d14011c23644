"""A complaint has three clocks and four duties of its own."""

from scoring.scorecard import Scorecard
from tests.scoring.conftest import GOOD, Row, Scored, added, dropped, key_of, said, unmet, words

COMPLAINT: tuple[Row, ...] = added(
    (2, "trainee", "complaint.opened", {"channel": "phone"}),
    (3, "trainee", "complaint.contacted", {"text": ""}),
    (3, "trainee", "complaint.apology", {"text": ""}),
    (60, "trainee", "rca.5w1h", {"fields": ["who", "when", "where", "what", "why", "how"]}),
    (90, "trainee", "corrective.done", {}),
    (100, "trainee", "corrective.fed_back", {"text": ""}),
    (120, "trainee", "complaint.followup", {"text": ""}),
)
CODES = (
    "complaint_opened",
    "complaint_apology",
    "complaint_analysis",
    "complaint_contact",
    "complaint_corrective",
    "complaint_followup",
)


def judged(card: Scorecard) -> dict[str, str]:
    return {one.code: one.verdict for one in card.findings if one.code in CODES}


def test_a_complaint_handled_as_one_has_no_finding(scored: Scored) -> None:
    card = scored(COMPLAINT, key_of(complaint=True))
    assert unmet(card) == {}
    assert set(judged(card)) == set(CODES)


def test_a_contact_that_is_no_complaint_owes_none_of_it(scored: Scored) -> None:
    assert judged(scored()) == {}


def test_a_complaint_taken_as_a_question_is_found(scored: Scored) -> None:
    card = scored(key=key_of(complaint=True))
    assert unmet(card) == {"complaint_opened": "STD-4.3.1"}


def test_each_step_of_a_complaint_is_asked_for(scored: Scored) -> None:
    steps = {
        "complaint.contacted": {"complaint_contact": "STD-4.3.2"},
        "complaint.apology": {"complaint_apology": "STD-4.3.2"},
        "rca.5w1h": {"complaint_analysis": "STD-4.3.3"},
        "corrective.fed_back": {"complaint_corrective": "STD-4.3.4"},
        "corrective.done": {"complaint_followup": "STD-4.3.5"},
    }
    for kind, expected in steps.items():
        assert unmet(scored(dropped(kind, rows=COMPLAINT), key_of(complaint=True))) == expected


def test_a_follow_up_that_is_not_due_yet_is_open(scored: Scored) -> None:
    card = scored(dropped("complaint.followup", rows=COMPLAINT), key_of(complaint=True))
    assert "complaint_followup" not in judged(card)


def test_an_apology_in_words_counts(scored: Scored) -> None:
    rows = said(
        0,
        words("您好，我是小何，很抱歉，先核对", "greet", "self_introduce", "empathise", "explain_plan", "apologise"),
    )
    bare = dropped("complaint.apology", rows=added(*(row for row in COMPLAINT if row not in GOOD), rows=rows))
    assert judged(scored(bare, key_of(complaint=True)))["complaint_apology"] == "met"


def test_clocks_of_a_complaint_need_a_key(scored: Scored) -> None:
    card = scored(COMPLAINT, key_of(priorities=()))
    assert "complaint_contact" not in judged(card)
