"""What the visitor's socket and the agent's replies may be refused, each with a stable code.

Unreadable              what arrived on the socket is not one of our messages
├── BinaryFrame         the socket speaks text
├── FrameTooLarge
├── NotJson
├── UnknownType
├── WrongShape
├── EmptyText
└── TextTooLong
OutOfOrder              it is one of our messages, at the wrong moment
TooFast                 one of the limits was reached; `retry_after_s` says for how long
TooManyConversations
TooManyErrors           the last straw: the socket is closed
TooManyTabs
UnknownWidget           no such key
NotInChat               the interaction is not a chat, or nobody can be written to in it
NothingOpen             there is no conversation that could be called back about, or left as a message
"""

from beffroi.kernel.errors import Invalid, NotFound, Refused, TooMany


class Unreadable(Invalid):
    """This is not one of our messages."""


class BinaryFrame(Unreadable):
    """Send text, not binary."""


class FrameTooLarge(Unreadable):
    """This message is too large."""


class NotJson(Unreadable):
    """This is not valid JSON in UTF-8."""


class UnknownType(Unreadable):
    """There is no message of this type."""


class WrongShape(Unreadable):
    """A field is missing, or is not of the right kind or length."""


class EmptyText(Unreadable):
    """The message has no text."""


class TextTooLong(Unreadable):
    """The message has more than 4,000 characters."""


class OutOfOrder(Refused):
    """Say hello first, once."""


class TooFast(TooMany):
    """You write too fast; wait a moment."""


class TooManyConversations(TooMany):
    """Too many conversations were begun; wait a little."""


class TooManyErrors(TooMany):
    """Too many errors; the connection is closed."""


class TooManyTabs(TooMany):
    """This conversation is open in too many windows."""


class UnknownWidget(NotFound):
    """There is no widget with this key."""


class NotInChat(Refused):
    """This is not a conversation you can write in."""


class NothingOpen(Refused):
    """There is no conversation open: write first."""
