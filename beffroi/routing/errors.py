"""What routing refuses, and how it is told."""

from beffroi.kernel.errors import Invalid, NotAllowed, NotFound, Refused


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


class UnknownField(Invalid):
    """There is no such field; `where` says which was meant."""


class UnknownLever(Invalid):
    """This lever does not take that value."""


class UntilIsFar(Invalid):
    """Nothing is set on the floor for more than 7 days; what should last is a rule."""


class UnknownSkill(Invalid):
    """There is no such skill."""


class UnknownAct(NotFound):
    """There is no such act, or you may not see it."""


class ActOvertaken(Refused):
    """It can no longer be undone: somebody has changed it since, or it is over."""


class ActNotUndoable(Refused):
    """An act of this kind cannot be undone."""


class NotWaiting(Refused):
    """This contact is not waiting any more."""


class AnswerEmpty(Invalid):
    """Write an answer first."""


class ReasonUnderItself(Invalid):
    """A reason cannot be under itself."""


class UnknownCalendar(NotFound):
    """There is no such calendar."""


class CalendarInUse(Refused):
    """Queues follow this calendar; give them another first."""


class QueueInUse(Refused):
    """Other queues send contacts there, or ask it for help; change their rules first."""


class CalendarFaulty(Invalid):
    """These hours cannot be kept; `faults` says why."""


class RulesFaulty(Invalid):
    """These rules cannot be followed; `faults` says why."""


class UnknownTerritory(Invalid):
    """The public holidays of this territory are not known."""


class NotPulled(Refused):
    """This queue offers its work; nobody takes it there by hand."""


class NothingToTake(Refused):
    """Nothing waits there that you may take."""


class MayNotTakeNow(Refused):
    """You cannot take this now: you are not ready for it, or your hands are full."""


class CallbackNotOffered(Refused):
    """This customer cannot be called back here."""


class CallbacksFull(Refused):
    """As many calls were promised as can be made until closing."""


class MessageNotPossible(Refused):
    """No message can be left here now."""


class NotACallback(Refused):
    """This contact is not a call to make."""


class UnknownResult(Invalid):
    """A call is reached, no_answer, wrong_number or refused."""
