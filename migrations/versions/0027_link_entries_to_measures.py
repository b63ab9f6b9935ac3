"""Link entries to the measures that follow from them, and bodies to the units that stand for them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
STANDING = sa.text("superseded_by IS NULL")


def upgrade() -> None:
    op.create_table(
        "entry_measure",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("listing_id", Id, nullable=False),
        sa.Column("measure", KeyText, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_entry_measure_listing_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_entry_measure_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_entry_measure_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_measure")),
    )
    op.create_index(
        "uq_entry_measure_current",
        "entry_measure",
        ["listing_id", "measure"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_index(
        "ix_entry_measure_recorded_by", "entry_measure", ["recorded_by", "ordinal"], unique=False
    )
    op.create_table(
        "executing_body",
        sa.Column("body", KeyText, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["source_unit.id"], name=op.f("fk_executing_body_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_executing_body_recorded_by")
        ),
        sa.PrimaryKeyConstraint("body", name=op.f("pk_executing_body")),
    )


def downgrade() -> None:
    op.drop_table("executing_body")
    op.drop_index("ix_entry_measure_recorded_by", table_name="entry_measure")
    op.drop_index("uq_entry_measure_current", table_name="entry_measure")
    op.drop_table("entry_measure")
