"""The catalogue of measures, and what the lists must keep to that name them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from credit_registry.domain.listings import ListColour
from credit_registry.domain.measures import DISCIPLINING, LIMITING, BasisLevel, Family, Measure
from credit_registry.domain.sources import Source, read_source
from credit_registry.domain.uses import Force, Use
from credit_registry.law.list_types import ListType, measure_code
from credit_registry.law.periods import read_day

TABLE = "measures.yaml"
TEXTS = (
    "matter_zh", "matter_en", "content_zh", "content_en", "object_zh", "object_en", "frequency_zh",
    "frequency_en",
)  # fmt: skip
BODY = ("body", "body_zh", "body_en")
IMPOSED: Mapping[ListColour, Family] = {
    ListColour.RED: Family.INCENTIVE,
    ListColour.BLACK: Family.DISCIPLINE,
    ListColour.MIRRORED: Family.DISCIPLINE,
}
"""The family of the measures that a list of the colour may name; a watch list names none."""


def read_measures(rows: Sequence[Mapping[str, Any]]) -> dict[str, Measure]:
    """The measures by code. Raises ValueError naming the measure and what is wrong with it."""
    found: dict[str, Measure] = {}
    for row in rows:
        measure = _measure(row)
        if measure.code in found:
            raise ValueError(f"{TABLE}: {measure.code} is listed twice.")
        found[measure.code] = measure
    faults = [*_of_basis(found.values()), *_of_bodies(found.values())]
    if faults:
        raise ValueError(" ".join(faults))
    return found


def require_known(types: Mapping[str, ListType], catalogue: Mapping[str, Measure]) -> None:
    """Pass if the lists name measures of the catalogue, of the family of their colour.

    Raises ValueError naming each list and code that does not fit, and what would.
    """
    faults = [
        fault
        for kind in types.values()
        for fault in _of_list(kind, IMPOSED.get(kind.colour), catalogue)
    ]
    if faults:
        raise ValueError(" ".join(faults))


def with_measures(
    types: Mapping[str, ListType], catalogue: Mapping[str, Measure]
) -> dict[str, ListType]:
    """The lists with the measures that they name."""
    return {
        code: replace(kind, measures=tuple(catalogue[each] for each in kind.measure_codes))
        for code, kind in types.items()
    }


def inline_measures(rows: Sequence[Mapping[str, Any]]) -> dict[str, Measure]:
    """The measures of editions before there was a catalogue, which their lists held themselves."""
    return {
        measure_code(row["code"], each): _inline(row, each)
        for row in rows
        for each in row.get("measures", ())
    }


def _of_list(
    kind: ListType, family: Family | None, catalogue: Mapping[str, Measure]
) -> Iterator[str]:
    """What is wrong with the measures that a list names."""
    fitting = ", ".join(code for code, each in catalogue.items() if each.family is family)
    for code in kind.measure_codes:
        measure = catalogue.get(code)
        if measure is None:
            yield (
                f"list_types.yaml: {kind.code} names {code}, which is no measure; "
                f"accepted: {fitting}."
            )
        elif measure.family is not family:
            yield (
                f"list_types.yaml: {kind.code} is {kind.colour} and names {code}, "
                f"which is {measure.family}; accepted: {fitting}."
            )


def _of_basis(measures: Iterable[Measure]) -> Iterator[str]:
    """What is wrong with what discipline rests on."""
    for each in measures:
        if each.family is not Family.DISCIPLINE:
            continue
        needed = LIMITING if each.limits_rights or each.force is Force.BARS else DISCIPLINING
        if each.level not in needed:
            accepted = ", ".join(level for level in BasisLevel if level in needed)
            yield (
                f"{TABLE}: {each.code} is discipline on the level {each.level}, which does not "
                f"carry it; accepted: {accepted}."
            )


def _of_bodies(measures: Iterable[Measure]) -> Iterator[str]:
    """Which executing bodies bear two names, or a name without a code."""
    names: dict[str, tuple[str, str]] = {}
    for each in measures:
        words = (each.body_zh, each.body_en)
        if bool(each.body) is not all(words):
            yield f"{TABLE}: {each.code} needs the code and the names of its body, or none."
        elif names.setdefault(each.body, words) != words:
            yield f"{TABLE}: the body {each.body} has another name at {each.code}."


def _measure(row: Mapping[str, Any]) -> Measure:
    """One measure from its YAML."""
    code = str(row["code"])
    use, force = row["use"], row["force"]
    if (use is None) is not (force is None):
        raise ValueError(f"{TABLE}: {code} needs a use with its force, or neither.")
    return Measure(
        code=code,
        family=Family(row["family"]),
        source=_source(code, row),
        level=BasisLevel(row["level"]),
        limits_rights=bool(row["limits_rights"]),
        since=row["since"],
        until=read_day(row["until"]),
        use=None if use is None else Use(use),
        force=None if force is None else Force(force),
        **{name: str(row[name]) for name in (*TEXTS, *BODY)},
    )


def _source(code: str, row: Mapping[str, Any]) -> Source:
    """The basis of a measure. Raises ValueError where there is none."""
    source = read_source(row["source"]) if row.get("source") else None
    if source is None or not source.instrument_zh.strip() or not source.instrument_en.strip():
        raise ValueError(f"{TABLE}: {code} has no basis; no measure is kept without one.")
    return source


def _inline(kind: Mapping[str, Any], row: Mapping[str, Any]) -> Measure:
    """A measure that a list holds itself: its use and words, on the level of the list's basis."""
    words = {f"{name}_{language}": str(row[f"words_{language}"])
             for name in ("matter", "content") for language in ("zh", "en")}  # fmt: skip
    force = Force(row["force"])
    return Measure(
        code=measure_code(kind["code"], row),
        family=IMPOSED[ListColour(kind["colour"])],
        source=read_source(row["source"]),
        level=BasisLevel(kind["basis"]["authority_level"]),
        limits_rights=force is Force.BARS,
        since=row["since"],
        until=read_day(row["until"]),
        use=Use(row["use"]),
        force=force,
        object_zh=str(kind["label_zh"]),
        object_en=str(kind["label_en"]),
        **words,
        **dict.fromkeys((*BODY, "frequency_zh", "frequency_en"), ""),
    )
