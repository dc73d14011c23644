"""Was nothing asked for or told that must stay secret, and was a remote session clean?"""

from scoring.finding import Evidence, Judgement, Judgements, Right, met, not_met
from scoring.question import Question
from scoring.records import loose
from scoring.words import shunned

LEAST_SECRET = 4
"""Letters and figures a secret must have to be recognised in a text."""


def privacy(question: Question) -> Judgements:
    """Judge secrets (A-gates) and remote sessions (STD-5b.3)."""
    words = question.words
    return (
        *shunned("no_secret_asked", words, ("ask_secret",), Right(code="never_ask_secret")),
        *_kept_secret(question),
        *_remote(question),
    )


def _kept_secret(question: Question) -> Judgements:
    leaked = question.own("privacy.leak")
    hidden = question.key.secrets.values() if question.key else ()
    secrets = [loose(one) for one in hidden if len(loose(one)) >= LEAST_SECRET]
    told = [word for word in question.words if any(one in loose(word.text) for one in secrets)]
    right = Right(code="keep_secret")
    if leaked or told:
        proof = (*(int(one.id) for one in leaked), *(int(word.event.id) for word in told))
        evidence = tuple(Evidence(event=one) for one in sorted(set(proof)))
        return (Judgement(code="no_leak", verdict="not_met", evidence=evidence, right=right),)
    return shunned("no_leak", question.words, ("privacy_leak",), right)


def _remote(question: Question) -> Judgements:
    """Judge consent, tool and clean-up of a remote session."""
    started = question.own("remote.started")
    if not started:
        return ()
    consent = [one for one in question.all("remote.consent") if one.id < started[0].id]
    agreed = (
        met("remote_consent", consent[0], started[0])
        if consent
        else not_met("remote_consent", started[0], right=Right(code="ask_consent"))
    )
    closed = question.own("remote.ended", "remote.tempfiles_deleted")
    missing = {"remote.ended", "remote.tempfiles_deleted"} - {one.kind for one in closed}
    clean = (
        not_met(
            "remote_cleanup", started[0], *closed, right=Right(code="clean_up"), missing=" ".join(sorted(missing))
        )
        if missing
        else met("remote_cleanup", *closed)
    )
    return (agreed, clean, *_tool(question))


def _tool(question: Question) -> Judgements:
    allowed = {loose(one.title.en) for one in question.handbook.lists.get("remote_tools", ())}
    started = question.own("remote.started")[0]
    tool = loose(str(started.fields.get("tool") or ""))
    if not tool or not allowed:
        return ()
    if tool in allowed:
        return (met("remote_tool", started),)
    return (not_met("remote_tool", started, right=Right(code="approved_tool"), tool=str(started.fields["tool"])),)
