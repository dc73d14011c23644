"""How are record, article, owner and plan neglected? (VALIDITY G2)."""

from scenarios.fault_model import Action, after, outcome, state_under
from scenarios.seating import allowed_repairs
from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Mutant, moves_in, moves_of, noted, putting
from simulator.player import Player
from sla.timeline import Event


def in_the_record(trial: Trial) -> tuple[Mutant, ...]:
    """Give the faults that stand in the ticket, whatever the case."""
    mine = Mutant(
        name="no_owner",
        code="owner_kept",
        fault=Fault(skips=moves_in("assign", "close")),
        also=("archived", "confirmed"),
    )
    return (
        Mutant(
            name="no_type",
            code="type_set",
            ids=("F099",),
            also=("complaint_type",),
            fault=Fault(skips=moves_in("type")),
        ),
        Mutant(name="never_assigned", code="owner_kept", fault=Fault(skips=moves_in("assign"))),
        mine,
        *_article(trial),
        *_unplanned(trial),
        *_hold(trial),
        *_picture(trial),
    )


def _article(trial: Trial) -> tuple[Mutant, ...]:
    publish = Mutant(
        name="published",
        code="article_rights",
        ids=("F055",),
        fault=Fault(before="close", then=lambda player: Player.do(player, "kb_publish", article=_known(player))),
    )
    if not trial.key.typical:
        return (publish,)
    return (
        publish,
        Mutant(name="no_article", code="article", ids=("F054",), fault=Fault(skips=moves_in("kb_draft"))),
        Mutant(
            name="no_cautions",
            code="article_sections",
            ids=("F056",),
            fault=Fault(rewrite=putting("kb_draft", **{_section(trial): ""})),
        ),
        Mutant(
            name="wrong_steps",
            code="article_steps",
            fault=Fault(rewrite=putting("kb_draft", steps="ZX 90417")),
        ),
    )


def _section(trial: Trial) -> str:
    """Name the part of a draft to be left empty: its cautions where the manual asks for them."""
    wanted = {one.code for one in trial.desk.handbook.lists.get("article_sections", ())}
    return "cautions" if "cautions" in wanted else "problem"


def _known(player: Meddler) -> str:
    return "" if player.state.drafted else next(iter(player.desk.articles), "")


def _unplanned(trial: Trial) -> tuple[Mutant, ...]:
    """Take a risky step that changes nothing else, unexplained and without asking."""
    desk, model = trial.desk, trial.desk.case.fault_model
    start = state_under(model, trial.desk.case.true_cause)
    allowed = allowed_repairs(desk.handbook, desk.case.seat, desk.case.post)
    own = [one for one in model.actions if one.repair in allowed and not one.needs and not one.partner]
    risky = [one for one in own if one.risk.zh and outcome(model, start, after(one, start)) != "loses_data"]
    if not risky:
        return ()
    action: Action = risky[0]

    def acts(player: Meddler) -> None:
        Player.do(player, "act", action=action.id)
        noted(player, action.id)

    def explains(player: Meddler) -> None:
        text = action.title.in_lang(player.desk.case.lang)
        Player.do(player, "explain", what=action.id, steps=text, effect=text)
        player.listen()
        acts(player)

    follow = (
        "plan_explained", "risk_explained", "approved", "isolated", "cured", "closed_uncured",
        "resolved_true", "kb_first", "reopened", "verified_self",
    )  # fmt: skip
    return (
        Mutant(
            name="not_agreed", code="approved", ids=("F051",), also=follow, fault=Fault(before="verify", then=acts)
        ),
        Mutant(
            name="risk_untold",
            code="risk_explained",
            ids=("F050",),
            also=follow,
            fault=Fault(before="verify", then=explains),
        ),
    )


def _hold(trial: Trial) -> tuple[Mutant, ...]:
    if not any(one.move.kind == "hold" for one in trial.ideal):
        return ()
    word = {"zh": "好的。", "en": "Right."}[trial.lang]
    return (
        Mutant(
            name="hold_unannounced",
            code="hold_announced",
            fault=Fault(rewrite=putting("hold", text=word)),
        ),
        Mutant(
            name="left_on_hold",
            code="hold_kept",
            also=("updates", "empathy"),
            fault=Fault(skips=moves_in("resume"), idle_s=900),
            # Patience differs: who has not had to ask was not left too long (A-hold).
            void=lambda events: not any(one.fields.get("act") == "held_long" for one in events),
        ),
    )


def _picture(trial: Trial) -> tuple[Mutant, ...]:
    """Ask for a picture, get it, and leave it out of the ticket."""
    if not any(one.disclosure == "via_attachment" for one in trial.key.slots):
        return ()

    def asks(player: Meddler) -> None:
        player.say("ask_attachment")
        player.listen()

    fault = Fault(before="kb_search", then=asks, skips=moves_of("field", name="attachment"))
    return (
        Mutant(
            name="picture_not_kept",
            code="attachment_kept",
            ids=("F007",),
            fault=fault,
            void=lambda events: not any(_sends(one) for one in events),
        ),
    )


def _sends(event: Event) -> bool:
    slots = event.fields.get("slots")
    return isinstance(slots, list | tuple) and "attachment" in slots
