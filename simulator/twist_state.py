"""How far has the thing come that this customer does half-way (`Case.twists`)?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Relief = Literal["", "said", "over"]
Consent = Literal["", "withdrawn", "explained"]
Second = Literal["", "told", "recorded"]


@dataclass(frozen=True, kw_only=True)
class Twisted:
    """What has come of a twist; all of it is empty in a case without one.

    Attributes:
        planned: The moment of the twist has been set.
        relief: The customer believes that it works although it does not; `over` once that was found out.
        consent: The consent to a session was taken back; `explained` once the customer has heard why it is needed.
        moves_at: When the customer goes over to another channel, if not on hold; None for never, or done.
        channel: Channel the customer has gone over to, empty while it is that of the case.
        left: Channel the customer has left.
        followed: The trainee has followed there.
        away: The customer cannot be reached.
        back_at: When that ends, None if it never began.
        second: The second problem was told, and has a record of its own.
        complains: The customer has said that this is a complaint now.
    """

    planned: bool = False
    relief: Relief = ""
    consent: Consent = ""
    moves_at: datetime | None = None
    channel: str = ""
    left: str = ""
    followed: bool = False
    away: bool = False
    back_at: datetime | None = None
    second: Second = ""
    complains: bool = False

    @property
    def lost_touch(self) -> bool:
        """Whether the customer is on another channel than the trainee."""
        return bool(self.channel) and not self.followed
