"""How two rule sets differ, row by row: what was added, removed, changed, moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from credit_registry.rules.documents.documents import to_tree
from credit_registry.rules.rule_sets import RuleSet, Wording
from credit_registry.rules.tables.field_words import field_title, field_words
from credit_registry.rules.tables.sheet_layouts import DIMENSIONS, GRADES, HEAD, RULES

Row = Mapping[str, Any]


class Change(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


WORDS = {
    Change.ADDED: Wording("新增", "added"),
    Change.REMOVED: Wording("删除", "removed"),
    Change.CHANGED: Wording("修改", "changed"),
    Change.MOVED: Wording("次序变动", "moved"),
}
SECTIONS = {
    HEAD: Wording("规则集", "rule set"),
    DIMENSIONS: Wording("维度", "dimension"),
    GRADES: Wording("等级", "grade"),
    RULES: Wording("规则", "rule"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `code` names the row, and `field` what was changed in it."""

    section: str
    code: str
    change: Change
    field: str = ""
    before: Wording | None = None
    after: Wording | None = None

    @property
    def text(self) -> Wording:
        """The difference as one line."""
        section, change = SECTIONS[self.section], WORDS[self.change]
        zh = f"{change.zh}\t{section.zh}{self.code}"
        en = f"{change.en}\t{section.en} {self.code}".rstrip()
        if self.change is Change.CHANGED and self.before and self.after:
            title = field_title(self.section, self.field)
            zh = f"{zh}\t{title.zh}：{self.before.zh} → {self.after.zh}"
            en = f"{en}\t{title.en}: {self.before.en} → {self.after.en}"
        elif self.after or self.before:
            words = self.after or self.before or Wording("", "")
            zh, en = f"{zh}\t{words.zh}", f"{en}\t{words.en}"
        return Wording(zh, en)


def differences(before: RuleSet, after: RuleSet) -> tuple[Difference, ...]:
    """Every difference: the head first, then dimensions, grades and rules by their codes."""
    trees = to_tree(before), to_tree(after)
    sets = before, after
    heads = [
        {name: value for name, value in tree.items() if name not in {DIMENSIONS, GRADES, RULES}}
        for tree in trees
    ]
    found = list(_changed(HEAD, "", (heads[0], heads[1]), sets))
    for section in (DIMENSIONS, GRADES, RULES):
        rows = [{row["code"]: row for row in tree[section]} for tree in trees]
        found += _of_section(section, rows[0], rows[1], sets)
    return tuple(found)


def _of_section(
    section: str, before: Mapping[str, Row], after: Mapping[str, Row], sets: tuple[RuleSet, RuleSet]
) -> Iterator[Difference]:
    """What became of the rows of a section."""
    for code, row in before.items():
        if code in after:
            yield from _changed(section, code, (row, after[code]), sets)
        else:
            yield Difference(section, code, Change.REMOVED, before=Wording(**row["title"]))
    for code, row in after.items():
        if code not in before:
            yield Difference(section, code, Change.ADDED, after=Wording(**row["title"]))
    kept = [code for code in before if code in after]
    order = [code for code in after if code in before]
    yield from (Difference(section, code, Change.MOVED) for code in _moved(kept, order))


def _moved(before: list[str], after: list[str]) -> list[str]:
    """The codes that stand after others than before; as few as tell the new order.

    >>> _moved(["a", "b", "c", "d"], ["b", "c", "a", "d"])
    ['a']
    """
    places = {code: place for place, code in enumerate(before)}
    rising: list[list[str]] = []
    for code in after:
        earlier = [each for each in rising if places[each[-1]] < places[code]]
        rising.append([*_longest(earlier), code])
    kept = set(_longest(rising))
    return [code for code in after if code not in kept]


def _longest(found: list[list[str]]) -> list[str]:
    """The longest of some lists, the first of them; an empty one where there is none."""
    return max(found, key=len) if found else []


def _changed(
    section: str, code: str, rows: tuple[Row, Row], sets: tuple[RuleSet, RuleSet]
) -> Iterator[Difference]:
    """The fields of a row that hold something else now."""
    old, new = (_fields(row) for row in rows)
    for field in dict.fromkeys([*old, *new]):
        one, other = old.get(field), new.get(field)
        if one != other:
            gone, come = _without_common(one, other)
            yield Difference(
                section,
                code,
                Change.CHANGED,
                field,
                field_words(sets[0], section, code, field, gone),
                field_words(sets[1], section, code, field, come),
            )


def _fields(row: Row, above: str = "") -> dict[str, Any]:
    """The fields of a row by their paths; lists are one field each."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            found |= _fields(value, f"{above}{name}.")
        else:
            found[f"{above}{name}"] = value
    return found


def _without_common(one: Any, other: Any) -> tuple[Any, Any]:  # noqa: ANN401 - values of trees
    """Of two lists what only one of them has; all of both where only their order differs."""
    if not (isinstance(one, list) or isinstance(other, list)):
        return one, other
    old, new = one or [], other or []
    gone = [each for each in old if each not in new]
    come = [each for each in new if each not in old]
    return (gone, come) if gone or come else (old, new)
