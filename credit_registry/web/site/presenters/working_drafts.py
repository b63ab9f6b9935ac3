"""A draft of the rules while it is written: its tables, its checks, the difference, its trial."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.rules.doubts.doubts import Doubt
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.differences import SECTIONS as SECTION_WORDS
from credit_registry.rules.tables.differences import Difference
from credit_registry.rules.tables.sheet_layouts import DIMENSIONS, GRADES, HEAD, RULES
from credit_registry.rules.words.rule_words import Names, RuleWords, grades_in_words, rules_in_words
from credit_registry.services.rule_changes.what_if_reports import KeptReport
from credit_registry.services.rule_changes.what_if_trials import Trial
from credit_registry.services.rule_changes.working_drafts import Written
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms import rule_rows as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters.fields import FieldItem, item
from credit_registry.web.site.presenters.rule_changes import ReportLine, changed, report_line
from credit_registry.web.site.presenters.rule_findings import doubt_text, fault_text, said
from credit_registry.web.site.voices import Voice

Fact = tuple[str, str]
HEAD_NAME, NEW = "head", "new"
ADDRESSED = {HEAD_NAME: HEAD, DIMENSIONS: DIMENSIONS, GRADES: GRADES, RULES: RULES}
"""The sections by their names in addresses."""

SHORT = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault or a doubt: which row, where to mend it, and what it says."""

    row: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of a table: its cells after the first, and how much is wrong or doubtful in it."""

    code: str
    title: str
    address: str
    cells: tuple[str, ...]
    marks: str


@dataclass(frozen=True, slots=True)
class SectionTable:
    """The rows of a section; `add` is where another is put in."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[RowLine, ...]
    add: str


@dataclass(frozen=True, slots=True)
class TrialItem:
    """The newest trial of the draft as it stands."""

    state: str
    address: str
    fault: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """The whole page of a draft; `report` is that on which it can be submitted."""

    draft: str
    code: str
    title: str
    facts: tuple[Fact, ...]
    head: str
    tables: tuple[SectionTable, ...]
    faults: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    compared: str
    differences: tuple[str, ...]
    trial: TrialItem | None
    report: ReportLine | None
    files: tuple[Fact, ...]
    fields: tuple[FieldItem, ...]
    obstacles: tuple[str, ...]
    may_write: bool
    may_try: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What the services say of a draft: its doubts, what it differs from and in, its trial."""

    doubts: Sequence[Doubt]
    base_version: str
    differences: Sequence[Difference]
    trial: Trial | None
    report: KeptReport | None


def page(
    written: Written,
    told: Told,
    names: Names,
    actor: Actor,
    typed: Typed,
    obstacles: Sequence[str] = (),
) -> WrittenPage:
    """A draft for the officer; `obstacles` are why it was not submitted just now."""
    voice, rule_set, number = typed.voice, written.rule_set, to_public(written.draft_id)
    faults = [_finding(written, each.pointer, fault_text(each, voice), voice)
              for each in written.faults]  # fmt: skip
    doubts = [_finding(written, each.pointer, doubt_text(each, voice), voice)
              for each in told.doubts]  # fmt: skip
    may_write = may(actor, Permission.SUBMIT_RULE_SET)
    may_submit = may_write and not faults and told.report is not None
    reason = item(forms.SUBMISSION, "text", typed, is_needed=True)
    return WrittenPage(
        draft=number,
        code=rule_set.code,
        title=voice.either(rule_set.title.zh, rule_set.title.en),
        facts=tuple(_facts(written, voice)),
        head=_address(number, HEAD_NAME, 1),
        tables=tuple(_tables(written, told, names, voice)),
        faults=tuple(faults),
        doubts=tuple(doubts),
        compared=told.base_version[:SHORT],
        differences=tuple(_difference(each, voice) for each in told.differences),
        trial=None if told.trial is None else _trial(told.trial, voice),
        report=None if told.report is None else report_line(told.report, voice),
        files=tuple(
            (name.upper(), here("working_draft_file", draft=number, ending=name))
            for name in ("xlsx", "yaml")
        ),
        fields=(reason,) if may_submit else (),
        obstacles=tuple(obstacles),
        may_write=may_write,
        may_try=may(actor, Permission.TRY_RULE_SET) and not faults,
    )


def place_in_words(pointer: str, rule_set: RuleSet, voice: Voice) -> tuple[str, str, int]:
    """The row of a pointer in words, and its section's name and place in addresses."""
    parts = pointer.strip("/").split("/")
    codes = {
        DIMENSIONS: [each.code for each in rule_set.dimensions],
        GRADES: [each.code for each in rule_set.grades],
        RULES: [each.code for each in rule_set.rules],
    }
    section = parts[0] if parts[0] in codes and len(parts) > 1 else HEAD
    words = SECTION_WORDS[section]
    title = voice.either(words.zh, words.en)
    if section == HEAD:
        return title, HEAD_NAME, 1
    index = int(parts[1])
    code = codes[section][index] if index < len(codes[section]) else ""
    return f"{title} {code}", section, index + 1


