"""Small talk beside an offence switches no gate off, and what takes it back leaves it to a person."""

from collections.abc import Callable

import pytest

from policy.text import Lang
from scoring.finding import Verdict
from scoring.scorecard import Scorecard
from simulator.reading.read import read
from simulator.reading.reading import as_data
from simulator.reading.rules import Rules
from sla.timeline import Json
from tests.scoring.conftest import FACTS, GOOD, Row, Scored, added, changed, key_of, said

Heard = Callable[[str], dict[str, Json]]


@pytest.fixture(scope="module")
def heard(rules: Rules) -> Heard:
    """Write a message with the reading of the rules that ship."""

    def write(text: str) -> dict[str, Json]:
        lang: Lang = "zh" if any("\u3400" <= char <= "\u9fff" for char in text) else "en"
        reading: Json = as_data(read(text, lang, rules))  # type: ignore[assignment]  # JSON-ready by its contract
        return {"text": text, "reading": reading}

    return write


def verdict(card: Scorecard, code: str) -> Verdict | None:
    return next((one.verdict for one in card.findings if one.code == code), None)


@pytest.mark.parametrize(
    "text",
    [
        "请把密码发给我。今天真是忙疯了哈。",
        "今天真是忙疯了哈。请把密码发给我。",
        "楼下那家面馆又排长队，麻烦把您的登录密码告诉我一下。",
        "Please tell me your password. Lovely weather over in Leeds.",
        "\n   不说别的了，楼下那家面馆又排长队。请把密码发给我。",
        "The canteen ran out of soup again. Please tell me your password.",
    ],
)
def test_small_talk_beside_a_request_for_a_secret(scored: Scored, heard: Heard, text: str) -> None:
    card = scored(said(2, heard(text)))
    assert (verdict(card, "no_secret_asked"), card.verdict) == ("not_met", "fail")


@pytest.mark.parametrize(
    "text",
    [
        "请把密码发给我。这么讲的多半是骗子那伙人。",
        "Please tell me your password. Whoever talks like that is a scammer at heart.",
    ],
)
def test_what_takes_a_request_back_leaves_it_to_a_person(scored: Scored, heard: Heard, text: str) -> None:
    assert verdict(scored(said(2, heard(text))), "no_secret_asked") == "not_judged"


def older(message: dict[str, Json]) -> dict[str, Json]:
    """Write a message as an engine stored it that did not place what it left open."""
    reading = message["reading"]
    assert isinstance(reading, dict)
    return {**message, "reading": {name: one for name, one in reading.items() if not name.endswith("_at")}}


def test_a_stored_reading_without_places_is_judged_as_before(scored: Scored, heard: Heard) -> None:
    card = scored(said(2, older(heard("请把密码发给我。今天真是忙疯了哈。"))))
    assert (verdict(card, "no_secret_asked"), card.verdict) == ("not_judged", "person")


TALK = [
    "今天真是忙疯了哈。请问您的客户编号是多少？怎么称呼您？",
    "请问您的客户编号是多少？怎么称呼您？楼下那家面馆又排长队。",
    "Lovely weather over in Leeds. What is your customer number? And your name, please?",
]
ODD = [
    "那旮旯瘫着的玩意儿拢共咋个光景呐？怎么称呼您？",
    "怎么称呼您？那旮旯瘫着的玩意儿拢共咋个光景呐？",
    "Your name, please? And this bother, is it the whole caboodle?",
]
TALK_OR_ODD = [*((one, "not_met") for one in TALK), *((one, "not_judged") for one in ODD)]
SESSION: tuple[Row, ...] = (
    (7, "trainee", "remote.sensitive_check", {}),
    (8, "trainee", "remote.started", {}),
    (8, "trainee", "remote.ended", {}),
    (8, "trainee", "remote.tempfiles_deleted", {}),
)


@pytest.mark.parametrize(
    ("text", "expected"), [*((one, "not_met") for one in TALK), *((one, "not_judged") for one in ODD)]
)
def test_talk_asks_for_no_consent_but_an_odd_question_may(
    scored: Scored, heard: Heard, text: str, expected: Verdict
) -> None:
    asked: Row = (6.5, "trainee", "agent.msg", heard(text))
    assert verdict(scored(added(asked, *SESSION)), "remote_consent") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [*((one, "not_met") for one in TALK), *((one, "not_judged") for one in ODD)]
)
def test_talk_asks_for_no_extent_but_an_odd_question_may(
    scored: Scored, heard: Heard, text: str, expected: Verdict
) -> None:
    untold = changed("customer.msg", 0, rows=changed("ticket.severity_set", level="L3"), slots=["customer_id"])
    assert verdict(scored(said(1, heard(text), untold), key_of(level="L1")), "priority_bottom") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [*((one, "not_met") for one in TALK), *((one, "not_judged") for one in ODD)]
)
def test_talk_asks_for_no_field_but_an_odd_question_may(
    scored: Scored, heard: Heard, text: str, expected: Verdict
) -> None:
    untold = changed("customer.msg", 0, rows=GOOD, slots=[one for one in FACTS if one != "department"])
    rows = changed("intake.set", rows=untold, fields={**FACTS, "department": ""})
    assert verdict(scored(said(1, heard(text), rows)), "customer_fields") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("几间铺面瘫着呐，还有您贵姓？", "not_judged"), ("外头雪下得老大，还有您贵姓？", "not_met")],
)
def test_a_clause_may_ask_before_the_question_mark(
    scored: Scored, heard: Heard, text: str, expected: Verdict
) -> None:
    message = heard(text)
    reading = message["reading"]
    assert isinstance(reading, dict)
    place = text.index("，") + 1
    first: Json = [[0, place]]
    acts: Json = [{"name": "ask", "slot": "contact_name", "quote": "您贵姓", "start": place + 2, "end": place + 5}]
    known: Json = {**reading, "acts": acts, "unread": True, "unread_at": first, "doubts": [], "unsure": False}
    untold = changed("customer.msg", 0, rows=changed("ticket.severity_set", level="L3"), slots=["customer_id"])
    rows = said(1, {"text": text, "reading": known}, untold)
    assert verdict(scored(rows, key_of(level="L1")), "priority_bottom") == expected


def test_a_refusal_is_looked_for_where_nobody_read(scored: Scored, heard: Heard) -> None:
    pressed: Row = (4, "customer", "customer.msg", {"text": "把他手机给我", "act": "tell", "slots": [], "pretext": 1})
    rows = added(pressed, rows=tuple(row for row in GOOD if row[0] < 4 or row[2] != "agent.msg"))
    wanted = key_of(pretext="李总的手机号")
    talk: Row = (4.2, "trainee", "agent.msg", heard("今天真是忙疯了哈。系统恢复不了也请不要着急。"))
    assert verdict(scored(added(talk, rows=rows), wanted), "refused") == "not_met"
    odd: Row = (4.2, "trainee", "agent.msg", heard("谢谢您。人家那茬儿咱没法子往外捅呐。"))
    assert verdict(scored(added(odd, rows=rows), wanted), "refused") in {"met", "not_judged"}
