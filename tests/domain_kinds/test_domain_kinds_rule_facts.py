"""What single kinds state so that the rules of GZ-QC-1 can read it, and how it is shown."""

from datetime import date

import pytest
from kind_readings import draft, reasons, shown
from record_texts import CODE

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.publications import Reason as Shown
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.web.api.shapes.records import TYPED_WORDS

K = RecordKind
REFUSED = {"result": "拒绝抽样", "sampled_on": "2026-05-10", "batch": "", "inspection_body": ""}
FAILED = {"result": "不合格", "failed_items": "铅含量", "sampled_on": "2026-05-10"}
SERVED = {"result_served_on": "2026-05-20", "announced_on": "2026-06-01"}


@pytest.mark.parametrize(
    ("role", "standard_type", "category"),
    [
        ("", "国标", "national_standard"),
        ("参与起草", "国标", "national_standard"),
        ("仅执行", "团标", "group_standard"),
        ("主导起草", "国标", "led_national_standard"),
        ("第一起草单位", "企标", "led_enterprise_standard"),
    ],
)
def test_a_standard_whose_drafting_was_led_is_of_a_category_of_its_own(
    role: str, standard_type: str, category: str
) -> None:
    found = draft(K.STANDARD, drafting_role=role, standard_type=standard_type)
    assert found.category == category


def test_computed_categories_and_outcomes_have_their_words() -> None:
    standards = KINDS[K.STANDARD].by_name["standard_type"].enumeration
    assert standards
    computed = {f"led_{code}" for code in standards.values}
    assert computed | {"recheck_announced", "abnormal"} <= TYPED_WORDS.keys()


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("", None),
        ("检验检测认证监测弄虚作假", "false_inspection"),
        ("拒绝抽样", "refused_inspection"),
        ("无证生产", "unlicensed_production"),
        ("虚假承诺", "false_commitment"),
        ("拒不召回", "refused_recall"),
        ("其他违法行为", "other"),
    ],
)
def test_the_class_of_the_violation_is_the_outcome_of_a_penalty(
    word: str, outcome: str | None
) -> None:
    assert draft(K.PENALTY, violation_class=word).outcome == outcome


@pytest.mark.parametrize(
    ("until", "last"),
    [("", None), ("2099/12/31", None), ("2027-03-01", date(2027, 3, 1))],
)
def test_a_penalty_ends_with_its_sanction(until: str, last: date | None) -> None:
    found = draft(K.PENALTY, valid_until=until)
    assert (found.effective_to, found.decided_on) == (last, date(2024, 3, 1))


@pytest.mark.parametrize("until", ["", "2026-06-01", "2028-06-01", "2099/12/31"])
@pytest.mark.parametrize("violation", ["", "拒不召回"])
def test_neither_end_nor_class_of_a_penalty_changes_its_display(until: str, violation: str) -> None:
    stated = {"decided_on": "2026-05-20", "served_on": "2026-05-22", "severity": "一般"}
    plain = shown(K.PENALTY, **stated)
    assert plain.windows
    assert shown(K.PENALTY, **stated, valid_until=until, violation_class=violation) == plain


@pytest.mark.parametrize(
    ("changes", "category"),
    [
        ({}, "safety"),
        ({"sampling_type": "监督抽查"}, "safety"),
        ({"sampling_type": "整改后复查"}, "recheck"),
        (
            {"sampling_type": "复查", "announced_by_province_on": "2026-09-01"},
            "recheck_announced",
        ),
    ],
)
def test_a_failed_recheck_is_told_from_a_first_failure(
    changes: dict[str, str], category: str
) -> None:
    found = draft(K.SAMPLING, **FAILED, **SERVED, **changes)
    assert (found.outcome, found.category) == ("failed", category)


def test_a_passed_recheck_has_no_category_and_says_what_it_is() -> None:
    found = draft(K.SAMPLING, sampling_type="整改后复查")
    assert (found.outcome, found.category) == ("passed", None)
    assert found.title == "监督抽查复查合格：木椅"


