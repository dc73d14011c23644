"""With which codes can a check of a credential fail or stay open? Read from where they are raised."""

import ast
from pathlib import Path

ROOMS = Path(__file__).resolve().parent.parent.parent / "certification"
OF_ISSUING = frozenset({
    "already_signed", "digest_malformed", "no_status_named", "not_bakeable", "ok", "period_empty", "salt_missing",
})  # fmt: skip
"""Codes of making a credential, and of what went well; no verifier says them as a fault."""


def codes_of_checks() -> frozenset[str]:
    """Give every code, for each of which there has to be a sentence."""
    found: set[str] = set()
    for place in sorted(ROOMS.glob("*.py")):
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= _raised(node) | _answered(node)
    return frozenset(found - OF_ISSUING)


def _raised(call: ast.Call) -> set[str]:
    if getattr(call.func, "id", "") != "CredentialError" or not call.args:
        return set()
    return {str(one.value) for one in ast.walk(call.args[0]) if isinstance(one, ast.Constant)}


def _answered(call: ast.Call) -> set[str]:
    if getattr(call.func, "id", "") != "Check":
        return set()
    values = [one.value for one in call.keywords if one.arg == "code"]
    return {str(one.value) for one in values if isinstance(one, ast.Constant)}
