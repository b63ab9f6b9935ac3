"""Tantivy: the terms of a question joined, else any of them, best by BM25."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tantivy import Document, Index, Occur, Query, SchemaBuilder

from search_index.analysis import key
from search_peers.engines import HITS, Answer, size_of
from search_peers.entries import FACETS, Entry
from search_peers.questions import Question
from search_peers.words import Shape, fragments, grams, shape

_CODE_GRAM, _LATIN_GRAM = 4, 3
_MEMORY = 512_000_000


class Tantivy:
    """Terms are pairs of characters and single ones, cut by us as no tokenizer of its does both."""

    is_served = False

    def __init__(self, path: Path) -> None:
        self._path = path
        path.mkdir(exist_ok=True)
        builder = SchemaBuilder()
        for field in ("name", "former", "code_parts", "pinyin", "initials"):
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        for field in FACETS:
            builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("code", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("sorted", fast=True, tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        self._index = Index(self._schema, str(path))
        self._searcher = self._index.searcher()

    def build(self, entries: Iterable[Entry]) -> int:
        writer = self._index.writer(_MEMORY, 1)
        for entry in entries:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        return int(self._searcher.num_docs)

    def ask(self, question: Question) -> Answer:
        for query in self._queries(question):
            if question.kinds:
                found = self._searcher.search(
                    self._filtered(query, question.kinds), HITS, order_by_field="sorted"
                )
            else:
                found = self._searcher.search(query, HITS)
            if found.hits:
                break
        codes = [str(self._searcher.doc(place)["code"][0]) for _, place in found.hits]
        total: int = found.count  # type: ignore[attr-defined] # its types lack it
        return Answer(total, codes)

    def facets(self, question: Question) -> Answer:
        asked = {field: {"terms": {"field": field, "size": 50}} for field in FACETS}
        self._searcher.aggregate(self._queries(question)[0], asked)
        return self.ask(question)

    def megabytes(self) -> float:
        return size_of(self._path)

    def _queries(self, question: Question) -> list[Query]:
        """What is asked first, and what where that finds nothing."""
        whole = key(question.text)
        match shape(question.text):
            case Shape.CODE:
                exact = Query.term_query(self._schema, "code", whole.upper(), "basic")
                return [exact, self._joined("code_parts", grams(whole, _CODE_GRAM))]
            case Shape.LATIN:
                those = grams(whole, _LATIN_GRAM)
                return [self._joined("pinyin", those), self._joined("initials", those)]
        terms = [term for one in fragments(question.text) for term in grams(one, 2)]
        return [
            self._joined("name", terms),
            self._joined("former", terms),
            self._any("name", terms),
        ]

    def _joined(self, field: str, terms: Sequence[str]) -> Query:
        """Every one of the terms."""
        return self._boolean(Occur.Must, field, terms)

    def _any(self, field: str, terms: Sequence[str]) -> Query:
        """Any of the terms."""
        return self._boolean(Occur.Should, field, terms)

    def _boolean(self, occur: Occur, field: str, terms: Sequence[str]) -> Query:
        parts = [Query.term_query(self._schema, field, term, "freq") for term in terms]
        return Query.boolean_query([(occur, part) for part in parts])

    def _filtered(self, query: Query, kinds: Sequence[str]) -> Query:
        """The query under a filter."""
        passing = Query.term_set_query(self._schema, "subject_kind", list(kinds))
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, passing)])


def _document(entry: Entry) -> Document:
    """The entry with its terms."""
    pinyin, code = entry.pinyin.replace(" ", ""), key(entry.code)
    return Document.from_dict(
        {
            "code": entry.code,
            "name": _terms(key(entry.name)),
            "former": _terms(key(entry.former)),
            "code_parts": " ".join(grams(code, _CODE_GRAM)),
            "pinyin": " ".join(grams(pinyin, _LATIN_GRAM)),
            "initials": " ".join(grams(entry.initials, _LATIN_GRAM)),
            "sorted": key(entry.name),
            **entry.facets,
        }
    )


def _terms(text: str) -> str:
    """Its characters and pairs."""
    return " ".join((*text, *grams(text, 2)))
