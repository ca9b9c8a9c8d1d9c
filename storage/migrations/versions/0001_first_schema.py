"""The first schema: every table of storage/schema.py as it then was, and each database's own search index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _audit()
    _lease()
    _meta()
    _notice()
    _source()
    _subject()
    _subscriber()
    _term()
    _broadcast()
    _delivery()
    _fanout()
    _interest()
    _mute()
    _statement()
    _page()
    _retry()
    _revision()
    _statement_copy()
    _statement_term()
    _search()


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("editor", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def _lease() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("topics", sa.Text(), server_default="", nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("rights", sa.String(length=8), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("effective_url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problem", sa.String(length=32), nullable=True),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("last_good_at", sa.BigInteger(), nullable=True),
        sa.Column("newest_item_at", sa.BigInteger(), nullable=True),
        sa.Column("usual_gap", sa.BigInteger(), nullable=True),
        sa.Column("stale_told_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("key", name=op.f("uq_source_key")),
    )


def _subject() -> None:
    op.create_table(
        "subject",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sqlite_autoincrement=True,
    )


def _subscriber() -> None:
    op.create_table(
        "subscriber",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("ui_lang", sa.String(length=8), nullable=False),
        sa.Column("langs", sa.String(length=32), server_default="", nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("state_at", sa.BigInteger(), nullable=False),
        sa.Column("silent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("previews", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber")),
        sa.UniqueConstraint("chat_id", "thread_id", name=op.f("uq_subscriber_chat_id_thread_id")),
        sqlite_autoincrement=True,
    )


def _term() -> None:
    op.create_table(
        "term",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_term_kind_key")),
    )


def _broadcast() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entities", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("langs", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("confirm_token", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["subject.id"], name=op.f("fk_broadcast_id_subject"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("confirm_token", name=op.f("uq_broadcast_confirm_token")),
    )


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("subject", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subscriber", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision_no", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.SmallInteger(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("again", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject"], ["subject.id"], name=op.f("fk_delivery_subject_subject"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subscriber"],
            ["subscriber.id"],
            name=op.f("fk_delivery_subscriber_subscriber"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject", "subscriber", name=op.f("pk_delivery")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_delivery_at", "delivery", ["at"])
    op.create_index("ix_delivery_subscriber", "delivery", ["subscriber"])


def _fanout() -> None:
    op.create_table(
        "fanout",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("subject", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("revision_no", sa.Integer(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("langs", sa.String(length=32), nullable=False),
        sa.Column("cursor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("hi", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("pause_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("skipped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unknown", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["subject"], ["subject.id"], name=op.f("fk_fanout_subject_subject"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fanout")),
        sa.UniqueConstraint(
            "subject", "kind", "revision_no", name=op.f("uq_fanout_subject_kind_revision_no")
        ),
    )
    op.create_index(
        "ix_fanout_live",
        "fanout",
        ["priority", "id"],
        sqlite_where=sa.text("state IN ('waiting', 'running')"),
        postgresql_where=sa.text("state IN ('waiting', 'running')"),
    )


def _interest() -> None:
    op.create_table(
        "interest",
        sa.Column("term", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subscriber", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber"],
            ["subscriber.id"],
            name=op.f("fk_interest_subscriber_subscriber"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["term"], ["term.id"], name=op.f("fk_interest_term_term"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("term", "subscriber", name=op.f("pk_interest")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_interest_subscriber", "interest", ["subscriber"])


def _mute() -> None:
    op.create_table(
        "mute",
        sa.Column("subscriber", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("term", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber"], ["subscriber.id"], name=op.f("fk_mute_subscriber_subscriber"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["term"], ["term.id"], name=op.f("fk_mute_term_term"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("subscriber", "term", name=op.f("pk_mute")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mute_term", "mute", ["term"])


def _statement() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guid_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("copy_key", sa.LargeBinary(length=16), nullable=True),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("script", sa.String(length=4), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("revision_no", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["subject.id"], name=op.f("fk_statement_id_subject"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.id"], name=op.f("fk_statement_source_source"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("source", "guid_hash", name=op.f("uq_statement_source_guid_hash")),
    )
    op.create_index("ix_statement_copy_key", "statement", ["copy_key"])
    op.create_index("ix_statement_published_at", "statement", ["published_at"])
    op.create_index("ix_statement_source_url", "statement", ["source", "canonical_url"])
    op.create_index(
        "ix_statement_waiting",
        "statement",
        ["source"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _page() -> None:
    op.create_table(
        "page",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("fanout", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lo", sa.BigInteger(), nullable=False),
        sa.Column("hi", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["fanout"], ["fanout.id"], name=op.f("fk_page_fanout_fanout"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
    )
    op.create_index(
        "ix_page_open",
        "page",
        ["fanout"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _retry() -> None:
    op.create_table(
        "retry",
        sa.Column("subject", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subscriber", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fanout", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lost_answer", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fanout"], ["fanout.id"], name=op.f("fk_retry_fanout_fanout"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subject"], ["subject.id"], name=op.f("fk_retry_subject_subject"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subscriber"], ["subscriber.id"], name=op.f("fk_retry_subscriber_subscriber"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subject", "subscriber", name=op.f("pk_retry")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_retry_at", "retry", ["at"])
    op.create_index("ix_retry_fanout", "retry", ["fanout"])
    op.create_index("ix_retry_subscriber", "retry", ["subscriber"])


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("statement", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["statement"], ["statement.id"], name=op.f("fk_revision_statement_statement"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement", "no", name=op.f("pk_revision")),
    )


def _statement_copy() -> None:
    op.create_table(
        "statement_copy",
        sa.Column("source", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guid_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("statement", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source"], ["source.id"], name=op.f("fk_statement_copy_source_source"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement"],
            ["statement.id"],
            name=op.f("fk_statement_copy_statement_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("source", "guid_hash", name=op.f("pk_statement_copy")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statement_copy_statement", "statement_copy", ["statement"])


def _statement_term() -> None:
    op.create_table(
        "statement_term",
        sa.Column("term", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("statement", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["statement"],
            ["statement.id"],
            name=op.f("fk_statement_term_statement_statement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["term"], ["term.id"], name=op.f("fk_statement_term_term_term"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("term", "statement", name=op.f("pk_statement_term")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statement_term_statement", "statement_term", ["statement"])


def _search() -> None:
    # both hold folded words only, so neither tokenizer has anything left to decide
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE fts_statement "
            "USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0')"
        )
    else:
        op.create_table(
            "fts_statement",
            sa.Column(
                "statement",
                sa.BigInteger,
                sa.ForeignKey("statement.id", ondelete="CASCADE"),
                primary_key=True,
                autoincrement=False,
            ),
            sa.Column("vector", postgresql.TSVECTOR, nullable=False),
        )
        op.create_index("ix_fts_statement_vector", "fts_statement", ["vector"], postgresql_using="gin")
