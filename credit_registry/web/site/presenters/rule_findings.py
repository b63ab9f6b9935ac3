"""What is wrong or doubtful in a draft of the rules, in the words of the page."""

from collections.abc import Sequence

from credit_registry.domain.errors import FieldError
from credit_registry.rules.doubts.doubts import Doubt
from credit_registry.rules.rule_sets import Wording
from credit_registry.rules.tables.row_forms import field_of
from credit_registry.rules.words.fault_words import fault_words
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.voices import Voice


def note_faults(section: str, typed: Typed, faults: Sequence[FieldError]) -> None:
    """Put each fault of a row beside its field."""
    for fault in faults:
        name = field_of(section, typed.values, fault)
        typed.faults.setdefault(name, fault_text(fault, typed.voice))


def fault_text(fault: FieldError, voice: Voice) -> str:
    """What is wrong, and what would be accepted."""
    reason = said(fault_words(fault), voice)
    if not fault.accepted:
        return reason
    return voice.say("draft.fault", reason=reason, accepted=fault.accepted)


def doubt_text(doubt: Doubt, voice: Voice) -> str:
    """What may be wrong, and what would mend it."""
    reason, mend = said(doubt.reason, voice), said(doubt.mend, voice)
    return voice.say("draft.doubt", reason=reason, mend=mend)


def said(words: Wording, voice: Voice) -> str:
    """The wording in the page's language."""
    return voice.either(words.zh, words.en)
