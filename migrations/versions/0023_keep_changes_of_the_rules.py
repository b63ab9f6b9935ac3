"""Keep what-if reports and the drafts that wait for their release."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
PURPOSES = "purpose IN ('grade', 'risk')"
PENDING = sa.text("state = 'submitted'")


def upgrade() -> None:
    op.create_table(
        "what_if_report",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("draft_version", KeyText, nullable=False),
        sa.Column("draft_content", sa.Text(), nullable=False),
        sa.Column("base_version", KeyText, nullable=False),
        sa.Column("code", KeyText, nullable=False),
        sa.Column("purpose", KeyText, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", Id, nullable=False),
        sa.Column("engine", KeyText, nullable=False),
        sa.Column("law_edition_id", Id, nullable=False),
        sa.Column("population", Id, nullable=False),
        sa.Column("graded", Id, nullable=False),
        sa.Column("changed", Id, nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("made_by", Id, nullable=False),
        sa.CheckConstraint(PURPOSES, name=op.f("ck_what_if_report_purpose")),
        sa.ForeignKeyConstraint(
            ["base_version"],
            ["rule_set_version.version"],
            name=op.f("fk_what_if_report_base_version"),
        ),
        sa.ForeignKeyConstraint(
            ["law_edition_id"], ["law_edition.id"], name=op.f("fk_what_if_report_law_edition_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["event.id"], name=op.f("fk_what_if_report_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_what_if_report")),
        sa.UniqueConstraint(
            "draft_version",
            "base_version",
            "as_of",
            "known_at",
            "engine",
            name=op.f("uq_what_if_report_compared"),
        ),
    )
    op.create_table(
        "what_if_change",
        sa.Column("report_id", Id, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("grade_before", KeyText, nullable=False),
        sa.Column("grade_after", KeyText, nullable=False),
        sa.Column("score_before_centi", Id, nullable=True),
        sa.Column("score_after_centi", Id, nullable=True),
        sa.Column("candidates_before", KeyText, nullable=False),
        sa.Column("candidates_after", KeyText, nullable=False),
        sa.Column("is_newly_candidate", sa.Boolean(), nullable=False),
        sa.Column("is_capped_before", sa.Boolean(), nullable=False),
        sa.Column("is_capped_after", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["what_if_report.id"], name=op.f("fk_what_if_change_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_what_if_change_subject_id")
        ),
        sa.PrimaryKeyConstraint("report_id", "subject_id", name=op.f("pk_what_if_change")),
    )
    op.create_table(
        "rule_set_draft",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("version", KeyText, nullable=False),
        sa.Column("code", KeyText, nullable=False),
        sa.Column("purpose", KeyText, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("report_id", Id, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("submitted_by", Id, nullable=False),
        sa.Column("settled_by", Id, nullable=True),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(PURPOSES, name=op.f("ck_rule_set_draft_purpose")),
        sa.CheckConstraint(
            "state IN ('submitted', 'withdrawn', 'released')",
            name=op.f("ck_rule_set_draft_state"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["what_if_report.id"], name=op.f("fk_rule_set_draft_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["event.id"], name=op.f("fk_rule_set_draft_settled_by")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["event.id"], name=op.f("fk_rule_set_draft_submitted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_set_draft")),
    )
    op.create_index(
        "uq_rule_set_draft_pending", "rule_set_draft", ["version"], unique=True,
        sqlite_where=PENDING, postgresql_where=PENDING,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("rule_set_draft")
    op.drop_table("what_if_change")
    op.drop_table("what_if_report")
