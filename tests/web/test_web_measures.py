"""The catalogue of measures on its page and in the API, and what follows from an entry."""

from typing import Any

from api_callers import Caller
from desk_cases import Desk
from page_elements import Page
from served import PENALISED

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import Step

REGULATION = "企业信息公示暂行条例"


def measures_of(desk: Desk) -> list[dict[str, Any]]:
    client = desk.app.test_client()
    answer = client.get(f"/api/v1/enterprises/{desk.code}/listings")
    entries: list[dict[str, Any]] = answer.get_json()["listings"]
    return entries[0]["measures"] if entries else []


def test_the_page_shows_three_families_each_measure_with_its_basis(desk: Desk) -> None:
    client = desk.app.test_client()
    page = Page(client.get("/measures").text)
    told = page.text
    families = [told.index(f" {name} ") for name in ("激励措施", "惩戒措施", "修复措施")]
    assert families == sorted(families)
    assert {"I01", "D01", "D06", "N01", "R02"} <= set(page.ids)
    row = told[told.index(" D01 ") : told.index(" D02 ")]
    assert REGULATION in row
    assert "行政法规 · 文件已核对" in row
    english = client.get("/en/measures").text
    assert "Interim Regulations on the Publicity of Enterprise Information" in english


def test_the_api_gives_the_catalogue_column_by_column(caller: Caller) -> None:
    client = caller.app.test_client()
    answer = client.get("/api/v1/measures?as_of=2021-08-31").get_json()
    measures = {each["code"]: each for each in answer["measures"]}
    barring = measures["D04"]
    assert (barring["use"]["code"], barring["force"]["code"]) == ("honours", "bars")
    assert barring["level"]["code"] == "administrative_regulation"
    assert barring["lists"] == ["serious_violation"]
    assert barring["is_in_force"] is False
    assert (measures["I02"]["body"], measures["I02"]["use"]) == (None, None)
    on_the_day = client.get("/api/v1/measures?as_of=2021-09-01").get_json()["measures"]
    assert [each["code"] for each in on_the_day if not each["is_in_force"]] == ["R01", "R02"]


def test_a_list_names_its_measures_with_their_basis(desk: Desk) -> None:
    client = desk.app.test_client()
    text = client.get("/lists/black/serious_violation").text
    assert "D01 政府采购中作为重要考量因素" in text
    assert REGULATION in text
    assert "N01" not in text
    assert "I01" in client.get("/lists/red/honours").text


def test_the_decision_asks_for_the_measures_with_all_ticked(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.advance(days=8)
    page = Page(desk.officers[Role.DECIDER].get(f"{desk.path}/decide").text)
    ticked = [each for each in page.all("input") if each.get("type") == "checkbox"]
    assert [each["value"] for each in ticked] == ["D01", "D02", "D03", "D04", "D05", "D06"]
    assert all("checked" in each for each in ticked)


def test_a_decision_without_any_measure_is_asked_again(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.advance(days=8)
    answer = desk.send(Step.DECIDE, measures="")
    assert answer.status_code == 422
    assert "至少选择一项措施" in answer.text


def test_the_chosen_measures_are_asked_once_more_and_shown_with_the_published_entry(
    desk: Desk,
) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.advance(days=8)
    asked = desk.send(Step.DECIDE, measures="D04;D01", confirmed="")
    assert "政府采购中作为重要考量因素、市场监督管理部门不授予荣誉" in asked.text
    desk.take(Step.DECIDE, measures="D04;D01")
    assert measures_of(desk) == []
    desk.take(Step.GIVE_CONSENT)
    desk.take(Step.PUBLISH)
    assert [each["code"] for each in measures_of(desk)] == ["D01", "D04"]
    shown = desk.app.test_client().get(f"/e/{desk.given.code(PENALISED)}").text
    assert "D04 市场监督管理部门不授予荣誉" in shown
    assert "D02" not in shown
    desk.take(Step.WITHDRAW)
    assert measures_of(desk) == []
    assert "D04" not in desk.app.test_client().get(f"/e/{desk.code}").text


def test_a_measure_that_is_none_of_the_lists_is_refused_on_the_desk(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.advance(days=8)
    assert desk.send(Step.DECIDE, measures="N01").status_code == 422
