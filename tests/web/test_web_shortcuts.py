"""Shortcuts of the desk: those of the account's own pages, listed in words, and turned off."""

from __future__ import annotations

import re

from desk_cases import Desk

from credit_registry.domain.actors import Role

PATH = "/desk/shortcuts"


def keyed(page: str) -> dict[str, str]:
    """The keys that a page takes, and where they lead."""
    found = re.search(r'<ul id="shortcuts" hidden>(.*?)</ul>', page, re.DOTALL)
    if found is None:
        return {}
    return dict(re.findall(r'<li data-keys="([^"]+)">(?:<a href="([^"]+)">)?', found.group(1)))


def test_an_account_has_the_keys_of_the_pages_it_may_open(desk: Desk) -> None:
    auditor = keyed(desk.officers[Role.AUDITOR].get("/desk").text)
    assert (auditor["?"], auditor["/"], auditor["g c"]) == (PATH, "/search", "/desk")
    assert auditor["g l"] == "/desk/ledger"
    assert (auditor["j"], auditor["k"]) == ("", "")
    enterer = keyed(desk.officers[Role.ENTERER].get("/en/desk").text)
    assert "g l" not in enterer
    assert enterer["g d"] == "/en/desk/deliveries"


def test_shortcuts_are_listed_in_words_and_can_be_turned_off_and_on(desk: Desk) -> None:
    officer = desk.officers[Role.AUDITOR]
    page = officer.get(PATH).text
    assert "本浏览器已启用快捷键" in page
    assert "<kbd>g</kbd> <kbd>c</kbd>" in page
    assert "The next row of the table" in officer.get(f"/en{PATH}").text
    answer = officer.post(PATH, data={"shortcuts": "off"})
    assert (answer.status_code, answer.location) == (303, PATH)
    assert keyed(officer.get("/desk").text) == {}
    assert "本浏览器已停用快捷键" in officer.get(PATH).text
    officer.post(PATH, data={"shortcuts": "on"})
    assert keyed(officer.get("/desk").text)["?"] == PATH
