"""PostgreSQL's pg_trgm: parts by LIKE on a trigram index, else names by similarity."""

from collections.abc import Iterable, Sequence

import psycopg

from search_index.analysis import key
from search_peers.engines import HITS, Answer
from search_peers.entries import FACETS, Entry
from search_peers.questions import Question
from search_peers.words import Shape, fragments, shape

_LOOKED_IN = ("name", "former", "code_text", "pinyin", "initials")
_COLUMNS = ("code", *_LOOKED_IN, *FACETS)
_COUNTED = "SELECT code, COUNT(*) OVER () FROM entry WHERE"
_BY_LENGTH = f"ORDER BY LENGTH(name) LIMIT {HITS}"
SETTINGS = {"shared_buffers": "1GB", "work_mem": "64MB", "maintenance_work_mem": "1GB"}


class PgTrgm:
    """One table with a trigram index on each text that is looked in."""

    is_served = True

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("SET pg_trgm.similarity_threshold = 0.45")
        self._connection.execute("SET jit = off")

    def build(self, entries: Iterable[Entry]) -> int:
        columns = ", ".join(f"{column} text" for column in _COLUMNS)
        self._run("CREATE EXTENSION pg_trgm")
        self._run(f"CREATE TABLE entry ({columns})")
        with (
            self._connection.cursor() as cursor,
            cursor.copy(b"COPY entry FROM STDIN") as copy,
        ):
            for entry in entries:
                copy.write_row(_row(entry))
        self._run("CREATE INDEX ON entry (code)")
        for column in _LOOKED_IN:
            self._run(f"CREATE INDEX ON entry USING gin ({column} gin_trgm_ops)")
        self._run("VACUUM ANALYZE entry")
        return int(self._run("SELECT COUNT(*), 0 FROM entry")[0][0])

    def ask(self, question: Question) -> Answer:
        for statement, values in self._statements(question):
            rows = self._run(statement, values)
            if rows:
                return Answer(int(rows[0][1]), [row[0] for row in rows])
        return Answer(0, [])

    def facets(self, question: Question) -> Answer:
        condition, values = _condition(fragments(question.text))
        for facet in FACETS:
            counted = f"SELECT {facet}, COUNT(*) FROM entry WHERE {condition}"
            self._run(f"{counted} GROUP BY 1 ORDER BY 2 DESC LIMIT 50", values)
        return self.ask(question)

    def megabytes(self) -> float:
        return float(self._run("SELECT pg_total_relation_size('entry')::text", ())[0][0]) / 1e6

    def _run(self, statement: str, values: Sequence[object] | None = None) -> list[tuple[str, str]]:
        """The rows of a statement, none where it has none."""
        cursor = self._connection.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []

    def _statements(self, question: Question) -> list[tuple[str, Sequence[object]]]:
        """What is asked first, and what where that finds nothing."""
        whole = key(question.text)
        match shape(question.text):
            case Shape.CODE:
                part = f"{_COUNTED} code_text LIKE %s {_BY_LENGTH}"
                return [(f"{_COUNTED} code = %s", [whole.upper()]), (part, [f"%{whole}%"])]
            case Shape.LATIN:
                fields = ("pinyin", "initials")
                return [
                    (f"{_COUNTED} {field} LIKE %s {_BY_LENGTH}", [f"%{whole}%"]) for field in fields
                ]
        condition, values = _condition(fragments(question.text))
        if question.kinds:
            ordered = f"AND subject_kind = ANY(%s) ORDER BY name LIMIT {HITS}"
            return [(f"{_COUNTED} {condition} {ordered}", [*values, list(question.kinds)])]
        return [
            (f"{_COUNTED} {condition} {_BY_LENGTH}", values),
            (f"{_COUNTED} former LIKE %s {_BY_LENGTH}", [f"%{whole}%"]),
            (
                f"{_COUNTED} name %% %s ORDER BY similarity(name, %s) DESC LIMIT {HITS}",
                [whole, whole],
            ),
        ]


def _condition(asked: Sequence[str]) -> tuple[str, Sequence[object]]:
    """That every fragment stands in the name."""
    return " AND ".join(["name LIKE %s"] * len(asked)), [f"%{one}%" for one in asked]


def _row(entry: Entry) -> tuple[str, ...]:
    """A row of the table."""
    pinyin = entry.pinyin.replace(" ", "")
    texts = (key(entry.name), key(entry.former), key(entry.code), pinyin, entry.initials)
    return entry.code, *texts, *entry.facets.values()
