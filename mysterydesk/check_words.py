"""What does each check of a credential say, in plain words?"""

from certification.verdict import Check
from mysterydesk.i18n import Translation


def said(t: Translation, check: Check) -> str:
    """Say the answer to one question: why it failed or could not be asked, or that all is well."""
    if check.outcome == "ok":
        return t("verify.no_status") if check.code == "no_status_named" else t(f"verify.ok.{check.name}")
    day = {name: check.params.get(name, "")[:10] for name in ("start", "end", "at")}
    return t(f"verify.code.{check.code}", **day)
