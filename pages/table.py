"""Which pages are there, for whom, under which address? The one list of pages."""

from mysterydesk.i18n import message_id
from mysterydesk.page_table import PageRow
from mysterydesk.roles import Role

EVERYONE: frozenset[Role] = frozenset({"trainee", "trainer", "examiner", "qa", "manager", "admin"})
TRAINEE: frozenset[Role] = frozenset({"trainee"})
TRAINER: frozenset[Role] = frozenset({"trainer"})
ADMIN: frozenset[Role] = frozenset({"admin"})
JUDGES: frozenset[Role] = EVERYONE - ADMIN
AUTHORS: frozenset[Role] = TRAINER | ADMIN
EXAMINER: frozenset[Role] = frozenset({"examiner"})
REVIEWERS: frozenset[Role] = TRAINER | EXAMINER
APPROVERS: frozenset[Role] = REVIEWERS | frozenset({"manager"})
IMPORTERS: frozenset[Role] = frozenset({"qa", "manager", "admin"})

PAGES: tuple[PageRow, ...] = (
    PageRow(
        path="attempts.py",
        roles=REVIEWERS,
        title=message_id("page.attempts"),
        icon=":material/groups:",
        url="attempts",
    ),
    PageRow(
        path="calibration.py",
        roles=REVIEWERS,
        title=message_id("page.calibration"),
        icon=":material/rule:",
        url="calibration",
        menu="account",
    ),
    PageRow(
        path="standards.py",
        roles=APPROVERS,
        title=message_id("page.standards"),
        icon=":material/straighten:",
        url="standards",
        menu="account",
    ),
    PageRow(
        path="examiner.py",
        roles=REVIEWERS,
        title=message_id("page.examiner"),
        icon=":material/badge:",
        url="examiner",
        menu="account",
    ),
    PageRow(
        path="registry.py",
        roles=EXAMINER,
        title=message_id("page.registry"),
        icon=":material/workspace_premium:",
        url="registry",
        menu="account",
    ),
    PageRow(
        path="analysis.py",
        roles=APPROVERS,
        title=message_id("page.analysis"),
        icon=":material/query_stats:",
        url="analysis",
        menu="account",
    ),
    PageRow(
        path="rubrics.py",
        roles=TRAINER,
        title=message_id("page.rubrics"),
        icon=":material/balance:",
        url="rubrics",
        menu="account",
    ),
    PageRow(
        path="admin.py",
        roles=ADMIN,
        title=message_id("page.admin"),
        icon=":material/manage_accounts:",
        url="admin",
    ),
    PageRow(path="home.py", roles=EVERYONE, title=message_id("page.home"), icon=":material/today:", url="home"),
    PageRow(
        path="desk.py", roles=EVERYONE, title=message_id("page.desk"), icon=":material/support_agent:", url="desk"
    ),
    PageRow(
        path="result.py", roles=EVERYONE, title=message_id("page.result"), icon=":material/fact_check:", url="result"
    ),
    PageRow(
        path="replay.py",
        roles=EVERYONE,
        title=message_id("page.replay"),
        icon=":material/play_circle:",
        url="replay",
        menu="none",
    ),
    PageRow(
        path="shift.py",
        roles=EVERYONE,
        title=message_id("page.shift"),
        icon=":material/pending_actions:",
        url="shift",
        menu="none",
    ),
    PageRow(
        path="clocks.py", roles=JUDGES, title=message_id("page.clock_lab"), icon=":material/timer:", url="clocks"
    ),
    PageRow(
        path="handbooks.py",
        roles=EVERYONE,
        title=message_id("page.handbooks"),
        icon=":material/menu_book:",
        url="handbooks",
    ),
    PageRow(
        path="scenarios.py",
        roles=AUTHORS,
        title=message_id("page.scenarios"),
        icon=":material/edit_note:",
        url="scenarios",
    ),
    PageRow(
        path="imports.py",
        roles=IMPORTERS,
        title=message_id("page.imports"),
        icon=":material/upload_file:",
        url="imports",
    ),
    PageRow(
        path="packs.py",
        roles=AUTHORS,
        title=message_id("page.packs"),
        icon=":material/edit_document:",
        url="packs",
        menu="none",
    ),
    PageRow(path="exam.py", roles=TRAINEE, title=message_id("page.exam"), icon=":material/edit_note:", url="exam"),
    PageRow(
        path="credentials.py",
        roles=TRAINEE,
        title=message_id("page.credentials"),
        icon=":material/workspace_premium:",
        url="credentials",
        menu="account",
    ),
    PageRow(
        path="validity.py",
        roles=JUDGES,
        title=message_id("page.validity"),
        icon=":material/verified:",
        url="validity",
        menu="account",
    ),
    PageRow(
        path="writing.py",
        roles=EVERYONE,
        title=message_id("page.writing"),
        icon=":material/draw:",
        url="writing",
        menu="account",
    ),
    PageRow(
        path="me.py",
        roles=EVERYONE,
        title=message_id("me.title"),
        icon=":material/account_circle:",
        url="me",
        menu="account",
    ),
)
