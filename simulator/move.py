"""What may a trainee try?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sla.timeline import Event, Json

MAX_TEXT = 4000
"""Longest message or field in characters; longer ones are refused, not cut."""

MOVES: Mapping[str, tuple[str, ...]] = {
    "say": ("text",),
    "field": ("name", "value"),
    "type": ("value",),
    "priority": ("level",),
    "log": ("text",),
    "assign": ("to",),
    "notify": ("reason", "text"),
    "kb_search": ("query",),
    "kb_open": ("article",),
    "kb_cite": ("article",),
    "kb_draft": ("title", "problem", "applies", "steps", "cautions"),
    "kb_publish": ("article",),
    "identify": (),
    "explain": ("what", "steps"),
    "check": ("check",),
    "act": ("action",),
    "hold": ("text",),
    "resume": ("text",),
    "ask_remote": ("text",),
    "remote_check": ("text",),
    "remote_start": ("tool",),
    "remote_end": (),
    "remote_cleanup": (),
    "escalate": ("to", "symptom", "done", "ask"),
    "ask_eta": (),
    "update": ("text",),
    "verify": ("text",),
    "ask_rating": ("text",),
    "resolve": (),
    "reason": ("clock", "text"),
    "archive": ("description", "steps", "feedback"),
    "close": (),
    "reopen": ("text",),
    "call_back": ("text",),
    "complaint_open": ("text", "urgent"),
    "complaint_contact": ("text",),
    "analyse": ("who", "when", "where", "what", "why", "how"),
    "correct": ("text",),
    "feed_back": ("text",),
    "follow_up": ("text",),
    "answer_call": (),
    "forward_call": ("to",),
    "acknowledge": (),
    "tell_number": ("text",),
    "route": ("group",),
    "event_row": ("category", "text"),
    "liaison": ("text",),
    "chain": ("level", "text"),
    "dispatch": ("tools", "tasks"),
    "update_asset": ("asset", "text"),
    "inspection_plan": ("department", "text"),
    "inspection_report": ("text",),
    "sign_off": ("text",),
    "low_rating_contact": ("text",),
    "try_contact": ("channel", "text"),
    "scope": ("verdict", "text"),
    "tag": ("tags",),
    "prevent": ("text",),
    "decline_gift": ("text",),
    "accept_gift": (),
    "fault_report": ("occurred_at", "place", "symptom"),
    "switch_channel": ("channel",),
    "second_ticket": ("text",),
    "take": (),
    "send_back": ("text",),
    "hand_in": ("what", "text"),
    "engage": ("partner", "action", "text"),
    "chase_partner": ("partner", "text"),
    "authorise": ("action", "verdict", "text"),
    "wait": ("seconds",),
    "finish": (),
}
"""Kinds of moves with the fields each must carry; `wait` of 0 seconds means "until something happens"."""

OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "priority": ("reason",),
    "explain": ("effect", "risk"),
    "log": ("recorded_time",),
    "route": ("text",),
    "event_row": ("result",),
    "dispatch": ("when",),
    "inspection_report": ("changes",),
    "fault_report": ("impact", "reporter"),
}
"""Fields that a move may carry besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What one person tries.

    Attributes:
        kind: A key of `MOVES`.
        fields: Text or numbers, as `MOVES` names them.
        key: Idempotency key: the same key on one attempt is the same move.
    """

    kind: str
    fields: Mapping[str, Json] = field(default_factory=dict)
    key: str = ""

    def text(self, name: str) -> str:
        """Give a field as text, empty if absent."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a move was not possible; nothing was written (DESIGN decision 17).

    Attributes:
        code: e.g. `no_permission`; the catalogue has `refusal.<code>`.
        params: Values of the sentence.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


Events = tuple[Event, ...]


def shape_of(move: Move) -> Refusal | None:
    """Refuse a move whose kind or fields no desk has."""
    if move.kind not in MOVES:
        return Refusal(code="unknown_move", params={"kind": move.kind[:40]})
    needed, known = MOVES[move.kind], (*MOVES[move.kind], *OPTIONAL.get(move.kind, ()))
    for name in known:
        value = move.fields.get(name)
        if value is None and name in needed:
            return Refusal(code="missing_field", params={"field": name})
        if value is None:
            continue
        if isinstance(value, str):
            if len(value) > MAX_TEXT:
                return Refusal(code="too_long", params={"field": name, "most": str(MAX_TEXT)})
        elif not isinstance(value, int) or isinstance(value, bool):
            return Refusal(code="bad_field", params={"field": name})
    unknown = [name for name in move.fields if name not in known]
    return Refusal(code="unknown_field", params={"field": min(unknown)[:40]}) if unknown else None
