"""How one process is set up to answer quickly while its threads write."""

import gc
import sys
from typing import Final

SWITCH_S: Final = 0.0005
"""The loop waits about this long for a thread that computes; Python's own 5 ms would be felt in every answer."""

GC_YOUNG: Final = 20_000
GC_OLD: Final = 50
"""Rows of live work are long-lived: looking through all of them every few thousand allocations only costs pauses."""


def tune() -> None:
    """Call once the long-lived objects are loaded: they are set aside from garbage collection."""
    sys.setswitchinterval(SWITCH_S)
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_YOUNG, 20, GC_OLD)
