"""Is an act found that English speakers only imply, and left alone where the same words imply nothing?"""

from pathlib import Path

import pytest

from simulator.reading.read import read
from tests.simulator.reading.figures import labels, shipped_rules

IMPLIED = [
    ("confirm_understanding", "Right, so the till by the window prints twice and the other one not at all."),
    ("confirm_understanding", "Your lift stops between floors two and three, got it."),
    ("confirm_understanding", "If I'm hearing you right, the door opens by itself at night?"),
    ("progress_update", "The phone lines are back for the whole building."),
    ("progress_update", "Your booking page is up and running again."),
    ("progress_update", "I can see your payment twice in our system."),
    ("blame_shift", "Had you renewed the licence in May you'd still have your reports."),
    ("blame_shift", "You should have backed it up."),
    ("blame_shift", "It's the landlord's problem. Ring them."),
    ("rude", "As I've already told you twice, the switch is on the back."),
    ("rude", "Press the green button, it's not exactly rocket science."),
    ("rude", "Thanks, and congratulations on breaking it again."),
    ("rude", "Even a five-year-old could do that blindfolded."),
    ("rude", "My niece does that without any help."),
    ("jargon", "Here is what I'll do next: flush the spooler and rebind the WSD port."),
    ("forbidden_phrase", "You'll get it when you get it."),
    ("privacy_leak", "I shouldn't say this, but it was the night porter who opened your mail."),
    ("privacy_leak", "The door code for the pharmacy store is 4471#."),
    ("empathise", "I'd be furious as well."),
    ("empathise", "It could have happened to anyone."),
    ("confirm_resolved", "Shall we call that done?"),
    ("ask:environment", "Is it on Wi-Fi or on the cable?"),
    ("ask:department", "Are you in payroll or in sales?"),
    ("ask:organisation", "Would that be head office or the clinic?"),
    ("ask:repro_steps", "Is it every time, or only now and then?"),
    ("ask:trigger", "What was going on when the screen turned blue?"),
]

HARMLESS = [
    ("confirm_understanding", "Right, so you need to press F2 first."),
    ("confirm_understanding", "Understood, got it."),
    ("progress_update", "Call me once the phone lines are back."),
    ("progress_update", "The lines are not back yet."),
    ("progress_update", "Our engineer is back on Monday."),
    ("blame_shift", "If you had a minute, you'd help me a lot with the serial number."),
    ("blame_shift", "You should have received an e-mail."),
    ("blame_shift", "It's the landlord's cable, so I'm chasing them for you."),
    ("rude", "Don't worry, it's not rocket science and I'll walk you through it."),
    ("rude", '"It\'s not exactly rocket science", the sign says.'),
    ("rude", "My daughter finds the same app useful at school."),
    ("privacy_leak", "The alarm code is something I can't share."),
    ("privacy_leak", "Between us, we'll find it."),
    ("privacy_leak", "The alarm code on the panel is E4471."),
    ("privacy_leak", "The alarm code shown is 12."),
    ("privacy_leak", "My direct line is 555 0142."),
    ("privacy_leak", "I shouldn't say this, but the new version is slow."),
    ("privacy_leak", "I've sent it to the other clinic's engineers."),
    ("empathise", "I'd be happy to help."),
    ("confirm_resolved", "Can you tell me the number again?"),
    ("ask:department", "Both payroll or sales can sign that."),
    ("ask:trigger", "He said something new was installed before that."),
]


@pytest.mark.parametrize(("label", "text"), IMPLIED)
def test_what_is_implied_is_found(label: str, text: str, root: Path) -> None:
    assert label in labels(read(text, "en", shipped_rules(root)))


@pytest.mark.parametrize(("label", "text"), HARMLESS)
def test_the_same_words_that_imply_nothing_are_left_alone(label: str, text: str, root: Path) -> None:
    assert label not in labels(read(text, "en", shipped_rules(root)))


def test_scorn_voids_the_courtesy_beside_it(root: Path) -> None:
    assert "thank" not in labels(read("Thanks, and congratulations on breaking it again.", "en", shipped_rules(root)))
