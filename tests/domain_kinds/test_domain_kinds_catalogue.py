from collections import Counter

import pytest

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import FieldType, folded
from credit_registry.domain.kinds.reasons import Reason, in_chinese
from credit_registry.domain.records import RecordKind

ALL = list(KINDS.values())


def test_every_record_kind_is_in_the_catalogue() -> None:
    assert set(KINDS) == set(RecordKind)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_no_heading_means_two_fields(kind: Kind) -> None:
    headings = Counter(
        heading
        for field in kind.fields
        for heading in {folded(heading) for heading in field.all_headings}
    )
    assert [heading for heading, count in headings.items() if count > 1] == []


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_every_field_has_both_labels_and_every_choice_an_enumeration(kind: Kind) -> None:
    for field in kind.fields:
        assert field.label_zh
        assert field.label_en
        is_choice = field.type in {FieldType.CHOICE, FieldType.CHOICES}
        assert is_choice == (field.enumeration is not None)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_every_kind_names_its_subject_its_unit_and_its_number(kind: Kind) -> None:
    assert {"subject_name", "uscc", "source_unit_name", "disclosure"} <= kind.by_name.keys()


def test_a_legal_representative_is_not_public() -> None:
    public = {field.name for kind in ALL for field in kind.public_fields}
    assert not {"legal_representative", "remarks"} & public


def test_every_reason_has_its_chinese() -> None:
    assert all(in_chinese(reason) != reason for reason in Reason)
