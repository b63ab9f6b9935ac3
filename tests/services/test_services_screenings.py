"""Screenings: codes decide, names suggest, one faulty row fails no other, consortia, dismissals."""

from datetime import date
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, merge, subject_of
from screenings_made import AWARDS, PROCUREMENT, TENDERING, answers, issued, tree_of
from statements import counted

from credit_registry.domain.actors import Role
from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import (
    InvalidInput,
    NotFound,
    Unlawful,
)
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import Disclosure, RecordKind, Severity
from credit_registry.domain.screenings import AskedKind
from credit_registry.domain.subjects import Standing
from credit_registry.domain.uses import Outcome
from credit_registry.law.consortia import rule_on
from credit_registry.services import law_editions
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry
from credit_registry.services.screening import consortia
from credit_registry.services.screening.asked_subjects import Asked
from search_index.errors import IndexMissing

NAME = "虚构市第{}制造有限公司"
TODAY = date(2026, 11, 23)


def a_suspension(number: int, **changes: Any) -> RecordDraft:  # noqa: ANN401 - any field
    values: dict[str, Any] = {
        "category": "suspend_business",
        "severity": Severity.SERIOUS,
        "title": "责令停产停业",
    }
    return a_record_draft(RecordKind.PENALTY, number, **{**values, **changes})


@pytest.fixture
def screened(registry: Registry) -> Registry:
    """Six enterprises: the second suspended, the fourth deregistered, the fifth with a secret."""
    deliver(
        registry,
        *(a_subject_draft(number) for number in (1, 2, 3, 5, 6)),
        a_subject_draft(4, standing=Standing.DEREGISTERED),
    )
    deliver(
        registry,
        a_suspension(2),
        a_suspension(5, disclosure=Disclosure.INTERNAL, title="不公开的处罚"),
    )
    indexing.follow(registry)
    return registry


def test_a_code_decides_and_the_profile_answers_with_clause_and_record(screened: Registry) -> None:
    plain, barred = answers(
        screened, Asked(code=a_uscc(1)), Asked(code=a_uscc(2), name=NAME.format(2))
    )
    assert (plain["identity"]["sureness"], plain["identity"]["reason"]) == (
        "certain",
        "code_decides",
    )
    assert (plain["answer"], plain["profile"]["reasons"], plain["cautions"]) == (
        "no_bar_found",
        [],
        [],
    )
    assert barred["answer"] == "barred"
    (reason,) = barred["profile"]["reasons"]
    assert reason["clauses"][0]["zh"] == "中华人民共和国政府采购法第22条"
    assert reason["grounds"][0]["record"]
    assert barred["candidates"][0]["score_centi"] == 10_000
    assert barred["candidates"][0]["sentence"]["zh"] == "代码相符，名称相同；可以确定为同一主体。"


def test_a_name_alone_suggests_and_never_decides(screened: Registry) -> None:
    (found,) = answers(screened, Asked(name=NAME.format(2)))
    assert (found["identity"]["sureness"], found["identity"]["reason"]) == (
        "unsure",
        "name_only_suggests",
    )
    assert (found["identity"]["subject"], found["profile"], found["answer"]) == (
        None,
        None,
        "needs_review",
    )
    first = found["candidates"][0]
    assert (first["code"], first["score_centi"], first["profile"]["outcome"]) == (
        a_uscc(2),
        7_000,
        "barred",
    )
    assert first["sentence"]["en"] == (
        "The name is the same. That alone does not make it the same subject."
    )


