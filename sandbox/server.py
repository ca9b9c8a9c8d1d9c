"""The Bot API over HTTP on loopback: reads a call, lets it run, answers as Telegram does."""

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

from sandbox import rawhttp
from sandbox.access import Call
from sandbox.answers import ApiError, Json, bad_request
from sandbox.faults import Fault, Faults
from sandbox.limits import Limiter
from sandbox.methods import GET_UPDATES, METHODS
from sandbox.params import Params, Upload
from sandbox.record import Record, number
from sandbox.schema import Schema
from sandbox.updates import UpdateQueue
from sandbox.world import World

TOKEN: Final = re.compile(r"\d+:[A-Za-z0-9_-]{35}")
_LOOPBACK: Final = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?", re.IGNORECASE)
LARGEST_BODY: Final = 60 * 1024 * 1024
_BAD_GATEWAY: Final = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    "</body>\r\n</html>\r\n"
)


@dataclass(slots=True)
class BotApi:
    """Everything behind /bot<token>/<method>."""

    world: World
    updates: UpdateQueue
    limiter: Limiter
    token: str | None = None
    schema: Schema | None = None
    latency: float = 0.0
    faults: Faults = field(default_factory=Faults)
    record: Record = field(default_factory=Record)
    violations: list[str] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def routes(self) -> list[web.AbstractRouteDef]:
        """The routes of the Bot API."""
        return [
            web.route("*", "/bot{token:[^/]*}/{method:[^/]*}", self.handle),
            web.get("/file/bot{token:[^/]*}/documents/{file_id}", self.file),
        ]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call over HTTP."""
        if (refused := self._refused(request.match_info["token"])) is not None:
            return _answer(refused.code, refused.body())
        wanted = request.match_info["method"]
        name, _ = METHODS.get(wanted.lower(), ("", None))
        name = GET_UPDATES if wanted.lower() == GET_UPDATES.lower() else name
        try:
            params = await _read(request)
        except ApiError as error:
            return _answer(error.code, error.body())
        fault = self.faults.strike(name or wanted, number(params.values.get("chat_id")))
        if fault is not None and not fault.done_anyway:
            self._note(name or wanted, params, 0, f"fault: {fault.kind}")
            return await self._fail(request, fault)
        if self.latency:
            await asyncio.sleep(self.latency)
        if fault is not None and fault.only_late:
            await (fault.released() if fault.kind == "hold" else self._pause(fault.seconds))
        code, body = await self._run(name, wanted, params)
        if fault is not None and not fault.only_late:
            return await self._spoil(request, fault, body)
        return _answer(code, body)

    def _refused(self, token: str) -> ApiError | None:
        if not TOKEN.fullmatch(token):
            return ApiError(404, "Not Found")
        if self.token is not None and token != self.token:
            return ApiError(401, "Unauthorized")
        return None

    async def _run(self, name: str, wanted: str, params: Params) -> tuple[int, Json]:
        """The status and body of the call, noted in the record."""
        try:
            self._check(name, wanted, params)
            result = await self._result(name, params)
        except ApiError as error:
            self._note(name or wanted, params, error.code, error.description)
            return error.code, error.body()
        self._note(name, params, 200, "ok")
        return 200, {"ok": True, "result": result}

    async def _result(self, name: str, params: Params) -> Any:
        call = Call(self.world, self.limiter, self.updates, params, name)
        if name != GET_UPDATES:
            return METHODS[name.lower()][1](call)
        kinds = params.object("allowed_updates", "allowed updates")
        self.updates.allow(kinds if isinstance(kinds, list) else None)
        found = await self.updates.get(
            params.integer("offset"), params.integer("limit", 100), params.integer("timeout")
        )
        return [update.json() for update in found]

    def _check(self, name: str, wanted: str, params: Params) -> None:
        if not name:
            self._violation(f"{wanted}: the sandbox has no such method")
            raise ApiError(404, "Not Found: method not found")
        if self.schema is None:
            return
        faults = self.schema.faults(name, params.values, frozenset(params.files))
        for fault in faults:
            self._violation(fault)
        if faults:
            raise bad_request(f"schema: {'; '.join(faults)}")

    def _violation(self, text: str) -> None:
        if self.schema is not None:
            self.violations.append(text)

    def _note(self, name: str, params: Params, code: int, outcome: str) -> None:
        self.record.add(name, params.values, self.world.monotonic(), code, outcome)
        self.world.wake()

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        """A fault that keeps the call from being done."""
        if (error := fault.error()) is not None:
            return _answer(error.code, error.body())
        match fault.kind:
            case "bad_gateway":
                return web.Response(status=502, text=_BAD_GATEWAY, content_type="text/html")
            case "reset":
                return rawhttp.reset(request)
            case "hang":
                await self.closing.wait()
        return rawhttp.close(request)

    async def _spoil(self, request: web.Request, fault: Fault, body: Json) -> web.StreamResponse:
        """A fault that strikes after the call was done."""
        match fault.kind:
            case "truncated":
                return rawhttp.half(request, json.dumps(body).encode())
            case "garbage":
                return web.Response(body=b'{"ok":true,"result":{"mess', content_type="application/json")
            case "hang_after":
                await self.closing.wait()
        return rawhttp.reset(request)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.closing.wait()
        except TimeoutError:
            return

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file's content, as getFile's file_path promises."""
        document = self.world.files.get(request.match_info["file_id"])
        if self._refused(request.match_info["token"]) is not None or document is None:
            return _answer(404, ApiError(404, "Not Found").body())
        return web.Response(body=document.content, content_type="application/octet-stream")


@web.middleware
async def loopback_only(request: web.Request, handler: Any) -> web.StreamResponse:
    """Refuses any other Host: a page on another site could rebind its name to 127.0.0.1."""
    if not _LOOPBACK.fullmatch(request.headers.get("Host", "")):
        return web.Response(status=403, text="only loopback names are served here\n")
    answer: web.StreamResponse = await handler(request)
    return answer


def _answer(code: int, body: Json) -> web.Response:
    response = web.Response(
        status=code,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"),
        content_type="application/json",
    )
    if (seconds := body.get("parameters", {}).get("retry_after")) is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


async def _read(request: web.Request) -> Params:
    """Query, form, multipart and JSON, the body winning."""
    params = Params(dict(request.query))
    if not request.can_read_body:
        return params
    if request.content_type == "application/json":
        params.values |= _json_body(await request.read())
        return params
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            params.files[name] = Upload(value.filename, value.file.read(), value.content_type)
        else:
            params.values[name] = value if isinstance(value, str) else value.decode("utf-8", "replace")
    return params


def _json_body(body: bytes) -> Json:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON request body") from None
    if not isinstance(found, dict):
        raise bad_request("expected an Object as JSON request body")
    return found
