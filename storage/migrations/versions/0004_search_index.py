"""Search by lemmas, marks and topics; the vocabulary. What is indexed is indexed anew, little by little."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is lost from search meanwhile, and the release before this one goes on working."""
    if op.get_bind().dialect.name == "sqlite":
        _columns_for_lemmas()
    op.create_table(
        "vocabulary",
        # by bytes, so that an index finds what begins alike, whatever the database's language
        sa.Column("word", sa.Text(collation=_bytewise()), nullable=False),
        sa.Column("backwards", sa.Text(collation=_bytewise()), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_vocabulary")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vocabulary_backwards", "vocabulary", ["backwards"])


def _columns_for_lemmas() -> None:
    """FTS5 tables cannot be altered."""
    op.execute(
        "CREATE VIRTUAL TABLE fts_new USING fts5(title, body, title_lemmas, body_lemmas, topics, marks, "
        "tokenize = \"unicode61 remove_diacritics 0 tokenchars '#'\")"
    )
    op.execute("INSERT INTO fts_new (rowid, title, body) SELECT rowid, title, body FROM fts_statement")
    op.execute("DROP TABLE fts_statement")
    op.execute("ALTER TABLE fts_new RENAME TO fts_statement")


def _bytewise() -> str | None:
    return "C" if op.get_bind().dialect.name == "postgresql" else None