def test_a_failure_ends_with_the_recheck_that_was_passed_and_is_shown_as_long_as_before() -> None:
    found = draft(K.SAMPLING, **FAILED, **SERVED, cleared_on="2026-08-01")
    assert found.effective_to == date(2026, 8, 1)
    cleared = shown(K.SAMPLING, **FAILED, **SERVED, cleared_on="2026-08-01")
    assert cleared == shown(K.SAMPLING, **FAILED, **SERVED)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"cleared_on": "2024-08-01"}, ("/cleared_on", Reason.NOT_FAILED)),
        (
            REFUSED | SERVED | {"cleared_on": "2026-08-01"},
            ("/cleared_on", Reason.NOT_FAILED),
        ),
        (
            FAILED | SERVED | {"announced_by_province_on": "2026-09-01"},
            ("/announced_by_province_on", Reason.NO_RECHECK),
        ),
        (
            {"sampling_type": "复查", "announced_by_province_on": "2024-09-01"},
            ("/announced_by_province_on", Reason.NO_RECHECK),
        ),
        (FAILED | SERVED | {"cleared_on": "2026-11-25"}, ("/cleared_on", Reason.FUTURE_DATE)),
        (FAILED | SERVED | {"cleared_on": "2026-05-09"}, ("/cleared_on", Reason.BEFORE)),
    ],
)
def test_what_follows_a_failure_needs_one(
    changes: dict[str, str], fault: tuple[str, Reason]
) -> None:
    assert reasons(K.SAMPLING, **changes) == [fault]


def test_a_refused_sampling_has_neither_batch_nor_laboratory_but_a_day() -> None:
    found = draft(K.SAMPLING, **REFUSED, **SERVED)
    assert (found.outcome, found.category) == ("refused", None)
    assert found.title == "监督抽查拒绝抽样：木椅"
    undated = REFUSED | {"sampled_on": ""}
    assert reasons(K.SAMPLING, **undated) == [("/sampled_on", Reason.MISSING)]
    tested = {"batch": "", "inspection_body": ""}
    assert reasons(K.SAMPLING, **tested) == [
        ("/batch", Reason.MISSING),
        ("/inspection_body", Reason.MISSING),
    ]


def test_a_refusal_is_the_sampled_units_and_not_the_makers() -> None:
    found = draft(K.SAMPLING, **REFUSED, **SERVED)
    assert (found.subject.name, found.detail["role"]) == ("虚构乙商店", "sampled_unit")
    assert found.item_serial == "sampled_unit"
    own = draft(K.SAMPLING, **REFUSED, **SERVED, role="标称生产企业", sampled_unit_code=CODE)
    assert own.subject.name == "虚构甲制造有限公司"


def test_a_refusal_is_held_back_and_shown_as_a_failure_is() -> None:
    refused, failed = shown(K.SAMPLING, **REFUSED, **SERVED), shown(K.SAMPLING, **FAILED, **SERVED)
    assert refused.windows == failed.windows
    (window,) = refused.windows
    assert (window.since, window.until) == (date(2026, 6, 5), date(2027, 5, 10))
    unserved = {"result_served_on": "", "announced_on": ""}
    assert shown(K.SAMPLING, **REFUSED, **unserved).withheld is Shown.CLOCK_UNKNOWN


@pytest.mark.parametrize("name", ["税务非正常户", "社会保险信用异常", "社保信用异常"])
def test_an_abnormal_state_is_no_entry_on_a_list_and_shown_for_a_year(name: str) -> None:
    stated = {"list_name": name, "listed_on": "2026-05-10", "valid_until": "2029-05-09"}
    found = draft(K.NATIONAL_LIST, **stated)
    assert found.outcome == "abnormal"
    assert found.category in {"tax_abnormal", "social_insurance"}
    assert found.title.startswith("认定为")
    (window,) = shown(K.NATIONAL_LIST, **stated).windows
    assert (window.until, window.reason) == (date(2027, 5, 10), Shown.GENERAL_BAND)
    removed = stated | {"removed_on": "2026-08-01", "removal_reason": "已补报"}
    assert draft(K.NATIONAL_LIST, **removed).outcome == "removed"
    assert shown(K.NATIONAL_LIST, **removed).withheld is Shown.OUTCOME_NOT_SHOWN


