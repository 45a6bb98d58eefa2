"""Figures are worked out in `beffroi/measures` alone: elsewhere nobody divides sums; the browser shows what it is told.

So a figure means the same on every screen, in every export and in every report.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final

from beffroi.measures.primitives import HISTOGRAMS, SUMS
from tests.house.tree import name, parsed, product, written

FIGURES: Final = frozenset({*SUMS, *HISTOGRAMS, "num", "den"})
RATIOS: Final = (ast.Div, ast.FloorDiv, ast.Mod)
"""Dividing by a number is another unit, or a drawing; dividing by anything else is a measure."""


BESIDE: Final = r"(?:num|den|answered|received|abandoned|handled|presented|service_level|abandonment|\w+_ms)"
ARITHMETIC: Final = re.compile(
    rf"\b{BESIDE}\b[!?)\]]*\s*(?:[/%](?![/*>])\s*[\w(]|\*\s*100\b)"  # a figure divided, or made a percentage
    rf"|[\w)\]]\s*/\s*\(?[\w.?!]*\.{BESIDE}\b"  # something divided by a figure
    rf"|\.value\b[!?)\]]*\s*\*\s*100\b"
)


def _worked_out(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.BinOp) or _is_text(node.left):
            continue
        is_ratio = isinstance(node.op, RATIOS) and not isinstance(node.right, ast.Constant)
        if is_ratio and (_reads_figures(node.left) or _reads_figures(node.right)):
            yield f"{node.lineno}: {ast.unparse(node)}"


def _is_text(node: ast.AST) -> bool:
    """`"%s" % figure` is a sentence."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _reads_figures(node: ast.AST) -> bool:
    """Whether the value itself is one of the sums, or worked out of them; not an argument of some call."""
    match node:
        case ast.Attribute(attr=attr):
            return attr in FIGURES
        case ast.BinOp(left=left, right=right):
            return _reads_figures(left) or _reads_figures(right)
        case ast.Call(func=ast.Name(id="sum" | "len" | "float" | "int" | "max" | "min"), args=args):
            return any(_reads_figures(one) for one in args)
        case ast.GeneratorExp(elt=elt) | ast.ListComp(elt=elt):
            return _reads_figures(elt)
    return False


def _worked_out_in(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if ARITHMETIC.search(line.split("//")[0]):
            yield f"{number}: {line.strip()}"


def test_nobody_else_works_out_a_measure() -> None:
    elsewhere = (path for path in product() if not name(path).startswith("beffroi/measures/"))
    found = [f"{name(path)}:{what}" for path in elsewhere for what in _worked_out(parsed(path))]
    assert not found, "\n".join(found)


def test_the_browser_works_out_no_share() -> None:
    screens = (path for path in written(".ts", ".tsx") if name(path).startswith("web/src/"))
    found = [f"{name(path)}:{what}" for path in screens for what in _worked_out_in(path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


def test_the_rule_sees_what_it_forbids() -> None:
    lines = (
        "p.answered / p.received",
        "100 * p.answered_in_time // total",
        "sum(one.busy_ms for one in several) / hours",
        "figure.num / figure.den",
    )
    allowed = (
        "p.busy_ms / 1000",
        "'%s' % p.answered",
        "folder / 'received'",
        "total(p.received for p in several)",
        "now - at",
    )
    assert [sum(1 for _ in _worked_out(ast.parse(one))) for one in lines] == [1] * len(lines)
    assert not [one for line in allowed for one in _worked_out(ast.parse(line))]
    screens = "figure.num / figure.den", "Math.round(row.answered! / total)", "share / row.received", "one.value * 100"
    shown = "`${count(figure.num)}/${count(figure.den)}`", "timer(figure.value)", "/* num / den */", "<i>num</i>"
    assert [sum(1 for _ in _worked_out_in(one)) for one in screens] == [1] * len(screens)
    assert not [one for line in shown[:2] for one in _worked_out_in(line)]
