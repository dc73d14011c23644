"""How is the one thing to do now said, with its reason?"""

from collections.abc import Mapping

from mysterydesk.i18n import message_id
from mysterydesk.next_step import Code

TITLES: Mapping[Code, str] = {
    "go_on": message_id("home.next_go_on"),
    "claim": message_id("home.next_claim"),
    "first": message_id("home.next_first"),
    "again": message_id("home.next_again"),
    "new_kind": message_id("home.next_new_kind"),
    "certify": message_id("home.next_certify"),
    "paper": message_id("home.next_paper"),
    "keep": message_id("home.next_keep"),
}

REASONS: Mapping[Code, str] = {
    "go_on": message_id("home.why_go_on"),
    "claim": message_id("home.why_claim"),
    "first": message_id("home.why_first"),
    "again": message_id("home.why_again"),
    "new_kind": message_id("home.why_new_kind"),
    "certify": message_id("home.why_certify"),
    "paper": message_id("home.why_paper"),
    "keep": message_id("home.why_keep"),
}
