"""The sentences made from an evaluation."""

from datetime import date

from rule_builders import (
    EXTRACT,
    a_commitment,
    a_dossier,
    a_failed_sampling,
    a_penalty,
    evaluated,
)

from credit_registry.domain.records import Severity
from credit_registry.rules.findings import Evaluation
from credit_registry.rules.words.explanations import explain

DAY = date(2026, 11, 24)


def a_full_evaluation() -> Evaluation:
    serious = [
        a_penalty(date(2026, 1, i), record_id=i, fen=123456, severity=Severity.SERIOUS)
        for i in (1, 2)
    ]
    return evaluated(
        a_dossier(
            *serious,
            a_failed_sampling(date(2025, 3, 1), record_id=3),
            a_commitment(date(2026, 1, 1), None, record_id=4),
            a_penalty(None, record_id=5),
        ),
        DAY,
    )


def test_sentences_say_what_counted_how_much_which_document_and_until_when() -> None:
    sentences = explain(EXTRACT, a_full_evaluation())
    zh = "\n".join(sentence.zh for sentence in sentences)
    en = "\n".join(sentence.en for sentence in sentences)
    assert (
        "《监督抽查结果》（抽〔2025〕3号）计入-4分的50%，此比例至2027年3月1日，计至2028年3月1日。"
        in zh
    )
    assert (
        "counts 50 % of -4 points, at this share until 2027-03-01, and in all until 2028-03-01."
        in en
    )
    assert "合计2469.12元，得11分（最高14分）。依据：GZ-QC-1 D1" in zh
    assert "等级不高于C" in zh
    assert "only the statutory procedure decides" in en
    assert "如无新的记录，结果最早于2027年3月2日可能变化。" in zh
    assert "Without new records, the result can next change on 2027-03-02." in en


def test_sentences_say_why_there_is_no_grade_and_what_has_no_data() -> None:
    evaluation = evaluated(a_dossier(established_on=DAY, covered=frozenset()), DAY)
    sentences = explain(EXTRACT, evaluation)
    assert (
        sentences[0].zh
        == "截至2026年11月24日不予评级（N）：成立不满12个月；有数据的评价维度不足2个。"
    )
    assert "fewer than 12 months" in sentences[0].en
    assert any(
        sentence.zh == "维度C（产品与工程绩效）没有数据，不计入总分。" for sentence in sentences
    )
