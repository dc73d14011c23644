"""How does a verified credential look on the page: the verdict, what it says, every check?

What a credential says comes from whoever made the file: every word is escaped, nothing of it becomes an address, and
long texts are cut.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from certification.award import Award
from certification.document import entries, moment, part
from certification.fault import CredentialError
from certification.verdict import Verification
from mysterydesk.check_words import said
from mysterydesk.credential_forms import FORMS
from mysterydesk.i18n import Translation

ZONE = ZoneInfo("Asia/Shanghai")
MARKS: Mapping[str, str] = {"ok": "✓", "failed": "✕", "not_checked": "–"}
UNSAID = frozenset(("none_expected", "not_reached"))
"""Answers that tell a reader nothing."""
LONGEST = 4_000
MOST = 40
"""Parts or pieces of evidence that are shown of a stranger's document."""


def title_of(t: Translation, found: Verification) -> str:
    """Say the verdict in one line."""
    failed = [one.code for one in found.checks if one.outcome == "failed"]
    if found.verdict == "verified":
        return t("verify.valid")
    if found.verdict == "unconfirmed":
        return t("verify.unconfirmed")
    if failed == ["suspended"]:
        return t("verify.suspended")
    return t("verify.foreign") if failed == ["issuer_foreign"] else t("verify.invalid")


def head(t: Translation, found: Verification, at: datetime) -> str:
    """Write the verdict, and below it every check that stands in its way."""
    when = t("verify.checked_at", time=f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}")
    kind = {"verified": "good", "rejected": "bad"}.get(found.verdict, "doubt")
    lines = [one for one in found.checks if one.outcome == "failed"]
    if not lines:
        lines = [one for one in found.checks if one.outcome == "not_checked" and one.code not in UNSAID]
    alerts = "".join(f'<p role="alert">{escape(said(t, one))}</p>' for one in lines)
    return f'<div class="verdict {kind}"><h1>{escape(title_of(t, found))}</h1><p>{escape(when)}</p></div>{alerts}'


def checks_card(t: Translation, found: Verification) -> str:
    """List every check with its answer."""
    rows = "".join(
        f'<li class="{check.outcome}"><span aria-hidden="true">{MARKS[check.outcome]}</span> '
        f"{escape(t(f'verify.check.{check.name}'))}<br><small>{escape(said(t, check))}</small></li>"
        for check in found.checks
        if check.outcome != "not_checked" or check.code not in UNSAID
    )
    return (
        f'<section class="card"><h2>{escape(t("verify.each"))}</h2><ul class="checks">{rows}</ul>'
        f'<p class="quiet small">{escape(t("verify.offline"))}</p></section>'
    )


def awarded_card(t: Translation, award: Award, document: Mapping[str, object], number: str) -> str:
    """Write what a credential of ours proves, with its files."""
    mark = "、" if t.lang == "zh" else ", "
    scores = mark.join(f"{drill.score_low:g}" for drill in award.drills)
    rows = (
        (t("verify.holder"), award.holder_name),
        (t("verify.issued"), f"{award.awarded_at.astimezone(ZONE):%Y-%m-%d}"),
        (t("verify.until"), f"{award.valid_until.astimezone(ZONE):%Y-%m-%d}"),
        (t("verify.basis"), f"{t.of(award.handbook_title)} · {award.clauses[0]}"),
        (
            t("verify.proves"),
            t("verify.proof_words", points=f"{award.paper.points:g}", total=f"{award.paper.total:g}", scores=scores),
        ),
        (t("verify.number"), award.id),
    )
    links = "".join(
        f'<a class="button{"" if one == "json" else " second"}" href="/verify/{escape(number)}.{one}">'
        f"{escape(t('verify.json') if one == 'json' else t(f'verify.form_{one}'))}</a> "
        for one in FORMS
    )
    assumed = "".join(
        f'<li title="{escape(t.of(one.text))}"><b>{escape(t("badge.assumed", name=one.id))}</b> '
        f"{escape(t.of(one.text))}</li>"
        for one in award.assumptions
    )
    return (
        f'<section class="card"><p class="quiet">{escape(t("verify.kind"))}</p><h2>{escape(t.of(award.title))}</h2>'
        f"{_list(rows)}<p>{links}</p>"
        f"<details><summary>{escape(t('verify.assumptions'))}</summary><ul>{assumed}</ul></details>"
        f"{_details(t, document)}</section>"
    )