@pytest.mark.parametrize(
    ("asked", "sureness", "reason", "first"),
    [
        pytest.param(
            Asked(code=a_uscc(77), name=NAME.format(1)), "unsure", "code_not_on_file", 1,
            id="unknown code, known name",
        ),
        pytest.param(Asked(code=a_uscc(77)), "nobody", "code_not_on_file", None, id="unknown code"),
        pytest.param(
            Asked(code=a_uscc(1).replace("0", "O", 1)), "unsure", "code_faulty", 1,
            id="code with a slip",
        ),
        pytest.param(Asked(code="9136"), "nobody", "code_faulty", None, id="half a code"),
        pytest.param(Asked(name="无此贸易行"), "nobody", "nothing_found", None, id="unknown name"),
        pytest.param(
            Asked(name="张三", kind=AskedKind.NATURAL_PERSON), "nobody", "natural_person", None,
            id="a natural person",
        ),
        pytest.param(
            Asked(name=NAME.format(1), least_score_centi=7_500), "nobody", "nothing_found", None,
            id="below the threshold of its row",
        ),
        pytest.param(
            Asked(name=NAME.format(1), address="虚构市测试路1号", least_score_centi=7_500),
            "unsure", "name_only_suggests", 1, id="name and address",
        ),
        pytest.param(Asked(code=a_uscc(1)[8:17]), "certain", "code_decides", 1, id="embedded code"),
    ],
)  # fmt: skip
def test_what_is_given_says_how_sure_it_can_be(
    screened: Registry, asked: Asked, sureness: str, reason: str, first: int | None
) -> None:
    (found,) = answers(screened, asked)
    assert (found["identity"]["sureness"], found["identity"]["reason"]) == (sureness, reason)
    codes = [each["code"] for each in found["candidates"]]
    assert codes[:1] == ([] if first is None else [a_uscc(first)])
    assert found["answer"] == ("no_bar_found" if sureness == "certain" else "needs_review")


def test_a_short_name_that_may_be_a_persons_is_marked(screened: Registry) -> None:
    (found,) = answers(screened, Asked(name="张三"))
    assert found["cautions"] == ["may_be_natural_person"]


def test_a_code_decides_against_another_name_and_says_that_it_differs(screened: Registry) -> None:
    differing, gone = answers(
        screened,
        Asked(code=a_uscc(1), name=NAME.format(2)),
        Asked(code=a_uscc(4), division="999902"),
    )
    assert (differing["identity"]["code"], differing["cautions"]) == (a_uscc(1), ["name_differs"])
    assert gone["cautions"] == ["not_in_operation"]


@pytest.mark.parametrize(
    ("asked", "field", "reason"),
    [
        pytest.param(Asked(), "name", "nothing_asked", id="nothing"),
        pytest.param(Asked(code="11010519491231002X"), "code", "personal_number", id="identity"),
        pytest.param(Asked(name="张三13800138000"), "name", "personal_number", id="telephone"),
        pytest.param(Asked(name="长" * 201), "name", "too_long", id="long"),
        pytest.param(Asked(id="no id"), "id", "no_id", id="no id"),
    ],
)
def test_a_faulty_row_is_refused_alone_and_nothing_of_it_is_kept(
    screened: Registry, asked: Asked, field: str, reason: str
) -> None:
    made = issued(screened, asked, Asked(code=a_uscc(1)))
    refused, other = tree_of(made)["subjects"]
    assert (refused["identity"]["reason"], refused["answer"]) == ("refused", "needs_review")
    assert (refused["fault"]["field"], refused["fault"]["reason"]) == (field, reason)
    assert other["answer"] == "no_bar_found"
    for text in (asked.code, asked.name):
        assert not text or text not in made.content.decode()


def test_only_officers_are_told_what_is_withheld_and_it_bars_nothing(screened: Registry) -> None:
    asked = Asked(code=a_uscc(5))
    (public,) = answers(screened, asked)
    (internal,) = answers(screened, asked, actor=an_officer(screened, Role.AUDITOR))
    assert (public["answer"], internal["answer"]) == ("no_bar_found", "needs_review")
    assert internal["profile"]["reasons"][0]["grounds"][0]["is_public"] is False
    with pytest.raises(InvalidInput, match="today"):
        answers(screened, asked, as_of=date(2026, 1, 1))


def test_a_duplicates_code_means_the_subject_that_stands_for_it(screened: Registry) -> None:
    first, second = (subject_of(screened, a_uscc(number)) for number in (1, 2))
    merge(screened, second, first)
    (found,) = answers(screened, Asked(code=a_uscc(2)))
    assert (found["identity"]["subject"], found["cautions"]) == (
        to_public(first),
        ["code_forwarded"],
    )
    assert found["answer"] == "barred"


