"""Who outside the lines is in the case that a seed gives, and what is asked of the supervisor?"""

from collections.abc import Mapping

from scenarios.fill import fill
from scenarios.partner import Partner, Request
from scenarios.plan import Writer


def partners(drawn: Writer, values: Mapping[str, str]) -> tuple[Partner, ...]:
    """Put the partners into words."""
    return tuple(
        Partner(
            id=one.id,
            role=one.role,
            name=fill(one.name.in_lang(drawn.lang), values),
            shown_by=one.shown_by,
            denies=drawn.worded(one.denies, f"partner.{one.id}", values),
        )
        for one in drawn.scenario.partners
    )


def requests(drawn: Writer, values: Mapping[str, str]) -> tuple[Request, ...]:
    """Put into words what colleagues ask leave for."""
    return tuple(
        Request(
            line=one.line,
            action=one.action,
            after_s=one.after_s,
            text=drawn.worded(one.text, f"request.{index}", values),
        )
        for index, one in enumerate(drawn.scenario.requests)
    )
