"""The arguments of `beffroi whatif`, apart from its work so that the command starts at once."""

import argparse


def add_whatif(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The verb and its options."""
    verb = verbs.add_parser(
        "whatif",
        help="rejouer une journée en changeant quelque chose · live a day again with something changed",
        description="Rejouer une journée, enregistrée ou décrite, par le vrai moteur de distribution, avec et sans un "
        "changement. · Live a day again, recorded or described, through the real routing engine, with and without a "
        "change. docs/whatif.md",
    )
    verb.add_argument("--day", required=True, metavar="FILE|yesterday|2026-11-20", help="journée · day")
    verb.add_argument("--change", required=True, metavar="FILE", help="changement · change")
    verb.add_argument("--seeds", type=_seeds, default=20, metavar="N", help="20")
    verb.add_argument("--json", action="store_true")
    verb.add_argument("--language", choices=("fr", "en"))
    verb.add_argument("--data-dir", metavar="FOLDER", help="BEFFROI_DATA_DIR")


def _seeds(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1000:
        raise argparse.ArgumentTypeError("1 … 1000")
    return value
