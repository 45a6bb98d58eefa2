"""The arguments of `beffroi measure`, apart from its work so that the command starts at once."""

import argparse


def add_measure(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The verb and its options."""
    verb = verbs.add_parser(
        "measure",
        help="mesurer un journal de contacts · measure a log of contacts",
        description="Mesurer un journal : CSV, TSV, XLSX, Parquet, JSON, Asterisk, Genesys, Amazon Connect, VICIdial. "
        "· Measure a log.",
    )
    verb.add_argument("file", metavar="FILE")
    verb.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help="arrived_at=Date, wait_s=Attente"
    )
    verb.add_argument("--map-outcome", action="append", default=[], metavar="WORD=OUTCOME", help="Perdu=abandoned")
    verb.add_argument("--by", default="", metavar="queue,day,quarter,agent,channel")
    verb.add_argument("--threshold", type=_seconds, default=20.0, metavar="SECONDS", help="20")
    verb.add_argument("--short", type=_seconds, default=5.0, metavar="SECONDS", help="5")
    verb.add_argument("--zone", default="Europe/Paris", metavar="ZONE", help="Europe/Paris")
    verb.add_argument("--dates", choices=("dmy", "mdy"), help="31/12 ou 12/31 · 31/12 or 12/31")
    verb.add_argument("--lang", choices=("fr", "en"))
    verb.add_argument("--json", action="store_true")
    verb.add_argument("--csv", metavar="OUT")
    verb.add_argument("--xlsx", metavar="OUT")
    verb.add_argument("--set-aside", metavar="OUT", help="les lignes mises de côté · the rows set aside")


def _seconds(text: str) -> float:
    value = float(text.replace(",", "."))
    if not 0 <= value <= 86_400:
        raise argparse.ArgumentTypeError("0 … 86400")
    return value
