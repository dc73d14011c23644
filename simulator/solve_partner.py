"""How does the ideal handling see a partner's work through: show, ask, tell, chase, look whether it is so?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scenarios.fault_model import Action, result_of
from scenarios.partner import Partner
from scenarios.seating import looks_up_to
from simulator.intake import triage
from simulator.needs import run_check
from simulator.partners import AT_WORK
from simulator.player import NotWinnableError, Player
from simulator.state import is_live
from simulator.urging import next_due
from sla.timeline import Event

MOST_TURNS = 300
"""Turns after which nobody believes in the partner any more."""

AGAIN = timedelta(minutes=8)
"""A partner is not asked more often than this."""

SOON = timedelta(seconds=30)

Aside = Callable[[], bool]
"""Does what else has come up meanwhile; False when nothing has."""


@dataclass(slots=True, kw_only=True)
class Watch:
    """What has been seen of a partner.

    Attributes:
        player: Who watches.
        partner: Whom.
        action: What they were asked to do.
        told: Answers that were told on to the customer.
        looked: Reports that were looked into.
        asked_at: When they were last asked.
    """

    player: Player
    partner: Partner
    action: Action
    told: set[int] = field(default_factory=set)
    looked: int = 0
    asked_at: datetime | None = None

    def seen(self, kind: str) -> tuple[Event, ...]:
        """Give what the partner did of one kind."""
        return tuple(
            one
            for one in self.player.attempt.events
            if one.kind == kind and one.fields.get("partner") == self.partner.id
        )


def see_through(player: Player, action: Action, aside: Aside = lambda: False) -> None:
    """Have a partner do their part, and see that it is done (DSK-7.5).

    Args:
        player: Who plays.
        action: The partner's part.
        aside: What else may come up meanwhile, e.g. a colleague's request.
    """
    partner = player.desk.case.partner(action.partner)
    if partner is None:
        raise NotWinnableError(f"{player.desk.case.id}: {action.id} has no partner")
    watch = Watch(player=player, partner=partner, action=action)
    listens, player.listens = player.listens, player.listens and is_live(player.desk)
    _engage(watch)
    for _ in range(MOST_TURNS):
        if player.state.ticket.verified or _is_seen_to(watch):
            player.listens = listens
            return
        if not _acts(watch) and not aside():
            triage(player)
            _waits(watch)
    raise NotWinnableError(f"{player.desk.case.id}: {partner.id} never did {action.id}")


def _engage(watch: Watch) -> None:
    """Show what is wrong at their end, and ask for the one thing."""
    player, lang = watch.player, watch.player.desk.case.lang
    check = player.desk.case.fault_model.check(watch.partner.shown_by)
    if check is not None and check.id not in player.state.checks and check.tier <= _reach(watch):
        run_check(player, check)
    shown = [
        str(one.fields["text"])
        for one in player.attempt.events
        if one.kind == "check.run" and one.fields["check"] == watch.partner.shown_by
    ]
    glue = "" if lang == "zh" else " "
    text = glue.join((*shown[-1:], watch.action.title.in_lang(lang)))
    player.do("engage", partner=watch.partner.id, action=watch.action.id, text=text)
    watch.asked_at = player.state.now


def _is_seen_to(watch: Watch) -> bool:
    """Look, once a partner says that it is done, whether it is; chase whoever spoke too soon."""
    reports = watch.seen("partner.reported")
    if len(reports) == watch.looked:
        return False
    watch.looked = len(reports)
    if _works(watch):
        return True
    _chase(watch, "partner_false")
    return False


def _works(watch: Watch) -> bool:
    """Hold the claim against the check that had shown the trouble; who may not run it asks the customer."""
    player = watch.player
    check = player.desk.case.fault_model.check(watch.partner.shown_by)
    if check is not None and check.tier <= _reach(watch):
        before = player.state.checks.get(check.id)
        run_check(player, check)
        return player.state.checks[check.id] != before or before == _sound(watch)
    player.listens = True
    player.speak("verify", "verify", "anything_else")
    player.listens = is_live(player.desk)
    return player.state.ticket.verified


def _reach(watch: Watch) -> str:
    desk = watch.player.desk
    return looks_up_to(desk.handbook, desk.case.seat, desk.case.post)


def _sound(watch: Watch) -> str:
    model = watch.player.desk.case.fault_model
    check = model.check(watch.partner.shown_by)
    return result_of(check, model.healthy).id if check else ""


def _chase(watch: Watch, moment: str) -> None:
    player = watch.player
    player.do("chase_partner", partner=watch.partner.id, text=player.words(moment))
    watch.asked_at = player.state.now


def _acts(watch: Watch) -> bool:
    """Do the first thing that something new asks for; False when nothing does."""
    player = watch.player
    answers = [one for one in watch.seen("partner.answered") if one.id not in watch.told]
    if player.is_pressed():
        player.refuse()
    elif answers:
        watch.told |= {int(one.id) for one in answers}
        _heard(watch, answers[-1])
    elif _is_late(watch):
        _chase(watch, "partner_time")
    else:
        return False
    return True


def _heard(watch: Watch, answer: Event) -> None:
    """Tell the customer that it is taken on, and when there will be news; a refusal is met with the record."""
    player, stance = watch.player, str(answer.fields["stance"])
    if stance in AT_WORK:
        player.speak("update", "progress", tier=watch.partner.name, time=player.clock(player.news_by()))
    elif stance == "denies":
        if watch.partner.shown_by not in player.state.checks:
            raise NotWinnableError(f"{player.desk.case.id}: nothing shows {watch.partner.id} their part")
        _engage(watch)


def _is_late(watch: Watch) -> bool:
    known, now = watch.player.state.partners[watch.partner.id], watch.player.state.now
    asked = watch.asked_at is not None and now < watch.asked_at + AGAIN
    return known.eta is not None and now >= known.eta and not known.reported and not asked


def _waits(watch: Watch) -> None:
    """Wait for what comes next, for the time that was named, or for when the customer must hear from us."""
    player = watch.player
    known, due = player.state.partners[watch.partner.id], next_due(player.desk, player.state)
    speak_at = player.speaks_by()
    if speak_at <= player.state.now + SOON:
        moment = "progress" if known.stance in AT_WORK else "queued"
        player.speak("update", moment, tier=watch.partner.name, time=player.clock(player.news_by()))
        return
    moments = [speak_at, *([due.at] if due is not None else [])]
    if known.eta is not None and known.eta > player.state.now and not known.reported:
        moments.append(known.eta)
    until = min(moments)
    if due is not None and due.at == until:
        player.do("wait", seconds=0)
    else:
        player.do("wait", seconds=max(1, int((until - player.state.now).total_seconds())))
