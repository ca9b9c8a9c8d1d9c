"""Settings: one frozen object from the environment and `.env`, every fault told at once, secrets hidden."""

import ipaddress
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

BUNDLED_SOURCES = Path(__file__).parent / "data" / "sources.toml"
_PORTS = 65_536
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")


class SettingsFault(Exception):
    """The settings cannot be used; `faults` says, a line each, what is wrong and how to mend it."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def _listed(value: object) -> object:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _ids(value: object) -> object:
    parts = _listed(value)
    wrong = [part for part in parts if not str(part).isdigit()] if isinstance(parts, list) else []
    if wrong:
        raise ValueError(
            f"{', '.join(map(str, wrong))}: not a Telegram user id; give whole numbers, comma-separated"
        )
    return parts


def _networks(value: object) -> object:
    parts = _listed(value)
    if not isinstance(parts, list):
        return value
    try:
        return [ipaddress.ip_network(part, strict=False) for part in parts]
    except ValueError as error:
        raise ValueError(f"{error}; give networks such as 127.0.0.0/8, comma-separated") from None


def _token(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("not a bot token; copy it from @BotFather, it looks like 123456789:AA…")
    return value


def _api_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(
            "not a web address; give https://api.telegram.org or that of your own Bot API server"
        )
    if parts.scheme == "http" and not _is_near(parts.hostname):
        raise ValueError(
            "plain http would show the token to the network; use https, or a loopback or private address"
        )
    return value.rstrip("/")


def _is_near(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


def _database_url(value: SecretStr) -> SecretStr:
    scheme = value.get_secret_value().partition("://")[0]
    if scheme not in ("sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+psycopg"):
        raise ValueError("give sqlite:///var/kumtar.db or postgresql+psycopg://user:password@host/name")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("not an IANA time zone; give a name such as Europe/Belgrade") from None
    return value


def _listen(value: str) -> str:
    if not value:
        return value
    host, _, port = value.rpartition(":")
    if not port.isdigit() or int(port) >= _PORTS:
        raise ValueError("give a port (8080: loopback only) or host:port (0.0.0.0:8080)")
    return f"{host or '127.0.0.1'}:{port}"


def _existing_file(value: Path) -> Path:
    if not value.is_file():
        raise ValueError("no such file; give the path of a TOML file with [[source]] tables, or leave it out")
    return value


class Settings(BaseSettings):
    """Every setting; `.env.example` says each in words. Built once, by `load_settings`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    bot_token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    telegram_api_url: Annotated[str, AfterValidator(_api_url)] = "https://api.telegram.org"
    database_url: Annotated[SecretStr, AfterValidator(_database_url)] = SecretStr("sqlite:///var/kumtar.db")
    sources_file: Annotated[Path, AfterValidator(_existing_file)] = BUNDLED_SOURCES
    admin_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)] = frozenset()
    poll_interval: int = Field(default=120, ge=1)  # seconds
    send_rate: float = Field(default=28, gt=0, le=1000)  # messages per second
    paid_send_rate: float = Field(default=0, ge=0, le=1000)  # messages per second; 0: never for Stars
    paid_stars_per_day: int = Field(default=0, ge=0, validate_default=True)
    fetch_allow_networks: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_networks)] = ()
    flood_guard: int = Field(default=20, ge=0)  # items; 0: off
    broadcast_delay: int = Field(default=60, ge=0)  # seconds
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Belgrade"
    retention_days: int = Field(default=90, ge=1)
    contact: str = ""
    http_listen: Annotated[str, AfterValidator(_listen)] = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("paid_send_rate")
    @classmethod
    def _faster_than_free(cls, value: float, known: ValidationInfo) -> float:
        free = known.data.get("send_rate", 0)
        if 0 < value <= free:
            raise ValueError(
                f"{value:g} is no more than SEND_RATE ({free:g}), which costs nothing: give a higher rate, or 0"
            )
        return value

    @field_validator("paid_stars_per_day")
    @classmethod
    def _stars_for_the_rate(cls, value: int, known: ValidationInfo) -> int:
        if known.data.get("paid_send_rate") and not value:
            raise ValueError(
                "PAID_SEND_RATE is set: give the Stars a day that may be spent, or leave both at 0"
            )
        return value

    @property
    def zone(self) -> ZoneInfo:
        """TIMEZONE, ready to use."""
        return ZoneInfo(self.timezone)


def load_settings(env_file: Path | None = Path(".env"), **overrides: Any) -> Settings:
    """The settings in force. Raises SettingsFault with every fault at once, no secret echoed."""
    try:
        return Settings(_env_file=env_file, _env_ignore_empty=True, **overrides)  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsFault(_in_words(error)) from None
    except UnicodeDecodeError:
        raise SettingsFault([f"{env_file}: not UTF-8 text; save it again as UTF-8"]) from None


def _in_words(error: ValidationError) -> Iterable[str]:
    for fault in error.errors(include_url=False, include_input=False):
        name = str(fault["loc"][0]).upper() if fault["loc"] else "settings"
        if fault["type"] == "extra_forbidden":
            yield f"{name}: unknown key in .env; remove it or mend its spelling (.env.example lists all)"
        else:
            yield f"{name}: {fault['msg'].removeprefix('Value error, ')}"
