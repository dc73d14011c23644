"""A complaint step by step: opened, contact made, analysed, corrected, fed back, followed up."""

import pytest

from policy.text import Lang
from simulator.drill import Attempt
from simulator.state import Desk
from tests.simulator.conftest import drawn
from tests.simulator.desks import TELL, all_of, begin, do, grievance, heard, phrase, refused, twisted

LANGS: tuple[Lang, ...] = ("zh", "en")
SIX = {"who": "a", "when": "b", "where": "c", "what": "d", "why": "e", "how": "f"}


def opened(desk: Desk) -> Attempt:
    """Open a complaint as the first act."""
    return do(begin(desk), "complaint_open", text="x", urgent="yes")


def sorry(desk: Desk) -> str:
    """Give an apology."""
    return phrase(desk, "apologise")


def test_nothing_of_a_complaint_is_possible_before_it_is_opened() -> None:
    attempt = begin(drawn("S006", 3, "zh"))
    for kind in ("complaint_contact", "correct", "feed_back", "follow_up"):
        assert refused(attempt, kind, text="x") == "no_complaint"
    assert refused(attempt, "analyse", **SIX) == "no_complaint"
    assert refused(attempt, "complaint_open", text="x", urgent="maybe") == "bad_field"
    assert refused(attempt, "complaint_open", text=" ", urgent="yes") == "empty_text"


@pytest.mark.parametrize(("urgent", "marked"), [("yes", True), ("no", False)])
def test_opening_marks_it_urgent_or_not_and_counts_as_the_first_act(urgent: str, *, marked: bool) -> None:
    attempt = do(begin(drawn("S006", 3, "zh")), "complaint_open", text="x", urgent=urgent)
    assert attempt.state.complaint is not None
    assert attempt.state.complaint.urgent is marked
    assert attempt.state.ticket.number
    assert attempt.state.complaint.opened_at == all_of(attempt, "complaint.opened")[0].at
    assert refused(attempt, "complaint_open", text="x", urgent="yes") == "already_complaint"


@pytest.mark.parametrize("lang", LANGS)
def test_contact_on_the_complaint_brings_out_the_demand_once(lang: Lang) -> None:
    desk = twisted(lang=lang, grievance=grievance(lang))
    attempt = do(opened(desk), "complaint_contact", text=sorry(desk))
    assert heard(attempt).fields["act"] == "tell_demand"
    assert heard(attempt).fields["text"] == TELL[lang]
    assert "demand" in attempt.state.told
    assert all_of(attempt, "complaint.contacted")[0].fields["channel"] == desk.case.channel
    assert len(all_of(attempt, "complaint.apology")) == 1
    again = do(attempt, "complaint_contact", text=sorry(desk))
    assert TELL[lang] not in str(heard(again).fields["text"])


def test_a_contact_without_an_apology_is_none() -> None:
    desk = twisted(grievance=grievance("zh"))
    attempt = do(opened(desk), "complaint_contact", text="您好，我来了解一下情况。")
    assert all_of(attempt, "complaint.apology") == []
    assert all_of(attempt, "complaint.contacted")


def test_a_case_without_a_written_grievance_has_a_demand_too() -> None:
    desk = drawn("S006", 3, "en")
    attempt = do(opened(desk), "complaint_contact", text=sorry(desk))
    assert heard(attempt).fields["act"] == "tell_demand"
    tone = desk.case.persona.temper_words
    assert str(heard(attempt).fields["text"]) in desk.wording.customer("tell_demand", "en", tone)


def test_an_apology_on_the_complaint_relieves_once_and_more_than_any_other() -> None:
    """STD-4.3.2; the n-th apology is worth 1/n as everywhere, and it may be said in plain words."""
    desk = twisted("S006", seed=3)
    waited, as_ticket = (do(one, "wait", seconds=1500) for one in (opened(desk), begin(desk)))
    plain = do(as_ticket, "say", text=sorry(desk))
    on_complaint = do(waited, "complaint_contact", text=sorry(desk))
    assert waited.state.mood.band != "calm"
    # The opening of the complaint took some seconds of waiting besides.
    assert 140 <= plain.state.mood.frustration - on_complaint.state.mood.frustration <= 150
    in_words = do(waited, "say", text=sorry(desk))
    assert in_words.state.mood.frustration == on_complaint.state.mood.frustration
    assert len(all_of(in_words, "complaint.contacted")) == 1
    second = do(on_complaint, "complaint_contact", text=sorry(desk))
    gain = on_complaint.state.mood.frustration - second.state.mood.frustration
    assert gain <= 30


def test_the_analysis_keeps_what_was_answered() -> None:
    attempt = do(opened(drawn("S006", 3, "zh")), "analyse", **(SIX | {"why": "  "}))
    fields = all_of(attempt, "rca.5w1h")[0].fields["fields"]
    assert fields == {name: text for name, text in SIX.items() if name != "why"}
    assert refused(attempt, "analyse", **dict.fromkeys(SIX, "")) == "empty_text"


@pytest.mark.parametrize("lang", LANGS)
def test_measures_on_record_are_accepted_and_mere_words_are_not(lang: Lang) -> None:
    attempt = opened(twisted(lang=lang, grievance=grievance(lang)))
    words = do(attempt, "feed_back", text="我们以后会注意的。" if lang == "zh" else "We shall be more careful.")
    assert heard(words).fields["act"] == "doubts_measures"
    fixed = do(words, "correct", text="x")
    fixed = do(fixed, "feed_back", text="已改好。" if lang == "zh" else "It has been changed.")
    assert heard(fixed).fields["act"] == "accepts_measures"
    complaint = fixed.state.complaint
    assert complaint is not None
    assert (complaint.corrected, complaint.fed_back, complaint.accepted) == (True, True, True)
    assert not fixed.state.relieved
    assert heard(do(fixed, "feed_back", text="x")).fields["act"] != "accepts_measures"


def test_the_follow_up_asks_how_it_is_and_hears_the_truth() -> None:
    attempt = do(opened(drawn("S006", 3, "zh")), "follow_up", text=phrase(drawn("S006", 3, "zh"), "verify"))
    assert heard(attempt).fields["act"] == "callback_bad"
    assert attempt.state.complaint is not None
    assert attempt.state.complaint.followed_up
    assert all_of(attempt, "callback.done") == []
