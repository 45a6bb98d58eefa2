"""Prints the path of a Chromium to test with, fetching a private copy without root when the machine has none.

In order: $BEFFROI_CHROMIUM, a Chromium or Chrome on PATH, the private copy in the user's cache (made from Debian's
packages the first time), or a message that says what to install.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tools import debs

NAMES: Final = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
PACKAGES: Final = ["chromium", "chromium-common", "fonts-liberation"]
HINT: Final = """\
The browser tests need Chromium, and this machine has none that works.
Install chromium or google-chrome, or set BEFFROI_CHROMIUM to the path of one, then run the same command again."""

# The copy carries its libraries; what it writes stays beside it.
WRAPPER: Final = """\
#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
libraries="$here/usr/lib/{triplet}"
export LD_LIBRARY_PATH="$libraries:$libraries/pulseaudio:$libraries/nss${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
export FONTCONFIG_FILE="$here/fonts.conf" XDG_CACHE_HOME="$here/written" XDG_CONFIG_HOME="$here/written"
exec "$here/usr/lib/chromium/chromium" "$@"
"""
FONTS: Final = """\
<?xml version="1.0"?>
<fontconfig>
  <dir prefix="relative">usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def find() -> str:
    """The path of a browser that starts."""
    if chosen := os.environ.get("BEFFROI_CHROMIUM"):
        if starts(chosen):
            return chosen
        sys.exit(f"BEFFROI_CHROMIUM is set to {chosen}, which does not start.")
    for name in NAMES:
        # Ubuntu's package is a stub that asks for a snap: it is on PATH and does not start.
        if (path := shutil.which(name)) and starts(path):
            return path
    return private_copy()


def private_copy() -> str:
    """The user's own copy, made once; about 125 MB to download and 400 MB on disk."""
    home = cache() / f"chromium-{_release()}"
    wrapper = home / "browser"
    if not starts(str(wrapper)):
        if not debs.available():
            sys.exit(HINT)
        print("Fetching a private Chromium (once, about 125 MB)…", file=sys.stderr, flush=True)
        try:
            debs.fetch(PACKAGES, home)
        except debs.CannotFetch as why:
            sys.exit(f"{why}\n\n{HINT}")
        triplet = f"{platform.machine()}-linux-gnu"
        (home / "fonts.conf").write_text(FONTS)
        wrapper.write_text(WRAPPER.format(triplet=triplet))
        wrapper.chmod(0o755)
        if not starts(str(wrapper)):
            sys.exit(HINT)
    return str(wrapper)


def starts(path: str) -> bool:
    """Whether it opens an empty page: the cheapest proof that nothing it needs is missing."""
    with tempfile.TemporaryDirectory(prefix="beffroi-browser-", ignore_cleanup_errors=True) as profile:
        # Without its sandbox, as Playwright starts it: root has no other way.
        page = [path, "--headless", "--no-sandbox", f"--user-data-dir={profile}", "--dump-dom", "about:blank"]
        try:
            said = subprocess.run(page, capture_output=True, text=True, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return said.returncode == 0 and "<html" in said.stdout


def cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "beffroi"


def _release() -> str:
    """Libraries of one Debian release do not serve another."""
    try:
        return platform.freedesktop_os_release().get("VERSION_CODENAME", "unknown")
    except OSError:
        return "unknown"


if __name__ == "__main__":
    print(find())
