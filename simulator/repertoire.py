"""What can customer, colleagues and phrase book say at all, and which values may each sentence hold?"""

from collections.abc import Mapping

Names = frozenset[str]

_PLAIN_ACTS = (
    "ack ack_plan ack_wait ack_progress dont_know already_said too_many when_exactly not_clear refuse_secret protest "
    "jargon_lost reports_working reports_not_working reports_changed_not_working reports_lost confirm_fixed "
    "confirm_detour deny_fixed not_tried nothing_else thanks_bye urge_first urge_again it_is_back "
    "still_waiting_after_close rate_5 rate_4 rate_3 rate_2 rate_1 callback_ok callback_bad consent_remote "
    "consent_later remote_surprise nothing_private tell_demand refuses_risk held_long accepts_measures "
    "doubts_measures wants_repair got_it holds_back who_is_it in_picture notes_number signs offers_gift "
    "gift_understood gift_taken low_unsolved low_slow low_manner low_vague ack_advice asks_elsewhere "
    "early_relief relief_gone withdraws_consent consent_reminded refuses_again back_again turns_complaint low_repeat "
    "letter_greeting letter_close inflates understates"
)
CUSTOMER_ACTS: Mapping[str, Names] = {
    **dict.fromkeys(_PLAIN_ACTS.split(), frozenset()),
    "urge_promise_near": frozenset({"promised"}),
    "urge_promise_broken": frozenset({"promised"}),
    "closes_private": frozenset({"screen"}),
    "private_seen": frozenset({"screen"}),
    "rate_grade": frozenset({"grade"}),
    "changes_channel": frozenset({"channel"}),
}
"""What a customer may do with words, with the names whose values are always at hand."""

COLLEAGUE_LINES: Mapping[str, Names] = {
    "joined": frozenset({"minutes"}),
    "asks_missing": frozenset({"fields"}),
    "eta": frozenset({"time"}),
    "workaround_done": frozenset({"what"}),
    "fix_done": frozenset({"what"}),
    "passes_on": frozenset(),
    "cannot_find": frozenset(),
    "slips": frozenset({"time"}),
    "fix_again": frozenset({"what"}),
    "fix_claimed": frozenset(),
    "sup_complaint": frozenset(),
    "sup_privacy": frozenset(),
    "sup_breach": frozenset(),
    "sup_help": frozenset({"tier"}),
    "sup_help_here": frozenset(),
    "sup_unreachable": frozenset(),
    "sup_help_there": frozenset({"tier"}),
    "sup_critical": frozenset({"tier"}),
    "sup_critical_there": frozenset({"tier"}),
    "sup_critical_grade": frozenset(),
    "liaison_hears": frozenset(),
    "liaison_takes": frozenset(),
    "engineer_off": frozenset({"time"}),
    "engineer_asks": frozenset({"time"}),
    "engineer_there": frozenset(),
    "visit_done": frozenset(),
    "visit_open": frozenset(),
    "completed": frozenset({"fields"}),
    "nothing_missing": frozenset(),
    "needs_partner": frozenset({"who", "what"}),
    "granted_done": frozenset({"what"}),
    "partner_accepts": frozenset({"time"}),
    "partner_stands": frozenset({"time"}),
    "partner_slips": frozenset({"time"}),
    "partner_again": frozenset({"time"}),
    "partner_waits": frozenset(),
    "partner_done": frozenset({"what"}),
    "partner_done_long": frozenset(),
}
"""What a colleague of a higher line or the supervisor may say, with the names whose values are always at hand."""

OPTIONAL: Mapping[str, Names] = {"ack_wait": frozenset({"until"})}
"""Names whose values are at hand only sometimes, by act."""

_MOMENTS = (
    "greet_intro empathise apologise thank give_number ask_customer_id ask_contact_name ask_contact_method "
    "ask_department ask_organisation ask_symptom ask_trigger ask_scope ask_impact_scope ask_product_version "
    "ask_device_model ask_serial_number ask_since_when ask_error_text ask_tried_steps ask_workaround ask_environment "
    "ask_attachment ask_repro_steps ask_permission restate remote_consent explain_plan guide_step hold "
    "escalate_notice promise_update progress chase_reply refuse_disclosure workaround_offer verify ask_rating "
    "anything_else farewell callback ask_eta "
    "remote_check remote_done refuse_reason other_way complaint_contact hear_demand feed_back follow_up resume "
    "plan_steps plan_effect plan_risk delay still_broken chase_colleague log_refusal log_demand measure "
    "article_applies article_caution late_reason queued greet_letter "
    "tell_number sign_off prevention decline_gift low_rating take_over partner_time partner_false"
)
MOMENTS: Mapping[str, Names] = dict.fromkeys(
    _MOMENTS.split(), frozenset({"me", "name", "number", "tier", "time", "what"})
)
"""Moments of a talk for which the phrase book has sentences; whoever picks one fills its names."""

