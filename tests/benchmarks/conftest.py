"""Measurements in small: few readers, a second, and a folder of the test's own for what is kept between runs."""

import os

import pytest

from benchmarks import readers


@pytest.fixture(autouse=True)
def _small_and_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "FOLDER", tmp_path)
    cores = os.sched_getaffinity(0)
    yield
    os.sched_setaffinity(0, cores)  # a measurement pins its process, which here is the test's
