"""Writes `web/openapi.json`: what the server says of its own routes, in an order that never changes by itself."""

import json
import sys
from pathlib import Path
from typing import Final

from beffroi.app import create_app

TARGET: Final = Path(__file__).resolve().parent.parent / "web" / "openapi.json"


def main(arguments: list[str]) -> int:
    text = json.dumps(create_app().openapi(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if "--check" in arguments:
        same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print("" if same else "web/openapi.json is out of date: run `make api`.", end="" if same else "\n")
        return 0 if same else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
