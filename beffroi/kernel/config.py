"""Settings: everything that may differ between two installations, read once from the environment at start-up."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

_YES: Final = {"1", "true", "yes", "on", "oui"}
_NO: Final = {"0", "false", "no", "off", "non"}
_LOOPBACK_NAMES: Final = {"localhost", "127.0.0.1", "::1"}
EUROPE: Final = tuple(
    "30 31 32 33 34 350 351 352 353 354 356 357 358 359 36 370 371 372 376 377 378 385 386 39 40 41 420 421 423 43 44 "
    "45 46 47 48 49 262 508 590 594 596 681 687 689".split()
)
"""France and its overseas, the European Economic Area, and those in their midst: Switzerland, the United Kingdom…"""
_LEVELS: Final = ("debug", "info", "warning", "error")


class BadSettings(ValueError):
    """One or more settings cannot be used; the text says which, and what would be right."""


def _default_data_dir() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "beffroi"


def _of(env: str, doc: str) -> dict[str, str]:
    return {"env": env, "doc": doc}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this installation runs. Every field has an environment variable and is described in docs/reference."""

    data_dir: Path = field(
        default_factory=_default_data_dir,
        metadata=_of("BEFFROI_DATA_DIR", "Folder of the databases and of the demo passwords."),
    )
    host: str = field(
        default="127.0.0.1",
        metadata=_of("BEFFROI_HOST", "Address to listen on. The demo tenant only runs on a loopback address."),
    )
    port: int = field(default=8000, metadata=_of("BEFFROI_PORT", "Port to listen on."))
    public_url: str = field(
        default="",
        metadata=_of("BEFFROI_PUBLIC_URL", "Address people type, when it is not http://localhost:<port>."),
    )
    demo: bool = field(default=True, metadata=_of("BEFFROI_DEMO", "Whether the demo tenant exists."))
    secure_cookies: bool | None = field(
        default=None,
        metadata=_of("BEFFROI_SECURE_COOKIES", "Session cookie by HTTPS only; by default, if the public URL is https."),
    )
    trusted_proxies: tuple[str, ...] = field(
        default=(),
        metadata=_of("BEFFROI_TRUSTED_PROXIES", "Proxies whose X-Forwarded-For is believed: addresses, with commas."),
    )
    callback_countries: tuple[str, ...] = field(
        default=EUROPE,
        metadata=_of(
            "BEFFROI_CALLBACK_COUNTRIES",
            "Country codes customers may ask to be called back in, with commas; by default France, overseas included, "
            "its neighbours and the rest of the European Economic Area.",
        ),
    )
    log_level: str = field(
        default="info",
        metadata=_of("BEFFROI_LOG_LEVEL", "Least severe log line kept: debug, info, warning or error."),
    )
    password_memory_kib: int = field(
        default=65536,
        metadata=_of("BEFFROI_PASSWORD_MEMORY_KIB", "Memory of one password hash (argon2id). Lower it in tests only."),
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """The settings that `environ` asks for. Raises BadSettings naming every variable that is wrong."""
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for one in fields(cls):
            text = environ.get(one.metadata["env"], "").strip()
            if not text:
                continue
            try:
                values[one.name] = _READERS[one.name](text)
            except ValueError as problem:
                wrong.append(f"{one.metadata['env']}: {problem}")
        if wrong:
            raise BadSettings("\n".join(wrong))
        return cls(**values)

    def __post_init__(self) -> None:
        if self.demo and not is_loopback(self.host):
            raise BadSettings(
                "BEFFROI_HOST: the demo tenant listens on loopback only. Use 127.0.0.1, or set BEFFROI_DEMO=no."
            )

    @property
    def url(self) -> str:
        """Where people reach this server, without a final slash."""
        return self.public_url or f"http://localhost:{self.port}"

    @property
    def cookies_are_secure(self) -> bool:
        """Whether browsers may send the session cookie by HTTPS only."""
        return self.url.startswith("https:") if self.secure_cookies is None else self.secure_cookies

    @property
    def hosts(self) -> frozenset[str]:
        """The host names by which a browser may reach us: any other is somebody's DNS trick."""
        own = {urlsplit(self.url).hostname or "", self.host} - {"", "0.0.0.0", "::"}  # noqa: S104
        return frozenset(own | _LOOPBACK_NAMES if is_loopback(self.host) else own)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _text(text: str) -> str:
    return text


def _switch(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise ValueError("expected yes or no")


def _number(least: int, most: int) -> Any:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"expected a number from {least} to {most}")
        return int(text)

    return read


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise ValueError("expected an address such as https://centre.example, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def _level(text: str) -> str:
    if text.lower() not in _LEVELS:
        raise ValueError(f"expected one of {', '.join(_LEVELS)}")
    return text.lower()


def _country_codes(text: str) -> tuple[str, ...]:
    codes = tuple(part.strip().removeprefix("+") for part in text.split(",") if part.strip())
    if not all(code.isascii() and code.isdecimal() and len(code) <= 4 and code[0] != "0" for code in codes):
        raise ValueError("expected country codes such as 33, 32, 41")
    return codes


def _addresses(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    for part in parts:
        try:
            ipaddress.ip_network(part)
        except ValueError:
            raise ValueError("expected IP addresses or networks, with commas between them") from None
    return parts


_READERS: Final[dict[str, Any]] = {
    "data_dir": lambda text: Path(text).expanduser(),
    "host": _text,
    "port": _number(0, 65535),
    "public_url": _web_address,
    "demo": _switch,
    "secure_cookies": _switch,
    "trusted_proxies": _addresses,
    "callback_countries": _country_codes,
    "log_level": _level,
    "password_memory_kib": _number(64, 4 * 1024 * 1024),
}
