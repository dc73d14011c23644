"""What is particular about the desk in a case: who can be reached, who is away, from where the trouble comes?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from policy.shape import Shape

Origin = Literal["", "internal", "external"]

Name = Literal["liaison", "2", "3"]
"""Who stands on a department's list: the liaison, and the levels above (DSK-7.3.chain)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The particulars, the same for all draws of a scenario.

    Attributes:
        origin: Whether the event comes from inside or from a customer (DSK-10.02); empty where it does not matter.
        reached: Who of the department's list answers and who does not; for the others chance decides.
        unmanned: Nobody sits at the desk's phone: a call is taken on the mobile it is sent on to (DSK-7.1).
    """

    origin: Origin = ""
    reached: Mapping[str, bool] = field(default_factory=dict)
    unmanned: bool = False


class SettingShape(Shape):
    """The particulars of a desk, as authored."""

    origin: Origin = ""
    reached: Annotated[dict[Name, bool], Field(default_factory=dict)]
    unmanned: bool = False

    def build(self) -> Setting:
        """Give the value."""
        reached = {str(name): given for name, given in self.reached.items()}
        return Setting(origin=self.origin, reached=reached, unmanned=self.unmanned)
