"""What is the ideal handling of a case, found by search and played move by move? (DESIGN decision 8).

The player sees what a trainee sees: what the customer said, what checks showed, what colleagues told. It searches the
fault model for the check that tells most and for the quickest cure; nothing is scripted per scenario.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from scenarios.fault_model import holds_strictly
from scenarios.severity import right_priority
from simulator import diagnose
from simulator.drill import open_attempt
from simulator.player import NotWinnableError, Player, TimedMove, phrase
from simulator.repair import plan
from simulator.state import Desk
from simulator.urging import next_due

KEEP = 0.7
"""Share of a promised time after which the next word is given, before the customer has to ask."""

CALL_BACK_AFTER_S = 2 * 3600


def _clock(player: Player, at: datetime) -> str:
    return at.astimezone(player.desk.case.submitted_at.tzinfo).strftime("%H:%M")


def _me(player: Player) -> str:
    return "小林" if player.desk.case.lang == "zh" else "Robin"


def _ask(player: Player, slots: list[str]) -> None:
    """Ask two things at a time until each is told, or shown to be unknown; record what was told."""
    case = player.desk.case
    for _ in range(len(slots) + 3):
        open_slots = [slot for slot in slots if slot not in player.state.told and _may_tell(player, slot)]
        if not open_slots:
            break
        player.speak("say", *(f"ask_{slot}" for slot in open_slots[:2]))
    for slot in slots:
        fact = case.fact(slot)
        if fact is not None and slot in player.state.told and slot not in player.state.ticket.fields:
            player.do("field", name=slot, value=fact.value)


def _may_tell(player: Player, slot: str) -> bool:
    fact = player.desk.case.fact(slot)
    return fact is not None and fact.disclosure not in {"unknown", "via_attachment"}


def _triage(player: Player) -> None:
    case, state = player.desk.case, player.state
    level = right_priority(case, player.desk.handbook, state.system, state.now)
    if level != state.ticket.level:
        player.do("priority", level=level)


def _read_up(player: Player) -> None:
    fact = player.desk.case.fact("symptom")
    player.do("kb_search", query=fact.value if fact else player.desk.case.opening)
    hits = player.attempt.events[-1].fields.get("hits", ())
    found = [event for event in player.attempt.events if event.kind == "kb.search"][-1].fields.get("hits", hits)
    if isinstance(found, list | tuple) and found:
        player.do("kb_open", article=str(found[0]))


def _find_owner(player: Player) -> tuple[diagnose.Beliefs, str]:
    """Check until one line owns every cause that is left; the most urgent goes straight to its line."""
    desk, model = player.desk, player.desk.case.fault_model
    beliefs = tuple(cause.id for cause in model.causes)
    direct = diagnose.direct_tier(desk.handbook, player.state.ticket.level)
    while not direct:
        beliefs = diagnose.consistent(model, beliefs, player.state.checks)
        owners = diagnose.owners(desk.handbook, model, beliefs)
        alike = len(beliefs) == 1 if owners == (desk.case.seat,) else len(owners) == 1
        check = diagnose.best_check(desk.case, beliefs, player.state.checks)
        if alike or check is None:
            return beliefs, owners[-1]
        player.do("check", check=check.id)
        while any(due.what == "customer" for due in player.state.agenda):
            player.do("wait", seconds=0)
    return beliefs, direct


def _repair(player: Player) -> None:
    """Carry out the quickest cure of this seat, telling the customer each step before it."""
    desk, model = player.desk, player.desk.case.fault_model
    todo = plan(model, player.state.system, desk.handbook.tier(desk.case.seat).solves)
    if todo is None:
        raise NotWinnableError(f"{desk.case.id}: no cure for {desk.case.seat}")
    for action in todo:
        player.speak("say", "guide_step", what=action.title.in_lang(desk.case.lang))
        player.do("act", action=action.id)


def _hand_over(player: Player, target: str) -> None:
    desk = player.desk
    fields, lang = player.state.ticket.fields, desk.case.lang
    glue = "；" if lang == "zh" else "; "
    symptom = glue.join(
        fields[slot] for slot in ("symptom", "trigger", "impact_scope", "product_version") if slot in fields
    )
    model = desk.case.fault_model
    shown = [check.title.in_lang(lang) for name in player.state.checks if (check := model.check(name))]
    articles = [desk.articles[name].title.in_lang(lang) for name in player.state.seen]
    done = glue.join((*shown, *articles)) or symptom
    ask = phrase(desk, "ask_eta", {})
    player.do("escalate", to=target, symptom=symptom, done=done, ask=ask)
    promised = player.state.now + timedelta(minutes=25)
    tier = desk.handbook.tier(target).name.in_lang(lang)
    player.speak("say", "escalate_notice", "promise_update", tier=tier, time=_clock(player, promised))


def _next_word(player: Player) -> datetime:
    """Say when the customer must hear from us next: well inside the promised time."""
    state = player.state
    promises = [one for one in state.promises if one.open]
    if promises:
        first = min(promises, key=lambda one: one.due)
        return first.made_at + (first.due - first.made_at) * KEEP
    return (state.words_at or state.now) + timedelta(seconds=player.desk.case.persona.patience_s * KEEP)


def _inform(player: Player, tier: str) -> None:
    state = player.state
    eta = state.ticket.eta
    promised = max(state.now + timedelta(minutes=25), eta or state.now)
    promised = min(promised, state.now + timedelta(minutes=28))
    player.speak("update", "progress", tier=tier, time=_clock(player, promised))


def _provided(player: Player, kind: str) -> bool:
    return any(event.kind == kind for event in player.attempt.events)


def _accompany(player: Player, target: str) -> None:
    """Stay the customer's one voice until the line that took over has cured the fault."""
    lang = player.desk.case.lang
    looking = player.desk.handbook.tier(target).name.in_lang(lang)
    told_detour = asked_eta = False
    for _ in range(200):
        if _provided(player, "fix.provided"):
            return
        if player.state.ticket.joined and not asked_eta:
            player.do("ask_eta")
            asked_eta = True
            _inform(player, looking)
        if _provided(player, "workaround.provided") and not told_detour:
            told_detour = True
            _offer_detour(player)
        _triage(player)
        due, speak_at = next_due(player.desk, player.state), _next_word(player)
        if speak_at <= player.state.now + timedelta(seconds=30):
            _inform(player, looking)
        elif due is not None and due.at <= speak_at:
            player.do("wait", seconds=0)
        else:
            player.do("wait", seconds=int((speak_at - player.state.now).total_seconds()))
    raise NotWinnableError(f"{player.desk.case.id}: {target} never cured the fault")


