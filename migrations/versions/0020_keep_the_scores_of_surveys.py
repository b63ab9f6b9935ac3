"""Keep the scores of surveys as a number."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("record_version", sa.Column("score_centi", Id, nullable=True))


def downgrade() -> None:
    op.drop_column("record_version", "score_centi")
