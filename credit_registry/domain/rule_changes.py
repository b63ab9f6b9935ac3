"""A change of the rules: what it does to subjects, and the steps from a draft to its release."""

from enum import StrEnum


class Signal(StrEnum):
    """What another version of the rules changes for a subject."""

    CHANGED = "changed"
    BETTER = "better"
    WORSE = "worse"
    NEWLY_GRADED = "newly_graded"
    NO_LONGER_GRADED = "no_longer_graded"
    NEWLY_CAPPED = "newly_capped"
    NO_LONGER_CAPPED = "no_longer_capped"
    NEWLY_CANDIDATE = "newly_candidate"
    NO_LONGER_CANDIDATE = "no_longer_candidate"
    SCORE_CHANGED = "score_changed"


LISTED = frozenset(Signal) - {Signal.SCORE_CHANGED}
"""What brings a subject into the list of changes; other scores alone are counted, not listed."""


class Trait(StrEnum):
    """By what the subjects of a report are counted.

    The registry holds no size of an enterprise; the kind of subject is the nearest that it holds.
    """

    DIVISION = "division"
    SECTION = "section"
    SUBJECT_KIND = "subject_kind"


class DraftState(StrEnum):
    """What has become of a draft that was submitted for release."""

    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"


class TrialState(StrEnum):
    """How far a what-if report is that somebody asked for."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN_TRIALS = frozenset({TrialState.WAITING, TrialState.RUNNING})
"""The states of a trial whose report is still to come."""


class Obstacle(StrEnum):
    """What stands in the way of a release."""

    PAST_SINCE = "past_since"
    OTHER_DRAFT = "other_draft"
    OTHER_BASE = "other_base"
    OLD_REPORT = "old_report"
    OTHER_ENGINE = "other_engine"
    TOO_MANY_CHANGES = "too_many_changes"


WORDS: tuple[tuple[StrEnum, tuple[str, str]], ...] = (
    (Signal.CHANGED, ("等级变化", "Another grade")),
    (Signal.BETTER, ("等级上升", "Better grade")),
    (Signal.WORSE, ("等级下降", "Worse grade")),
    (Signal.NEWLY_GRADED, ("新获评级", "Newly graded")),
    (Signal.NO_LONGER_GRADED, ("不再评级", "No longer graded")),
    (Signal.NEWLY_CAPPED, ("新受等级上限约束", "Newly capped")),
    (Signal.NO_LONGER_CAPPED, ("不再受等级上限约束", "No longer capped")),
    (Signal.NEWLY_CANDIDATE, ("新符合列入条件", "Newly a candidate")),
    (Signal.NO_LONGER_CANDIDATE, ("不再符合列入条件", "No longer a candidate")),
    (Signal.SCORE_CHANGED, ("分数变化", "Another score")),
    (Trait.DIVISION, ("行政区划", "Division")),
    (Trait.SECTION, ("行业门类", "Section of industry")),
    (
        Trait.SUBJECT_KIND,
        ("主体类型（登记中无规模字段）", "Kind of subject (no size is on record)"),
    ),
    (DraftState.SUBMITTED, ("待批准", "Waiting for approval")),
    (DraftState.WITHDRAWN, ("已撤回", "Withdrawn")),
    (DraftState.RELEASED, ("已发布", "Released")),
    (TrialState.WAITING, ("等待试算", "Waiting")),
    (TrialState.RUNNING, ("正在试算", "Running")),
    (TrialState.DONE, ("试算完成", "Done")),
    (TrialState.FAILED, ("试算未完成", "Failed")),
    (Obstacle.PAST_SINCE, ("施行日期已过", "Its first day has passed")),
    (Obstacle.OTHER_DRAFT, ("试算报告针对另一草案", "The report is of another draft")),
    (Obstacle.OTHER_BASE, ("试算报告的对照版本不是被取代的版本", "The report has another base")),
    (Obstacle.OLD_REPORT, ("试算报告已过期", "The report is too old")),
    (Obstacle.OTHER_ENGINE, ("试算报告由其他版本的引擎作出", "The report is of another engine")),
    (Obstacle.TOO_MANY_CHANGES, ("等级变化比例超过限值", "Too many grades change")),
)
"""What each of these is called."""
