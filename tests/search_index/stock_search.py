"""The same questions answered by stock whoosh and plain Python, to compare with.

Stock whoosh finds the candidates by its own queries over its own files; each candidate's texts are
then looked at one by one. This says in the plainest words what the index has to answer.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from name_reasons import Candidate, letters_reason_for, reason_for
from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, Schema
from whoosh.index import create_in, exists_in, open_dir
from whoosh.query import And, Every, Term
from whoosh.searching import Searcher

from search_index.analysis import asked_terms, code_terms, indexed_terms, key, letters
from search_index.documents import FACETS, Document
from search_index.queries import Query, QueryKind, Understanding, understand
from search_index.ranking import MatchReason, SortKey, sort_key

SCHEMA = Schema(
    id=ID(unique=True),
    codes=ID(),
    code_parts=ID(),
    name=ID(),
    former_names=ID(),
    address=ID(),
    row=COLUMN(VarBytesColumn()),
)
_BETWEEN, _WITHIN = "\x1f", "\x1e"
_POOL_MEGABYTES = 256

Find = Callable[[Searcher], set[int]]


class _Codec(W3Codec):  # type: ignore[misc] # whoosh has no types
    """Whoosh's own, without a question about lengths that no field of the schema has."""

    length_stats = False


class StockAnswer(NamedTuple):
    """Ids and reasons of the first hits in order, the number of all, and counts by facet."""

    hits: list[tuple[str, MatchReason]]
    total: int
    facets: dict[str, dict[str, int]]


class StockSearch:
    """Stock whoosh in a directory; `terms_asked` bounds how many terms a query joins."""

    def __init__(self, path: Path, terms_asked: int | None = None) -> None:
        path.mkdir(parents=True, exist_ok=True)
        place = str(path)
        self._index = open_dir(place) if exists_in(place) else create_in(place, SCHEMA)
        self._terms_asked = terms_asked
        self._searcher: Searcher | None = None

    def apply(self, upserts: Iterable[Document], deletes: Iterable[str] = ()) -> None:
        """Delete the ids, then put the documents in the place of those with their ids."""
        last = {document.id: document for document in upserts}
        codec = _Codec(1024, compression=0)
        writer = self._index.writer(codec=codec, limitmb=_POOL_MEGABYTES)
        if self._index.doc_count():
            for document_id in {*deletes, *last}:
                writer.delete_by_term("id", document_id)
        for document in last.values():
            writer.add_document(**_fields_of(document))
        writer.commit()
        self.close()

    def search(self, query: Query) -> StockAnswer:
        """The answer."""
        if self._searcher is None:
            self._searcher = self._index.searcher()
        asked = understand(query.text)
        matched = self._matched(query, asked)
        if asked.kind is QueryKind.CODE:
            exact = [found for found in matched if found[1] is MatchReason.EXACT_CODE]
            matched = exact or matched
        if not matched and asked.may_be_letters:
            single = frozenset(one for part in asked.fragments for one in letters(part))
            numbers = _each(self._leaves, lambda leaf: _having(leaf, "name", single, None))
            matched = [
                (candidate, reason)
                for candidate in self._shown(query, numbers)
                if (reason := letters_reason_for(candidate, asked))
            ]
        relaxed = None if matched else asked.without_places()
        if relaxed:
            matched = self._matched(query, relaxed)
        return _answer(query, matched)

    def _matched(self, query: Query, asked: Understanding) -> list[tuple[Candidate, MatchReason]]:
        """The documents that answer, and why."""
        return [
            (candidate, reason)
            for candidate in self._shown(query, _numbers(self._leaves, asked, self._terms_asked))
            if (reason := reason_for(candidate, asked))
        ]

    def close(self) -> None:
        """Let go of the files."""
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None

    @property
    def _leaves(self) -> list[Searcher]:
        """A searcher for each segment."""
        assert self._searcher is not None
        return [leaf for leaf, _ in self._searcher.leaf_searchers()]

    def _shown(
        self, query: Query, numbers: Iterable[tuple[Searcher, set[int]]]
    ) -> Iterator[Candidate]:
        """The candidates that the question may meet."""
        for leaf, those in numbers:
            if not leaf.doc_count_all():
                continue
            rows = leaf.reader().column_reader("row")
            for number in those:
                candidate = _candidate(rows[number])
                if candidate.may_be_shown(query.day, public_only=query.public_only):
                    yield candidate


