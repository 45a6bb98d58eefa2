"""The `beffroi` command. Each verb imports what it needs when it is asked for, so that the others start at once."""

import argparse
import sys

from beffroi.insight.logs.arguments import add_measure
from beffroi.wfm.arguments import add_whatif


def main(arguments: list[str] | None = None) -> int:
    """Entry point of the `beffroi` command; answers the exit status."""
    parser = argparse.ArgumentParser(prog="beffroi", description="Centre de contact · Contact centre")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("run", help="démarrer le centre · start the centre")
    add_measure(verbs)
    add_whatif(verbs)
    asked = parser.parse_args(arguments)
    if asked.verb == "measure":
        from beffroi.insight.logs import verb

        return verb.run(asked)
    if asked.verb == "whatif":
        from beffroi.wfm import verb as whatif

        return whatif.run(asked)
    from beffroi import serve

    return serve.run()


if __name__ == "__main__":
    sys.exit(main())
