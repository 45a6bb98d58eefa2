"""A zero made of what a log never told is no figure."""

import json

from beffroi.insight.logs.measure import Options, measured
from beffroi.insight.logs.output import json_pieces

LOG = b"arrived_at,outcome,wait_s\n2026-03-10T09:00:00Z,answered,5\n2026-03-10T09:01:00Z,abandoned,9\n"


def test_a_log_without_channels_has_no_digital_share_but_knows_that_nobody_was_dissuaded() -> None:
    told = json.loads("".join(json_pieces(measured(LOG, Options()))))
    values = {one["name"]: one["value"] for one in told["measures"] if one["variant"] is None}
    assert values["digital_share"] is None
    assert values["dissuasion"] == 0.0
