"""What the answers of a publication are called in Chinese and English."""

from enum import StrEnum

from credit_registry.domain.publications import Display, FieldSet, Reason, Transition

WORDS: tuple[tuple[StrEnum, tuple[str, str]], ...] = (
    (FieldSet.FULL, ("全部公开项", "All public fields")),
    (FieldSet.REDUCED, ("部分公开项", "Reduced fields")),
    (Reason.WHILE_VALID, ("有效期内公示", "Shown while valid")),
    (Display.PUBLIC, ("公示中", "Public")),
    (Display.NOT_YET, ("尚未公示", "Not public yet")),
    (Display.NOT_PUBLIC, ("不公示", "Not public")),
    (Display.STOPPED, ("已停止公示", "Display stopped")),
    (Transition.SHORTER_WINS, ("新旧规定不一致时从短", "The shorter display wins")),
    (Transition.EARLIER_GOES_ON, ("已公示的按原规定", "A running display goes on as it began")),
    (Transition.LATER_ALONE, ("一律按新规定", "The later regime alone")),
    (Reason.MINOR_BAND, ("轻微失信信息公示期", "Minor band")),
    (Reason.GENERAL_BAND, ("一般失信信息公示期", "General band")),
    (Reason.SERIOUS_BAND, ("严重失信信息公示期", "Serious band")),
    (Reason.SAFETY_ALERT, ("已发布安全警示，复检期内先行公示", "Shown early: a safety alert")),
    (Reason.LISTED, ("列入期间公布", "Shown while listed")),
    (Reason.MIRROR_CONFIRMED, ("来源确认期内转载", "Shown while its source confirms it")),
    (Reason.MINOR_NOT_SHOWN, ("轻微失信信息原则上不公示", "Minor: in principle not shown")),
    (Reason.WARNING_NOT_SHOWN, ("仅受警告的处罚不公示", "A warning alone is not shown")),
    (Reason.SUMMARY_NOT_SHOWN, ("简易程序处罚不公示", "Summary procedure: not shown")),
    (Reason.CHALLENGE_PENDING, ("复检申请尚未办结", "A re-test is pending")),
    (Reason.CLASS_UNDETERMINED, ("失信程度未确定，待人工核定", "Class undetermined: for a person")),
    (Reason.CLOCK_UNKNOWN, ("起算日期不明，待人工核定", "Starting date unknown: for a person")),
    (Reason.NOT_DISCLOSED, ("来源单位不予公开", "Not disclosed by its source")),
    (Reason.NO_LONGER_ACTIVE, ("已撤回、撤销或修复", "Withdrawn, annulled or restored")),
    (Reason.OUTCOME_NOT_SHOWN, ("该结果不予公示", "Outcome not shown")),
    (Reason.NO_REGIME, ("无适用的公示规定", "No regime applies")),
    (Reason.NOT_BEGUN, ("未到公示起始日", "Its first day has not come")),
    (Reason.HELD, ("异议复检期内暂不公示", "Held while a re-test may be asked for")),
    (Reason.DISPLAY_OVER, ("公示期届满", "Its time of display is over")),
)
"""Every value with its words."""
