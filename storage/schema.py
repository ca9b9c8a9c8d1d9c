"""Every table, once, for both databases. Times are integer milliseconds UTC; the migrations build from here.

A `subject` is what is delivered: statements and broadcasts share one series of ids, so that the ledger
needs one key. Surrogate keys are BIGINT on PostgreSQL and INTEGER (the rowid) on SQLite, which is why
they never stand in a table WITHOUT ROWID.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
)

Id = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _to(
    target: str, *, name: str | None = None, primary_key: bool = False, nullable: bool = False
) -> Column[int]:
    return Column(
        name or target.split(".", maxsplit=1)[0],
        BigInteger,
        ForeignKey(target, ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=nullable,
        autoincrement=False,
    )


def _at(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


source = Table(
    "source",
    metadata,
    _id(),
    Column("key", String(64), nullable=False, unique=True),
    # the operator's file owns these
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("language", String(16)),
    Column("topics", Text, nullable=False, server_default=""),  # keys, separated by spaces
    Column("official", Boolean, nullable=False),
    Column("rights", String(8), nullable=False),
    Column("interval", Integer),  # seconds
    Column("enabled", Boolean, nullable=False),
    # the database owns these
    Column("effective_url", Text, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    _at("next_at"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("problem", String(32)),
    Column("detail", Text, nullable=False, server_default=""),
    Column("state", String(16), nullable=False),
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
    _at("last_good_at", nullable=True),
    _at("newest_item_at", nullable=True),
    Column("usual_gap", BigInteger),
    _at("stale_told_at", nullable=True),
)

subject = Table(
    "subject",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),
    sqlite_autoincrement=True,  # a number once given to a subject is never given again
)

statement = Table(
    "statement",
    metadata,
    _to("subject.id", name="id", primary_key=True),
    _to("source.id"),
    Column("guid_hash", LargeBinary(16), nullable=False),
    Column("copy_key", LargeBinary(16)),
    Column("canonical_url", Text),
    Column("url", Text),
    _at("published_at"),
    _at("first_seen_at"),
    Column("lang", String(8), nullable=False),
    Column("script", String(4), nullable=False),
    Column("state", String(16), nullable=False),  # published | waiting | stored | withdrawn
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
    Column("revision_no", Integer, nullable=False),  # the newest
    _at("corrected_at", nullable=True),
    _at("withdrawn_at", nullable=True),
    _at("vanished_at", nullable=True),  # when its page was found to be gone, and editors were asked
    Column("corrections_held", Boolean, nullable=False, server_default=text("false")),  # an editor decides
    # the first statement of its story; null as long as it is alone in it
    Column("story", BigInteger),
    UniqueConstraint("source", "guid_hash"),
    Index(
        "ix_statement_story",
        "story",
        sqlite_where=text("story IS NOT NULL"),
        postgresql_where=text("story IS NOT NULL"),
    ),
    Index("ix_statement_source_url", "source", "canonical_url"),
    Index("ix_statement_copy_key", "copy_key"),
    Index("ix_statement_published_at", "published_at"),
    Index(
        "ix_statement_waiting",
        "source",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

statement_copy = Table(  # every other identity under which a statement was seen, in any source
    "statement_copy",
    metadata,
    _to("source.id", primary_key=True),
    Column("guid_hash", LargeBinary(16), primary_key=True),
    _to("statement.id"),
    Column("url", Text),
    _at("seen_at"),
    Index("ix_statement_copy_statement", "statement"),
    sqlite_with_rowid=False,
)

revision = Table(
    "revision",
    metadata,
    _to("statement.id", primary_key=True),
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("links", Text, nullable=False),  # JSON: [[url, text], …]
    Column("fingerprint", LargeBinary(16), nullable=False),
    _at("seen_at"),
    Column("by", BigInteger),  # the editor, where one wrote it
    Column("material", Boolean, nullable=False, server_default=text("false")),  # readers must hear of it
)

band = Table(  # what texts that say nearly the same have in common, of recent statements only
    "band",
    metadata,
    Column("no", SmallInteger, primary_key=True, autoincrement=False),
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    _to("statement.id", primary_key=True),
    Index("ix_band_statement", "statement"),
    sqlite_with_rowid=False,
)

term = Table(
    "term",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),
    Column("key", Text, nullable=False, server_default=""),
    UniqueConstraint("kind", "key"),
)

statement_term = Table(
    "statement_term",
    metadata,
    _to("term.id", primary_key=True),
    _to("statement.id", primary_key=True),
    Column("evidence", Text, nullable=False, server_default=""),
    Index("ix_statement_term_statement", "statement"),
    sqlite_with_rowid=False,
)

subscriber = Table(
    "subscriber",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False, server_default="0"),
    Column("kind", String(16), nullable=False),
    Column("ui_lang", String(8), nullable=False),
    Column("langs", String(32), nullable=False, server_default=""),  # in order, separated by spaces
    Column("state", String(16), nullable=False),
    Column("state_reason", Text, nullable=False, server_default=""),
    _at("state_at"),
    Column("silent", Boolean, nullable=False, server_default=text("false")),
    Column("previews", Boolean, nullable=False, server_default=text("false")),
    Column("time_zone", String(64)),
    # its own hours; times of day are minutes from midnight
    Column(
        "digest_times", String(64), nullable=False, server_default=""
    ),  # separated by spaces; none: at once
    Column("digest_days", SmallInteger, nullable=False, server_default="127"),  # bit 0 is Monday
    Column("quiet_from", SmallInteger),
    Column("quiet_to", SmallInteger),
    Column("urgent_passes", Boolean, nullable=False, server_default=text("true")),
    _at("created_at"),
    UniqueConstraint("chat_id", "thread_id"),
    sqlite_autoincrement=True,  # a fan-out's cursor counts on new readers having higher ids
)

interest = Table(
    "interest",
    metadata,
    _to("term.id", primary_key=True),
    _to("subscriber.id", primary_key=True),
    _at("created_at"),
    Column("written", Text, nullable=False, server_default=text("''")),  # a keyword as this reader spells it
    Index("ix_interest_subscriber", "subscriber"),
    sqlite_with_rowid=False,
)

rule_change = Table(  # which keyword rules came or went, in order; the newest few thousand are kept
    "rule_change",
    metadata,
    _id(),
    Column("term", BigInteger, nullable=False),  # no reference: it outlives a rule that was forgotten
    sqlite_autoincrement=True,  # who has read up to a number must not meet it again
)

mute = Table(
    "mute",
    metadata,
    _to("subscriber.id", primary_key=True),
    _to("term.id", primary_key=True),
    Index("ix_mute_term", "term"),
    sqlite_with_rowid=False,
)

broadcast = Table(
    "broadcast",
    metadata,
    _to("subject.id", name="id", primary_key=True),
    Column("author", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("entities", Text, nullable=False),  # JSON, as Telegram gave them
    Column("audience", Text, nullable=False),  # JSON: terms
    Column("langs", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("confirm_token", String(32), nullable=False, unique=True),
    _at("created_at"),
    _at("confirmed_at", nullable=True),
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
    Column("revision_no", Integer, nullable=False, server_default="1"),
    _at("edited_at", nullable=True),
    _at("recalled_at", nullable=True),
)

fanout = Table(
    "fanout",
    metadata,
    _id(),
    _to("subject.id"),
    Column("kind", String(16), nullable=False),
    Column("about", BigInteger),  # the subject whose deliveries it follows; null: it follows the subscribers
    Column("revision_no", Integer, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("paid", Boolean, nullable=False, server_default=text("false")),
    Column("audience", Text, nullable=False),  # JSON: terms
    Column("langs", String(32), nullable=False),
    Column("cursor", BigInteger, nullable=False, server_default="0"),
    Column("hi", BigInteger, nullable=False),  # the last subscriber id when it was made
    Column("state", String(16), nullable=False),
    Column("pause_reason", Text, nullable=False, server_default=""),
    _at("not_before"),
    _at("expires_at"),
    Column("created_by", BigInteger),
    _at("created_at"),
    _at("finished_at", nullable=True),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("skipped", Integer, nullable=False, server_default="0"),
    Column("unknown", Integer, nullable=False, server_default="0"),
    # what `failed` is made of
    Column("gone", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    Column("no_rights", Integer, nullable=False, server_default="0"),
    Column("expired", Integer, nullable=False, server_default="0"),
    Column("held", Integer, nullable=False, server_default="0"),  # put by, and not yet sent
    UniqueConstraint("subject", "kind", "revision_no"),
    Index(
        "ix_fanout_about",
        "about",
        sqlite_where=text("about IS NOT NULL"),
        postgresql_where=text("about IS NOT NULL"),
    ),
    Index(
        "ix_fanout_live",
        "priority",
        "id",
        sqlite_where=text("state IN ('waiting', 'running')"),
        postgresql_where=text("state IN ('waiting', 'running')"),
    ),
)

page = Table(
    "page",
    metadata,
    _id(),
    _to("fanout.id"),
    Column("lo", BigInteger, nullable=False),
    Column("hi", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),  # open | done
    Index(
        "ix_page_open", "fanout", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")
    ),
    sqlite_autoincrement=True,  # who still writes down what a deleted page did must not meet another's
)

delivery = Table(
    "delivery",
    metadata,
    _to("subject.id", primary_key=True),
    _to("subscriber.id", primary_key=True),
    Column("revision_no", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("result", SmallInteger, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("again", Boolean, nullable=False, server_default=text("false")),
    _at("at"),
    Column("bundled", Boolean, nullable=False, server_default=text("false")),  # one message, several subjects
    Column("digest", Boolean, nullable=False, server_default=text("false")),  # a bundle of its reader's hours
    # what the message shows since it was edited, and what came of that
    Column("edited_no", Integer),
    Column("edit_result", SmallInteger),
    _at("edited_at", nullable=True),
    Index("ix_delivery_subscriber", "subscriber"),
    Index("ix_delivery_at", "at"),
    sqlite_with_rowid=False,
)

retry = Table(
    "retry",
    metadata,
    _to("subject.id", primary_key=True),
    _to("subscriber.id", primary_key=True),
    _to("fanout.id"),
    _at("at"),
    Column("attempts", SmallInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("lost_answer", Boolean, nullable=False),
    Index("ix_retry_at", "at"),
    Index("ix_retry_subscriber", "subscriber"),
    Index("ix_retry_fanout", "fanout"),
    sqlite_with_rowid=False,
)

held = Table(  # wanted, but not now: until the reader's own hour comes
    "held",
    metadata,
    _to("subscriber.id", primary_key=True),
    _to("subject.id", primary_key=True),
    _to("fanout.id"),
    _at("due_at"),
    Column("attempts", SmallInteger, nullable=False, server_default="1"),  # which try is next
    Column("lost_answer", Boolean, nullable=False, server_default=text("false")),
    Column("epoch", BigInteger, nullable=False, server_default="0"),  # of who took it up; 0: nobody
    Index("ix_held_due_at", "due_at"),
    Index("ix_held_subject", "subject"),
    Index("ix_held_fanout", "fanout"),
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    _id(),
    _at("at"),
    Column("editor", BigInteger, nullable=False),
    Column("act", String(32), nullable=False),
    Column("object", Text, nullable=False),
    Column("details", Text, nullable=False, server_default=""),
    Index("ix_audit_at", "at"),
)

notice = Table(  # what editors are to be told, kept until they were
    "notice",
    metadata,
    _id(),
    _at("at"),
    Column("key", String(64), nullable=False),  # the words' key
    Column("details", Text, nullable=False),  # JSON: the words' arguments
    _at("told_at", nullable=True),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("beat", BigInteger, nullable=False),
)

vocabulary = Table(  # the words of the archive, to tell what a mistyped one may mean
    "vocabulary",
    metadata,
    Column("word", Text, primary_key=True),  # folded
    Column("backwards", Text, nullable=False),
    Column("shown", Text, nullable=False),  # as it is written
    Column("statements", Integer, nullable=False),  # that held it when they were read
    Index("ix_vocabulary_backwards", "backwards"),
    sqlite_with_rowid=False,
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
