"""One file measured, or one report written, in a process of its own: it may be killed, and takes nothing with it.

`python -m beffroi.insight.files.worker TASK [FILE]`: what is asked comes as JSON on the standard input, the answer goes
to the standard output. Exit codes: 0 answered, 2 refused with a reason, 3 out of memory, anything else a fault of ours.
"""

import gc
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from beffroi.insight.files.model import Asked, FileReport
from beffroi.kernel.errors import Refused

REFUSED: Final = 2
OUT_OF_MEMORY: Final = 3
MEMORY: Final = 1 << 30
SECONDS: Final = 60
FILES_OPEN: Final = 64


class ReportAsked(msgspec.Struct, frozen=True):
    """A report to be written as a document, in one language."""

    language: str
    report: FileReport


def confine() -> None:
    """From here on this process has so much memory, so much time, and writes no file."""
    try:
        import resource
    except ImportError:  # not on this system: the server's own clock still ends it
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, FILES_OPEN),
    ):
        _, ceiling = resource.getrlimit(what)
        resource.setrlimit(what, (most if ceiling < 0 else min(most, ceiling), ceiling))


def measure(asked: bytes, file: str) -> bytes:
    """The report of this file."""
    from beffroi.insight.files.read import measured_file

    return msgspec.json.encode(measured_file(Path(file), msgspec.json.decode(asked, type=Asked)))


def pdf(asked: bytes, _: str) -> bytes:
    """The report as pages."""
    from beffroi.insight.reports.pages import written

    told = msgspec.json.decode(asked, type=ReportAsked)
    return written(told.report, told.language)


def xlsx(asked: bytes, _: str) -> bytes:
    """The report as a workbook."""
    from beffroi.insight.reports.workbook import written

    told = msgspec.json.decode(asked, type=ReportAsked)
    return written(told.report, told.language)


TASKS: Final[Mapping[str, Callable[[bytes, str], bytes]]] = {"measure": measure, "pdf": pdf, "xlsx": xlsx}


def main(arguments: list[str]) -> int:
    asked = sys.stdin.buffer.read()
    confine()
    gc.disable()  # short-lived rows by the million: looking for cycles in them would be most of the time
    try:
        answer = TASKS[arguments[0]](asked, arguments[1] if len(arguments) > 1 else "")
    except Refused as refused:
        body = {"code": refused.code, "message": refused.message, "facts": refused.facts}
        sys.stdout.buffer.write(msgspec.json.encode(body))
        return REFUSED
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as problem:
        print(where(problem), file=sys.stderr)
        return 1
    sys.stdout.buffer.write(answer)
    return 0


def where(problem: Exception) -> str:
    """What failed and where, without the values it carried: they come from somebody's file."""
    frames = traceback.extract_tb(problem.__traceback__)[-4:]
    return f"{type(problem).__name__} " + " ← ".join(f"{Path(one.filename).name}:{one.lineno}" for one in frames[::-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
