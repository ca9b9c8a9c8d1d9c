"""What is left alone by garbage collection, and what is not."""

import gc
import weakref

import pytest

from bot.garbage import keep_what_there_is


class Ring:
    """Refers to itself: only the collector can end it."""

    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def _as_it_was():
    usual = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*usual)


def ring():
    """A ring that nobody holds any more."""
    return weakref.ref(Ring())


def test_what_was_there_is_not_looked_through_again():
    there = Ring()
    keep_what_there_is()
    assert all(each is not there for each in gc.get_objects())


def test_what_comes_later_is_still_collected():
    keep_what_there_is()
    later = ring()
    gc.collect()
    assert later() is None


def test_what_was_garbage_before_is_not_kept():
    before = ring()
    keep_what_there_is()
    assert before() is None
