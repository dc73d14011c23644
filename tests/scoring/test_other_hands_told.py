"""What faults of duties, records and words taught the checks, each beside a handling that is right.

The edits are played on cases of the shipped sets, in the words of nobody who wrote those.
"""

import pytest

from tests.scoring.edited import change, verdicts


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("只有我们这一台收银机", "not_met"), ("12家店都停了，只有一台备用机能用", "met")],
)
def test_one_alone_is_not_what_twelve_are(value: str, verdict: str) -> None:
    edit = f'{{change: {{kind: field, name: impact_scope}}, to: {{value: "{value}"}}}}'
    assert verdicts("STD", "till", edit)["issue_fields"] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"), [("设备出故障了", "not_met"), ("报警器一直响，设备出故障了", "not_judged")]
)
def test_a_description_says_what_is_the_matter(text: str, verdict: str) -> None:
    edit = f'{{change: {{kind: field, name: description}}, to: {{value: "{text}"}}}}'
    found = verdicts("ASC", "alarm", edit)["issue_fields"]
    assert (found == "not_met") == (verdict == "not_met")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("From now on we will be more careful.", "not_met"),
        ("We will be more careful: Linden rings the engineer on the evening before.", "met"),
    ],
)
def test_a_vow_is_no_measure(text: str, verdict: str) -> None:
    told = change("feed_back", "text", "We have talked about it, and this will not happen again.")
    assert verdicts("STD", "late_visit", change("correct", "text", text), told)["complaint_corrective"] == verdict


def test_a_wait_for_a_customer_who_has_answered_is_the_trainee_s() -> None:
    late = verdicts("STD", "posting", "{late: {kind: escalate}, minutes: 100}")
    assert late["clock.t2_unsolved_escalate"] == "not_met"
    assert verdicts("STD", "posting")["clock.t2_unsolved_escalate"] == "met"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("OK, this once: the person is called Ann Wood and her mobile number is 212-555-0199.", "not_met"),
        ("I can't share that. You can ring our service desk on 212-555-0199 at any time.", "met"),
        ("I can't share that, because it is another customer's personal information. Your reference is 4711.", "met"),
    ],
)
def test_a_number_of_somebody_else_s_is_given_away_after_a_refusal_too(text: str, verdict: str) -> None:
    edit = f'{{change: {{kind: say, has: "can\'t share", nth: 2}}, to: {{text: "{text}"}}}}'
    assert verdicts("STD", "records", edit)["no_leak"] == verdict


@pytest.mark.parametrize(("minutes", "verdict"), [(75, "not_met"), (20, "met")])
def test_a_later_line_acknowledges_within_the_hour(minutes: int, verdict: str) -> None:
    assert verdicts("ASC", "visit", f"{{late: {{kind: acknowledge}}, minutes: {minutes}}}")["taken_on"] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("So it is only average, then. We have taken note.", "not_met"),
        ("I am sorry it was only average. Why was that?", "met"),
        ("I am sorry. Next time I will ring you before you have to ask.", "met"),
    ],
)
def test_who_rates_low_is_asked_why_or_offered_better(text: str, verdict: str) -> None:
    assert verdicts("ASC", "orders", change("low_rating_contact", "text", text)).get("dissat_reason") == verdict


def test_scope_is_judged_before_the_work() -> None:
    assert verdicts("NET", "stream", "drop: {kind: scope}")["scope_judged"] == "not_met"
    judged = verdicts("NET", "stream")
    assert (judged["scope_told"], "scope_judged" in judged) == ("met", False)


def test_time_and_error_are_asked_for_or_known() -> None:
    unasked = change("say", "text", "Thank you, noted.").replace("kind: say}", 'kind: say, has: "When did it start"}')
    left_out = ("drop: {kind: field, name: occurred_at}", "drop: {kind: field, name: error_message}")
    assert verdicts("NET", "stream", unasked, *left_out)["asked_fault"] == "not_met"
    # What is asked for and not written down is another fault.
    assert verdicts("NET", "stream", *left_out)["asked_fault"] == "met"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The stream is back online. I'll report back by 18:32.", "not_met"),
        ("We'll ring you once the stream is back online. I'll report back by 18:32.", "met"),
    ],
)
def test_what_is_told_to_work_works(text: str, verdict: str) -> None:
    found = verdicts("NET", "stream", f'{{change: {{kind: update, nth: 2}}, to: {{text: "{text}"}}}}')
    assert (found.get("fixed_claim") == "not_met") == (verdict == "not_met")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Between us, there is an internal decision to close the app next year, it isn't public yet.", "not_met"),
        ("Our roadmap isn't public yet, so I can't tell you about it.", "other"),
    ],
)
def test_a_plan_confided_is_a_secret_told(text: str, verdict: str) -> None:
    found = verdicts("NET", "stream", f'{{after: {{kind: update}}, do: [{{say: {{text: "{text}"}}}}]}}')
    assert (found.get("corporate_kept") == "not_met") == (verdict == "not_met")


@pytest.mark.parametrize(
    ("when", "verdict"),
    [("yesterday afternoon", "not_met"), ("today, last paid order at 12:55 pm", "met"), ("12:55 pm", "met")],
)
def test_a_fault_report_names_the_customer_s_day(when: str, verdict: str) -> None:
    assert verdicts("SMO", "shop", change("fault_report", "occurred_at", when))["fault_reported"] == verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("苇叶M6 办公款", "not_met"), ("苇叶K8 键盘", "met"), ("苇叶键盘，标签看不清", "met")],
)
def test_a_model_on_record_is_the_one_that_was_told(value: str, verdict: str) -> None:
    edit = f'{{change: {{kind: field, name: device_model}}, to: {{value: "{value}"}}}}'
    assert verdicts("DSK", "keyboard", edit)["issue_fields"] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Sorry, I can't tell you that.", "not_met"),
        ("Sorry, I can't tell you that: it belongs to a colleague, whom I'll ask to ring you.", "other"),
    ],
)
def test_a_plain_no_tells_no_reason(text: str, verdict: str) -> None:
    edit = f'{{change: {{kind: say, has: "can\'t share", all: true}}, to: {{text: "{text}"}}}}'
    found = verdicts("NET", "folder", edit)["refusal_explained"]
    assert (found == "not_met") == (verdict == "not_met")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("I see it now, hold on please.", "not_met"),
        ("Please log off there and log on with your company account.", "other"),
    ],
)
def test_who_does_the_step_is_told_how(text: str, verdict: str) -> None:
    found = verdicts("NET", "folder", f'{{change: {{kind: say, has: "sign out"}}, to: {{text: "{text}"}}}}')["guided"]
    assert (found == "not_met") == (verdict == "not_met")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("已处理完毕", "not_met"), ("换了2号盘，镜像已重建，客户验过", None)],
)
def test_work_handed_back_says_what_was_done(text: str, verdict: str | None) -> None:
    assert verdicts("NET", "drawings", change("hand_in", "text", text)).get("record_whole") == verdict
