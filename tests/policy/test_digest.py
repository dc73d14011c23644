"""The digest of a handbook: the same for the same manual, another for another."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.digest import canonical, digest_of
from policy.handbook import ClockName, ClockRule, Handbook, TierCode
from policy.parse import parse_handbook
from policy.text import Text
from tests.policy.small import pack


def digest(files: dict[str, str]) -> str:
    handbook, problems = parse_handbook(files)
    assert problems == ()
    assert handbook is not None
    return handbook.digest


def test_the_digest_is_pinned() -> None:
    """A change of this figure breaks every stored attempt that pins a handbook."""
    assert digest(pack()) == "2b6a6d8e3a36c4bb6e73813e599ae96eb321de6b6eaf5d34bd6d40bfc2c21a0f"


def test_layout_comments_and_files_do_not_matter() -> None:
    one_file = {"all.yaml": "# a comment\n" + "\n\n".join(reversed(pack().values()))}
    assert digest(one_file) == digest(pack())
    flow = "tiers: [{basis: [TST-1], name: {en: Tier 1, zh: 一线}, code: T1}]  # the same\n"
    assert digest(pack(tiers=flow)) == digest(pack())


@pytest.mark.parametrize(
    ("section", "old", "new"),
    [
        ("clocks", "30m", "31m"),
        ("clocks", "响应", "回应"),
        ("tiers", "Tier 1", "Line 1"),
        ("settings", "24", "23"),
        ("silent", "calendar, ladder", "ladder, calendar"),
        ("priorities", "ge", "gt"),
        ("assumptions", "Not stated", "Nowhere stated"),
        ("pack", '"1"', '"2"'),
    ],
)
def test_every_part_counts(section: str, old: str, new: str) -> None:
    text = pack()[f"{section}.yaml"]
    assert old in text
    assert digest(pack(**{section: text.replace(old, new)})) != digest(pack())


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=5))
def test_the_order_of_keys_never_counts(mapping: dict[str, int | str]) -> None:
    assert digest_of(mapping) == digest_of(dict(reversed(mapping.items())))


def test_records_are_written_by_their_fields() -> None:
    assert canonical({"t": Text(zh="一", en="one")}) == {"t": {"zh": "一", "en": "one"}}


def test_a_value_without_a_form_is_a_fault_of_the_programmer() -> None:
    with pytest.raises(TypeError, match="set"):
        canonical({"a": {1, 2}})
    with pytest.raises(TypeError, match="no canonical form for type"):
        canonical(Text)


def test_a_field_that_came_later_counts_only_once_it_is_used() -> None:
    clock = ClockRule(
        name=ClockName("a"),
        title=Text(zh="一", en="one"),
        starts=(),
        stops=(),
        targets={},
        owner=TierCode("T1"),
        basis=(),
    )
    assert "hours" not in canonical(clock)  # type: ignore[operator]
    assert canonical(replace(clock, hours={"any": "wall"}))["hours"] == {"any": "wall"}  # type: ignore[call-overload,index]


def test_dates_are_written_as_people_write_them() -> None:
    assert canonical((date(2026, 10, 1),)) == ["2026-10-01"]


def test_the_first_handbook_keeps_the_digest_that_attempts_were_pinned_by(std: Handbook) -> None:
    """New sections of the form change no pack that does not use them."""
    bare = replace(std, seats=())
    assert "seats" not in canonical(bare)  # type: ignore[operator]
