"""A real ticket becomes the draft of a scenario: masked, with what it tells, and blanks for what no ticket tells."""

import io
import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from faker import Faker
from typer.testing import CliRunner

from mysterydesk import scenario_drafts
from mysterydesk.cli import app
from mysterydesk.demo_accounts import make_demo
from mysterydesk.errors import NotAllowed
from mysterydesk.import_mapping import recognised, with_column, with_dates
from mysterydesk.import_page import Choice
from mysterydesk.import_upload import received
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.table import open_table
from mysterydesk.masking import Mask
from mysterydesk.real_ticket import RealTicket, read_ticket
from mysterydesk.scenario_check import checked
from mysterydesk.scenario_files import FIRST, read_upload
from mysterydesk.scenario_source import NewScenario
from mysterydesk.store import SqliteStore
from mysterydesk.ticket_draft import Drafted, draft_of
from mysterydesk.ticket_handover import draft, tickets
from mysterydesk.ticket_of_log import listed, ticket_of_log
from policy.document import read_document
from policy.text import Lang, Text

AT = datetime(2026, 3, 20, 2, tzinfo=UTC)

PASTED = """\
单号: INC-20230912
渠道: 来电
类别: 收银
2023-09-12 09:31 客户 王芳：您好，我是星光贸易有限公司的王芳，电话13912345678，四号收银台黑屏了。
09:33 客服李明：您好王芳，请问版本是多少？
09:34 王芳：版本 3.2.1，
    马上开门了。
"""

IN_JSON = json.dumps(
    {
        "ticket": "T-1",
        "opened_at": "2026-03-13T17:05:00+08:00",
        "channel": "Email",
        "subject": "Till 4 dark for Jane Miller",
        "requester": "Jane Miller",
        "comments": [
            {"author": "Jane Miller (customer)", "body": "Till 4 is dark. Ring me on +44 20 7123 4567. Jane"},
            {"author": "Agent Tom", "body": "Which version, Jane Miller?"},
        ],
    }
)


def ticket(text: str) -> RealTicket:
    found, problems = read_ticket("t.txt", text)
    assert problems == ()
    assert found is not None
    return found


def values(text: str) -> dict[str, object]:
    document, problems = read_document(text, FIRST)
    assert problems == ()
    assert document is not None
    assert isinstance(document.value, dict)
    return dict(document.value)


def test_a_pasted_conversation_is_read_line_by_line() -> None:
    found = ticket(PASTED)
    assert (found.id, found.channel, found.category) == ("INC-20230912", "来电", "收银")
    assert f"{found.at:%Y-%m-%d %H:%M}" == "2023-09-12 09:31"
    assert [one.who for one in found.turns] == ["customer", "desk", "customer"]
    assert found.turns[2].words == "版本 3.2.1， 马上开门了。"
    assert set(found.people) == {"王芳", "李明"}


def test_a_draft_has_what_the_ticket_tells_and_nobody_in_it() -> None:
    drafted = draft_of(ticket(PASTED))
    text = drafted.files[FIRST]
    for said in ("王芳", "李明", "星光贸易", "13912345678", "20230912"):
        assert said not in text
    assert {one.kind for one in drafted.masked} == {"company", "name", "phone"}
    now = values(text)
    assert now["channels"] == ["phone"]
    assert now["submitted"] == ["08:31", "10:31"]
    assert now["weekday"] == "tuesday"
    assert now["opening"] == {
        "zh": ["您好，我是〔公司〕的〔姓名〕，电话〔电话〕，四号收银台黑屏了。"],
        "en": ["〔to fill in: first words〕"],
    }
    assert drafted.told == ("channel", "time", "weekday", "kind", "words", "version")


