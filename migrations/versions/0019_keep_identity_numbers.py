"""Keep identity numbers, encrypted."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")

OLD = ("credit_file", "case", "record", "subject")
NEW = ("identity_number", "refused_identity_number")
DOCUMENT_TYPES = (
    "'identity_card', 'passport', 'hong_kong_macao_permit', 'taiwan_permit', "
    "'foreign_permanent_residence'"
)
TABLE = "identity_number"
CURRENT = sa.text("superseded_by IS NULL")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("record_id", Id, nullable=False),
        sa.Column("record_version_id", Id, nullable=False),
        sa.Column("holder", KeyText, nullable=False),
        sa.Column("document_type", KeyText, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("key_mark", KeyText, nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.CheckConstraint(
            "holder IN ('legal_representative', 'subject')", name=op.f("ck_identity_number_holder")
        ),
        sa.CheckConstraint(
            f"document_type IN ({DOCUMENT_TYPES})", name=op.f("ck_identity_number_document_type")
        ),
        _refers("record_id", "record.id"),
        _refers("record_version_id", "record_version.id"),
        _refers("recorded_by", "event.id"),
        _refers("superseded_by", "event.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_number")),
    )
    op.create_index(op.f("ix_identity_number_record_id"), TABLE, ["record_id"])
    op.create_index("ix_identity_number_recorded_by", TABLE, ["recorded_by", "ordinal"])
    op.create_index("ix_identity_number_key_mark", TABLE, ["key_mark"])
    op.create_index(
        "ix_identity_number_current",
        TABLE,
        ["record_id", "holder"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    _allow(OLD + NEW)


def downgrade() -> None:
    op.execute("UPDATE access_entry SET kind = 'record' WHERE kind LIKE '%identity_number'")
    _allow(OLD)
    for name in ("current", "key_mark", "recorded_by", "record_id"):
        op.drop_index(f"ix_identity_number_{name}", TABLE)
    op.drop_table(TABLE)


def _refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    """A reference with its name."""
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_identity_number_{column}"))


def _allow(kinds: tuple[str, ...]) -> None:
    """Let the column hold these kinds."""
    values = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("access_entry") as batch_op:
        batch_op.drop_constraint(op.f("ck_access_entry_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_access_entry_kind"), f"kind IN ({values})")
