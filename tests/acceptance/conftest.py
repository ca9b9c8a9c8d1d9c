"""The order of the acceptance tests: first all on SQLite, then all on PostgreSQL, so that two workers share them."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: "acceptance" in item.nodeid and "postgres" in item.nodeid)
