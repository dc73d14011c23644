from hypothesis import given
from hypothesis import strategies as st

from certification.form import ExamForm, Place, assemble
from certification.item import CHOOSE
from certification.marking import mark
from tests.certification.exam import demo, shipped, std

FORM = assemble(shipped(), demo(), std(), 11)


def key_of(place: Place) -> list[str]:
    letters = {option: letter for letter, option in place.by_letter().items()}
    return [letters[one] for one in place.item.key]


def all_right(form: ExamForm) -> dict[str, object]:
    return {place.question: key_of(place) for place in form.places}


def place_of(choose: str) -> Place:
    return next(one for one in FORM.places if CHOOSE[one.item.kind] == choose)


def is_right(place: Place, answer: object) -> bool:
    return mark(FORM, {place.question: answer}).points == 1


def test_all_right_answers_get_all_points() -> None:
    marked = mark(FORM, all_right(FORM))
    assert (marked.points, marked.possible, marked.cut, marked.passed) == (20, 20, 16, True)
    assert all(one.points == one.possible for one in marked.topics)
    assert marked.form == FORM.digest


def test_passing_takes_the_cut_and_not_one_point_less() -> None:
    answers = list(all_right(FORM).items())
    assert mark(FORM, dict(answers[:16])).passed
    short = mark(FORM, dict(answers[:15]))
    assert (short.points, short.passed) == (15, False)


def test_points_by_topic_add_up_in_the_order_of_the_paper() -> None:
    marked = mark(FORM, dict(list(all_right(FORM).items())[:5]))
    assert [(one.topic, one.points, one.possible) for one in marked.topics] == [
        ("P1", 3, 3),
        ("O1", 1, 1),
        ("O2", 1, 2),
        ("O3", 0, 4),
        ("O4", 0, 4),
        ("O5", 0, 2),
        ("O6", 0, 1),
        ("O7", 0, 1),
        ("O8", 0, 2),
    ]


def test_one_choice_may_be_given_as_a_letter_or_a_list_of_one() -> None:
    place = place_of("one")
    (letter,) = key_of(place)
    assert is_right(place, letter)
    assert is_right(place, [letter])
    assert is_right(place, (letter,))
    assert not is_right(place, [letter, next(one for one in place.by_letter() if one != letter)])


def test_many_choices_count_in_any_order_and_only_whole() -> None:
    place = place_of("many")
    key = key_of(place)
    assert is_right(place, key[::-1])
    assert not is_right(place, key[:-1])
    assert not is_right(place, list(place.by_letter()))
    assert not is_right(place, [*key, key[0]])


def test_an_ordering_counts_in_its_order_only() -> None:
    place = place_of("order")
    key = key_of(place)
    assert is_right(place, key)
    assert not is_right(place, key[::-1])
    assert not is_right(place, key[:-1])
    assert not is_right(place, [key[1], key[0], *key[2:]])


def test_what_was_chosen_is_kept_as_the_authors_options() -> None:
    place = place_of("one")
    wrong = next(one for one in place.by_letter() if one not in key_of(place))
    marked = mark(FORM, {place.question: wrong})
    found = next(one for one in marked.items if one.question == place.question)
    assert found.chosen == (place.by_letter()[wrong],)
    assert not found.correct
    assert all(one.chosen == () for one in marked.items if one.question != place.question)


def test_hostile_answers_are_wrong_and_never_raise() -> None:
    for answers in (None, 7, "A", [], [["Q01", "A"]], {"Q99": "A"}, {7: "A"}, {("Q01",): "A"}, object()):
        assert mark(FORM, answers).points == 0
    for answer in (None, 1, 1.5, True, {}, {"A": 1}, [None], [["A"]], "Z", "", "AB", [""], b"A", {"A"}, "a" * 10**6):
        assert mark(FORM, dict.fromkeys(all_right(FORM), answer)).points == 0


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from("ABCDEFGH"),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from([one.question for one in FORM.places]) | st.text(max_size=3), anything) | anything
)
def test_marking_never_raises_and_adds_up(answers: object) -> None:
    marked = mark(FORM, answers)
    assert 0 <= marked.points == sum(one.correct for one in marked.items) == sum(one.points for one in marked.topics)
    assert sum(one.possible for one in marked.topics) == 20


@given(st.sets(st.sampled_from(range(20))))
def test_answering_one_more_question_right_gives_one_more_point(answered: set[int]) -> None:
    pairs = list(all_right(FORM).items())
    assert mark(FORM, dict(pairs[index] for index in answered)).points == len(answered)


def test_option_ids_of_the_author_are_no_answer() -> None:
    """Somebody who knows the shipped content must still answer with the letters of the own paper."""
    answers = {place.question: list(place.item.key) for place in FORM.places}
    assert mark(FORM, answers).points == 0
