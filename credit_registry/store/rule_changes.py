"""Changes of the rules on their way: drafts being written, their trials, reports, submissions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.domain.rule_changes import DraftState, TrialState
from credit_registry.rules.rule_sets import Purpose
from credit_registry.store.columns import Id, Instant, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity


class WhatIfReport(Entity):
    """What a draft would change against a base on a day; its event says who made it and when.

    `draft_content` is the canonical form behind `draft_version`. `known_at` is the ledger position
    behind the newest event that may have changed a fact.
    """

    __tablename__ = "what_if_report"
    __table_args__ = (
        stored_by_value("purpose", Purpose),
        UniqueConstraint(
            "draft_version",
            "base_version",
            "as_of",
            "known_at",
            "engine",
            name="uq_what_if_report_compared",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    draft_version: Mapped[str] = mapped_column(KeyText)
    draft_content: Mapped[str] = mapped_column(LongText)
    base_version: Mapped[str] = mapped_column(ForeignKey("rule_set_version.version"))
    code: Mapped[str] = mapped_column(KeyText)
    purpose: Mapped[str] = mapped_column(KeyText)
    as_of: Mapped[date]
    known_at: Mapped[int]
    engine: Mapped[str] = mapped_column(KeyText)
    law_edition_id: Mapped[int] = mapped_column(ForeignKey("law_edition.id"))
    population: Mapped[int]
    graded: Mapped[int]
    changed: Mapped[int]
    summary: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by: Mapped[int] = mapped_column(ForeignKey("event.id"))


class WhatIfChange(Entity):
    """What a report says changes for one subject; candidates are lists, a space between them."""

    __tablename__ = "what_if_change"

    report_id: Mapped[int] = mapped_column(ForeignKey("what_if_report.id"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    grade_before: Mapped[str] = mapped_column(KeyText)
    grade_after: Mapped[str] = mapped_column(KeyText)
    score_before_centi: Mapped[int | None]
    score_after_centi: Mapped[int | None]
    candidates_before: Mapped[str] = mapped_column(KeyText)
    candidates_after: Mapped[str] = mapped_column(KeyText)
    is_newly_candidate: Mapped[bool] = mapped_column(Boolean)
    is_capped_before: Mapped[bool] = mapped_column(Boolean)
    is_capped_after: Mapped[bool] = mapped_column(Boolean)


class RuleSetDraft(Entity):
    """A draft that was submitted for release on the strength of a report, and what became of it.

    `settled_reason` is that of the withdrawal, or of the override under which it was released.
    """

    __tablename__ = "rule_set_draft"
    __table_args__ = (
        stored_by_value("purpose", Purpose),
        stored_by_value("state", DraftState),
        Index(
            "uq_rule_set_draft_pending",
            "version",
            unique=True,
            sqlite_where=text("state = 'submitted'"),
            postgresql_where=text("state = 'submitted'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    version: Mapped[str] = mapped_column(KeyText)
    code: Mapped[str] = mapped_column(KeyText)
    purpose: Mapped[str] = mapped_column(KeyText)
    since: Mapped[date]
    content: Mapped[str] = mapped_column(LongText)
    report_id: Mapped[int] = mapped_column(ForeignKey("what_if_report.id"))
    reason: Mapped[str] = mapped_column(LongText)
    state: Mapped[str] = mapped_column(KeyText)
    submitted_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    settled_reason: Mapped[str] = mapped_column(LongText)


class WorkingDraft(Entity):
    """A draft of a rule set that is being written, row by row.

    `content` is the canonical form of what is well-formed and may have faults still. `revision`
    rises with every change, so that whoever saved on an older one is told.
    """

    __tablename__ = "working_draft"
    __table_args__ = (stored_by_value("purpose", Purpose),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(KeyText)
    purpose: Mapped[str] = mapped_column(KeyText)
    since: Mapped[date]
    content: Mapped[str] = mapped_column(LongText)
    revision: Mapped[int]
    begun_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
    changed_by: Mapped[int] = mapped_column(ForeignKey("event.id"))


class WhatIfTrial(Entity):
    """A what-if report that somebody asked for and a job makes; `done` subjects are read so far.

    `token` is that of the lease under which it runs, so that a successor takes over the trial of a
    process that is gone. At most one trial of the same comparison waits or runs.
    """

    __tablename__ = "what_if_trial"
    __table_args__ = (
        stored_by_value("state", TrialState),
        Index(
            "uq_what_if_trial_open",
            "draft_version",
            "base_version",
            "as_of",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'running')"),
            postgresql_where=text("state IN ('waiting', 'running')"),
        ),
        Index("ix_what_if_trial_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    draft_version: Mapped[str] = mapped_column(KeyText)
    draft_content: Mapped[str] = mapped_column(LongText)
    base_version: Mapped[str] = mapped_column(ForeignKey("rule_set_version.version"))
    code: Mapped[str] = mapped_column(KeyText)
    as_of: Mapped[date]
    state: Mapped[str] = mapped_column(KeyText)
    attempts: Mapped[int]
    token: Mapped[int]
    done: Mapped[int]
    population: Mapped[int]
    report_id: Mapped[int | None] = mapped_column(ForeignKey("what_if_report.id"))
    fault: Mapped[str] = mapped_column(LongText)
    asked_by: Mapped[int] = mapped_column(ForeignKey("event.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
