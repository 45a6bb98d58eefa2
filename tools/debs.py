"""Debian packages without root: fetched with what they lack on this machine, unpacked into one private folder.

apt does the work with a state of its own (lists, cache, log); the archives and keys are the machine's. The address
of an archive is never written here: set BEFFROI_APT_SOURCES to a sources file to use another than the machine's.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

STATUS: Final = Path("/var/lib/dpkg/status")


class CannotFetch(Exception):
    """The packages could not be had; the message says why and what to do."""


def available() -> bool:
    return all(shutil.which(tool) for tool in ("apt-get", "dpkg-deb"))


def fetch(packages: list[str], into: Path) -> None:
    """`into` holds these packages and their missing dependencies, whole; when it fails, `into` is not there."""
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into.parent, prefix="fetching-") as folder:
        work = Path(folder)
        archives = _download(packages, work)
        root = work / "root"
        for archive in archives:
            _run(["dpkg-deb", "--extract", str(archive), str(root)], "A package could not be unpacked.")
        root.chmod(0o755)
        shutil.rmtree(into, ignore_errors=True)
        root.rename(into)


def _download(packages: list[str], work: Path) -> list[Path]:
    apt = _apt(work)
    # Other archives of this machine may be out of reach; only the download below decides.
    updated = subprocess.run([*apt, "update"], capture_output=True, text=True, env=_environment())
    wanted = [*apt, "install", "--yes", "--download-only", "--reinstall", "--no-install-recommends", *packages]
    _run(wanted, f"Debian packages cannot be fetched: {' '.join(packages)}.\n{updated.stderr.strip()}")
    return sorted((work / "cache" / "archives").glob("*.deb"))


def _apt(work: Path) -> list[str]:
    """apt-get, seeing what is installed here and writing only inside `work`."""
    for folder in ("state/lists/partial", "cache/archives/partial", "log"):
        (work / folder).mkdir(parents=True)
    status = work / "state" / "status"
    if STATUS.exists():
        shutil.copyfile(STATUS, status)
    else:
        status.touch()
    options = {
        "Dir::State": f"{work}/state",
        "Dir::State::status": str(status),
        "Dir::Cache": f"{work}/cache",
        "Dir::Log": f"{work}/log",
        "Debug::NoLocking": "1",
        "APT::Sandbox::User": "",
        "APT::Update::Post-Invoke-Success::": "",
        "Acquire::Languages": "none",
        "Acquire::Retries": "2",
    }
    if sources := os.environ.get("BEFFROI_APT_SOURCES"):
        options |= {"Dir::Etc::SourceList": str(Path(sources).resolve()), "Dir::Etc::SourceParts": "/dev/null"}
    return ["apt-get", "--quiet", "--quiet", *(word for pair in options.items() for word in ("-o", "=".join(pair)))]


def _run(command: list[str], failure: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env=_environment())
    if done.returncode:
        raise CannotFetch(f"{failure}\n{done.stderr.strip()[-2000:]}")


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}


if __name__ == "__main__":
    fetch(sys.argv[2:], Path(sys.argv[1]))
