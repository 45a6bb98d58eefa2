"""What the people room refuses."""

from typing import ClassVar

from beffroi.kernel.errors import Invalid, Refused


class WrongSignIn(Refused):
    """The e-mail or the password is not right."""

    # The same for an unknown address, a wrong password and a disabled account: nobody learns who works here.
    status: ClassVar[int] = 401


class PasswordTooShort(Refused):
    """A password has at least 12 characters."""

    status: ClassVar[int] = 422


class BriefingEmpty(Invalid):
    """Write the note first."""


class BriefingOver(Invalid):
    """A note holds from now on, for 31 days at most."""


class UnknownTeam(Invalid):
    """There is no such team."""
