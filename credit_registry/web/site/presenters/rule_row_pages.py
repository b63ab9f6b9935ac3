"""The page on which one row of a draft of the rules is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from credit_registry.domain.actors import Actor
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.law.editions import Edition
from credit_registry.rules.documents.documents import to_tree
from credit_registry.rules.doubts.content_checks import doubts_of
from credit_registry.rules.rule_sets import Wording
from credit_registry.rules.tables.row_forms import rows_at
from credit_registry.rules.tables.sheet_layouts import RULES
from credit_registry.rules.words.rule_words import RuleWords, names_of, rules_in_words
from credit_registry.services.rule_changes.working_drafts import Written
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.rule_findings import doubt_text, said
from credit_registry.web.site.presenters.rule_rows import Around, GroupItem, fields_of, groups_in
from credit_registry.web.site.presenters.working_drafts import NEW, place_in_words
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class RowPage:
    """The form of a row; `general` are faults of no field, `words` what the row means as saved."""

    title: str
    section: str
    address: str
    draft_address: str
    draft_code: str
    revision: str
    is_new: bool
    fields: tuple[FieldItem, ...]
    groups: tuple[GroupItem, ...]
    general: tuple[str, ...]
    doubts: tuple[str, ...]
    words: tuple[str, ...]
    stale: tuple[str, ...]
    may_write: bool

    @property
    def faulty(self) -> tuple[FieldItem, ...]:
        """The fields with a fault, in their order on the page."""
        nested = (each for group in self.groups for row in group.rows for each in row.fields)
        return tuple(each for each in (*self.fields, *nested) if each.fault)


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of a draft: its section, and its place counted from 0, None for one that is new."""

    written: Written
    path: str
    index: int | None

    @property
    def count(self) -> int:
        """How many rows the section has."""
        return len(list(rows_at(to_tree(self.written.rule_set), self.path)))

    @property
    def last(self) -> int | None:
        """The last place where the row can stand; None for the head, which has none."""
        if not self.path:
            return None
        return self.count + 1 if self.index is None else self.count

    @property
    def pointer(self) -> str:
        """Where the row stands."""
        place = self.count if self.index is None else self.index
        return f"/{self.path}/{place}" if self.path else ""


def row_page(
    shown: RowShown, edition: Edition, actor: Actor, typed: Typed, stale: Sequence[str] = ()
) -> RowPage:
    """The form as it is filled in; `stale` is how the draft differs from what it would become."""
    written, voice, draft = shown.written, typed.voice, to_public(shown.written.draft_id)
    lists = {
        code: Wording(each.label_zh, each.label_en) for code, each in edition.list_types.items()
    }
    around = Around(to_tree(written.rule_set), lists)
    title, section, _ = place_in_words(shown.pointer, written.rule_set, voice)
    fields = fields_of(shown.path, typed, around, shown.last)
    groups = groups_in(shown.path, typed, around)
    is_new = shown.index is None
    return RowPage(
        title=title,
        section=section,
        address=here(
            "rule_row", draft=draft, section=section,
            row=NEW if shown.index is None else str(shown.index + 1),
        ),
        draft_address=here("working_draft", draft=draft),
        draft_code=written.rule_set.code,
        revision=str(written.revision),
        is_new=is_new,
        fields=fields,
        groups=groups,
        general=_general(typed, fields, groups),
        doubts=() if is_new else _doubts(shown, edition, voice),
        words=() if is_new or shown.path != RULES else _words(shown, edition, voice),
        stale=tuple(stale),
        may_write=may(actor, Permission.SUBMIT_RULE_SET),
    )  # fmt: skip


def _general(
    typed: Typed, fields: Sequence[FieldItem], groups: Sequence[GroupItem]
) -> tuple[str, ...]:
    """What is wrong beside no field."""
    beside = {each.name for each in fields} | {group.name for group in groups}
    beside |= {each.name for group in groups for row in group.rows for each in row.fields}
    return tuple(text for name, text in typed.faults.items() if name not in beside)


def _doubts(shown: RowShown, edition: Edition, voice: Voice) -> tuple[str, ...]:
    """What may be wrong in the row as it is saved; of a draft with faults nothing is said."""
    if shown.written.faults:
        return ()
    colours = {code: each.colour for code, each in edition.list_types.items()}
    return tuple(
        doubt_text(each, voice)
        for each in doubts_of(shown.written.rule_set, colours)
        if shown.path and f"{each.pointer}/".startswith(f"{shown.pointer}/")
    )


def _words(shown: RowShown, edition: Edition, voice: Voice) -> tuple[str, ...]:
    """What the rule means as it is saved."""
    names = names_of(edition.list_types.values(), edition.industries)
    rule: RuleWords = rules_in_words(shown.written.rule_set, names)[shown.index or 0]
    told = (rule.selection, rule.timing, rule.aggregate, rule.limits)
    further = (*rule.points, *rule.requires, *rule.effect)
    return tuple(said(each, voice) for each in (*told, *further))
