"""Index the organization codes inside identifiers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NAME = "ix_subject_identifier_organization_code"
TABLE = "subject_identifier"


def upgrade() -> None:
    op.create_index(NAME, TABLE, [sa.func.substr(sa.column("value"), 9, 9)])


def downgrade() -> None:
    op.drop_index(NAME, table_name=TABLE)
