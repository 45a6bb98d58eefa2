"""What an alert's webhook is sent: a small signed text. Whoever receives it can tell that it is ours, and once."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import Any, Final

from beffroi.kernel import outgoing
from beffroi.kernel.clock import Clock
from beffroi.kernel.jobs import Job
from beffroi.live.alerts.model import Alert
from beffroi.live.alerts.service import Alerts

SCHEME: Final = "v1"


def new_secret() -> str:
    """A secret to sign with."""
    return secrets.token_hex(32)


def signature(secret: str, sent: str, id_: str, body: bytes) -> str:
    """HMAC-SHA256 over `<timestamp>.<id>.<body>`, in hexadecimal, after its scheme."""
    signed = b".".join((sent.encode(), id_.encode(), body))
    return f"{SCHEME}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def body_of(alert: Alert, what: str) -> bytes:
    """What happened, in ids, codes and numbers, and the rule's name."""
    told: dict[str, Any] = {"event": f"alert.{what}", "alert": alert.id, "rule": alert.rule, "name": alert.name}
    told |= {"queue": alert.queue, "team": alert.team, "figure": alert.figure, "op": alert.op, "limit": alert.limit}
    told |= {"value": alert.value, "started_at": alert.started_at, "ended_at": alert.ended_at}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


class Webhooks:
    """Sends what was queued. A repeat carries the same id, so that the receiver can leave it out."""

    def __init__(
        self, alerts: Alerts, clock: Clock, may_reach: outgoing.MayReach = outgoing.is_public, *, plain: bool = False
    ) -> None:
        self._alerts = alerts
        self._clock = clock
        self._may_reach = may_reach
        self._plain = plain

    async def send(self, job: Job) -> None:
        """It was received; an error means that it is tried again. A rule that is gone has nothing to say."""
        rule, alert = self._alerts.rule(job.args["rule"]), await self._alerts.one(job.args["alert"])
        if rule is None or rule.webhook is None or rule.secret is None or alert is None:
            return
        body, sent, id_ = (
            body_of(alert, job.args["what"]),
            str(int(self._clock.now())),
            f"{alert.id}.{job.args['what']}",
        )
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Beffroi",
            "Beffroi-Id": id_,
            "Beffroi-Timestamp": sent,
            "Beffroi-Signature": signature(rule.secret, sent, id_, body),
        }
        await outgoing.post(rule.webhook, body, headers, self._may_reach, plain=self._plain)
