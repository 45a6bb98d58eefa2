"""Which characters the bytes are: UTF-8 with or without mark, UTF-16, Windows-1252. Pure."""

import codecs
from typing import Final

FALLBACK: Final = "beffroi-windows-1252"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(head: bytes) -> str:
    """The encoding of a file that begins so."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    sample = head[:4096]
    if len(sample) >= 4 and sample.count(0) >= len(sample) // 4:
        if sample[1::2].count(0) > 0.4 * len(sample[1::2]) and sample[::2].count(0) < 0.1 * len(sample):
            return "utf-16-le"
        if sample[::2].count(0) > 0.4 * len(sample[::2]) and sample[1::2].count(0) < 0.1 * len(sample):
            return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head, final=False)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def text_of(head: bytes) -> str:
    """The head of the file as text, a broken last character left out."""
    decoder = codecs.getincrementaldecoder(encoding_of(head))(FALLBACK)
    return decoder.decode(head, final=False)


def _windows(problem: UnicodeError) -> tuple[str, int]:
    """Bytes that are not what the file began with are read as Windows-1252, and are never a reason to stop."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    wrong = problem.object[problem.start : problem.end]
    if problem.encoding.startswith(("utf-16", "utf-32", "utf16", "utf32")):
        return "\N{REPLACEMENT CHARACTER}", problem.end
    if problem.encoding in ("charmap", "cp1252"):
        return wrong.decode("latin-1"), problem.end
    return wrong.decode("cp1252", "replace"), problem.end


codecs.register_error(FALLBACK, _windows)
