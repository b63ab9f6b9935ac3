"""A draft of the rules is written on the desk row by row, tried, submitted and released."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from filled_forms import FilledForm
from rule_drafts import TODAY, a_draft, populate
from signed_in import officer_client
from trial_runs import run_waiting

from credit_registry.domain.actors import Actor, Role
from credit_registry.rules.documents.documents import (
    formed,
    shipped_rule_sets,
    to_tree,
    write_rule_set,
)
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.row_edits import SECTIONS, RowEdit, edited
from credit_registry.rules.tables.row_forms import SEPARATOR, row_of, rows_at, typed_of
from credit_registry.rules.versions import canonical_form
from credit_registry.services.rule_changes import rule_set_files
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters.rule_rows import Around, fields_of, groups_in
from credit_registry.web.site.voices import Voice

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from credit_registry.services.registry import Registry

DESK = "/desk/rule-drafts"


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """The rule owner of the population that is made by hand."""
    return populate(registry)


@pytest.fixture
def writer(app: Flask, owner: Actor) -> FlaskClient:
    """Who writes the draft."""
    return officer_client(app, owner)


def begun(client: FlaskClient, rule_set: RuleSet) -> str:
    """The address of a draft that is begun from a file."""
    sent = {"draft_file": (io.BytesIO(write_rule_set(rule_set).encode()), "draft.yaml")}
    answer = client.post(DESK, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def form(client: FlaskClient, address: str) -> dict[str, str | list[str]]:
    """What stands in the form of a row, as a browser would send it."""
    answer = client.get(address)
    assert answer.status_code == 200
    return {**FilledForm(answer.text).values, "act": "save"}


def kept(client: FlaskClient, draft: str) -> RuleSet:
    """The draft as its file has it, whatever faults it has."""
    return formed(yaml.safe_load(client.get(f"{draft}/draft.yaml").data))


def as_sent(section: str, shown: dict[str, str], tree: dict[str, Any]) -> dict[str, str]:
    """What a browser sends of a row's form: of boxes the ticked ones in the order of the page."""
    typed, around = Typed(shown, Voice("zh")), Around(tree, {})
    groups = groups_in(section, typed, around)
    nested = (each for group in groups for row in group.rows for each in row.fields)
    sent = {}
    for each in (*fields_of(section, typed, around, None), *nested):
        codes = [code for code, _ in each.options]
        standing = each.value.split(SEPARATOR)
        ticked = SEPARATOR.join(code for code in codes if code in standing)
        assert each.kind == "choices" or not codes or each.value in codes
        sent[each.name] = ticked if each.kind == "choices" else each.value
    return sent


@pytest.mark.parametrize("rule_set", shipped_rule_sets(), ids=lambda each: each.code)
def test_a_whole_rule_set_passes_through_its_forms_unchanged(rule_set: RuleSet) -> None:
    tree = through = to_tree(rule_set)
    for section in SECTIONS:
        for index, row in enumerate(rows_at(tree, section)):
            sent = as_sent(section, typed_of(section, row), tree)
            edit = RowEdit(section, index, row_of(section, sent), index + 1)
            through = edited(through, edit)
    assert canonical_form(formed(through)) == canonical_form(rule_set)


def test_saving_what_a_page_shows_changes_nothing(writer: FlaskClient) -> None:
    draft = begun(writer, a_draft())
    for row in ("head/1", "dimensions/1", "grades/1", "rules/1", "rules/5"):
        address = f"{draft}/rows/{row}"
        answer = writer.post(address, data=form(writer, address))
        assert (answer.status_code, answer.location) == (303, address)
    assert canonical_form(kept(writer, draft)) == canonical_form(a_draft())
    assert "<dt>修改次数</dt><dd>1</dd>" in writer.get(draft).text


def with_a_threshold_changed(client: FlaskClient) -> str:
    """The address of a draft in which fines from 10,000 yuan on leave no points."""
    draft = begun(client, a_draft(fines=False))
    place = [rule.code for rule in a_draft().rules].index("D1") + 1
    address = f"{draft}/rows/rules/{place}"
    values = form(client, address)
    (name,) = (n for n, v in values.items() if n.endswith(".at_least") and v == ["1000000"])
    values[name.replace("at_least", "points")] = "0"
    assert client.post(address, data=values).status_code == 303
    return draft


