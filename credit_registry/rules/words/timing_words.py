"""On which days a record counts, in words."""

from collections.abc import Iterator

from credit_registry.rules.doubts.rule_labels import label_of
from credit_registry.rules.execution.timings import anchor_field
from credit_registry.rules.rule_sets import AgeStep, DateField, Timing, Wording

WHOLE_PERCENT = 100


def timing_words(timing: Timing) -> Wording:
    """From which date a record counts, and how long at which share.

    >>> timing_words(Timing(after_months=36)).zh
    '自生效日期满36个月起，至有效期截止日止；无截止日的一直计入'
    """
    start = _start(timing)
    rest = list(_steps(timing) if timing.steps else _span(timing))
    zh = "；".join(each.zh for each in rest)
    en = "; ".join(each.en for each in rest)
    return Wording(f"{start.zh}，{zh}", f"{start.en}, {en}")


def _start(timing: Timing) -> Wording:
    """The day a record begins to count."""
    field = label_of(anchor_field(timing))
    zh, en = f"自{field.zh}", field.en
    if timing.after_months:
        zh, en = f"{zh}满{timing.after_months}个月", f"{timing.after_months} months after the {en}"
    else:
        en = f"the {en}"
    if timing.from_next_day:
        return Wording(f"{zh}次日起", f"From the day after {en}")
    return Wording(f"{zh}起", f"From {en}")


def _steps(timing: Timing) -> Iterator[Wording]:
    """Until how many months at which share."""
    if len(timing.steps) == 1 and timing.steps[0].percent == WHOLE_PERCENT:
        months = timing.steps[0].months
        yield Wording(f"{months}个月内", f"for {months} months")
        return
    yield from map(step_words, timing.steps)


def step_words(step: AgeStep) -> Wording:
    """A step of age."""
    return Wording(
        f"{step.months}个月内按{step.percent}%", f"within {step.months} months {step.percent} %"
    )


def _span(timing: Timing) -> Iterator[Wording]:
    """Until its end, and how long where none is stated."""
    end, months = label_of(DateField.EFFECTIVE_TO), timing.after_end_months
    zh, en = f"至{end.zh}", f"the {end.en}"
    if months:
        zh, en = f"{zh}后{months}个月", f"{months} months after {en}"
    if timing.without_last_day:
        zh, en = f"{zh}（不含当日）", f"{en} (that day left out)"
    yield Wording(f"{zh}止", f"until {en}")
    if timing.open_months:
        months = timing.open_months
        yield Wording(f"无截止日的计{months}个月", f"for {months} months where there is no end")
    else:
        yield Wording("无截止日的一直计入", "without limit where there is no end")
