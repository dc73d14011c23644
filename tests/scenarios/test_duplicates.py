"""Are texts that say the same twice found, and only those?"""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from scenarios.duplicates import LEAST, NEAR, likeness, near_pairs, runs, share_of_near

WORDS = st.lists(st.sampled_from("abcd"), min_size=20, max_size=40).map("".join)


@given(st.lists(WORDS, max_size=12))
def test_the_quick_search_finds_what_comparing_everything_finds(texts: list[str]) -> None:
    plain = {
        (one, other)
        for one, other in combinations(range(len(texts)), 2)
        if likeness(runs(texts[one]), runs(texts[other])) > NEAR
    }
    assert {(one, other) for one, other, _ in near_pairs(texts)} == plain


def test_one_changed_word_makes_no_new_sentence() -> None:
    texts = {
        "a": "The label printer on the ground floor prints nothing but blank labels.",
        "b": "The label printer on the first floor prints nothing but blank labels.",
        "c": "Parcels are weighed, but the scale never sends what it shows.",
    }
    share, pairs = share_of_near(texts)
    assert [(one, other) for one, other, _ in pairs] == [("a", "b")]
    assert share == 1 / 3


def test_width_and_case_make_no_new_sentence_either() -> None:
    share, _ = share_of_near(
        {
            "a": "收银机扫码一直转圈，付款没有成功，顾客在排队等着ABC",
            "b": "收银机扫码一直转圈，付款没有成功，顾客在排队等着ａｂｃ",
        }
    )
    assert share == 1 / 2


def test_short_texts_are_neither_compared_nor_counted() -> None:
    assert share_of_near({"a": "Yes, please.", "b": "Yes, please."}) == (0.0, [])
    assert len("Yes, please.") < LEAST
