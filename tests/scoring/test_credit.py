"""What is denied, quoted, supposed, or disputed by the second reader earns nothing."""

import pytest

from scoring.score import score
from scoring.stated import is_meant, places, sentences
from tests.scoring.conftest import Desks, Told, key_of, sheet, verdict, words, written

SAID = {
    "engineer": (
        (
            "稍后工程师会联系您。",
            "修好后，工程师会联系您，别担心。",
            "不行的话我马上叫工程师联系您。",
            "If that fails an engineer will contact you soon.",
        ),
        ("不会有工程师会联系您。", "客户说“工程师会联系您”。", "如果工程师会来就好了。"),
        ("No engineer will call you.", "If an engineer will call you", 'He said "an engineer will call you".'),
    ),
    "prevents": (
        ("以后请先保存。", "别忘了定期清理缓存。", "Please remember to save it.", "In future, save first."),
        ("没有办法避免。", "这个不用定期清理。", "文章写着“定期清理”。"),
        ("You can't avoid it.", "There is no way to prevent it.", 'The page says "save it regularly".'),
    ),
    "asks_data": (
        ("能不能发个截图？", "请截图给我。", "Could you send a screenshot?"),
        ("不需要截图。", "如果有截图的话", "公告里写着“请发截图”。"),
        ("We don't need a screenshot.", "The form says “attach a screenshot”.", "I wish I had a screenshot."),
    ),
    "offers": (
        ("请问有什么可以帮您？", "不好意思久等了请问有什么可以帮您？", "How can I help you?"),
        ("我不能帮您。", "标语写着“帮您解决”。", "如果能帮您就好了。"),
        ("We cannot help you.", "I wish I could help you.", 'The poster says "how can I help you".'),
    ),
    "guides": (
        ("正确的做法是先保存。", "The right way is to save first."),
        ("我没有正确的办法。", "手册写着“正确的做法”。", "如果正确的步骤存在的话"),
        ("That is not the right way.", 'They call it "the right way".', "I wish I knew the right way."),
    ),
    "isolates": (
        ("我们逐一排除。", "We can rule out the cable."),
        ("我没有逐项去看。", "书上说“逐项排除”。", "如果逐一排查的话"),
        ("We did not narrow it down.", "Unless we narrow it down", 'The book says "narrow it down".'),
    ),
}


@pytest.mark.parametrize("name", sorted(SAID))
def test_words_count_only_where_the_speaker_means_them(desks: Desks, name: str) -> None:
    marks = desks["DSK"][1].lexicon.marks[name]

    def means(text: str) -> bool:
        return any(is_meant(one, *place) for one in sentences(text) for place in places(one.text, marks))

    credited, *denied = SAID[name]
    assert [one for one in credited if not means(one)] == []
    assert [one for lines in denied for one in lines if means(one)] == []


SIGNS = (
    ("客户已签字确认", "met"),
    ("The customer signed the form", "met"),
    ("客户未签字", "not_met"),
    ("如果客户签字的话", "not_met"),
    ("表上印着“请签字”", "not_met"),
    ("The customer did not sign", "not_met"),
    ("Nobody confirmed it", "not_met"),
    ('The form says "sign here"', "not_met"),
)


@pytest.mark.parametrize(("text", "expected"), SIGNS)
def test_a_note_that_denies_the_signature_signs_nothing(desks: Desks, text: str, expected: str) -> None:
    manual, rubric = desks["ASC"]
    rows = written(
        (0, "customer", "ticket.submitted", {"channel": "phone"}),
        (10, "customer", "verify.customer", {"text": "好了"}),
        (11, "trainee", "action.logged", {"text": text}),
        (12, "trainee", "ticket.closed", {}),
    )
    assert verdict(score(rows, key_of(), rubric, manual, sheet()), "signed") == expected


def _greeting(*disputed: str) -> dict[str, object]:
    message = words("您好，这里是服务台，请问哪里不行？", "greet", "ask:symptom")
    if disputed:
        second = {"acts": [], "wavering": [], "faint": False, "disputed": list(disputed)}
        message["reading"] = {**message["reading"], "second": second}  # type: ignore[dict-item]
    return message  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("disputed", "expected"), [((), "met"), (("greet",), "not_judged"), (("ask:symptom",), "not_judged")]
)
def test_an_act_in_dispute_goes_to_a_person(desks: Desks, disputed: tuple[str, ...], expected: str) -> None:
    manual, rubric = desks["DSK"]
    rows = written(
        (0, "customer", "ticket.submitted", {"channel": "phone"}),
        (1, "trainee", "agent.msg", _greeting(*disputed)),  # type: ignore[arg-type]
    )
    assert verdict(score(rows, key_of(), rubric, manual, sheet()), "desk_greeting") == expected


OPENINGS = (
    ("感谢您的来电，服务台为您服务，请问哪里不行？", "met"),
    ("谢谢您联系服务台，请讲。", "met"),
    ("Thanks for getting in touch with the service desk. How can I help?", "met"),
    ("Many thanks for your call, service desk here, how can I help?", "met"),
    ("服务台，哪里不行？请把型号报给我。谢谢。", "not_met"),
    ("Service desk. What is broken? Give me the number. Thank you.", "not_judged"),
)


@pytest.mark.parametrize(("text", "expected"), OPENINGS)
def test_thanks_for_the_call_greet_where_they_open_it(desks: Desks, told: Told, text: str, expected: str) -> None:
    manual, rubric = desks["DSK"]
    rows = written((0, "customer", "ticket.submitted", {"channel": "phone"}), told(text, 1))
    assert verdict(score(rows, key_of(), rubric, manual, sheet()), "desk_greeting") == expected
