"""What routing refuses, and how it is told."""

from beffroi.kernel.errors import Invalid, NotAllowed, Refused


class OfferGone(Refused):
    """This offer is no longer there: a colleague took it, it timed out, or the customer left."""


class NotYours(NotAllowed):
    """This work is in another agent's hands."""


class InteractionOver(Refused):
    """This interaction is over."""


class NotInContact(Refused):
    """Nobody is in contact in this interaction now."""


class NotInWrapUp(Refused):
    """This work is not in wrap-up."""


class AlreadyExtended(Refused):
    """Wrap-up can be extended once only."""


class MayNotDecline(Refused):
    """This queue does not let its offers be refused."""


class AgentUnavailable(Refused):
    """This colleague cannot take it now."""


class AgentLacksSkill(Refused):
    """This colleague lacks a skill the contact cannot do without."""


class SameAgent(Refused):
    """The contact is already with this agent."""


class UnknownQueue(Refused):
    """There is no such queue."""


class UnknownAgent(Refused):
    """There is no such agent."""


class AlreadyOpen(Refused):
    """This interaction was opened before."""


class UnknownChannel(Invalid):
    """The agent does not work on this channel."""


class UnknownPresence(Invalid):
    """Presence is ready, not_ready or logged_out."""


class ReasonMissing(Invalid):
    """Say why: a reason is needed."""


class UnknownDisposition(Invalid):
    """This queue does not know that outcome."""


class UnknownReason(Invalid):
    """This is not one of the reasons to choose from."""


class TransferNowhere(Invalid):
    """Name a queue or a colleague, not both."""


class DispositionMissing(Invalid):
    """Choose an outcome first."""


class NoPauseAsked(Refused):
    """This agent does not wait for a pause."""


class NothingToChange(Invalid):
    """Name at least one agent, and queues or skills to change."""


class NoSuchLevel(Invalid):
    """A skill's level is 1 to 5; 0 takes it away for a while."""


class UntilIsPast(Invalid):
    """The return time has passed already."""


class ChangeOver(Refused):
    """This change is over already."""


class HandAlreadyUp(Refused):
    """You have asked for help already; an answer is on its way."""


class HandGone(Refused):
    """This request was settled already."""


class UnknownAnswer(Invalid):
    """A request is answered by message, by joining, by taking over, or dismissed."""


class NoDeskForIt(Refused):
    """You have no desk for this channel, or it is full."""


class NotUnqualified(Refused):
    """This contact does not wait for its outcome."""