def shown_card(t: Translation, found: Verification) -> str:
    """Write what a credential from outside says; without a good verdict it says so first."""
    document = found.document or {}
    subject, achievement = part(document, "credentialSubject"), part(document, "credentialSubject", "achievement")
    rows = (
        (t("verify.holder"), _text(part(subject, "name"))),
        (t("verify.issuer_name"), one_language(t, part(document, "issuer", "name"))),
        (t("verify.issuer_id"), _text(part(document, "issuer", "id") or document.get("issuer"))),
        (t("verify.issued"), _day(document.get("validFrom"))),
        (t("verify.until"), _day(document.get("validUntil"))),
        (t("verify.number"), _text(document.get("id"))),
        (t("verify.came_as"), t(f"verify.form_{found.form}") if found.form else ""),
    )
    warning = "" if found.verdict == "verified" else f'<p role="alert">{escape(t("verify.unproven"))}</p>'
    demo = _text(part(document, "issuer", "id") or document.get("issuer")).startswith("did:key:")
    note = f'<p class="quiet small">{escape(t("verify.demo"))}</p>' if demo else ""
    return (
        f'<section class="card">{warning}<p class="quiet">{escape(t("verify.what"))}</p>'
        f"<h2>{escape(one_language(t, part(achievement, 'name')))}</h2>"
        f"{_list(row for row in rows if row[1])}{note}{_details(t, document)}</section>"
    )


def one_language(t: Translation, value: object, mark: str = " / ") -> str:
    """Take the reader's half of a text that says everything twice, Chinese first; any other text stays whole."""
    text = _text(value)
    parts = text.split(mark)
    if len(parts) % 2 or any("\u4e00" <= char <= "\u9fff" for char in mark.join(parts[len(parts) // 2 :])[:40]):
        return text
    half = parts[: len(parts) // 2] if t.lang == "zh" else parts[len(parts) // 2 :]
    return mark.join(half)


def _details(t: Translation, document: Mapping[str, object]) -> str:
    """Write scores with their cuts, criteria, and the records with their digests, as the credential says them."""
    achievement = part(document, "credentialSubject", "achievement")
    criteria = one_language(t, part(achievement, "criteria", "narrative"), "\n\n")
    pieces = "".join(
        f"<li><b>{escape(one_language(t, part(one, 'name')))}</b><br>"
        f"<small>{escape(one_language(t, part(one, 'narrative'), chr(10)))}</small></li>"
        for one in entries(document.get("evidence"))[:MOST]
    )
    blocks = (
        (t("verify.results"), _list(_results(t, document))),
        (t("verify.criteria"), "".join(f"<p>{escape(line)}</p>" for line in criteria.splitlines()[:MOST])),
        (t("verify.evidence"), f"<ul>{pieces}</ul>" if pieces else ""),
    )
    return "".join(f"<details><summary>{escape(name)}</summary>{inner}</details>" for name, inner in blocks if inner)


def _results(t: Translation, document: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    subject = part(document, "credentialSubject")
    told = {_text(part(one, "id")): one for one in entries(part(subject, "achievement", "resultDescription"))[:MOST]}
    for one in entries(part(subject, "result"))[:MOST]:
        about = told.get(_text(part(one, "resultDescription")))
        value, most, cut = (
            _text(part(*where)) for where in ((one, "value"), (about, "valueMax"), (about, "requiredValue"))
        )
        words = t("verify.of_cut", value=value, most=most, cut=cut) if cut else t("verify.of", value=value, most=most)
        yield one_language(t, part(about, "name")) or "–", words if most else value


def _list(rows: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return f"<dl>{lines}</dl>" if lines else ""


def _day(value: object) -> str:
    """Give the day here, as the page of a credential of ours gives it; what is no date stays as it is written."""
    try:
        return f"{moment(value).astimezone(ZONE):%Y-%m-%d}"
    except (CredentialError, OverflowError):
        return _text(value)[:40]


def _text(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""
