"""What is asked about one subject, and how it was understood: codes, names, address, division."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256

from credit_registry.domain import code_forms, identifiers, usccs
from credit_registry.domain.divisions import Divisions
from credit_registry.domain.errors import NotFound
from credit_registry.domain.identity_matching import Spelling, Wanted
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.privacy import masked
from credit_registry.domain.screenings import AskedKind
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.ledger.canonical import canonical
from search_index.analysis import key
from search_index.legal_forms import without_legal_form

LONGEST_TEXT = 200
DEFAULT_CANDIDATES, MOST_CANDIDATES = 5, 20
DEFAULT_LEAST_SCORE_CENTI = 3_000
FAULTS = ("too_long", "personal_number", "nothing_asked", "no_id")
"""Why a row can be refused."""

TEXTS = ("reference", "code", "name", "former_name", "address", "division", "id", "consortium")


@dataclass(frozen=True, slots=True)
class Asked:
    """One subject as the asker states it, with the options of its row; texts may be empty.

    `id` is a subject that the asker chose; `dismissed` are the ids that it says are not meant.
    """

    reference: str = ""
    code: str = ""
    name: str = ""
    former_name: str = ""
    address: str = ""
    division: str = ""
    kind: AskedKind | None = None
    id: str = ""
    consortium: str = ""
    most_candidates: int = DEFAULT_CANDIDATES
    least_score_centi: int = DEFAULT_LEAST_SCORE_CENTI
    dismissed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: the field, the reason as a code, and what would be accepted."""

    field: str
    reason: str
    accepted: str


@dataclass(frozen=True, slots=True)
class Understood:
    """One subject as it was understood; `fault` where the row is refused, and nothing else then."""

    asked: Asked
    wanted: Wanted
    schemes: tuple[IdentifierScheme, ...] = ()
    suggested_codes: tuple[str, ...] = ()
    chosen: int | None = None
    dismissed: frozenset[int] = frozenset()
    fault: Fault | None = None

    @property
    def is_natural_person(self) -> bool:
        """Whether the asker says that it is a natural person."""
        return self.asked.kind is AskedKind.NATURAL_PERSON

    @property
    def texts(self) -> tuple[str, ...]:
        """The names to look for; a natural person's is not looked for."""
        if self.is_natural_person:
            return ()
        named = (self.wanted.name, self.wanted.former_name)
        return tuple(dict.fromkeys(each.text for each in named if each is not None))

    @property
    def digest(self) -> str:
        """What stands for the question: the same where the same was asked in another spelling."""
        wanted = self.wanted
        told = {
            "code": wanted.code,
            "name": wanted.name.key if wanted.name else "",
            "former_name": wanted.former_name.key if wanted.former_name else "",
            "address": wanted.address_key,
            "division": wanted.division,
        }
        return sha256(canonical(told)).hexdigest()


def understood(asked: Asked, divisions: Divisions, day: date) -> Understood:
    """How a row is understood; a refused one keeps its reference alone, and nothing personal."""
    fault = next(_faults(asked), None)
    if fault is not None:
        kept = Asked(reference=masked(asked.reference)[:LONGEST_TEXT])
        return Understood(kept, Wanted(), fault=fault)
    code = code_forms.normalise(asked.code)
    return Understood(
        asked=asked,
        wanted=Wanted(
            code=code,
            name=spelled(asked.name) if asked.name.strip() else None,
            former_name=spelled(asked.former_name) if asked.former_name.strip() else None,
            address=asked.address.strip(),
            address_key=key(asked.address),
            division=division_key(asked.division, divisions, day),
        ),
        schemes=identifiers.schemes(code) if code else (),
        suggested_codes=usccs.suggestions(code) if code else (),
        chosen=from_public(asked.id) if asked.id else None,
        dismissed=frozenset(map(from_public, asked.dismissed)),
    )


def spelled(name: str) -> Spelling:
    """A name in the forms in which it is compared."""
    text = " ".join(name.split())
    form = key(text)
    core, _ = without_legal_form(form)
    return Spelling(text, form, core)


def division_key(stated: str, divisions: Divisions, day: date) -> str:
    """The key of the division that a code or a name means on the day; empty where nobody knows."""
    text = stated.strip()
    if not text:
        return ""
    found = divisions.named(text, day)
    if found is None:
        named = [each for each in divisions.on(day) if text in (each.name, each.name_en)]
        found = named[0] if len(named) == 1 else None
    return "" if found is None else found.key


def _faults(asked: Asked) -> Iterator[Fault]:
    """What is wrong with a row, one thing after another."""
    stated = {each.name: getattr(asked, each.name) for each in fields(asked) if each.name in TEXTS}
    for name, text in stated.items():
        if len(text) > LONGEST_TEXT:
            yield Fault(name, "too_long", f"up to {LONGEST_TEXT} characters")
        if masked(text) != text and not _is_code(name, text):
            yield Fault(name, "personal_number", "no identity number and no telephone number")
    if not any(stated[name].strip() for name in ("code", "name", "former_name", "id")):
        yield Fault("name", "nothing_asked", "a code, a name or an id")
    for name in ("id", "dismissed"):
        stated_ids = (asked.id,) if name == "id" else asked.dismissed
        if not all(map(_is_id, filter(None, stated_ids))):
            yield Fault(name, "no_id", "the id of a subject, as this registry gives it")


def _is_code(name: str, text: str) -> bool:
    """Whether digits that look like a personal number are a sound code of a subject."""
    return name == "code" and bool(identifiers.schemes(code_forms.normalise(text)))


def _is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    try:
        from_public(text)
    except NotFound:
        return False
    return True
