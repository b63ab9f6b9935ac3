"""Published rule sets as files and as the whole table on their page."""

import pytest
from builders import an_officer
from flask.testing import FlaskClient
from page_elements import Page
from served import Served

from credit_registry.domain.actors import Role
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.rules.rule_sets import Purpose, RuleSet
from credit_registry.rules.versions import version_of
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import rule_set_files
from credit_registry.web.rule_set_files import XLSX, YAML


@pytest.fixture
def found(filled: Served) -> RuleSet:
    """The rule set that was published."""
    with filled.registry.reading() as session:
        return rule_sets.compiled(rule_sets.published(session)[0].content).rule_set


@pytest.mark.parametrize("media", [YAML, XLSX])
def test_the_interface_gives_a_version_as_the_file_that_is_asked_for(
    client: FlaskClient, found: RuleSet, media: str
) -> None:
    path = f"/api/v1/rule-sets/{version_of(found)}"
    answer = client.get(path, headers={"Accept": media})
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert rule_set_files.read(answer.data).rule_set == found
    tag = answer.headers["ETag"]
    again = client.get(path, headers={"Accept": media, "If-None-Match": tag})
    assert again.status_code == 304
    assert client.get(path).headers["ETag"] != tag


def test_of_two_types_the_one_that_is_preferred_is_given(
    client: FlaskClient, found: RuleSet
) -> None:
    path = f"/api/v1/rule-sets/{version_of(found)}"
    accepted = f"{YAML};q=0.5, {XLSX}"
    assert client.get(path, headers={"Accept": accepted}).mimetype == XLSX
    assert client.get(path, headers={"Accept": "*/*"}).mimetype == "application/json"
    assert client.get(path, headers={"Accept": "text/csv"}).status_code == 406


@pytest.mark.parametrize(("ending", "media"), [("yaml", YAML), ("xlsx", XLSX)])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_offers_both_files(
    client: FlaskClient, found: RuleSet, prefix: str, ending: str, media: str
) -> None:
    version = version_of(found)
    address = f"{prefix}/rules/{version}.{ending}"
    assert f'href="{address}"' in client.get(f"{prefix}/rules/{version}").text
    answer = client.get(address)
    assert answer.mimetype == media
    name = f'filename="{found.code}-{version[:12]}.{ending}"'
    assert name in answer.headers["Content-Disposition"]
    assert version_of(rule_set_files.read(answer.data).rule_set) == version


def test_a_file_of_no_version_is_not_found(client: FlaskClient, filled: Served) -> None:
    assert client.get("/rules/unknown.xlsx").status_code == 404
    assert client.get("/rules/unknown.yaml").status_code == 404


def test_the_page_says_of_every_rule_what_counts_and_what_it_gives(
    client: FlaskClient, found: RuleSet
) -> None:
    path = f"/rules/{version_of(found)}"
    zh, en = Page(client.get(path).text).text, Page(client.get(f"/en{path}").text).text
    assert "监督抽查（结果为不合格）" in zh
    assert "自发生日期起，12个月内按100%；24个月内按50%；36个月内按25%" in zh
    assert "级别为国家级：-6分" in zh
    assert "Supervision sampling (outcome failed)" in en
    assert "level National: -6" in en
    assert "Limits: 0 to 18 points" in en
    assert "计算方式：逐条加减分" in zh


def test_the_page_says_requirements_effects_and_industries(
    client: FlaskClient, registry: Registry
) -> None:
    owner = an_officer(registry, Role.RULE_OWNER)
    whole = next(each for each in shipped_rule_sets() if each.code == "GZ-QC-1")
    with registry.transaction() as session:
        path = "/rules/" + rule_sets.publish(session, whole, actor=owner, at=registry.clock.now())
    zh, en = Page(client.get(path).text).text, Page(client.get(f"/en{path}").text).text
    assert "M-T（12个月内完成的质量培训）记录数不低于1条" in zh
    assert "有记录：等级不高于D" in zh
    assert "适用行业：C（制造业）" in zh
    assert "Industries: C (Manufacturing)" in en
    assert "months since establishment at least 36" in en


def test_a_risk_class_shows_the_share_that_is_inspected(
    client: FlaskClient, registry: Registry
) -> None:
    owner = an_officer(registry, Role.RULE_OWNER)
    risk = next(each for each in shipped_rule_sets() if each.purpose is Purpose.RISK)
    with registry.transaction() as session:
        version = rule_sets.publish(session, risk, actor=owner, at=registry.clock.now())
    share = risk.grades[0].sampling_percent
    assert f"抽查{share}%" in Page(client.get(f"/rules/{version}").text).text
    assert f"{share} % inspected" in Page(client.get(f"/en/rules/{version}").text).text
