"""What alerts refuse."""

from beffroi.kernel.errors import NotFound, TooMany


class UnknownAlert(NotFound):
    """There is no such alert, or you may not see it."""


class TooManyAlertRules(TooMany):
    """There are too many alert rules; remove one first."""
