"""The whole server in process, on a fresh folder, with cheap passwords."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from beffroi.app import create_app
from beffroi.demo.tenant import read_sign_ins
from beffroi.kernel.config import Settings

URL = "http://localhost:8000"


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[FastAPI]:
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", password_memory_kib=64)


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    async with serving(settings) as made:
        yield made


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[AsyncClient]:
    async with browser_of(app) as client:
        yield client


def browser_of(app: FastAPI) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app=app), base_url=URL, headers={"Origin": URL})


async def sign_in(browser: AsyncClient, settings: Settings, name: str) -> AsyncClient:
    password = next(one.password for one in read_sign_ins(settings.data_dir) if one.email == f"{name}@demo.invalid")
    answer = await browser.post("/api/session", json={"email": f"{name}@demo.invalid", "password": password})
    assert answer.status_code == 200, answer.text
    browser.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return browser
