"""Measurements in small: few readers, a second, and a folder of the test's own for what is kept between runs."""

import gc
import os

import pytest

from benchmarks import readers


@pytest.fixture(autouse=True)
def _small_and_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "FOLDER", tmp_path)
    cores, thresholds = os.sched_getaffinity(0), gc.get_threshold()
    yield
    os.sched_setaffinity(0, cores)  # a measurement pins its process, which here is the test's
    gc.set_threshold(*thresholds)  # and collects garbage as the bot does