def test_the_list_of_the_untrustworthy_in_social_insurance_is_no_abnormal_state() -> None:
    found = reasons(K.NATIONAL_LIST, list_name="社会保险领域严重失信人名单")
    assert found == [("/list_name", Reason.NOT_IN_LIST)]


@pytest.mark.parametrize(
    ("word", "category", "title"),
    [
        ("自有检验检测能力", "own_testing", "自有检验检测能力 GB/T 27025"),
        ("委托检验检测", "contracted_testing", "委托检验检测能力 GB/T 27025"),
        ("HACCP", "haccp", "危害分析与关键控制点证书 GB/T 27025"),
    ],
)
def test_a_capability_to_test_is_on_file_and_no_certificate(
    word: str, category: str, title: str
) -> None:
    found = draft(K.CERTIFICATE, scheme=word, standard="GB/T 27025")
    assert (found.category, found.title) == (category, title)


def test_a_recall_delayed_in_spite_of_an_order_is_one_of_its_own() -> None:
    found = draft(K.RECALL, manner="拖延召回")
    assert (found.outcome, found.effective_to) == ("delayed", date(2024, 12, 1))
    assert reasons(K.RECALL, manner="逾期召回", ordered_on="") == [("/ordered_on", Reason.MISSING)]
    ordered = {"ordered_on": "2026-06-01", "started_on": "", "announced_on": ""}
    ended = {"completed_on": "", "progress": ""}
    (window,) = shown(K.RECALL, manner="拖延召回", **ordered, **ended).windows
    assert window.until == date(2027, 6, 1)


@pytest.mark.parametrize("result", ["被通报", "被退运或拒绝入境"])
@pytest.mark.parametrize(
    ("investigation", "severity", "until"),
    [
        ("核查中", Severity.UNDETERMINED, Shown.CLASS_UNDETERMINED),
        ("属实", Severity.GENERAL, date(2027, 5, 10)),
        ("不属实", Severity.MINOR, Shown.MINOR_NOT_SHOWN),
    ],
)
def test_a_notification_is_shown_only_where_the_authority_here_confirmed_it(
    result: str, investigation: str, severity: Severity, until: date | Shown
) -> None:
    stated = {"result": result, "notified_on": "2026-05-10", "investigated_on": "2026-06-10"}
    found = draft(K.EXPORT_NOTIFICATION, **stated, investigation=investigation)
    assert (found.severity, found.occurred_on) == (severity, found.decided_on)
    display = shown(K.EXPORT_NOTIFICATION, **stated, investigation=investigation)
    found_ends: list[object] = [window.until for window in display.windows]
    assert (found_ends or [display.withheld]) == [until]


def test_what_was_found_about_a_notification_needs_a_day_and_an_authority() -> None:
    missing = {"investigated_on": "", "authority_name": ""}
    assert reasons(K.EXPORT_NOTIFICATION, **missing) == [
        ("/investigated_on", Reason.MISSING),
        ("/authority_name", Reason.MISSING),
    ]
    assert reasons(K.EXPORT_NOTIFICATION, **missing, investigation="核查中") == []


def test_batches_of_one_notification_are_told_apart() -> None:
    one, other = (draft(K.EXPORT_NOTIFICATION, batch=batch) for batch in ("1", "2"))
    assert one.document_number == other.document_number
    assert one.item_serial != other.item_serial
    assert one.title == "出口产品被通报：木椅（虚构国）"
