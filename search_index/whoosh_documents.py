"""Documents as the index keeps them: terms to be found by, a row to rank and show."""

from collections.abc import Iterable, Mapping

from whoosh.fields import ID, STORED, Schema

from search_index.analysis import code_terms, indexed_terms, key
from search_index.document_arrays import Row
from search_index.documents import Document

SCHEMA = Schema(
    codes=ID(),
    code_parts=ID(),
    name=ID(),
    former_names=ID(),
    address=ID(),
    shown=STORED(),
)


def terms_of(document: Document) -> Mapping[str, Iterable[str]]:
    """The terms of a document by the indexed fields of the schema, each once."""
    codes = _codes(document)
    return {
        "codes": dict.fromkeys(codes),
        "code_parts": frozenset[str]().union(*map(code_terms, codes)),
        "name": indexed_terms(document.name),
        "former_names": frozenset[str]().union(*map(indexed_terms, document.former_names)),
        "address": indexed_terms(document.address),
    }


def row_of(document: Document) -> Row:
    """What is kept of a document beside its terms."""
    return Row(
        document.id,
        {
            "name": (key(document.name),),
            "former_names": tuple(map(key, document.former_names)),
            "address": (key(document.address),),
            "codes": _codes(document),
        },
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
    )


def _codes(document: Document) -> tuple[str, ...]:
    """Every code of the document in normal form."""
    codes = (document.code or "", *document.other_codes)
    return tuple(filter(None, map(key, codes)))
