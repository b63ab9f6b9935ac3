"""Let enterprises reply to records."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KIND = "ck_proceeding_kind"
OLD_KINDS = (
    "restoration",
    "objection",
    "challenge",
    "sampling_follow_up",
    "measure",
    "re_inspection",
)


def upgrade() -> None:
    _allow((*OLD_KINDS, "reply"))


def downgrade() -> None:
    _allow(OLD_KINDS)


def _allow(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("proceeding") as batch_op:
        batch_op.drop_constraint(op.f(KIND), type_="check")
        batch_op.create_check_constraint(op.f(KIND), f"kind IN ({words})")