LATER: Mapping[str, str] = {
    "consent_remote": "ack_plan",
    "consent_later": "ack_plan",
    "remote_surprise": "protest",
    "private_seen": "protest",
    "closes_private": "ack_plan",
    "nothing_private": "ack_plan",
    "tell_demand": "protest",
    "wants_repair": "ack",
    "refuses_risk": "protest",
    "held_long": "urge_first",
    "accepts_measures": "ack_progress",
    "doubts_measures": "ack_progress",
    "got_it": "ack",
    "holds_back": "not_clear",
    "who_is_it": "not_clear",
    "in_picture": "dont_know",
    "notes_number": "ack",
    "signs": "confirm_fixed",
    **dict.fromkeys(("offers_gift", "gift_taken"), "thanks_bye"),
    "gift_understood": "ack",
    "rate_grade": "rate_3",
    **dict.fromkeys(("low_unsolved", "low_slow", "low_manner", "low_vague"), "protest"),
    "ack_advice": "ack_plan",
    "asks_elsewhere": "when_exactly",
    "early_relief": "reports_working",
    "relief_gone": "deny_fixed",
    **dict.fromkeys(("withdraws_consent", "consent_reminded", "turns_complaint", "low_repeat"), "protest"),
    **dict.fromkeys(("refuses_again", "changes_channel"), "not_clear"),
    **dict.fromkeys(("back_again", "letter_greeting", "letter_close"), "ack"),
    **dict.fromkeys(("inflates", "understates"), "protest"),
    "slips": "eta",
    **dict.fromkeys(("engineer_off", "engineer_asks"), "eta"),
    **dict.fromkeys(("liaison_hears", "liaison_takes", "engineer_there", "visit_done"), "passes_on"),
    "visit_open": "cannot_find",
    "fix_again": "fix_done",
    **dict.fromkeys(("fix_claimed", "sup_complaint", "sup_privacy", "sup_breach"), "cannot_find"),
    **dict.fromkeys(("sup_help", "sup_help_here", "sup_unreachable"), "cannot_find"),
    "sup_critical": "sup_help",
    **dict.fromkeys(("sup_help_there", "sup_critical_there", "sup_critical_grade"), "sup_breach"),
    "remote_check": "remote_consent",
    "remote_done": "thank",
    "refuse_reason": "refuse_disclosure",
    "other_way": "explain_plan",
    "complaint_contact": "apologise",
    "hear_demand": "ask_symptom",
    "feed_back": "progress",
    "follow_up": "callback",
    "resume": "thank",
    **dict.fromkeys(("plan_steps", "plan_effect", "plan_risk"), "explain_plan"),
    **dict.fromkeys(("delay", "still_broken", "late_reason"), "progress"),
    "queued": "promise_update",
    "greet_letter": "greet_intro",
    "chase_colleague": "ask_eta",
    "log_refusal": "refuse_disclosure",
    **dict.fromkeys(("log_demand", "measure", "article_applies", "article_caution"), "restate"),
    "completed": "asks_missing",
    "nothing_missing": "cannot_find",
    "needs_partner": "passes_on",
    "granted_done": "fix_claimed",
    **dict.fromkeys(("partner_accepts", "partner_stands", "partner_slips", "partner_again"), "eta"),
    **dict.fromkeys(("partner_waits", "partner_done_long"), "cannot_find"),
    "partner_done": "fix_claimed",
    "take_over": "greet_letter",
    **dict.fromkeys(("partner_time", "partner_false"), "chase_colleague"),
    "tell_number": "give_number",
    "sign_off": "verify",
    "prevention": "explain_plan",
    "decline_gift": "thank",
    "low_rating": "apologise",
}
"""Acts, lines and moments that came after the first release, each with the older one whose sentences stand in where
an attempt is pinned to templates from before; empty where nothing can (DESIGN decision 19)."""
