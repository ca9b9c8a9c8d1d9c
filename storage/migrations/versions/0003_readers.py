"""What makes a reader stay: stories, their own hours, and what waits for those."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """New tables, and new columns with a default: the release before this one goes on working."""
    _add("statement", sa.Column("story", sa.BigInteger()))
    _add(
        "subscriber",
        sa.Column("digest_times", sa.String(64), nullable=False, server_default=""),
        sa.Column("digest_days", sa.SmallInteger(), nullable=False, server_default="127"),
        sa.Column("quiet_from", sa.SmallInteger()),
        sa.Column("quiet_to", sa.SmallInteger()),
        sa.Column("urgent_passes", sa.Boolean(), nullable=False, server_default=sa.text("true")),
    )
    _add("fanout", sa.Column("held", sa.Integer(), nullable=False, server_default="0"))
    _add("delivery", sa.Column("digest", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.create_index(
        "ix_statement_story",
        "statement",
        ["story"],
        sqlite_where=sa.text("story IS NOT NULL"),
        postgresql_where=sa.text("story IS NOT NULL"),
    )
    _band()
    _held()
    _rule_change()


def _band() -> None:
    op.create_table(
        "band",
        sa.Column("no", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        _to("band", "statement"),
        sa.PrimaryKeyConstraint("no", "value", "statement", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_band_statement", "band", ["statement"])


def _held() -> None:
    op.create_table(
        "held",
        _to("held", "subscriber"),
        _to("held", "subject"),
        _to("held", "fanout"),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False, server_default="1"),
        sa.Column("lost_answer", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("epoch", sa.BigInteger(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("subscriber", "subject", name=op.f("pk_held")),
        sqlite_with_rowid=False,
    )
    for column in ("due_at", "subject", "fanout"):
        op.create_index(f"ix_held_{column}", "held", [column])


def _rule_change() -> None:
    op.create_table(
        "rule_change",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_change")),
        sqlite_autoincrement=True,
    )


def _add(table: str, *columns: sa.Column[object]) -> None:
    for column in columns:
        op.add_column(table, column)


def _to(table: str, target: str) -> sa.Column[object]:
    reference = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{target}_{target}"), ondelete="CASCADE")
    return sa.Column(target, sa.BigInteger(), reference, autoincrement=False, nullable=False)
