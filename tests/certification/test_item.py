from dataclasses import fields
from typing import get_args

import pytest

from certification.item import CHOOSE, ItemKind, Question, ShownOption
from tests.certification.exam import shipped


def test_a_question_has_no_field_that_gives_its_answer_away() -> None:
    names = {one.name for one in fields(Question)} | {one.name for one in fields(ShownOption)}
    assert names == {"id", "number", "kind", "choose", "topic", "handbook", "stem", "options", "letter", "text"}


def test_every_kind_says_how_it_is_answered() -> None:
    assert set(CHOOSE) == set(get_args(ItemKind))


def test_an_option_is_found_by_its_id_and_an_unknown_one_raises() -> None:
    item = shipped().items[0]
    assert item.option(item.options[1].id) is item.options[1]
    with pytest.raises(KeyError):
        item.option("nowhere")