def _offer_detour(player: Player) -> None:
    model, lang = player.desk.case.fault_model, player.desk.case.lang
    if not holds_strictly(model.detour, player.state.system):
        return
    done = [event for event in player.attempt.events if event.kind == "action.executed" and event.actor != "trainee"]
    action = model.action(str(done[-1].fields["action"]))
    what = action.title.in_lang(lang) if action else ""
    until = _clock(player, player.state.now + timedelta(minutes=28))
    player.speak("verify", "workaround_offer", "promise_update", "verify", what=what, time=until)


def _close(player: Player) -> None:
    """Have the customer confirm, ask for more, archive, close, and call back within a day (STD-3.3, STD-6.1)."""
    fields = player.state.ticket.fields
    player.speak("verify", "verify", "anything_else")
    if not player.state.ticket.verified:
        raise NotWinnableError(f"{player.desk.case.id}: the customer does not confirm")
    player.do("resolve")
    player.speak("ask_rating", "ask_rating")
    player.speak("say", "farewell")
    events = player.attempt.events
    heard = [event for event in events if event.kind == "verify.customer"][-1]
    done = [str(event.fields["action"]) for event in events if event.kind == "action.executed"]
    lang, model = player.desk.case.lang, player.desk.case.fault_model
    titles = [action.title.in_lang(lang) for name in done if (action := model.action(name))]
    glue = "；" if lang == "zh" else "; "
    player.do(
        "archive",
        description=glue.join((fields.get("symptom", ""), fields.get("impact_scope", ""))),
        steps=glue.join(titles),
        feedback=str(heard.fields["text"]),
    )
    player.do("close")
    player.do("wait", seconds=CALL_BACK_AFTER_S)
    player.speak("call_back", "callback", name=fields.get("contact_name", ""), me=_me(player))


def solve(desk: Desk, wall: datetime) -> tuple[TimedMove, ...]:
    """Find and play the ideal handling of a case.

    Args:
        desk: Case, handbook, rules and wording.
        wall: Wall time at which the attempt is opened.

    Returns:
        The moves with their wall times; playing them gives the ideal events.

    Raises:
        NotWinnableError: No handling was found; `scenario check` finds such scenarios.
    """
    player = Player(attempt=open_attempt(desk, "ideal", "practice", wall), wall=wall)
    handle(player)
    return tuple(player.made)


def handle(player: Player, finish: Callable[[Player], None] | None = None) -> None:
    """Play the whole job on an opened attempt."""
    desk = player.desk
    player.speak("say", "greet_intro", "empathise", "explain_plan", me=_me(player))
    required = [one.name for one in desk.handbook.intake if one.required]
    _ask(player, required)
    _triage(player)
    _read_up(player)
    _, target = _find_owner(player)
    if target == desk.case.seat:
        _repair(player)
    else:
        _hand_over(player, target)
        _accompany(player, target)
    _close(player)
    if finish is None:
        player.do("finish")
    else:
        finish(player)
