"""What do searching, reading and writing articles bring about?"""

from datetime import datetime

from simulator.move import Move, Refusal
from simulator.search_kb import search
from simulator.speech import Decision, draft
from simulator.state import Desk, State
from sla.timeline import Json

SECTIONS = ("problem", "applies", "steps", "cautions")
"""What an article holds (STD-5b.2.content)."""


def look_up(desk: Desk, _state: State, move: Move, at: datetime) -> Decision:
    """Search the knowledge base."""
    query = move.text("query").strip()
    if not query:
        return Refusal(code="empty_text")
    return (draft(at, "kb.search", query=query, hits=list(search(desk.articles, query, desk.case.lang))),)


def _unknown(desk: Desk, name: str) -> Refusal | None:
    return None if name in desk.articles else Refusal(code="no_such_article", params={"article": name[:40]})


def open_article(desk: Desk, _state: State, move: Move, at: datetime) -> Decision:
    """Open an article."""
    name = move.text("article")
    return _unknown(desk, name) or (draft(at, "kb.opened", article=name),)


def cite(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Cite an article that was read."""
    name = move.text("article")
    if name in desk.articles and name not in state.seen:
        return Refusal(code="article_not_read", params={"article": name})
    return _unknown(desk, name) or (draft(at, "kb.cited", article=name),)


def write(_desk: Desk, _state: State, move: Move, at: datetime) -> Decision:
    """Draft an article; blank sections are left out."""
    title = move.text("title").strip()
    sections: dict[str, Json] = {name: text for name in SECTIONS if (text := move.text(name).strip())}
    if not title and not sections:
        return Refusal(code="empty_text")
    return (draft(at, "kb.draft", title=title, sections=sections),)


def publish(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Publish an article, or the last draft: the tool lets everybody, the handbook does not (STD-5b.2.perm)."""
    name = move.text("article").strip()
    if not name and not state.drafted:
        return Refusal(code="nothing_drafted")
    unknown = _unknown(desk, name) if name else None
    return unknown or (draft(at, "kb.published", article=name),)
