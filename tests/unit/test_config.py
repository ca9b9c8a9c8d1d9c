"""Settings and the sources file: every fault at once, each with its fix, and no secret."""

import re
from pathlib import Path

import pytest

from bot.config import Settings, SettingsFault, load_settings
from bot.data import load_sources
from bot.domain.topic import Taxonomy

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "123456789:AAexampleexampleexampleexampleexamp"


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def env(tmp_path, text):
    path = tmp_path / ".env"
    path.write_text(text, "utf-8")
    return path


def faults(tmp_path, text):
    with pytest.raises(SettingsFault) as caught:
        load_settings(env(tmp_path, text))
    return {line.partition(":")[0]: line for line in caught.value.faults}


def test_the_defaults_work_without_any_file(tmp_path):
    settings = load_settings(tmp_path / "none")
    assert settings.database_url.get_secret_value() == "sqlite:///var/kumtar.db"
    assert settings.poll_interval == 120


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("POLL_INTERVAL", "7")
    assert load_settings(env(tmp_path, "POLL_INTERVAL=9")).poll_interval == 7


def test_unknown_environment_variables_are_no_fault(tmp_path, monkeypatch):
    monkeypatch.setenv("SOMETHING_ELSE", "1")
    load_settings(tmp_path / "none")


def test_lists_are_read(tmp_path):
    settings = load_settings(env(tmp_path, "ADMIN_IDS=1, 2,\nFETCH_ALLOW_NETWORKS=127.0.0.0/8,::1"))
    assert settings.admin_ids == {1, 2}
    assert [str(n) for n in settings.fetch_allow_networks] == ["127.0.0.0/8", "::1/128"]


def test_every_fault_is_told_at_once(tmp_path):
    wrong = {
        "BOT_TOKEN": "abc", "TELEGRAM_API_URL": "http://example.org", "DATABASE_URL": "mysql://x",
        "SOURCES_FILE": "/no/such/file", "ADMIN_IDS": "1,bob", "POLL_INTERVAL": "0", "SEND_RATE": "0",
        "FETCH_ALLOW_NETWORKS": "everything", "FLOOD_GUARD": "-1", "BROADCAST_DELAY": "soon",
        "TIMEZONE": "Mars/Base", "RETENTION_DAYS": "0", "HTTP_LISTEN": "here", "LOG_LEVEL": "LOUD",
        "LOG_FORMAT": "xml", "BOT_TOKN": "1",
    }  # fmt: skip
    found = faults(tmp_path, "".join(f"{name}={value}\n" for name, value in wrong.items()))
    assert set(found) == set(wrong)


@pytest.mark.parametrize(("free", "paid"), [(28, 28), (28, 5), (100, 30)])
def test_a_paid_rate_is_higher_than_the_free_one(tmp_path, free, paid):
    with pytest.raises(SettingsFault) as fault:
        load_settings(env(tmp_path, f"SEND_RATE={free}\nPAID_SEND_RATE={paid}\nPAID_STARS_PER_DAY=30\n"))
    assert any("PAID_SEND_RATE" in each and "SEND_RATE" in each for each in fault.value.faults)


def test_a_paid_rate_needs_stars(tmp_path):
    assert set(faults(tmp_path, "PAID_SEND_RATE=500\n")) == {"PAID_STARS_PER_DAY"}
    settings = load_settings(env(tmp_path, "PAID_SEND_RATE=500\nPAID_STARS_PER_DAY=30\n"))
    assert (settings.paid_send_rate, settings.paid_stars_per_day) == (500, 30)
    assert load_settings(env(tmp_path, "PAID_STARS_PER_DAY=30\n")).paid_send_rate == 0


def test_no_secret_is_echoed(tmp_path):
    text = "BOT_TOKEN=99:verysecret!\nDATABASE_URL=mysql://me:hunter2@host/x\n"
    told = "".join(faults(tmp_path, text).values())
    assert "verysecret" not in told
    assert "hunter2" not in told
    settings = load_settings(
        env(tmp_path, f"BOT_TOKEN={TOKEN}\nDATABASE_URL=postgresql+psycopg://a:hunter2@h/x")
    )
    assert TOKEN not in repr(settings)
    assert "hunter2" not in repr(settings)


def test_a_file_in_another_encoding_is_a_fault_in_words(tmp_path):
    path = tmp_path / ".env"
    path.write_bytes("CONTACT=Prishtinë".encode("utf-16"))
    with pytest.raises(SettingsFault, match="UTF-8"):
        load_settings(path)


@pytest.mark.parametrize(
    ("given", "used"), [("8080", "127.0.0.1:8080"), ("0.0.0.0:80", "0.0.0.0:80"), ("", "")]
)
def test_a_bare_port_binds_loopback(tmp_path, given, used):
    assert load_settings(env(tmp_path, f"HTTP_LISTEN={given}\n")).http_listen == used


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8081", "http://localhost:8081/", "http://10.0.0.5", "https://x.org"]
)
def test_plain_http_is_for_near_addresses_only(tmp_path, url):
    assert load_settings(env(tmp_path, f"TELEGRAM_API_URL={url}")).telegram_api_url == url.rstrip("/")


def test_the_example_names_every_setting_with_its_default():
    text = (ROOT / ".env.example").read_text("utf-8")
    named = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert set(named) == {name.upper() for name in Settings.model_fields}
    assert load_settings(ROOT / ".env.example") == load_settings(None)
    blocks = text.split("\n\n")[1:]
    assert all(block.startswith("# ") for block in blocks), "each with a line why"


def test_the_readme_names_every_setting():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in readme] == []


def test_every_fault_of_a_sources_file_is_told_at_once(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(
        '[[source]]\nkey="a b"\nname="x"\nurl="ftp://x"\nfoo=1\n'
        '[[source]]\nkey="ab"\nname=" "\nurl="https://x"\nrights="all"\n'
        '[[source]]\nkey="cd"\nname=" "\nurl="https://x"\ntopics=["z"]\ninterval=0\n'
        '[[source]]\nkey="cd"\nname="x"\nurl="https://x"\n',
        "utf-8",
    )
    with pytest.raises(SettingsFault) as caught:
        load_sources(path, Taxonomy([]))
    told = "\n".join(caught.value.faults)
    for expected in (
        "foo: unknown key",
        "(a b): key:",
        "(a b): url:",
        "rights:",
        "name:",
        "no topic 'z'",
        "interval:",
        "used by a source above",
    ):
        assert expected in told


@pytest.mark.parametrize("text", ["not toml", "[source]\nkey='a'", "other = 1"])
def test_a_file_that_is_no_sources_file_is_a_fault_in_words(tmp_path, text):
    path = tmp_path / "sources.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsFault):
        load_sources(path, Taxonomy([]))
