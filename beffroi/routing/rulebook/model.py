"""Settings of the floor as they are kept and shown: with their words, and whether they may still be chosen. Pure."""

from typing import Final, NamedTuple

import msgspec

from beffroi.calendars.model import Calendar
from beffroi.kernel.ids import Instant
from beffroi.routing.model import QueueRules
from beffroi.routing.rules import Levels, PresenceReason, ReasonRules

TEXT_KINDS: Final = (
    "closed",
    "unstaffed",
    "full",
    "long_wait",
    "emergency",
    "callback",
    "greeting",
    "instructions",
)
"""What is told of a queue: to customers who may not simply wait, and to its agents (greeting, instructions)."""


class ReasonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A reason for contact, under its `parent`. One that is not active stays for what was said before."""

    code: str
    parent: str | None = None
    fr: str
    en: str
    active: bool = True
    mandatory: Levels = {}
    preferred: Levels = {}
    preferred_s: float = 20.0
    bonus_s: float = 0.0

    def rules(self) -> ReasonRules:
        """As routing uses it."""
        return ReasonRules(
            code=self.code,
            parent=self.parent,
            mandatory=self.mandatory,
            preferred=self.preferred,
            preferred_s=self.preferred_s,
            bonus_s=self.bonus_s,
            active=self.active,
        )


class PresenceReasonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A reason for not being ready, with its words (see `rules.PresenceReason`)."""

    code: str
    fr: str
    en: str
    paid: bool = True
    productive: bool = False
    longest_s: float = 0.0
    quota: int = 0
    approval: bool = False
    active: bool = True

    def rules(self) -> PresenceReason:
        """As routing uses it."""
        return PresenceReason(
            code=self.code,
            paid=self.paid,
            productive=self.productive,
            longest_s=self.longest_s,
            quota=self.quota,
            approval=self.approval,
            active=self.active,
        )


class CalendarRow(msgspec.Struct, frozen=True, kw_only=True):
    """Opening hours that several queues may share."""

    id: str
    name: str
    calendar: Calendar = Calendar()


class RulesBody(QueueRules, frozen=True, kw_only=True):
    """A queue's rules whole; with `calendar`, its `hours` are that calendar's, whatever is given here."""

    calendar: str | None = None

    def rules(self) -> QueueRules:
        """As routing uses them."""
        return QueueRules(**{name: getattr(self, name) for name in QueueRules.__struct_fields__})

    @classmethod
    def of(cls, rules: QueueRules, calendar: str | None) -> "RulesBody":
        """The rules, beside the id of the calendar they follow."""
        return cls(**{name: getattr(rules, name) for name in QueueRules.__struct_fields__}, calendar=calendar)


class Change(NamedTuple):
    """A change of a setting, as the audit has it: when, by whom, what was done to what, and which fields it touched."""

    at: Instant
    by: str
    action: str
    of: str
    fields: tuple[str, ...]


def changed(before: RulesBody | None, after: RulesBody) -> list[str]:
    """Names of the fields that are not as before; none of a queue that was not there. Hours are their calendar's."""
    if before is None:
        return []
    settled = (name for name in RulesBody.__struct_fields__ if name != "hours" or after.calendar is None)
    return [name for name in settled if getattr(before, name) != getattr(after, name)]
