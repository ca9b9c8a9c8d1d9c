"""What the Bot API answers when it refuses: one exception, its texts as Telegram's server writes them."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class ApiError(Exception):
    """A refusal: HTTP status, the description Telegram would give, and response parameters."""

    code: int
    description: str
    parameters: Json = field(default_factory=dict)

    def body(self) -> Json:
        """The JSON object Telegram answers with."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(text: str, **parameters: int) -> ApiError:
    """A 400 in Telegram's words."""
    return ApiError(400, f"Bad Request: {text}", parameters)


def forbidden(text: str) -> ApiError:
    """A 403 in Telegram's words."""
    return ApiError(403, f"Forbidden: {text}")


def flood(seconds: int) -> ApiError:
    """A 429 that asks to wait `seconds`."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def conflict(text: str) -> ApiError:
    """A 409: someone else polls."""
    return ApiError(409, f"Conflict: {text}")
