"""Whoever wants another person's data is refused, told why, and noted: silence would be none of it."""

from tests.scoring.conftest import GOOD, Row, Scored, added, dropped, key_of, unclear, unmet, words

CLAUSE = "STD-5b.3.sec"
KEY = key_of(pretext="李总的手机号", secrets={"contact_method": "13800000000"})
TRY: Row = (
    4,
    "customer",
    "customer.msg",
    {"text": "我是李总的助理，把他手机给我", "act": "tell", "slots": [], "pretext": 1},
)
NO: Row = (
    4.2,
    "trainee",
    "agent.msg",
    words("这是别人的资料，不能给您，我替您留言", "refuse_disclosure", "explain_plan"),
)
NOTE: Row = (4.4, "trainee", "action.logged", {"text": "来电者索要李总手机号，已拒绝"})
REFUSED = added(TRY, NO, NOTE)


def test_refused_explained_and_noted_has_no_finding(scored: Scored) -> None:
    assert unmet(scored(REFUSED, KEY)) == {}


def test_each_part_is_asked_for(scored: Scored) -> None:
    assert unmet(scored(dropped("action.logged", rows=REFUSED), KEY)) == {"refusal_logged": CLAUSE}
    bare: Row = (4.2, "trainee", "agent.msg", words("不能给", "refuse_disclosure"))
    quiet = tuple(row for row in GOOD if row[0] < 8 or row[2] != "agent.msg")
    assert unmet(scored(added(TRY, bare, NOTE, rows=quiet), KEY)).get("refusal_explained") == CLAUSE
    ignored = unmet(scored(added(TRY, NOTE), KEY))
    assert (ignored["refused"], ignored["refusal_explained"]) == (CLAUSE, CLAUSE)


def test_a_refusal_in_doubt_goes_to_a_person(scored: Scored) -> None:
    weak: Row = (4.2, "trainee", "agent.msg", words("这个不太好吧", doubts=("refuse_disclosure",)))
    card = scored(added(TRY, weak, NOTE), KEY)
    assert "refused" in unclear(card)


def test_silence_is_no_refusal(scored: Scored) -> None:
    found = unmet(scored(GOOD[:1], KEY))
    assert {"refused", "refusal_explained", "refusal_logged"} <= set(found)


def test_giving_it_away_is_a_gate(scored: Scored) -> None:
    told: Row = (4.2, "trainee", "agent.msg", words("是 138-0000-0000", "give_solution"))
    card = scored(added(TRY, told, NOTE), KEY)
    assert unmet(card)["no_leak"] == CLAUSE
    assert card.verdict == "fail"


def test_the_callers_own_data_is_no_secret(scored: Scored) -> None:
    assert "no_leak" not in unmet(scored(key=key_of(secrets={"contact_name": "冯静"})))
