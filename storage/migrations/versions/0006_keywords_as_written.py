"""Keywords as each reader spells them, for that reader to see."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column with a default: the release before this one goes on working."""
    op.add_column("interest", sa.Column("written", sa.Text(), nullable=False, server_default=""))
