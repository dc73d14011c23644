"""Who may do what?

One matrix; use-cases ask `may`, page rows list roles, nothing else decides.
"""

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["trainee", "trainer", "examiner", "qa", "manager", "admin"]

Permission = Literal[
    "practise",  # play drills, read lessons and the handbook
    "sit_exam",
    "see_own_credentials",
    "author_content",  # scenarios, handbooks, lessons
    "publish_content",  # the second person's yes
    "review_attempts",  # settle what the program was unsure of, amend a score
    "see_cohort",
    "reset_pass_phrase",  # one-time link for somebody who forgot
    "assemble_exam",
    "judge_items",  # say in a standard setting what somebody just competent would do
    "see_standards",
    "approve_cut",
    "invigilate",  # accommodations, absences, annulment
    "issue_credential",
    "revoke_credential",
    "run_campaign",
    "see_reports",
    "import_tickets",  # judge the log of a desk; nothing of it is kept
    "administer_accounts",
    "change_settings",
    "rotate_keys",
    "read_audit",
]

ROLES: tuple[Role, ...] = get_args(Role)
PERMISSIONS: tuple[Permission, ...] = get_args(Permission)

MATRIX: Mapping[Role, frozenset[Permission]] = {
    "trainee": frozenset({"practise", "sit_exam", "see_own_credentials"}),
    "trainer": frozenset({
        "practise", "author_content", "publish_content", "review_attempts", "see_cohort", "see_reports",
        "reset_pass_phrase",
        "judge_items", "see_standards",
    }),
    "examiner": frozenset({
        "practise", "publish_content", "review_attempts", "assemble_exam", "judge_items", "see_standards",
        "approve_cut", "invigilate", "issue_credential", "revoke_credential", "see_reports",
    }),
    "qa": frozenset({"practise", "run_campaign", "see_reports", "import_tickets"}),
    "manager": frozenset({
        "practise", "see_cohort", "see_reports", "import_tickets", "see_standards", "approve_cut",
    }),
    # An administrator keeps the machine and judges nobody: no scores, no exams, no credentials. A company's own
    # handbook may be theirs to write, or to publish as the second person, where there is one trainer only.
    "admin": frozenset({
        "practise", "author_content", "publish_content", "reset_pass_phrase", "administer_accounts",
        "change_settings", "rotate_keys", "read_audit", "import_tickets",
    }),
}  # fmt: skip


PAGES: Mapping[str, frozenset[Role]] = {
    "admin": frozenset({"admin"}),
    "analysis": frozenset({"trainer", "examiner", "manager"}),
    "attempts": frozenset({"trainer", "examiner"}),
    "calibration": frozenset({"trainer", "examiner"}),
    "clocks": frozenset(ROLES) - {"admin"},
    "credentials": frozenset({"trainee"}),
    "desk": frozenset(ROLES),
    "exam": frozenset({"trainee"}),
    "examiner": frozenset({"trainer", "examiner"}),
    "handbooks": frozenset(ROLES),
    "home": frozenset(ROLES),
    "imports": frozenset({"qa", "manager", "admin"}),
    "me": frozenset(ROLES),
    "packs": frozenset({"trainer", "admin"}),
    "registry": frozenset({"examiner"}),
    "replay": frozenset(ROLES),
    "result": frozenset(ROLES),
    "rubrics": frozenset({"trainer"}),
    "scenarios": frozenset({"trainer", "admin"}),
    "shift": frozenset(ROLES),
    "standards": frozenset({"trainer", "examiner", "manager"}),
    "validity": frozenset(ROLES) - {"admin"},
    "writing": frozenset(ROLES),
}
"""Who may open a page, by its address; `pages/table.py` must say the same (tests/mysterydesk/test_role_matrix.py)."""

