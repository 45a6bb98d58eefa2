"""After this runs, `.venv` holds exactly what the lock files say, and the project itself, ready to run.

    python3 tools/bootstrap.py run     what the product needs (and Node, to build its screens)
    python3 tools/bootstrap.py dev     that, and everything the tests and linters need

Standard library only: it is the first thing a bare machine executes. Nothing is done twice: a stamp holds the
hash of the lock files last installed. A checkout prepared for `dev` stays so when `run` is asked later.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
UV_VERSION: Final = "0.13.8"
UV: Final = ROOT / ".uv" / "bin" / "uv"
VENV: Final = ROOT / ".venv"
PYTHON: Final = VENV / "bin" / "python"
LOCKS: Final = {"run": ("run.txt", "web.txt"), "dev": ("dev.txt", "web.txt")}
# The machine's own certificate authorities, which a company may have added to; uv carries its own list otherwise.
AUTHORITIES: Final = Path("/etc/ssl/certs/ca-certificates.crt")
HINT: Final = """\
This Python cannot make virtual environments.
On Debian or Ubuntu: apt-get install python3-venv     (then run the same command again)"""


def main() -> int:
    level = sys.argv[1] if len(sys.argv) > 1 else "dev"
    if sys.version_info < (3, 11):  # noqa: UP036 — this file is what an older Python meets first
        return _stop(f"Beffroi needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    stamp = VENV / "beffroi.stamp"
    done = stamp.read_text().split() if stamp.exists() else []
    if "dev" in done:
        level = "dev"
    wanted = [level, _fingerprint(level)]
    if done == wanted:
        return 0
    if not _can_make_venvs():
        return _stop(HINT)
    _install_uv()
    stamp.unlink(missing_ok=True)
    if not PYTHON.exists():
        _uv("venv", "--quiet", "--python", sys.executable, str(VENV))
    _uv("pip", "sync", "--quiet", "--require-hashes", *(f"requirements/{name}" for name in LOCKS[level]))
    _uv("pip", "install", "--quiet", "--no-deps", "--editable", ".")
    stamp.write_text(" ".join(wanted))
    return 0


def _fingerprint(level: str) -> str:
    """Everything that decides what is installed: the locks, the project's own description and the Python used."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (*(ROOT / "requirements" / name for name in LOCKS[level]), ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _can_make_venvs() -> bool:
    """Debian splits `ensurepip` out of its own Python: the module `venv` is there and cannot work."""
    try:
        import ensurepip
    except ImportError:
        return False
    return bool(ensurepip.version())


def _install_uv() -> None:
    """uv lives apart from the project's environment, at one version for everyone."""
    if UV.exists() and UV_VERSION in subprocess.run([UV, "--version"], capture_output=True, text=True).stdout:
        return
    print("Preparing the Python environment (once)…", flush=True)
    venv.create(ROOT / ".uv", with_pip=True, clear=True)
    pip = [str(ROOT / ".uv" / "bin" / "python"), "-m", "pip"]
    subprocess.run([*pip, "install", "--quiet", "--disable-pip-version-check", f"uv=={UV_VERSION}"], check=True)


def _uv(*arguments: str) -> None:
    """uv fetches no Python of its own, and needs no setting of the machine."""
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}
    if AUTHORITIES.exists():
        environment.setdefault("UV_SYSTEM_CERTS", "true")
    subprocess.run([str(UV), *arguments], check=True, cwd=ROOT, env=environment)


def _stop(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as failed:
        sys.exit(_stop(f"Preparing the Python environment failed: {' '.join(map(str, failed.cmd))}"))