def test_every_blank_is_a_problem_at_its_line_until_it_is_written() -> None:
    """Cause, facts and traps are blanks; so is what was masked in the customer's own words."""
    text = draft_of(ticket(PASTED)).files[FIRST]
    found = checked({FIRST: text})
    assert found.sound is None
    lines = text.splitlines()
    blanks = [one for one in found.problems if one.code == "blank_left"]
    assert all(dict(one.params)["words"] in lines[one.line - 1] for one in blanks)
    wanted = {
        "〔待填：真正的原因〕",
        "〔待填：说得通的假因一〕",
        "〔待填：现象〕",
        "〔待填：会丢什么〕",
        "〔姓名〕",
        "〔to fill in: symptom〕",
    }
    assert wanted <= {dict(one.params)["words"] for one in blanks}
    written = text.replace("〔待填：真正的原因〕", "电源松动")
    assert len(checked({FIRST: written}).problems) == len(found.problems) - 1
    assert "unknown_product" in {one.code for one in found.problems}


def test_json_is_read_with_its_columns_of_people() -> None:
    drafted = draft_of(ticket(IN_JSON))
    now = values(drafted.files[FIRST])
    assert drafted.lang == "en"
    assert now["title"] == {"zh": "〔待填：标题〕", "en": "Till 4 dark for 〔name〕"}
    assert now["opening"] == {
        "zh": ["〔待填：首句〕"], "en": ["Till 4 is dark. Ring me on 〔phone〕. 〔name〕"],
    }  # fmt: skip
    assert now["channels"] == ["email"]
    assert "Miller" not in drafted.files[FIRST]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_drawn_at_random_do_not_get_through(lang: Lang) -> None:
    """Two hundred of each kind, in sentences as people write them; nothing of them is left."""
    fake = Faker("zh_CN" if lang == "zh" else "en_US")
    fake.seed_instance(20_260_101)
    sentences = {
        "zh": ("我叫{name}，在{company}，{address}。", "联系电话{phone}，邮箱{mail}，身份证{ssn}，卡号 {card}。",
               "请找{name}先生，或者打{phone}。"),
        "en": ("My name is {name} of {company}, {address}.", "Call {phone}, mail {mail}, card {card}, id {ssn}.",
               "Please ask for {first}, or ring {phone}."),
    }[lang]  # fmt: skip
    left = []
    for _ in range(200):
        first, last = fake.first_name(), fake.last_name()
        drawn = {
            "name": f"{first} {last}" if lang == "en" else last + first,
            "first": fake.first_name(),
            "company": fake.company() if lang == "zh" else f"{fake.last_name()} Ltd",
            "address": f"{fake.city_name()}{fake.street_name()}{fake.random_int(1, 999)}号" if lang == "zh"
            else f"{fake.building_number()} {fake.last_name()} Street",
            "phone": fake.phone_number() if lang == "zh" else fake.numerify("(###) ###-####"),
            "mail": fake.email(), "ssn": fake.ssn(), "card": fake.credit_card_number(),
        }  # fmt: skip
        for sentence in sentences:
            masked = Mask(lang=lang).of(sentence.format(**drawn))
            left += [said for name, said in drawn.items() if f"{{{name}}}" in sentence and said in masked]
    assert left == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("版本 V3.2.1，共有12个收银台，报错 E-5031，高峰期人多，由于网络慢，10:30 开会。", "zh"),
        ("The Bank page fails with E-5031 on Windows 11 at 10:30, 12 of 20 tills, version 3.2.1.", "en"),
    ],
)
def test_what_a_desk_needs_stays(text: str, lang: Lang) -> None:
    assert Mask(lang=lang).of(text) == text


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('{"ticket": "1",\n "words": ', "yaml_syntax", 2),
        ("a\n\x00b", "ticket_not_text", 2),
        ("  \n ", "ticket_empty", 0),
        ('{"ticket": "1", "subject": "a"}\n{"ticket": "2", "subject": "b"}', "ticket_which", 0),
        ("x" * 2_000_001, "too_large", 0),
    ],
)
def test_what_is_no_ticket_is_said_with_its_place(text: str, code: str, line: int) -> None:
    found, problems = read_ticket("t.json", text)
    assert found is None
    assert (code, line) in {(one.code, one.line) for one in problems}


LOG = """\
Issue key,Issue Type,Summary,Status,Priority,Created,Resolved,Reporter,Description
A-1,Bug,Printer jams,Done,High,13/Mar/26 9:05 AM,13/Mar/26 11:00 AM,Jane Miller,"Jane here, it jams. Jane Miller"
A-2,Bug,Screen dark,Done,Low,14/Mar/26 3:30 PM,14/Mar/26 5:00 PM,Tom Baker,It is dark.
"""


