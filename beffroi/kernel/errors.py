"""What can be refused, and how it is told.

Refused                 a caller asked for something that cannot be had; nothing changed
├── Invalid             422  the request does not have the right shape
├── NotSignedIn         401
├── NotAllowed          403
│   └── BadOrigin       403  the page that asks is not one of ours
├── NotFound            404
├── TooLarge            413
├── TooMany             429  slow down; `retry_after_s` says for how long
└── TryAgain            503  nothing was done or it is not known yet: send the same id again

Each room adds its own refusals in its `errors.py`. The code is part of the public contract; the docstring is its text.
"""

import re
from typing import ClassVar

_WORD = re.compile(r"(?<!^)(?=[A-Z])")


class Refused(Exception):
    """The request was refused."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refused"

    def __init_subclass__(cls) -> None:
        cls.code = _WORD.sub("_", cls.__name__).lower()

    def __init__(self, message: str | None = None, **facts: object) -> None:
        self.message = message or (type(self).__doc__ or "").strip().split("\n")[0]
        self.facts = facts
        super().__init__(self.message)


class Invalid(Refused):
    """The request does not have the right shape."""

    status = 422


class NotSignedIn(Refused):
    """Sign in first."""

    status = 401


class NotAllowed(Refused):
    """You may not do this."""

    status = 403


class BadOrigin(NotAllowed):
    """This page may not talk to the server."""


class NotFound(Refused):
    """There is no such thing, or you may not see it."""

    status = 404


class TooLarge(Refused):
    """The request is too large."""

    status = 413


class TooMany(Refused):
    """Too many requests; wait a moment."""

    status = 429


class TryAgain(Refused):
    """The server could not answer in time; send the same request again."""

    status = 503
