"""Keep what the publication regimes ask for, and why they show or withhold something."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

DAYS = ("alerted_on", "challenged_on", "challenge_settled_on")
OLD = (
    "while_valid",
    "general_band",
    "serious_band",
    "listed",
    "mirror_confirmed",
    "minor_not_shown",
    "class_undetermined",
    "clock_unknown",
    "not_disclosed",
    "no_longer_active",
    "outcome_not_shown",
    "no_regime",
)
NEW = {
    "minor_band": "general_band",
    "safety_alert": "general_band",
    "warning_not_shown": "minor_not_shown",
    "summary_not_shown": "minor_not_shown",
    "challenge_pending": "clock_unknown",
    "not_begun": "no_regime",
    "held": "no_regime",
    "display_over": "no_regime",
}
"""Each reason that is new, and the one that stood nearest to it."""


def upgrade() -> None:
    op.add_column("record_version", sa.Column("is_summary", sa.Boolean(), nullable=True))
    for name in DAYS:
        op.add_column("record_version", sa.Column(name, sa.Date(), nullable=True))
    _allow((*OLD, *NEW))


def downgrade() -> None:
    for reason, older in NEW.items():
        op.execute(
            sa.text("UPDATE publication_window SET reason = :older WHERE reason = :reason")
            .bindparams(older=older, reason=reason)
        )  # fmt: skip
    _allow(OLD)
    for name in (*DAYS, "is_summary"):
        op.drop_column("record_version", name)


def _allow(reasons: tuple[str, ...]) -> None:
    words = ", ".join(f"'{reason}'" for reason in reasons)
    name = op.f("ck_publication_window_reason")
    # SQLite copies the table; the tables it refers to have an index that cannot be read.
    alone = {"resolve_fks": False}
    with op.batch_alter_table("publication_window", reflect_kwargs=alone) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"reason IN ({words})")
