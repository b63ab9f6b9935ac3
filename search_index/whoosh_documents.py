"""Documents as whoosh keeps them: terms to be found by, a row to rank by, texts to show."""

from collections.abc import Mapping

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, STORED, Schema

from search_index.analysis import code_terms, indexed_terms, key
from search_index.documents import FACETS, Document
from search_index.ranking import Candidate

_BETWEEN = "\x1f"
_WITHIN = "\x1e"

# Fields take ready terms, so that no analyzer is pickled into the index. The row is one packed
# column, because reading a column costs the same however much stands in it.
SCHEMA = Schema(
    id=ID(),
    codes=ID(),
    code_parts=ID(),
    name=ID(),
    former_names=ID(),
    address=ID(),
    row=COLUMN(VarBytesColumn()),
    shown=STORED(),
)


def fields_of(document: Document) -> dict[str, object]:
    """The whoosh fields of a document."""
    former = frozenset[str]().union(*map(indexed_terms, document.former_names))
    codes = _codes(document)
    parts = frozenset[str]().union(*map(code_terms, codes))
    return {
        "id": [document.id],
        "codes": list(codes),
        "code_parts": list(parts),
        "name": list(indexed_terms(document.name)),
        "former_names": list(former),
        "address": list(indexed_terms(document.address)),
        "row": _row(document),
        "shown": _shown(document),
    }


def candidate(row: bytes) -> Candidate:
    """The document as ranking sees it."""
    number, codes, name, former, address, is_public, since, until, *values = row.decode().split(
        _BETWEEN
    )
    return Candidate(
        number,
        tuple(codes.split(_WITHIN)),
        name,
        tuple(former.split(_WITHIN)),
        address,
        dict(zip(FACETS, values, strict=True)),
        bool(is_public),
        int(since) if since else None,
        int(until) if until else None,
    )


def _codes(document: Document) -> tuple[str, ...]:
    """Every code of the document in normal form."""
    codes = (document.code or "", *document.other_codes)
    return tuple(filter(None, map(key, codes)))


def _row(document: Document) -> bytes:
    """The row that `candidate` reads."""
    fields = (
        document.id,
        _WITHIN.join(_codes(document)),
        key(document.name),
        _WITHIN.join(map(key, document.former_names)),
        key(document.address),
        "1" if document.is_public else "",
        "" if document.since is None else str(document.since),
        "" if document.until is None else str(document.until),
        *(document.facets.get(facet, "") for facet in FACETS),
    )
    return _BETWEEN.join(fields).encode()


def _shown(document: Document) -> Mapping[str, object]:
    """The texts of a hit as they were given."""
    return {
        "kind": document.kind,
        "code": document.code,
        "codes": tuple(filter(None, (document.code, *document.other_codes))),
        "name": document.name,
        "former_names": document.former_names,
        "address": document.address,
    }