@pytest.mark.parametrize(
    ("purpose", "code", "answer"),
    [
        (PROCUREMENT, "procurement_consortium", "barred"),
        (TENDERING, "tendering_consortium", "needs_review"),
        (AWARDS, None, None),
    ],
)
def test_a_consortium_is_what_its_gravest_member_is_where_a_rule_says_so(
    screened: Registry, purpose: str, code: str | None, answer: str | None
) -> None:
    rows = (
        Asked(code=a_uscc(1), consortium="甲联合体"),
        Asked(code=a_uscc(2), consortium="甲联合体"),
        Asked(code=a_uscc(3), consortium="乙联合体"),
        Asked(code=a_uscc(6)),
    )
    found, other = tree_of(issued(screened, *rows, purpose=purpose))["consortia"]
    assert (found["name"], found["members"], found["answer"]) == ("甲联合体", [1, 2], answer)
    assert (found["rule"] or {"code": None})["code"] == code
    assert other["answer"] == (None if answer is None else "no_bar_found")
    if found["rule"]:
        assert found["rule"]["verification"] in {"instrument", "registry"}
        assert "条" not in found["rule"]["zh"]


@pytest.mark.parametrize(
    ("purpose", "answer"), [(PROCUREMENT, Outcome.BARRED), (TENDERING, Outcome.NEEDS_REVIEW)]
)
def test_a_rule_that_rests_on_no_checked_law_asks_for_review_and_bars_nobody(
    screened: Registry, purpose: str, answer: Outcome
) -> None:
    with screened.reading() as session:
        rules = law_editions.current(session).edition.consortia
    rule = rule_on(rules, purpose, screened.clock.today())
    assert consortia.under(rule, Outcome.BARRED) is answer
    assert consortia.under(rule, Outcome.NO_BAR_FOUND) is Outcome.NO_BAR_FOUND


def test_what_the_asker_chose_is_certain_and_says_by_whom(screened: Registry) -> None:
    number = to_public(subject_of(screened, a_uscc(2)))
    (found,) = answers(screened, Asked(name="说不清的名称", id=number))
    assert (found["identity"]["reason"], found["answer"]) == ("chosen_by_asker", "barred")
    assert "由查询人选定" in found["candidates"][0]["sentence"]["zh"]


def test_what_the_asker_says_is_not_meant_is_told_and_not_counted(screened: Registry) -> None:
    (found,) = answers(screened, Asked(name=NAME.format(2)))
    ids = tuple(each["subject"] for each in found["candidates"])
    (found,) = answers(screened, Asked(name=NAME.format(2), dismissed=ids))
    assert found["identity"]["reason"] == "all_dismissed"
    assert all(each["is_dismissed"] for each in found["candidates"])


def test_a_screening_takes_up_to_five_hundred_and_no_less_than_one(screened: Registry) -> None:
    with pytest.raises(Unlawful):
        answers(screened)
    with pytest.raises(Unlawful):
        answers(screened, *[Asked(name="甲")] * 501)
    with pytest.raises(NotFound, match="housing"):
        answers(screened, Asked(name="甲"), purpose="housing")


def test_a_screening_takes_as_many_statements_for_many_as_for_few(screened: Registry) -> None:
    few = (Asked(code=a_uscc(1)), Asked(name=NAME.format(2)), Asked(code="1" * 18))
    with counted(screened.database) as once:
        answers(screened, *few)
    with counted(screened.database) as often:
        answers(screened, *few, *[Asked(code=a_uscc(n), name=NAME.format(n)) for n in range(1, 60)])
    assert often.count == once.count


class Gone:
    """An index that cannot answer."""

    def search(self, _query: object) -> object:
        """Raise."""
        raise IndexMissing("gone")


def test_without_an_index_exact_names_are_still_suggested(screened: Registry) -> None:
    screened.index.port = Gone()  # type: ignore[assignment]
    made = tree_of(issued(screened, Asked(name=NAME.format(2)), Asked(name="虚构市第2")))
    assert made["versions"]["index_is_degraded"] is True
    assert [each["code"] for each in made["subjects"][0]["candidates"]] == [a_uscc(2)]
    assert made["subjects"][1]["candidates"] == []
