"""What article does the ideal handling leave for the next who meets the same? (STD-3.3.3, STD-5b.2.content)."""

from simulator.player import Player

NAMED = ("symptom", "error_text", "trigger", "product_version")
"""What an article says of the trouble."""


def steps_of(player: Player) -> tuple[str, ...]:
    """Give what was looked at and what was done by anybody, in order."""
    model, lang = player.desk.case.fault_model, player.desk.case.lang
    titles: list[str] = []
    for event in player.attempt.events:
        check = model.check(str(event.fields["check"])) if event.kind == "check.run" else None
        action = model.action(str(event.fields["action"])) if event.kind == "action.executed" else None
        titles.extend(one.title.in_lang(lang) for one in (check, action) if one is not None)
    return tuple(dict.fromkeys(titles))


def write_article(player: Player) -> None:
    """Draft an article on a typical case; another line publishes it (A-kb-draft)."""
    desk = player.desk
    if not desk.case.typical:
        return
    lang, model = desk.case.lang, desk.case.fault_model
    stop, glue = ("；", "；") if lang == "zh" else (".", "; ")
    held = {slot: desk.handbook.recorded(slot, player.state.ticket.fields) for slot in NAMED}
    known = [held[slot] for slot in ("symptom", "error_text", "trigger") if held[slot]]
    lines = [f"{number}. {text}" for number, text in enumerate(steps_of(player), start=1)]
    done = [str(one.fields["action"]) for one in player.attempt.events if one.kind == "action.executed"]
    risks = [action.risk.in_lang(lang) for name in done if (action := model.action(name)) and action.risk.zh]
    applies = held["product_version"] or desk.case.product
    player.do(
        "kb_draft",
        title=held["symptom"] or desk.case.title,
        problem=glue.join(known) or desk.case.opening,
        applies=player.words("article_applies", what=applies),
        steps=f"{stop}\n".join(lines) or player.words("article_caution"),
        cautions="\n".join((*dict.fromkeys(risks), player.words("article_caution"))),
    )
