"""Every figure, or those of some areas: `python -m bench`, `python -m bench engine chat`.

Prints each area's table as soon as it is measured, and keeps it in bench/results.json and docs/figures.md.
"""

import argparse
import sys
from collections.abc import Callable
from typing import Final

from bench import chat, engine, heart, live, measures, routing, start
from bench.results import FILE, Figure, keep, page, show

AREAS: Final[dict[str, Callable[[], list[Figure]]]] = {
    engine.AREA: engine.run,
    routing.AREA: routing.run,
    heart.AREA: heart.run,
    chat.AREA: chat.run,
    live.AREA: live.figures,
    start.AREA: start.run,
    measures.AREA: measures.run,
}


def main(arguments: list[str]) -> int:
    """Measures; the exit code says whether every target was met."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures, and says what was promised.")
    parser.add_argument("areas", nargs="*", metavar="area", help=f"{', '.join(AREAS)}; all when none is named")
    names = parser.parse_args(arguments).areas or list(AREAS)
    if unknown := [name for name in names if name not in AREAS]:
        parser.error(f"no area {', '.join(unknown)}: {', '.join(AREAS)}")
    missed: list[Figure] = []
    for name in names:
        figures = AREAS[name]()
        show(figures)
        sys.stdout.flush()
        keep(figures)
        page()
        missed += [figure for figure in figures if figure.met is False]
    print(f"\n{FILE.name}: {len(missed)} target(s) missed" if missed else f"\n{FILE.name}: every target met")
    for figure in missed:
        print(f"  {figure.area}: {figure.name}: {figure.value:,.2f} {figure.unit}, {figure.target}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