def test_a_threshold_that_is_changed_shows_as_the_difference(writer: FlaskClient) -> None:
    draft = with_a_threshold_changed(writer)
    assert canonical_form(kept(writer, draft)) == canonical_form(a_draft())
    shown = writer.get(draft).text
    assert "修改 规则D1 分段" in shown
    assert "检查未发现错误" in shown
    assert writer.post(f"{draft}/submission", data={"submission_reason": "早"}).status_code == 422


def test_a_draft_is_tried_in_the_background_submitted_and_released_by_another(
    writer: FlaskClient, officers: dict[Role, FlaskClient], registry: Registry
) -> None:
    draft = with_a_threshold_changed(writer)
    trial = writer.post(f"{draft}/trial").location
    waiting = writer.get(trial)
    assert (waiting.status_code, waiting.headers["Refresh"]) == (200, "3")
    assert "等待试算" in waiting.text
    assert writer.post(f"{draft}/trial").location == trial
    assert run_waiting(registry) == 1
    report = writer.get(trial).location
    assert "有等级的 5 个主体中 1 个（20.0 %）" in writer.get(report).text
    assert writer.post(f"{draft}/submission", data={}).status_code == 422
    sent = writer.post(f"{draft}/submission", data={"submission_reason": "新裁量基准"})
    assert sent.status_code == 303, sent.text
    assert "须由另一名规则负责人批准" in writer.get(sent.location).text
    another = officers[Role.RULE_OWNER]
    stated = {"override_reason": "已施行", "confirmed": "yes"}
    assert another.post(f"{sent.location}/approval", data=stated).status_code == 303
    assert "已发布" in another.get(sent.location).text


def test_a_row_that_cannot_be_read_is_refused_beside_its_field_and_keeps_what_was_typed(
    writer: FlaskClient,
) -> None:
    draft = begun(writer, a_draft())
    address = f"{draft}/rows/rules/1"
    values = form(writer, address) | {"most": "lots", "title.en": "", "industries": "9"}
    answer = writer.post(address, data=values)
    assert answer.status_code == 422
    assert FilledForm(answer.text).value("most") == "lots"
    for name, text in (
        ("most", "不是可接受的数字"),
        ("title.en", "必须填写"),
        ("industries", "GB/T 4754"),
    ):
        assert f'href="#field-{name}"' in answer.text
        assert re.search(rf'id="fault-{re.escape(name)}">[^<]*{text}', answer.text)
    private = form(writer, address) | {"clause.zh": "电话13800000000"}
    refused = writer.post(address, data=private)
    assert refused.status_code == 422
    assert 'id="fault-clause.zh"' in refused.text
    english = writer.post(f"/en{address}", data=values)
    assert "Not a valid integer." in english.text
    assert canonical_form(kept(writer, draft)) == canonical_form(a_draft())


def test_a_fault_of_content_is_saved_told_at_its_row_and_bars_the_trial(
    writer: FlaskClient,
) -> None:
    draft = begun(writer, a_draft())
    address = f"{draft}/rows/grades/1"
    assert writer.post(address, data=form(writer, address) | {"at_least": "1"}).status_code == 303
    shown = writer.get(draft).text
    assert "等级的最低分应低于前一级" in shown
    assert f'<a href="{draft}/rows/grades/2">' in shown
    assert "对全部主体试算" not in shown
    assert (
        'id="fault-at_least">等级的最低分应低于前一级' in writer.get(f"{draft}/rows/grades/2").text
    )
    assert writer.post(f"{draft}/trial").status_code == 400
    assert kept(writer, draft).grades[0].at_least == 100


def test_who_saves_on_an_older_revision_is_shown_the_difference_and_may_save_again(
    writer: FlaskClient, officers: dict[Role, FlaskClient]
) -> None:
    draft = begun(writer, a_draft())
    address = f"{draft}/rows/grades/2"
    old = form(writer, address)
    another = officers[Role.RULE_OWNER]
    theirs = form(another, address) | {"at_least": "81"}
    assert another.post(address, data=theirs).status_code == 303
    answer = writer.post(address, data=old | {"at_least": "82"})
    assert answer.status_code == 412
    assert "草案已由他人修改" in answer.text
    assert re.search(r"<li>修改 等级AA 最低分：81分 → 82分</li>", answer.text)
    again = {**FilledForm(answer.text).values, "act": "save"}
    assert again["at_least"] == ["82"]
    assert writer.post(address, data=again).status_code == 303
    assert kept(writer, draft).grades[1].at_least == 8200


