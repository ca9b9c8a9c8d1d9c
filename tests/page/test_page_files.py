"""What the page's files may not contain: needs no browser."""

import re

import pytest

from sandbox.control import PAGE

FILES = sorted(path for path in PAGE.iterdir() if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_text_can_become_markup_or_code(path) -> None:
    found = re.findall(
        r"\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc",
        path.read_text(encoding="utf-8"),
    )
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"""(?:src|href|url\(|import|from)\s*[=(]?\s*["']?(?:https?:)?//""", text) == []


def test_the_page_forbids_inline_scripts_and_foreign_hosts() -> None:
    policy = (PAGE / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'" in policy


def test_every_module_that_is_imported_is_there() -> None:
    for path in PAGE.glob("*.js"):
        for name in re.findall(r'from "\./([^"]+)"', path.read_text(encoding="utf-8")):
            assert (PAGE / name).is_file(), f"{path.name} imports {name}"
