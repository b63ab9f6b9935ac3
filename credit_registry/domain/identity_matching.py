"""The algorithm `identity-1`: how near a subject on file comes to one that is asked for.

Only a code decides. A name, a former name, an address and a division add points, so that a person
finds the likeliest first: however many there are, they never make it certain. Points are whole
hundredths, 100.00 being a code that is met. Texts come in normal form, so that the algorithm needs
no dictionary and two programs that follow this page agree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from credit_registry.domain.edit_distances import is_one_slip, likeness_centi

CERTAIN_CENTI, MOST_WITHOUT_CODE_CENTI = 10_000, 9_900
LEAST_LIKENESS_CENTI, LEAST_ADDRESS_LIKENESS_CENTI = 6_000, 8_000
SHORTEST_PART, SHORTEST_ADDRESS_PART = 2, 6


class Trait(StrEnum):
    """What of the one met what of the other."""

    CODE = "code"
    CODE_ONE_SLIP = "code_one_slip"
    CODE_OTHER = "code_other"
    NAME = "name"
    NAME_FORMER = "name_former"
    NAME_CORE = "name_core"
    NAME_PART = "name_part"
    NAME_NEAR = "name_near"
    FORMER_NAME = "former_name"
    ADDRESS = "address"
    ADDRESS_PART = "address_part"
    ADDRESS_NEAR = "address_near"
    DIVISION = "division"
    DIVISION_OTHER = "division_other"


POINTS_CENTI = {
    Trait.CODE: CERTAIN_CENTI,
    Trait.CODE_ONE_SLIP: 4_000,
    Trait.CODE_OTHER: -3_000,
    Trait.NAME: 7_000,
    Trait.NAME_FORMER: 6_000,
    Trait.NAME_CORE: 5_500,
    Trait.FORMER_NAME: 1_000,
    Trait.ADDRESS: 1_500,
    Trait.ADDRESS_PART: 1_200,
    Trait.ADDRESS_NEAR: 800,
    Trait.DIVISION: 1_000,
    Trait.DIVISION_OTHER: -1_000,
}
"""What each trait is worth; a part of a name and a near name are worth what they cover."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text as it is written, in normal form, and in normal form without its legal form."""

    text: str
    key: str
    core: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One that is asked for, as it was understood; an empty text or None was not given."""

    code: str = ""
    name: Spelling | None = None
    former_name: Spelling | None = None
    address: str = ""
    address_key: str = ""
    division: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """One on file: its codes, the name it bears, those it bore, where it is registered."""

    codes: tuple[str, ...]
    name: Spelling
    former_names: tuple[Spelling, ...] = ()
    address: str = ""
    address_key: str = ""
    division: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """A trait: what was asked, what stands on file, and the points in hundredths."""

    trait: Trait
    asked: str
    on_file: str
    points_centi: int


@dataclass(frozen=True, slots=True)
class Scored:
    """What was met, in the order in which it was looked at, and the points together."""

    features: tuple[Feature, ...]
    score_centi: int

    @property
    def traits(self) -> frozenset[Trait]:
        """The traits that were met."""
        return frozenset(feature.trait for feature in self.features)


def scored(wanted: Wanted, known: Known, *, is_decided: bool = False) -> Scored:
    """How near the one on file comes; `is_decided` where a code or a choice has settled it."""
    features = tuple(_features(wanted, known))
    if is_decided:
        return Scored(features, CERTAIN_CENTI)
    points = sum(feature.points_centi for feature in features)
    return Scored(features, max(0, min(points, MOST_WITHOUT_CODE_CENTI)))


def _features(wanted: Wanted, known: Known) -> Iterator[Feature]:
    """Everything that was met or contradicts."""
    yield from _of_code(wanted.code, known.codes)
    if wanted.name is not None:
        yield from _of_name(wanted.name, known)
    if wanted.former_name is not None:
        yield from _of_former_name(wanted.former_name, known)
    yield from _of_address(wanted, known)
    yield from _of_division(wanted.division, known.division)


def _feature(trait: Trait, asked: str, on_file: str) -> Feature:
    """A trait with its own points."""
    return Feature(trait, asked, on_file, POINTS_CENTI[trait])


def _of_code(code: str, codes: Sequence[str]) -> Iterator[Feature]:
    """The code: met, one slip away, or another."""
    if not code or not codes:
        return
    if code in codes:
        yield _feature(Trait.CODE, code, code)
        return
    near = next((each for each in codes if is_one_slip(code, each)), None)
    trait = Trait.CODE_OTHER if near is None else Trait.CODE_ONE_SLIP
    yield _feature(trait, code, near or codes[0])


def _of_name(name: Spelling, known: Known) -> Iterator[Feature]:
    """The strongest way in which a name was met, the current name first."""
    names = (known.name, *known.former_names)
    if name.key == known.name.key:
        yield _feature(Trait.NAME, name.text, known.name.text)
        return
    former = next((each for each in known.former_names if each.key == name.key), None)
    if former is not None:
        yield _feature(Trait.NAME_FORMER, name.text, former.text)
        return
    core = next((each for each in names if name.core and each.core == name.core), None)
    if core is not None:
        yield _feature(Trait.NAME_CORE, name.text, core.text)
        return
    found = [feature for each in names for feature in _of_part(name, each)]
    if found:
        yield max(found, key=lambda feature: feature.points_centi)


def _of_part(name: Spelling, other: Spelling) -> Iterator[Feature]:
    """A name that holds the other, or is nearly the same."""
    shorter, longer = sorted((name.core, other.core), key=len)
    if len(shorter) >= SHORTEST_PART and shorter in longer:
        points = 3_000 + 2_000 * len(shorter) // len(longer)
        yield Feature(Trait.NAME_PART, name.text, other.text, points)
    likeness = likeness_centi(name.core, other.core)
    if likeness >= LEAST_LIKENESS_CENTI:
        yield Feature(Trait.NAME_NEAR, name.text, other.text, likeness // 2)


def _of_former_name(name: Spelling, known: Known) -> Iterator[Feature]:
    """The former name that was stated, where it stands on file in any place."""
    found = next((each for each in (*known.former_names, known.name) if each.key == name.key), None)
    if found is not None:
        yield _feature(Trait.FORMER_NAME, name.text, found.text)


def _of_address(wanted: Wanted, known: Known) -> Iterator[Feature]:
    """The strongest way in which the address was met."""
    mine, theirs = wanted.address_key, known.address_key
    if not mine or not theirs:
        return
    shorter, longer = sorted((mine, theirs), key=len)
    if mine == theirs:
        yield _feature(Trait.ADDRESS, wanted.address, known.address)
    elif len(shorter) >= SHORTEST_ADDRESS_PART and shorter in longer:
        yield _feature(Trait.ADDRESS_PART, wanted.address, known.address)
    elif likeness_centi(mine, theirs) >= LEAST_ADDRESS_LIKENESS_CENTI:
        yield _feature(Trait.ADDRESS_NEAR, wanted.address, known.address)


def _of_division(mine: str, theirs: str) -> Iterator[Feature]:
    """The division, where both are known."""
    if mine and theirs:
        trait = Trait.DIVISION if mine == theirs else Trait.DIVISION_OTHER
        yield _feature(trait, mine, theirs)