def _each(leaves: Iterable[Searcher], find: Find) -> Iterator[tuple[Searcher, set[int]]]:
    return ((leaf, find(leaf)) for leaf in leaves)


def _numbers(
    leaves: Iterable[Searcher], asked: Understanding, most: int | None
) -> Iterator[tuple[Searcher, set[int]]]:
    """The numbers of the documents that may answer, by segment."""
    if asked.kind is QueryKind.NOTHING_SPECIAL:
        return iter(())
    return _each(leaves, lambda leaf: _numbers_in(leaf, asked, most))


def _numbers_in(leaf: Searcher, asked: Understanding, most: int | None) -> set[int]:
    if asked.kind is QueryKind.EVERYTHING:
        return set(Every().docs(leaf))
    parts = asked.fragments
    names = [_having(leaf, "name", asked_terms(part), most) for part in parts]
    addresses = [_having(leaf, "address", asked_terms(part), most) for part in parts]
    formers = [_having(leaf, "former_names", asked_terms(part), most) for part in parts]
    codes = [
        _having(leaf, "code_parts", code_terms(part) if part.isascii() else frozenset(), most)
        for part in parts
    ]
    return set(Term("codes", asked.whole).docs(leaf)).union(
        set.intersection(*formers),
        set.intersection(*(one | other for one, other in zip(names, addresses, strict=True))),
        set.intersection(*(one | other for one, other in zip(names, codes, strict=True))),
    )


def _having(leaf: Searcher, field: str, terms: frozenset[str], most: int | None) -> set[int]:
    reader = leaf.reader()
    frequencies = {term: reader.doc_frequency(field, term) for term in terms}
    if not terms or not all(frequencies.values()):
        return set()
    rarest = sorted(frequencies, key=frequencies.__getitem__)[:most]
    return set(And([Term(field, term) for term in rarest]).docs(leaf))


def _answer(query: Query, matched: list[tuple[Candidate, MatchReason]]) -> StockAnswer:
    """The first hits in order, and the counts: a facet's heed every filter but its own."""
    accepted = {facet: values for facet, values in query.filters.items() if values}
    failed = [
        {facet for facet, values in accepted.items() if one.facets.get(facet, "") not in values}
        for one, _ in matched
    ]
    facets: dict[str, dict[str, int]] = {}
    for facet in FACETS:
        met = Counter(
            one.facets.get(facet, "")
            for (one, _), missed in zip(matched, failed, strict=True)
            if missed <= {facet}
        )
        facets[facet] = {value: count for value, count in met.items() if value}
    hits: list[tuple[SortKey, MatchReason]] = sorted(
        (sort_key(one.name, one.id, reason, query.sort), reason)
        for (one, reason), missed in zip(matched, failed, strict=True)
        if not missed
    )
    return StockAnswer([(place[2], reason) for place, reason in hits], len(hits), facets)


def _fields_of(document: Document) -> Mapping[str, object]:
    codes = [key(code) for code in (document.code or "", *document.other_codes) if key(code)]
    former = frozenset[str]().union(*map(indexed_terms, document.former_names))
    return {
        "id": [document.id],
        "codes": codes,
        "code_parts": list(frozenset[str]().union(*map(code_terms, codes))),
        "name": list(indexed_terms(document.name)),
        "former_names": list(former),
        "address": list(indexed_terms(document.address)),
        "row": _row(document, codes),
    }


def _row(document: Document, codes: list[str]) -> bytes:
    fields = (
        document.id,
        _WITHIN.join(codes),
        key(document.name),
        _WITHIN.join(map(key, document.former_names)),
        key(document.address),
        "1" if document.is_public else "",
        "" if document.since is None else str(document.since),
        "" if document.until is None else str(document.until),
        *(document.facets.get(facet, "") for facet in FACETS),
    )
    return _BETWEEN.join(fields).encode()


def _candidate(row: bytes) -> Candidate:
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
