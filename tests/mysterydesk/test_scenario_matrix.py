"""What does the library cover, and is what it lacks said?"""

from mysterydesk import shelf
from mysterydesk.scenario_matrix import Matrix, matrix


def test_every_scenario_has_a_value_of_what_it_must_have_and_gaps_are_told() -> None:
    found = matrix()
    assert set(found.rows) == set(shelf.scenarios())
    for row in found.rows.values():
        assert all(row[name] for name in ("product", "channel", "person", "seat", "handbook"))
        assert all(row[name] <= set(found.values[name]) for name in ("product", "channel", "person", "twist", "seat"))
    assert found.empty() == ()
    assert found.count("handbook", "STD") > len(found.rows) // 2
    # A channel that a manual lacks is counted as the one by which the request comes there instead.
    assert found.rows["S083-fax-about-a-keyboard"]["channel"] == {"fax"}
    assert found.rows["S045-praise-and-a-tip"]["channel"] == {"wecom", "online_chat", "phone"}
    assert "ASC dispatcher" in found.rows["S047-lost-promotion-draft"]["seat"]
    assert found.rows["S066-just-tell-me-which-button"]["seat"] == {"T1", "DSK operator"}


def test_pairs_are_crossed_and_an_empty_row_is_empty_against_everything() -> None:
    rows = {
        "a": {"seat": frozenset({"T1"}), "twist": frozenset({"silent"})},
        "b": {"seat": frozenset({"T1", "T2"}), "twist": frozenset[str]()},
    }
    small = Matrix(values={"seat": ("T1", "T2", "T3"), "twist": ("silent", "rude")}, rows=rows)
    assert small.crossed() == {
        "seat x twist": {
            "T1": {"silent": 1, "rude": 0},
            "T2": {"silent": 0, "rude": 0},
            "T3": {"silent": 0, "rude": 0},
        }
    }
    assert small.empty() == (("seat", "T3"), ("twist", "rude"))
