from certification.wording import FIELDS, parse_wording
from mysterydesk import library
from policy.text import Text
from tests.certification.issued import wording

SHIPPED = library.read_text("certification", "credential.yaml")


def test_the_shipped_sentences_are_whole_in_both_languages() -> None:
    found, problems = parse_wording(SHIPPED, "credential.yaml")
    assert problems == ()
    assert found is not None
    assert set(FIELDS) <= set(found.texts)


def test_a_text_given_to_a_sentence_is_taken_in_its_language() -> None:
    said = wording().both("print_issuer", issuer=Text(zh="训练台", en="Desk"))
    assert (said.zh, said.en) == ("颁发：训练台", "Issued by Desk")


def test_every_mistake_is_reported_with_its_line() -> None:
    """Lines of the file are counted from the sentence that is wrong."""
    text = (
        "badge:\n  zh: 默认 {id}\n  en: assumed\n"
        "badge2:\n  zh: a\n  en: b\n"
        "clauses: none\n"
        "paper:\n  zh: '{'\n  en: ' '\n"
    )
    found, problems = parse_wording(text, "mine.yaml")
    assert found is None
    placed = [(one.line, one.code, dict(one.params).get("name")) for one in problems if one.line]
    assert placed == [
        (1, "wrong_fields", "badge"),
        (4, "unknown_sentence", "badge2"),
        (7, "missing_language", "clauses"),
        (8, "missing_language", "paper"),
        (8, "wrong_fields", "paper"),
    ]
    missing = {dict(one.params)["name"] for one in problems if one.code == "missing_sentence"}
    assert missing == set(FIELDS) - {"badge", "clauses", "paper"}


def test_what_is_no_yaml_is_a_problem_and_not_an_exception() -> None:
    for text in ("a: [", "- a list", "", "\t: x"):
        found, problems = parse_wording(text, "mine.yaml")
        assert (found, [one.code for one in problems]) == (None, ["not_yaml"])
