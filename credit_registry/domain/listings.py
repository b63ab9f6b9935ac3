"""The words of entries on lists: colours, procedures, statuses, steps, and why one was not taken.

What leads where stands in `listing_courses`, one table a procedure.
"""

import re
import unicodedata
from enum import StrEnum


class ListColour(StrEnum):
    """Whether a list praises, blames, repeats a national body, or only watches, within."""

    RED = "red"
    BLACK = "black"
    MIRRORED = "mirrored"
    WATCH = "watch"


PUBLIC_COLOURS = (ListColour.RED, ListColour.BLACK, ListColour.MIRRORED)
"""The lists that the public may know of, in the order in which they are told."""


class ListProcedure(StrEnum):
    """How an entry comes onto a list and leaves it."""

    DUE_PROCESS = "due_process"
    NOMINATION = "nomination"
    WATCH = "watch"
    MIRROR = "mirror"
    RECORDS = "records"


class ListingStatus(StrEnum):
    """Where an entry stands."""

    CANDIDATE = "candidate"
    NOTICED = "noticed"
    STATED = "stated"
    HEARING_REQUESTED = "hearing_requested"
    HEARD = "heard"
    DECIDED = "decided"
    CONSENT_AWAITED = "consent_awaited"
    CONSENTED = "consented"
    CONSENT_REFUSED = "consent_refused"
    DECLINED = "declined"
    NOMINATED = "nominated"
    CHECKED = "checked"
    ANNOUNCED = "announced"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    WATCHED = "watched"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    EXPIRED = "expired"
    ENDED = "ended"


class Step(StrEnum):
    """What can be done with an entry."""

    SERVE_NOTICE = "serve_notice"
    RECORD_STATEMENT = "record_statement"
    REQUEST_HEARING = "request_hearing"
    HOLD_HEARING = "hold_hearing"
    DECIDE = "decide"
    DECLINE = "decline"
    GIVE_CONSENT = "give_consent"
    REFUSE_CONSENT = "refuse_consent"
    CHECK = "check"
    ANNOUNCE = "announce"
    PUBLISH = "publish"
    RESUME = "resume"
    REMOVE = "remove"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"
    RELIST = "relist"
    END = "end"
    EXPIRE = "expire"


PROPOSED = "propose"
"""The step that opens a case; no later one leads back to it."""

SUSPENDED_BY_LAW = "suspend"
"""What happens to a red entry when its subject enters a black list; it is no officer's step."""

LOST_GROUND, REGAINED_GROUND = "lose_ground", "regain_ground"
"""What happens to a published entry when all it rests on is annulled, or one of it stands again.

Neither is an officer's step: the display ends with the law's time to withdraw it, or goes on.
"""

S = ListingStatus

OPEN = frozenset(S) - {
    S.CONSENT_REFUSED,
    S.DECLINED,
    S.REMOVED,
    S.WITHDRAWN,
    S.REVOKED,
    S.EXPIRED,
    S.ENDED,
}
"""The statuses in which a second entry for the same subject and list would be a repetition."""

WAITING = OPEN - {S.PUBLISHED, S.WATCHED}
"""The statuses of a case under way: it waits for somebody's step."""


class RemovalReason(StrEnum):
    """Why an entry left its list before its term; annulment is a step of its own by now."""

    EARLY = "early"
    ANNULLED = "annulled"


class DeclineGround(StrEnum):
    """Why a subject is not listed."""

    NO_SUBJECTIVE_INTENT = "no_subjective_intent"
    FACTS_NOT_ESTABLISHED = "facts_not_established"
    PENALTY_NOT_HEAVIER = "penalty_not_heavier"
    CIRCUMSTANCES_NOT_SERIOUS = "circumstances_not_serious"
    GROUND_LAPSED = "ground_lapsed"
    CONDITIONS_NOT_MET = "conditions_not_met"
    OTHER = "other"


_DOCUMENT = re.compile(r"[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*第?\s*[0-9A-Za-z-]*\d")


def names_a_document(text: str) -> bool:
    """Whether a document number stands in the text.

    >>> names_a_document("依据虚市监处罚〔2026〕3号")
    True
    >>> names_a_document("两年内三次受到较重处罚")
    False
    """
    return _DOCUMENT.search(text) is not None


_BRACKETS = str.maketrans("〔［[【（(〕］]】）)", "〔" * 6 + "〕" * 6)


def names_the_document(text: str, number: str) -> bool:
    """Whether the text names the document of the number, whatever its brackets and spaces.

    A number of digits alone names nothing: it may stand in any text.

    >>> names_the_document("依据虚市监处罚[2026] 3号", "虚市监处罚〔2026〕3号")
    True
    >>> names_the_document("依据虚市监处罚〔2026〕31号", "虚市监处罚〔2026〕3")
    False
    """
    words, wanted = _folded(text), _folded(number)
    if not any(map(str.isdigit, wanted)) or wanted.isdigit():
        return False
    return re.search(rf"(?<!\d){re.escape(wanted)}(?!\d)", words) is not None


def _folded(text: str) -> str:
    """The text without spaces, with brackets of one sort."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS)