USE_CASES: Mapping[str, Permission | None] = {
    "accounts.pass_phrase_link": "reset_pass_phrase",
    "administration.change_role": "administer_accounts",
    "administration.everybody": "administer_accounts",
    "administration.invite": "administer_accounts",
    "administration.set_active": "administer_accounts",
    "awarding.claim": "see_own_credentials",
    "awarding.standing": "see_own_credentials",
    "calibrating.choices": "review_attempts",
    "calibrating.close": "review_attempts",
    "calibrating.open_session": "review_attempts",
    "calibrating.own_in": None,
    "calibrating.rate": "review_attempts",
    "calibrating.sessions": "review_attempts",
    "calibrating.sheet": "review_attempts",
    "calibration_figures.figures": "review_attempts",
    "coaching.coached": None,
    "coaching.practise": "practise",
    "dossier.dossier": None,
    "drills.begin": "practise",
    "drills.move": "practise",
    "drills.moved": "practise",
    "drills.open_on": "practise",
    "drills.see": "practise",
    "exams.analysing.analysis": "see_standards",
    "exams.appealing.appeal": "sit_exam",
    "exams.appealing.decide_appeal": "invigilate",
    "exams.assessing.release": "issue_credential",
    "exams.assessing.rows": "review_attempts",
    "exams.assessing.sign": "review_attempts",
    "exams.deciding.candidate_of": None,
    "exams.deciding.settle": "sit_exam",
    "exams.granting.annul": "invigilate",
    "exams.granting.grant": "invigilate",
    "exams.opening.begin": "sit_exam",
    "exams.opening.hindrance": None,
    "exams.opening.own_exams": None,
    "exams.practical.drawn_cases": None,
    "exams.practical.next_case": "sit_exam",
    "exams.practical.slots_of": None,
    "exams.registry.confirm": "revoke_credential",
    "exams.registry.drop": "revoke_credential",
    "exams.registry.entries": "revoke_credential",
    "exams.registry.propose": "revoke_credential",
    "exams.scheme.scheme": "see_standards",
    "exams.reminding.remind": "see_own_credentials",
    "exams.sitting.answer": "sit_exam",
    "exams.sitting.come_back": "sit_exam",
    "exams.sitting.flag": "sit_exam",
    "exams.sitting.hand_in": "sit_exam",
    "exams.sitting.lose_focus": "sit_exam",
    "exams.sitting.owned": "sit_exam",
    "exams.sitting.see": "sit_exam",
    "exams.standard_approval.approve": "approve_cut",
    "exams.standards.close": "assemble_exam",
    "exams.standard_approval.figures": "see_standards",
    "exams.standards.open_standard": "assemble_exam",
    "exams.standards.rate": "judge_items",
    "exams.standard_approval.reject": "approve_cut",
    "exams.standards.second_round": "assemble_exam",
    "exams.standards.sheet": "judge_items",
    "exams.standards.standards": "see_standards",
    "handbook_page.opened": "practise",
    "handbook_page.side_by_side": "practise",
    "import_page.judge": "import_tickets",
    "pack_drafts.begin": "author_content",
    "pack_drafts.files_at": "author_content",
    "pack_drafts.opened": "author_content",
    "pack_drafts.packs": "author_content",
    "pack_drafts.publish": "publish_content",
    "pack_drafts.save": "author_content",
    "papers.answer": "sit_exam",
    "papers.begin": "sit_exam",
    "papers.hand_in": "sit_exam",
    "papers.sitting": "sit_exam",
    "rubric_drafts.begin": "author_content",
    "rubric_drafts.files_at": "author_content",
    "rubric_drafts.opened": "author_content",
    "rubric_drafts.publish": "publish_content",
    "rubric_drafts.rubrics": "author_content",
    "rubric_drafts.save": "author_content",
    "scenario_drafts.begin": "author_content",
    "scenario_drafts.drafts": "author_content",
    "scenario_drafts.files_at": "author_content",
    "scenario_drafts.opened": "author_content",
    "scenario_review.publish": "publish_content",
    "scenario_review.retire": "publish_content",
    "scenario_drafts.save": "author_content",
    "scenario_review.send_back": "publish_content",
    "scenario_review.send_in": "author_content",
    "results.all_attempts": "review_attempts",
    "reviewing.amend": "review_attempts",
    "reviewing.appeal": "practise",
    "reviewing.close": "review_attempts",
    "reviewing.decide": "review_attempts",
    "reviewing.queue": "review_attempts",
    "branches.beside": "practise",
    "results.result": "practise",
    "rewind.rewind": "practise",
    "shift_opening.begin": "practise",
    "shift_results.all_shifts": "review_attempts",
    "shift_results.owner_of": "practise",
    "shift_results.result": "practise",
    "shift_results.settle": None,
    "shifts.finish": "practise",
    "shifts.move": "practise",
    "shifts.of_ticket": None,
    "shifts.own_shifts": None,
    "shifts.record_of": None,
    "shifts.see": "practise",
    "shifts.wait": "practise",
    "ticket_handover.draft": "import_tickets",
    "withdrawing.change": "revoke_credential",
    "writing.doubtful": "review_attempts",
    "writing.finished": "practise",
    "writing.hand_in": "practise",
    "writing.opened": "practise",
    "writing.own": "practise",
    "writing.task": "practise",
    "writing_review.amend": "review_attempts",
    "writing_review.opened": "practise",
    "writing_review.waiting": "review_attempts",
}
"""What each use-case asks for; None where everybody sees what is their own and nothing else."""


def may(role: Role, permission: Permission) -> bool:
    """Tell whether a role carries a permission.

    >>> may("trainee", "sit_exam"), may("trainee", "issue_credential")
    (True, False)
    """
    return permission in MATRIX[role]


def as_role(text: str) -> Role:
    """Take a stored or typed word for a role.

    Raises:
        ValueError: When there is no such role.
    """
    if text not in ROLES:
        raise ValueError(f"no such role: {text!r}; there are {', '.join(ROLES)}")
    return text
