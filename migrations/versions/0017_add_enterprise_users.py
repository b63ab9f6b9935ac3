"""Add enterprise users."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "letter_code",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("digest", KeyText, nullable=False),
        sa.Column("issued_by", Id, nullable=False),
        sa.Column("issued_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("tries", Id, nullable=False),
        sa.Column("used_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["account.id"], name=op.f("fk_letter_code_issued_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_letter_code_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_code")),
    )
    with op.batch_alter_table("letter_code") as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_code_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "enterprise_user",
        sa.Column("account_id", Id, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("letter_id", Id, nullable=False),
        sa.Column("bound_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_enterprise_user_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter_code.id"], name=op.f("fk_enterprise_user_letter_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_enterprise_user_subject_id")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_enterprise_user")),
    )
    with op.batch_alter_table("enterprise_user") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enterprise_user_subject_id"), ["subject_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("enterprise_user") as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_user_subject_id"))

    op.drop_table("enterprise_user")
    with op.batch_alter_table("letter_code") as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_code_subject_id"))

    op.drop_table("letter_code")
