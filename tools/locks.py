"""Writes the hashed lock files again from `pyproject.toml`: no index line, no host, one file for every platform."""

import subprocess
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
UV: Final = [".uv/bin/uv", "pip", "compile", "--quiet"]
SHAPE: Final = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header"]
NO_HOST: Final = ["--no-emit-index-url", "--no-emit-find-links"]
SOURCES: Final = {
    "run.txt": ["pyproject.toml"],
    "dev.txt": ["pyproject.toml", "--group", "dev", "--constraint", "requirements/run.txt"],
    "web.txt": ["--group", "web"],
}

for name, source in SOURCES.items():
    subprocess.run([*UV, *SHAPE, *NO_HOST, *source, "--output-file", f"requirements/{name}"], cwd=ROOT, check=True)
