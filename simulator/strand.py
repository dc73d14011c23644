"""What runs beside the ticket: a promise, a remote session, a complaint, a caller's pretext?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A time that was promised to the customer.

    Attributes:
        due: The promised moment.
        made_at: When it was said.
        event: Id of the message.
        open: Whether the customer still waits for it.
    """

    due: datetime
    made_at: datetime
    event: int
    open: bool = True


@dataclass(frozen=True, kw_only=True)
class Remote:
    """The remote session, if there is or was one.

    Attributes:
        requested: The customer has been asked.
        consented: The customer has said yes.
        checked: The customer has been asked to close what is private.
        running: It goes on now.
        started_at: When the last one began, None if there was none.
        tool: What it was started with.
        ended: The last one was disconnected.
        cleaned: Its temporary files are deleted.
    """

    requested: bool = False
    consented: bool = False
    checked: bool = False
    running: bool = False
    started_at: datetime | None = None
    tool: str = ""
    ended: bool = False
    cleaned: bool = False


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """How far the handling of a complaint has come (STD-4.3).

    Attributes:
        opened_at: When it was opened.
        urgent: It was marked urgent.
        contacted: The customer was contacted on it.
        apologised: The customer has heard an apology for it.
        analysed: Its root cause is recorded.
        corrected: Corrective measures are recorded.
        fed_back: They were told to the customer.
        accepted: The customer was content with them.
        followed_up: The customer was asked afterwards.
    """

    opened_at: datetime
    urgent: bool
    contacted: bool = False
    apologised: bool = False
    analysed: bool = False
    corrected: bool = False
    fed_back: bool = False
    accepted: bool = False
    followed_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """How far a caller has come with a pretext.

    Attributes:
        made: Attempts planned or made, the repeated ones not counted.
        heard: The last attempt that was said; equal to `made` while an answer to it is owed.
        repeated: The attempt that is open was said twice.
        refused: Refusals heard.
        granted: The caller was given what was wanted.
        over: Nothing more will be tried.
    """

    made: int = 0
    heard: int = 0
    repeated: bool = False
    refused: int = 0
    granted: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Engaged:
    """How far a partner outside the lines has come (`simulator.partners`).

    Attributes:
        action: What was asked for.
        stance: What they said last, empty before they answered.
        eta: The time they named, if any.
        reported: They say that it is done.
        done: It is.
    """

    action: str
    stance: str = ""
    eta: datetime | None = None
    reported: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a colleague asked leave for (`simulator.supervise`).

    Attributes:
        action: The step.
        by: Line of who asked.
        verdict: `yes` or `no`, empty while nobody has answered.
    """

    action: str
    by: str
    verdict: str = ""
