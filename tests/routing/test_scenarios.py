"""Every rule of routing, as scenarios that a supervisor can read: tests/routing/scenarios/*.yaml."""

from typing import Any

import pytest

from tests.routing.scenarios import acts, expectations  # noqa: F401  (each line they know)
from tests.routing.scenarios.stage import Stage
from tests.routing.scenarios.written import HERE, read

SCENARIOS = [
    pytest.param(scenario, id=f"{path.stem}-{number}")
    for path in sorted(HERE.glob("*.yaml"))
    for number, scenario in enumerate(read(path), start=1)
]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_goes_as_it_says(scenario: dict[str, Any]) -> None:
    assert scenario["title"]
    assert scenario["why"]
    Stage(scenario).play()
