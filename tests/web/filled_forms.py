"""The form of a page as a browser would send it: what stands in every field."""

from __future__ import annotations

from html.parser import HTMLParser


class FilledForm(HTMLParser):
    """The values by field name; a field of several choices has several, an unchecked box none."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, list[str]] = {}
        self._select = self._textarea = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "select":
            self._select = name
            self.values.setdefault(name, [])
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = [""]
        elif tag == "option" and ("selected" in given or not self.values[self._select]):
            self.values[self._select] = [given.get("value") or ""]
        elif tag == "input" and name and (given.get("type") != "checkbox" or "checked" in given):
            self.values.setdefault(name, []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea][0] += data

    def value(self, name: str) -> str:
        """The one value of a field."""
        (found,) = self.values[name]
        return found
