"""Every story begins with an empty shard."""

import pytest

from tests.routing.stories import Shard


@pytest.fixture
def shard() -> Shard:
    return Shard()
