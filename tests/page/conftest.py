"""The chat page in a real headless Chromium, against a sandbox in this process."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from sandbox import Person, Sandbox

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = (1280, 860)


@dataclass
class Demo:
    """A sandbox with the demo's people, and a browser to look at it."""

    sandbox: Sandbox
    browser: Browser
    arta: Person
    jovana: Person
    drita: Person
    faults: list[str] = field(default_factory=list)

    async def open(self, where: str = "", size: tuple[int, int] = DESKTOP, **how: object) -> Page:
        """The page as a new visitor sees it; `where` is "person" or "person/chat"."""
        viewport = {"width": size[0], "height": size[1]}
        context = await self.browser.new_context(viewport=viewport, **how)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        await page.goto(f"{self.sandbox.url}/#{where}")
        await page.locator(".person").first.wait_for()
        return page


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium on this machine: the chat page is not tested")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def demo(browser: Browser) -> AsyncIterator[Demo]:
    async with Sandbox() as sandbox:
        arta = sandbox.person("Arta", "sq", id=101)
        jovana = sandbox.person("Jovana", "sr", id=102)
        drita = sandbox.person("Drita", "sq", id=900, role="editor")
        demo = Demo(sandbox, browser, arta, jovana, drita)
        yield demo
        for context in browser.contexts:
            await context.close()
    assert demo.faults == []
