"""Documents as the index keeps them: terms to be found by, a row to rank and show."""

from collections.abc import Iterable, Mapping

from whoosh.fields import ID, STORED, Schema

from search_index.analysis import code_terms, folded, key, terms_of_folded
from search_index.document_arrays import Row
from search_index.documents import Document, Window
from search_index.sounds import sound_terms
from search_index.texts import SEPARATOR
from search_index.window_arrays import WindowRow

SCHEMA = Schema(
    codes=ID(),
    code_parts=ID(),
    name=ID(),
    former_names=ID(),
    address=ID(),
    sounds=ID(),
    initials=ID(),
    former_sounds=ID(),
    former_initials=ID(),
    shown=STORED(),
)


def terms_and_row(document: Document) -> tuple[Mapping[str, frozenset[str]], Row]:
    """The terms of a document by the indexed fields of the schema, and what is kept beside."""
    codes = _codes(document)
    folded_texts = {
        "name": (folded(document.name),),
        "former_names": tuple(map(folded, document.former_names)),
        "address": (folded(document.address),),
    }
    terms = {name: _together(map(terms_of_folded, each)) for name, each in folded_texts.items()}
    terms["codes"] = frozenset(codes)
    terms["code_parts"] = _together(map(code_terms, codes))
    terms["sounds"], terms["initials"] = sound_terms(folded_texts["name"][0].replace(" ", ""))
    texts = {
        name: tuple(one.replace(" ", "") for one in each) for name, each in folded_texts.items()
    }
    former = [sound_terms(one) for one in texts["former_names"]]
    terms["former_sounds"] = _together(sounds for sounds, _ in former)
    terms["former_initials"] = _together(initials for _, initials in former)
    return terms, _row(document, {**texts, "codes": codes})


def _together(those: Iterable[frozenset[str]]) -> frozenset[str]:
    """All terms of several texts."""
    return frozenset[str]().union(*those)


def _row(document: Document, texts: Mapping[str, tuple[str, ...]]) -> Row:
    """What is kept of a document beside its terms."""
    return Row(
        document.id,
        texts,
        document.facets,
        document.is_public,
        document.since,
        document.until,
        {
            "kind": document.kind,
            "code": document.code,
            "codes": tuple(filter(None, (document.code, *document.other_codes))),
            "name": document.name,
            "former_names": document.former_names,
            "address": document.address,
        },
        tuple(map(_window, document.windows)),
        document.rank,
    )


def _window(window: Window) -> WindowRow:
    """A window with its terms."""
    form = folded(window.text)
    return WindowRow(
        window.kind,
        terms_of_folded(form),
        form.replace(" ", ""),
        window.text.replace(SEPARATOR, " "),
        window.value,
        window.is_public,
        window.since,
        window.until,
    )


def _codes(document: Document) -> tuple[str, ...]:
    """Every code of the document in normal form."""
    codes = (document.code or "", *document.other_codes)
    return tuple(filter(None, map(key, codes)))
