"""Keep the day from which a record's display counts again, and what downstreams confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("record_version", sa.Column("recounted_on", sa.Date(), nullable=True))
    op.create_table(
        "ending_receipt",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("event_id", Id, nullable=False),
        sa.Column("downstream", KeyText, nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_ending_receipt_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_ending_receipt_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ending_receipt")),
        sa.UniqueConstraint(
            "event_id", "downstream", name=op.f("uq_ending_receipt_event_id_downstream")
        ),
    )


def downgrade() -> None:
    op.drop_table("ending_receipt")
    op.drop_column("record_version", "recounted_on")
