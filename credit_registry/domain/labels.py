"""What every enumerated value is called in Chinese and English."""

from collections.abc import Mapping
from enum import StrEnum

from credit_registry.domain.actors import ActorKind, Role
from credit_registry.domain.listings import ListColour, ListingStatus, RemovalReason, Step
from credit_registry.domain.publications import FieldSet, Reason
from credit_registry.domain.records import (
    Disclosure,
    Level,
    RecordKind,
    RecordState,
    Severity,
    Sharing,
)
from credit_registry.domain.subjects import (
    IdentifierScheme,
    IdentifierState,
    LinkKind,
    Standing,
    SubjectKind,
    SubjectState,
)

_WORDS: tuple[tuple[StrEnum, tuple[str, str]], ...] = (
    (SubjectKind.LEGAL_PERSON, ("法人", "Legal person")),
    (SubjectKind.UNINCORPORATED, ("非法人组织", "Unincorporated organisation")),
    (SubjectKind.INDIVIDUAL_BUSINESS, ("个体工商户", "Individually-owned business")),
    (SubjectKind.FARMERS_COOPERATIVE, ("农民专业合作社", "Farmers' specialised cooperative")),
    (SubjectState.PROVISIONAL, ("暂存", "Provisional")),
    (SubjectState.CONFIRMED, ("已确认", "Confirmed")),
    (SubjectState.REJECTED, ("已排除", "Rejected")),
    (Standing.OPERATING, ("存续", "In operation")),
    (Standing.DEREGISTERED, ("注销", "Deregistered")),
    (Standing.REVOKED, ("吊销", "Licence revoked")),
    (Standing.MOVED_OUT, ("迁出", "Moved out")),
    (Standing.UNKNOWN, ("登记状态未载明", "Standing not stated")),
    (IdentifierScheme.USCC, ("统一社会信用代码", "Unified social credit code")),
    (IdentifierScheme.ORGANIZATION_CODE, ("组织机构代码", "Organisation code")),
    (IdentifierScheme.REGISTRATION_NUMBER, ("工商注册号", "Business registration number")),
    (IdentifierScheme.TAXPAYER_NUMBER, ("纳税人识别号", "Taxpayer number")),
    (IdentifierState.ACTIVE, ("有效", "Active")),
    (IdentifierState.QUARANTINED, ("待更正", "Quarantined")),
    (IdentifierState.CORRECTED, ("已更正", "Corrected")),
    (IdentifierState.WITHDRAWN, ("已撤回", "Withdrawn")),
    (LinkKind.DUPLICATE_OF, ("重复于", "Duplicate of")),
    (LinkKind.CODE_CORRECTED_TO, ("代码更正为", "Code corrected to")),
    (LinkKind.SUCCEEDED_BY, ("由其承继", "Succeeded by")),
    (LinkKind.CONVERTED_INTO, ("转型为", "Converted into")),
    (LinkKind.SPLIT_INTO, ("分立为", "Split into")),
    (LinkKind.BRANCH_OF, ("分支机构，隶属", "Branch of")),
    (RecordKind.COMMITMENT, ("信用承诺", "Credit commitment")),
    (RecordKind.PENALTY, ("行政处罚", "Administrative penalty")),
    (RecordKind.SAMPLING, ("监督抽查", "Supervision sampling")),
    (RecordKind.HONOUR, ("荣誉", "Honour")),
    (RecordKind.CERTIFICATE, ("认证证书", "Certificate")),
    (Disclosure.PUBLIC, ("可向社会公开", "Public")),
    (Disclosure.LIMITED, ("特定范围内公开", "Limited")),
    (Disclosure.INTERNAL, ("不可公开", "Not public")),
    (Sharing.ALL_BODIES, ("政务共享", "Shared among government bodies")),
    (Sharing.NAMED_BODIES, ("定向共享", "Shared with named bodies")),
    (Sharing.NONE, ("不共享", "Not shared")),
    (Severity.MINOR, ("轻微", "Minor")),
    (Severity.GENERAL, ("一般", "General")),
    (Severity.SERIOUS, ("严重", "Serious")),
    (Severity.UNDETERMINED, ("未确定", "Undetermined")),
    (RecordState.ACTIVE, ("有效", "Active")),
    (RecordState.WITHDRAWN, ("已撤回", "Withdrawn")),
    (RecordState.ANNULLED, ("已撤销", "Annulled")),
    (RecordState.RESTORED, ("已修复", "Restored")),
    (Level.NATIONAL, ("国家级", "National")),
    (Level.PROVINCIAL, ("省级", "Provincial")),
    (Level.CITY, ("市级", "City")),
    (Level.COUNTY, ("县级", "County")),
    (Level.INDUSTRY, ("行业", "Industry")),
    (ListColour.RED, ("红名单", "Red list")),
    (ListColour.BLACK, ("黑名单", "Black list")),
    (ListColour.MIRRORED, ("转载名单", "Mirrored list")),
    (ListingStatus.CANDIDATE, ("候选", "Candidate")),
    (ListingStatus.NOTICED, ("已告知", "Notice served")),
    (ListingStatus.STATED, ("已陈述申辩", "Statement received")),
    (ListingStatus.DECIDED, ("已决定列入", "Decided")),
    (ListingStatus.DECLINED, ("决定不予列入", "Not listed")),
    (ListingStatus.PUBLISHED, ("已公布", "Published")),
    (ListingStatus.REMOVED, ("已移出", "Removed")),
    (ListingStatus.EXPIRED, ("期满移出", "Expired")),
    (Step.SERVE_NOTICE, ("送达告知书", "Serve notice")),
    (Step.RECORD_STATEMENT, ("记录陈述申辩", "Record statement and defence")),
    (Step.DECIDE, ("决定列入", "Decide to list")),
    (Step.DECLINE, ("决定不予列入", "Decide not to list")),
    (Step.PUBLISH, ("公布", "Publish")),
    (Step.REMOVE, ("移出名单", "Remove from the list")),
    (Step.EXPIRE, ("期满移出", "End at expiry")),
    (RemovalReason.EARLY, ("提前移出", "Early removal")),
    (RemovalReason.ANNULLED, ("所依据的处罚被撤销", "The penalty behind it was annulled")),
    (FieldSet.FULL, ("全部公开项", "All public fields")),
    (FieldSet.REDUCED, ("部分公开项", "Reduced fields")),
    (Reason.WHILE_VALID, ("有效期内公示", "Shown while valid")),
    (Reason.GENERAL_BAND, ("一般失信信息公示期", "General band")),
    (Reason.SERIOUS_BAND, ("严重失信信息公示期", "Serious band")),
    (Reason.LISTED, ("列入期间公布", "Shown while listed")),
    (Reason.MIRROR_CONFIRMED, ("来源确认期内转载", "Shown while its source confirms it")),
    (Reason.MINOR_NOT_SHOWN, ("轻微失信信息原则上不公示", "Minor: in principle not shown")),
    (Reason.CLASS_UNDETERMINED, ("失信程度未确定，待人工核定", "Class undetermined: for a person")),
    (Reason.CLOCK_UNKNOWN, ("起算日期不明，待人工核定", "Starting date unknown: for a person")),
    (Reason.NOT_DISCLOSED, ("来源单位不予公开", "Not disclosed by its source")),
    (Reason.NO_LONGER_ACTIVE, ("已撤回、撤销或修复", "Withdrawn, annulled or restored")),
    (Reason.OUTCOME_NOT_SHOWN, ("该结果不予公示", "Outcome not shown")),
    (Reason.NO_REGIME, ("公示期已过或无适用规则", "Display over, or no regime applies")),
    (ActorKind.PERSON, ("人员", "Person")),
    (ActorKind.PROGRAM, ("程序", "Program")),
    (ActorKind.PUBLIC, ("公众", "Public")),
    (Role.ENTERER, ("录入员", "Enterer")),
    (Role.PROPOSER, ("经办人", "Proposer")),
    (Role.DECIDER, ("决定人", "Decider")),
    (Role.PUBLISHER, ("公布人", "Publisher")),
    (Role.RULE_OWNER, ("规则负责人", "Rule owner")),
    (Role.AUDITOR, ("审计员", "Auditor")),
    (Role.OPERATOR, ("运维员", "Operator")),
)

LABELS: Mapping[tuple[type[StrEnum], str], tuple[str, str]] = {
    (type(member), member.value): words for member, words in _WORDS
}
"""The words of each member, by its class and value: equal values of two classes stay apart."""


def label(member: StrEnum, language: str) -> str:
    """What the value is called in `zh` or `en`."""
    zh, en = LABELS[type(member), member.value]
    return en if language == "en" else zh
