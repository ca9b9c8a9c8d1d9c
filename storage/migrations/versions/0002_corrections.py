"""Corrections, withdrawals and recalls: fan-outs that follow the ledger, and what an edit left in it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NO = sa.text("false")


def upgrade() -> None:
    """Only new columns, each with a default: the release before this one goes on working."""
    _add("statement", _at("withdrawn_at"), _at("vanished_at"), _flag("corrections_held"))
    _add("revision", _flag("material"))
    _add(
        "broadcast",
        _flag("urgent"),
        sa.Column("revision_no", sa.Integer(), nullable=False, server_default="1"),
        _at("edited_at"),
        _at("recalled_at"),
    )
    _add("fanout", sa.Column("about", sa.BigInteger()), _flag("paid"))
    _add("fanout", *(_count(name) for name in ("gone", "rejected", "no_rights", "expired")))
    _add("delivery", _flag("bundled"), sa.Column("edited_no", sa.Integer()))
    _add("delivery", sa.Column("edit_result", sa.SmallInteger()), _at("edited_at"))
    op.create_index(
        "ix_fanout_about",
        "fanout",
        ["about"],
        sqlite_where=sa.text("about IS NOT NULL"),
        postgresql_where=sa.text("about IS NOT NULL"),
    )


def _add(table: str, *columns: sa.Column[object]) -> None:
    for column in columns:
        op.add_column(table, column)


def _at(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger())


def _flag(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=_NO)


def _count(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")
