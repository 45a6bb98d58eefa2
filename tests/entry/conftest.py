"""Every test has a centre of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chat.centre import Centre


@pytest.fixture
async def centre(tmp_path: Path) -> AsyncIterator[Centre]:
    async with Centre(tmp_path) as centre:
        yield centre
