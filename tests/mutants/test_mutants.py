"""The tests of delivery, tried against delivery code that is wrong: see tests/mutants/mutants.py."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.mutants import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]
LONG = os.environ.get("KUMTAR_ACCEPTANCE") == "long"  # `make mutants` asks for it

long = pytest.mark.skipif(not LONG, reason="make mutants runs it")
each = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)

# a mutant that cannot even run shows nothing about the tests
_STILLBORN = re.compile(r"\b(NameError|UnboundLocalError|ImportError|SyntaxError|TypeError|AttributeError):")


def _mutated(mutant: Mutant, root: Path) -> str:
    text = (root / mutant.path).read_text("utf-8")
    assert text.count(mutant.old) == 1, f"{mutant.path} has changed: mutant {mutant.name} is to be rewritten"
    return text.replace(mutant.old, mutant.new)


def _copy_to(folder: Path) -> Path:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():  # it may have been deleted and not yet committed
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def _pytest(folder: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    # neither this run's workers nor its options are that run's affair
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    return subprocess.run(
        command, cwd=folder, env=inherited, capture_output=True, text=True, timeout=300, check=False
    )


def test_there_are_at_least_ten_and_no_two_of_one_name():
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 10


@each
def test_its_text_stands_once_in_its_file_and_what_replaces_it_compiles(mutant):
    compile(_mutated(mutant, ROOT), mutant.path, "exec")


@each
def test_the_tests_that_are_to_catch_it_exist(mutant):
    for test in mutant.caught_by:
        path, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}(" in (ROOT / path).read_text("utf-8")


@long
@each
def test_it_is_caught(mutant, tmp_path):
    copy = _copy_to(tmp_path)
    (copy / mutant.path).write_text(_mutated(mutant, copy), "utf-8")
    run = _pytest(copy, *mutant.caught_by)
    assert run.returncode == 1, run.stdout + run.stderr
    survived = [test for test in mutant.caught_by if f"FAILED {test}" not in run.stdout]
    assert not survived, run.stdout
    assert not _STILLBORN.search(run.stdout), run.stdout


@long
def test_without_a_mutant_the_same_tests_pass(tmp_path):
    tests = sorted({test for mutant in MUTANTS for test in mutant.caught_by})
    run = _pytest(_copy_to(tmp_path), *tests)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{len(tests)} passed" in run.stdout
