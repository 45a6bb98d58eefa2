"""Settings: read from the environment, refused with a sentence that says what would be right."""

from dataclasses import fields
from pathlib import Path

import pytest

from beffroi.kernel.config import BadSettings, Settings, is_loopback


def test_without_anything_it_is_a_demo_on_this_machine_only() -> None:
    settings = Settings.from_env({})
    assert (settings.demo, settings.host, settings.port) == (True, "127.0.0.1", 8000)
    assert settings.url == "http://localhost:8000"
    assert not settings.cookies_are_secure
    assert settings.hosts == {"localhost", "127.0.0.1", "::1"}


def test_every_setting_has_a_variable_and_a_sentence_and_is_read() -> None:
    given = {
        "BEFFROI_DATA_DIR": "/tmp/x",
        "BEFFROI_HOST": "10.0.0.1",
        "BEFFROI_PORT": "9000",
        "BEFFROI_PUBLIC_URL": "https://centre.example/",
        "BEFFROI_DEMO": "no",
        "BEFFROI_SECURE_COOKIES": "yes",
        "BEFFROI_TRUSTED_PROXIES": "10.0.0.2, 10.1.0.0/16",
        "BEFFROI_CALLBACK_COUNTRIES": "33, +32",
        "BEFFROI_LOG_LEVEL": "Warning",
        "BEFFROI_PASSWORD_MEMORY_KIB": "1024",
    }
    assert {one.metadata["env"] for one in fields(Settings)} == set(given)
    assert all(one.metadata["doc"].endswith(".") for one in fields(Settings))
    settings = Settings.from_env(given)
    assert settings == Settings(
        data_dir=Path("/tmp/x"),
        host="10.0.0.1",
        port=9000,
        public_url="https://centre.example",
        demo=False,
        secure_cookies=True,
        trusted_proxies=("10.0.0.2", "10.1.0.0/16"),
        callback_countries=("33", "32"),
        log_level="warning",
        password_memory_kib=1024,
    )
    assert settings.hosts == {"centre.example", "10.0.0.1"}
    assert settings.cookies_are_secure


def test_every_wrong_variable_is_named_and_no_value_is_repeated() -> None:
    wrong = {
        "BEFFROI_PORT": "99999",
        "BEFFROI_DEMO": "perhaps",
        "BEFFROI_PUBLIC_URL": "ftp://hunter2@x/y",
        "BEFFROI_LOG_LEVEL": "loud",
        "BEFFROI_TRUSTED_PROXIES": "everyone",
    }
    with pytest.raises(BadSettings) as refused:
        Settings.from_env(wrong)
    assert all(name in str(refused.value) for name in wrong)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "centre.example"])
def test_the_demo_tenant_never_listens_beyond_this_machine(host: str) -> None:
    with pytest.raises(BadSettings, match="loopback"):
        Settings.from_env({"BEFFROI_HOST": host})
    assert Settings.from_env({"BEFFROI_HOST": host, "BEFFROI_DEMO": "non"}).host == host


def test_loopback() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.8.8.8", "::1", "localhost"))
    assert not any(is_loopback(host) for host in ("", "0.0.0.0", "localhost.evil.example", "127.0.0.1.evil.example"))
