"""Alembic's entry: runs the migrations over the connection that storage.database hands it."""

from typing import Any

from alembic import context

from storage.schema import metadata


def include_name(name: str | None, type_: str, _parents: Any) -> bool:
    """Leave out the search index: each database has its own, and FTS5 makes shadow tables."""
    return not (type_ == "table" and name is not None and name.startswith("fts"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=include_name,
    render_as_batch=True,  # SQLite cannot alter most things in place
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
