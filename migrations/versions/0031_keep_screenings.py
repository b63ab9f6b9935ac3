"""Keep screenings as certificates, the log of queries, and dismissals of candidates."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Instant = sa.DateTime(timezone=True)
STANDING = sa.text("withdrawn_by IS NULL")


def upgrade() -> None:
    op.create_table(
        "screening",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("number", KeyText, nullable=False),
        sa.Column("code_digest", KeyText, nullable=False),
        sa.Column("account_id", Id, nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("purpose", KeyText, nullable=False),
        sa.Column("algorithm", KeyText, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", Id, nullable=False),
        sa.Column("law_edition_id", Id, nullable=False),
        sa.Column("subject_count", Id, nullable=False),
        sa.Column("digest", KeyText, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("issued_by", Id, nullable=False),
        sa.CheckConstraint("algorithm IN ('identity-1')", name=op.f("ck_screening_algorithm")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_screening_account_id")
        ),
        sa.ForeignKeyConstraint(["issued_by"], ["event.id"], name=op.f("fk_screening_issued_by")),
        sa.ForeignKeyConstraint(
            ["law_edition_id"], ["law_edition.id"], name=op.f("fk_screening_law_edition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
        sa.UniqueConstraint("number", name=op.f("uq_screening_number")),
    )
    op.create_index(op.f("ix_screening_account_id"), "screening", ["account_id"])
    op.create_table(
        "screening_query",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("account_id", Id, nullable=True),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("purpose", KeyText, nullable=False),
        sa.Column("result_digest", KeyText, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_screening_query_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_query")),
    )
    op.create_index(op.f("ix_screening_query_account_id"), "screening_query", ["account_id"])
    op.create_table(
        "screening_dismissal",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("asked_digest", KeyText, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("known_at", Id, nullable=False),
        sa.Column("dismissed_by", Id, nullable=False),
        sa.Column("withdrawn_by", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_screening_dismissal_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_screening_dismissal_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["dismissed_by"], ["event.id"], name=op.f("fk_screening_dismissal_dismissed_by")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["event.id"], name=op.f("fk_screening_dismissal_withdrawn_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_dismissal")),
    )
    op.create_index(
        op.f("ix_screening_dismissal_subject_id"), "screening_dismissal", ["subject_id"]
    )
    op.create_index(
        "uq_screening_dismissal_standing",
        "screening_dismissal",
        ["account_id", "asked_digest", "subject_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def downgrade() -> None:
    op.drop_table("screening_dismissal")
    op.drop_table("screening_query")
    op.drop_table("screening")
