"""What this room refuses."""

from beffroi.kernel.errors import Refused


class ClientIdReused(Refused):
    """This message id was used before for another text; give each message its own."""