def progress(trial: Trial, voice: Voice) -> str:
    """How far a trial is."""
    state = voice.label(trial.state)
    if not trial.done:
        return state
    return voice.say("draft.progress", state=state, done=trial.done, population=trial.population)


def _finding(written: Written, pointer: str, text: str, voice: Voice) -> Finding:
    """A fault or a doubt at its row."""
    row, section, place = place_in_words(pointer, written.rule_set, voice)
    return Finding(row, _address(to_public(written.draft_id), section, place), text)


def _address(draft: str, section: str, row: int | str) -> str:
    """Where a row is written."""
    return here("rule_row", draft=draft, section=section, row=str(row))


def _facts(written: Written, voice: Voice) -> Iterator[Fact]:
    """What is known of the draft as it stands."""
    rule_set = written.rule_set
    yield voice.say("changes.since"), voice.day(rule_set.since)
    yield voice.say("changes.version"), written.version[:SHORT]
    yield voice.say("draft.revision"), str(written.revision)
    yield voice.say("draft.changed"), changed(written, voice)


def _tables(written: Written, told: Told, names: Names, voice: Voice) -> Iterator[SectionTable]:
    """The dimensions, the grades and the rules."""
    rule_set, number = written.rule_set, to_public(written.draft_id)
    points, counts = voice.say("draft.points"), voice.say("draft.counts")
    dimensions = [
        (each.code, said(each.title, voice), (voice.score(each.most),))
        for each in rule_set.dimensions
    ]
    grades = [
        (each.code, said(each.title, voice), (said(each.score, voice),))
        for each in grades_in_words(rule_set)
    ]
    rules = [
        (each.code, said(each.title, voice), _rule_cells(each, voice))
        for each in rules_in_words(rule_set, names)
    ]
    told_of = (
        (DIMENSIONS, (points,), dimensions),
        (GRADES, (points,), grades),
        (RULES, (voice.say("draft.dimension"), points, counts), rules),
    )
    for section, columns, rows in told_of:
        shown = tuple(
            RowLine(code, title, _address(number, section, place), cells,
                    _marks(written, told, f"/{section}/{place - 1}", voice))
            for place, (code, title, cells) in enumerate(rows, start=1)
        )  # fmt: skip
        words = SECTION_WORDS[section]
        yield SectionTable(
            voice.either(words.zh, words.en), columns, shown, _address(number, section, NEW)
        )


def _rule_cells(rule: RuleWords, voice: Voice) -> tuple[str, ...]:
    """What the table says of a rule."""
    counts = (rule.selection, rule.timing, rule.aggregate)
    return (
        said(rule.dimension, voice),
        said(rule.limits, voice),
        voice.either("；", "; ").join(said(each, voice) for each in counts),
    )


def _marks(written: Written, told: Told, pointer: str, voice: Voice) -> str:
    """How many faults and doubts a row has, nothing where it has none."""

    def within(found: Sequence[FieldError] | Sequence[Doubt]) -> int:
        return sum(f"{each.pointer}/".startswith(f"{pointer}/") for each in found)

    counted = ("draft.faults", within(written.faults)), ("draft.doubts", within(told.doubts))
    return voice.listed([voice.say(key, count=count) for key, count in counted if count])


def _trial(trial: Trial, voice: Voice) -> TrialItem:
    """The newest trial."""
    address = here("what_if_trial", trial=to_public(trial.trial_id))
    return TrialItem(progress(trial, voice), address, trial.fault, trial.is_open)


def _difference(difference: Difference, voice: Voice) -> str:
    """A difference as one line."""
    return said(difference.text, voice).replace("\t", " ")
