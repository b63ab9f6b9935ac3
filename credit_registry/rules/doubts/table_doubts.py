"""Doubts about tables: gaps, rows that never count, rows that cross each other."""

from collections.abc import Iterable

from credit_registry.rules.doubts.doubts import Doubt, Doubts, listed
from credit_registry.rules.doubts.selection_words import COLUMNS, value_words
from credit_registry.rules.doubts.table_grids import Case, Grid, grid_of
from credit_registry.rules.rule_sets import Rule, RuleSet, Wording

SHOWN_GAPS = 4

TOO_LARGE = Wording(
    "表格组合过多，未检查空缺和重叠",
    "The table has too many combinations to be looked through for gaps and overlaps.",
)
FEWER = Wording("减少行数或每行所列的值", "fewer rows, or fewer values in a row")
CLOSE_GAP = Wording(
    "为其增加一行，或在末尾增加不设条件的一行，或在规则的适用记录中排除",
    "a row for them, a last row without conditions, or a match of the rule that leaves them out",
)
OUTSIDE = Wording(
    "此行所指的记录不在规则的适用记录之内，永远不会用到",
    "The row means no record that the rule selects; it never counts.",
)
INSIDE = Wording("改条件或删去此行", "other conditions, or no such row")
HIGHER = Wording("把此行移到前面，或删去", "the row further up, or no such row")
TELL_APART = Wording(
    "在两行之前增加一行写明同时符合两行的记录",
    "a row before both for the records that fit both",
)


def table_doubts(rule_set: RuleSet) -> Doubts:
    """The doubts about all tables."""
    for index, rule in enumerate(rule_set.rules):
        if not rule.table:
            continue
        pointer = f"/rules/{index}/table"
        grid = grid_of(rule)
        if grid is None:
            yield Doubt(pointer, TOO_LARGE, FEWER)
            continue
        yield from _gaps(rule, grid, pointer)
        for number in range(len(rule.table)):
            yield from _row(rule, grid, number, f"{pointer}/{number}")


def _gaps(rule: Rule, grid: Grid, pointer: str) -> Doubts:
    """Records that the rule selects and no row means."""
    gaps = grid.gaps
    if not gaps:
        return
    shown = [_case_words(rule, grid, case) for case in gaps[:SHOWN_GAPS]]
    zh, en = "；".join(each.zh for each in shown), "; ".join(each.en for each in shown)
    if len(gaps) > SHOWN_GAPS:
        zh, en = f"{zh}等{len(gaps)}种", f"{en} and {len(gaps) - SHOWN_GAPS} more"
    yield Doubt(
        pointer,
        Wording(
            f"规则适用的记录中有表格未列的，不计分：{zh}",
            f"The rule selects records that no row means; they give no points: {en}.",
        ),
        CLOSE_GAP,
    )


def _case_words(rule: Rule, grid: Grid, case: Case) -> Wording:
    """A case in words."""
    pairs = [
        (COLUMNS[column], value_words(rule.kind, column, value))
        for column, value in zip(grid.columns, case, strict=True)
    ]
    return listed(Wording(f"{title.zh}{v.zh}", f"{title.en} {v.en}") for title, v in pairs)


def _row(rule: Rule, grid: Grid, number: int, pointer: str) -> Doubts:
    """What earlier rows leave of a row."""
    meant = grid.meant[number]
    taken = {grid.falls_to[case] for case in meant} - {number}
    if not meant:
        yield Doubt(pointer, OUTSIDE, INSIDE)
    elif all(grid.falls_to[case] != number for case in meant):
        rows = _rows(taken)
        yield Doubt(
            pointer,
            Wording(
                f"此行被前面的{rows.zh}全部覆盖，永远不会用到",
                f"Earlier rows take all that the row means ({rows.en}); it never counts.",
            ),
            HIGHER,
        )
    else:
        crossing = [
            other
            for other in sorted(taken)
            if not grid.meant[other] < meant
            and rule.table[other].points != rule.table[number].points
        ]
        if crossing:
            rows = _rows(crossing)
            yield Doubt(
                pointer,
                Wording(
                    f"此行与前面的{rows.zh}部分重叠，重叠的记录按前面的行计分",
                    f"The row crosses earlier rows ({rows.en}); they take what fits both.",
                ),
                TELL_APART,
            )


def _rows(numbers: Iterable[int]) -> Wording:
    """Rows by their numbers, counted from 1."""
    return listed(Wording(f"第{each + 1}行", f"row {each + 1}") for each in sorted(numbers))
