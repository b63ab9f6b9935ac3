"""The catalogue of acts: closed, dated, with a basis, and silent on articles nobody has read."""

import json
from typing import Any

import pytest
import yaml

from credit_registry.domain.records import RecordKind
from credit_registry.domain.restorations import Deed
from credit_registry.law.editions import SEEDS, content_of, parse, read_seeds
from credit_registry.law.restorations import read_acts
from credit_registry.law.seeds import rows

EDITION = parse(read_seeds())
NEVER_RESTORED = {RecordKind.SAMPLING, RecordKind.ACCIDENT, RecordKind.COMPLAINT}


def row(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    text = json.loads(read_seeds())["restoration_acts.yaml"]
    first: dict[str, Any] = rows("restoration_acts.yaml", text)[0]
    return first | changes


def test_every_act_has_a_code_of_its_own_a_first_day_and_a_basis() -> None:
    codes = [act.code for act in EDITION.acts]
    assert len(codes) == len(set(codes)) > 10
    assert all(act.since and act.source and act.source_en for act in EDITION.acts)


def test_what_only_ages_is_restored_by_no_act() -> None:
    restored = {act.kind for act in EDITION.acts if act.deed is Deed.RESTORE}
    assert restored.isdisjoint(NEVER_RESTORED)


def test_what_others_grant_says_so() -> None:
    depends = {act.code: act.depends_zh for act in EDITION.acts}
    for code in ("restore_penalty", "hold_certificate", "verify_instruments", "pass_recheck"):
        assert depends[code]
    assert "获证后才计入" in depends["hold_certificate"]


def test_an_application_waits_for_the_least_display() -> None:
    waiting = {act.code for act in EDITION.acts if act.after_least_display}
    assert waiting == {"restore_penalty", "restore_inspection", "leave_serious_list"}


@pytest.mark.parametrize("changes", [{"deed": "settle"}, {"deed": "hold"}])
def test_an_act_that_does_nothing_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="does not say what becomes"):
        read_acts([row(**changes)])


def test_an_edition_without_the_table_has_no_acts() -> None:
    texts = json.loads(read_seeds())
    assert "restoration_acts.yaml" in SEEDS
    assert yaml.safe_load(texts["restoration_acts.yaml"])
    del texts["restoration_acts.yaml"]
    assert parse(content_of(texts)).acts == ()
