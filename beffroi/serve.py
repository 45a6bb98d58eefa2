"""`beffroi run`: one process that serves everything, until it is told to stop."""

import logging
import os
import signal
import socket
import sys
from typing import Final

import uvicorn
from fastapi import FastAPI

from beffroi.app import create_app
from beffroi.demo.tenant import DemoSignIn, read_sign_ins
from beffroi.kernel.config import BadSettings, Settings
from beffroi.kernel.errors import Refused
from beffroi.kernel.logs import configure
from beffroi.kernel.tuning import tune

_ROLES: Final = {
    "agent": ("conseiller", "agent"),
    "supervisor": ("superviseur", "supervisor"),
    "partner_supervisor": ("superviseur prestataire", "partner supervisor"),
    "admin": ("administrateur", "admin"),
}
_FRAME_BYTES: Final = 128 * 1024
_PING_S: Final = 10.0
_STOP_S: Final = 5


def run() -> int:
    """Serve until a signal asks to stop. What cannot work is said in one sentence, without a traceback."""
    try:
        settings = Settings.from_env()
        configure(settings.log_level)
        listening = _listen(settings)
    except (BadSettings, OSError) as problem:
        print(f"beffroi: {problem}", file=sys.stderr)
        return 2
    # Uvicorn stops gracefully, then raises the signal again: by then all is done, and that is success.
    signal.signal(signal.SIGTERM, _stopped)
    app = create_app(settings)
    server = _Server(_uvicorn(app, settings), app, settings, listening.getsockname()[1])
    logging.getLogger("uvicorn.error").addFilter(lambda _: not _told_in_a_sentence(app))
    try:
        server.run(sockets=[listening])
    except SystemExit as stopped:
        if _told_in_a_sentence(app):
            print(f"beffroi: {app.state.failure}", file=sys.stderr)
        return stopped.code if isinstance(stopped.code, int) else 1
    except KeyboardInterrupt:
        return 0
    finally:
        listening.close()
    return 0


def _told_in_a_sentence(app: FastAPI) -> bool:
    """What keeps the centre from starting is known and says what to do: a traceback would only hide it."""
    return isinstance(getattr(app.state, "failure", None), Refused | BadSettings)


def _stopped(*_: object) -> None:
    raise SystemExit(0)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, app: FastAPI, settings: Settings, port: int) -> None:
        super().__init__(config)
        self._app, self._settings, self._port = app, settings, port

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            tune()
            print(welcome(self._settings, self._port), flush=True)


def welcome(settings: Settings, port: int) -> str:
    """Where the centre is, and how to sign in to its demo."""
    url = settings.public_url or f"http://localhost:{port}"
    lines = ["", f"  Beffroi   {url}", "  Ctrl+C pour arrêter · to stop", ""]
    sign_ins = read_sign_ins(settings.data_dir) if settings.demo else []
    if sign_ins:
        lines += [
            "  Démonstration, sur cette machine seulement · Demo, on this machine only",
            f"  Soyez le client · Be the customer:  {url}/demo/customer",
            "",
            *(_line(one) for one in sign_ins),
            "",
        ]
    return "\n".join(lines)


def _line(one: DemoSignIn) -> str:
    french, english = _ROLES.get(one.role, (one.role, one.role))
    return f"  {one.email:<24}{one.password:<22}{one.name:<20}{french} · {english}"


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as problem:
        raise OSError(
            f"{settings.host}:{settings.port} n’est pas libre ({problem.strerror}) ; BEFFROI_PORT en choisit un autre. "
            f"It is not free; BEFFROI_PORT chooses another port."
        ) from problem


def _uvicorn(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop" if os.name == "posix" else "asyncio",
        http="httptools",
        lifespan="on",
        # Compression costs more than it saves: events are small, and there may be thousands of sockets.
        ws_per_message_deflate=False,
        ws_max_size=_FRAME_BYTES,
        ws_ping_interval=_PING_S,
        ws_ping_timeout=_PING_S,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies) or None,
        server_header=False,
        access_log=False,
        log_config=None,
        log_level=logging.WARNING,
        timeout_graceful_shutdown=_STOP_S,
    )
