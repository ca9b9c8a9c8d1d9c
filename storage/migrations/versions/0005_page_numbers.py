"""On SQLite the number of a page is never given again, as it never was on PostgreSQL.

The pages of a cancelled fan-out are deleted while some of their messages are still being written down; under
the same number another fan-out's page would be closed or returned in their place.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The same rows under the same numbers: the release before this one goes on working."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("page", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
