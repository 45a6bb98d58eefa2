"""What the door refuses beside what routing does."""

from beffroi.kernel.errors import Invalid, TooMany


class BadPhone(Invalid):
    """This is not a telephone number: write it as 06 12 34 56 78, or with its country as +33 6 12 34 56 78."""


class PhoneNotCalled(Invalid):
    """We do not call this kind of number: give a mobile or a home number."""


class TooManyPromises(TooMany):
    """This number was promised several calls already; we will call."""