def test_a_ticket_of_a_log_comes_with_its_words_masked(tmp_path: Path) -> None:
    """The importers leave free text out; for the one ticket it is read, and the reporter is known by the column."""
    place = tmp_path / "jira.csv"
    place.write_text(LOG)
    table = open_table(place)
    assert [one.id for one in listed(table)] == ["A-1", "A-2"]
    drafted = draft_of(ticket_of_log(table, "A-1"))
    now = values(drafted.files[FIRST])
    assert now["weekday"] == "friday"
    assert now["opening"] == {"zh": ["〔待填：首句〕"], "en": ["〔name〕 here, it jams. 〔name〕"]}
    assert "Tom Baker" not in drafted.files[FIRST]
    with pytest.raises(ImportRefused) as refused:
        ticket_of_log(table, "A-9")
    assert [one.code for one in refused.value.problems] == ["ticket_unknown"]


OWN_LOG = """\
流水,开单,级别,摘要,报修人
B-1,13.03.2026 09:05,加急,收银台黑屏,王芳
B-2,14.03.2026 15:30,平常,王芳说打印不全，电话13912345678,王芳
"""


def test_who_may_import_but_not_write_hands_a_masked_draft_to_a_trainer(tmp_path: Path) -> None:
    """Under a mapping of one's own; the file goes to a trainer, who takes it in as it is; the store keeps no word."""
    upload = received("ours.csv", io.BytesIO(OWN_LOG.encode()))
    profile = recognised(upload.table).profile
    for canonical, name in (("ticket_id", "流水"), ("opened_at", "开单"), ("priority", "级别")):
        profile = with_column(profile, canonical, name)
    choice = Choice(profile=with_dates(profile, "day"), handbook="STD", zone="Asia/Shanghai")
    assert [one.id for one in tickets(upload, choice)] == ["B-1", "B-2"]
    with closing(SqliteStore(tmp_path / "desk.db")) as store:
        make_demo(store, at=AT)
        qa, trainer = (store.accounts.by_login(login) for login in ("linyu", "zhoulan"))
        assert qa is not None
        assert trainer is not None
        drafted = draft(store, qa, upload, choice, "B-2")
        assert {one.kind for one in drafted.masked} >= {"name", "phone"}
        assert [said for said in ("王芳", "13912345678") if said in drafted.files[FIRST]] == []
        with pytest.raises(NotAllowed):
            scenario_drafts.begin(store, qa, taken_in(drafted), AT)
        assert scenario_drafts.drafts(store, trainer) == ()
        begun = scenario_drafts.begin(store, trainer, taken_in(drafted), AT)
        assert begun.id == "S500-ticket"
        assert values(drafted.files[FIRST])["weekday"] == "saturday"
        # The number is taken now: the next draft gets another.
        assert values(draft(store, qa, upload, choice, "B-1").files[FIRST])["id"] == "S501-ticket"
    upload.drop()


def taken_in(drafted: Drafted) -> NewScenario:
    """What a trainer does with the file: bring it, and change nothing."""
    files, problems = read_upload("scenario-draft.yaml", drafted.files[FIRST].encode())
    assert problems == ()
    return NewScenario(slug="", title=Text(zh="", en=""), origin="upload", files=files)


def test_the_command_drafts_and_never_writes_over_a_file(tmp_path: Path) -> None:
    place, out = tmp_path / "t.txt", tmp_path / "draft.yaml"
    place.write_text(PASTED, encoding="utf-8")
    run = CliRunner().invoke(app, ["scenario", "draft", str(place), "--id", "S700-dark-till", "--json"])
    found = json.loads(run.stdout)
    assert found["masked"] == {"company": 1, "name": 1, "phone": 1}
    assert "13912345678" not in run.stdout
    assert values(found["draft"])["id"] == "S700-dark-till"
    for status in (0, 1):
        again = CliRunner().invoke(app, ["scenario", "draft", str(place), "--out", str(out)])
        assert again.exit_code == status
    assert values(out.read_text(encoding="utf-8"))["id"] == "S500-ticket"