def test_rules_are_added_moved_and_removed(writer: FlaskClient) -> None:
    draft = begun(writer, a_draft())
    first = a_draft().rules[0].code
    values = form(writer, f"{draft}/rows/rules/1")
    values |= {"code": ["X1"], "place": ["2"]}
    values["revision"] = form(writer, f"{draft}/rows/rules/new")["revision"]
    added = writer.post(f"{draft}/rows/rules/new", data=values)
    assert added.location == f"{draft}/rows/rules/2"
    assert [rule.code for rule in kept(writer, draft).rules[:2]] == [first, "X1"]
    moved = form(writer, f"{draft}/rows/rules/2") | {"place": ["1"]}
    assert writer.post(f"{draft}/rows/rules/2", data=moved).location == f"{draft}/rows/rules/1"
    gone = form(writer, f"{draft}/rows/rules/1") | {"act": "remove"}
    assert writer.post(f"{draft}/rows/rules/1", data=gone).location == draft
    assert canonical_form(kept(writer, draft)) == canonical_form(a_draft())
    assert writer.get(f"{draft}/rows/rules/99").status_code == 404
    assert writer.get(f"{draft}/rows/rules/x").status_code == 404
    assert writer.get(f"{draft}/rows/heads/1").status_code == 404
    assert writer.get(f"{draft}/draft.csv").status_code == 404


def test_a_draft_begins_with_a_version_or_a_workbook_and_a_bad_file_is_refused_by_row(
    writer: FlaskClient,
) -> None:
    page = writer.get(f"{DESK}/new").text
    version = FilledForm(page).value("begun_from")
    draft = writer.post(DESK, data={"begun_from": version}).location
    book = writer.get(f"{draft}/draft.xlsx").data
    assert canonical_form(rule_set_files.read(book).rule_set) == (
        canonical_form(kept(writer, draft))
    )
    sent = {"draft_file": (io.BytesIO(book), "draft.xlsx")}
    again = writer.post(DESK, data=sent, content_type="multipart/form-data").location
    assert canonical_form(kept(writer, again)) == canonical_form(kept(writer, draft))
    tree = to_tree(a_draft()) | {"since": "soon"}
    bad = {"draft_file": (io.BytesIO(yaml.safe_dump(tree).encode()), "draft.yaml")}
    refused = writer.post(DESK, data=bad, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "/since: 日期写作2026-04-01" in refused.text
    assert writer.post(DESK, data={"begun_from": "x"}).status_code == 422


def test_a_draft_is_discarded_after_it_was_asked_once_more(writer: FlaskClient) -> None:
    draft = begun(writer, a_draft())
    assert draft in writer.get("/desk/rule-changes").text
    asked = writer.post(f"{draft}/discarding")
    assert "确认废弃草案" in asked.text
    assert writer.post(f"{draft}/discarding", data={"confirmed": "no"}).location == draft
    assert writer.post(f"{draft}/discarding", data={"confirmed": "yes"}).status_code == 303
    assert writer.get(draft).status_code == 404
    assert draft not in writer.get("/desk/rule-changes").text


def test_other_officers_read_a_draft_and_write_nothing(
    writer: FlaskClient, officers: dict[Role, FlaskClient], client: FlaskClient
) -> None:
    draft = begun(writer, a_draft())
    decider = officers[Role.DECIDER]
    shown = decider.get(draft).text
    assert f'<form method="post" action="{draft}' not in shown
    assert "保存</button>" not in decider.get(f"{draft}/rows/rules/1").text
    for act in ("rows/rules/1", "trial", "submission", "discarding"):
        assert decider.post(f"{draft}/{act}").status_code == 403
    assert decider.post(DESK).status_code == 403
    assert client.get(draft).status_code == 302
    assert a_draft().since == TODAY
