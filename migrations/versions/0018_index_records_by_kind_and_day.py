"""Index records by kind and day, and windows with their days."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FILED_ON = "coalesce(decided_on, occurred_on, effective_from, '0001-01-01') DESC"
SUBJECT = "ix_record_version_subject_id"
VERSION = "ix_publication_window_record_version_id"


def upgrade() -> None:
    op.drop_index(SUBJECT, table_name="record_version")
    columns = ["subject_id", "kind", sa.text(FILED_ON), "record_id", "recorded_by", "superseded_by"]
    op.create_index(SUBJECT, "record_version", columns)
    op.drop_index(VERSION, table_name="publication_window")
    op.create_index(
        VERSION, "publication_window", ["record_version_id", "superseded_by", "since", "until"]
    )


def downgrade() -> None:
    op.drop_index(VERSION, table_name="publication_window")
    op.create_index(VERSION, "publication_window", ["record_version_id"])
    op.drop_index(SUBJECT, table_name="record_version")
    op.create_index(SUBJECT, "record_version", ["subject_id", "superseded_by"])
