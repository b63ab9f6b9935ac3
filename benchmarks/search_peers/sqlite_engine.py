"""SQLite's FTS5 with its trigram tokenizer, which looks through all rows for shorter parts."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from search_index.analysis import key
from search_peers.engines import HITS, Answer
from search_peers.entries import FACETS, Entry
from search_peers.questions import Question
from search_peers.words import Shape, fragments, grams, shape

_GRAM = 3
_LOOKED_IN = "rowid, code_text, name_text, former, pinyin, initials"
_COUNTED = "SELECT code, COUNT(*) OVER () FROM found JOIN entry ON entry.id = found.rowid"


class Fts5:
    """One table for looking, one for facets; both in one file."""

    is_served = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA mmap_size = 2000000000")
        self._connection.execute("PRAGMA cache_size = -200000")

    def build(self, entries: Iterable[Entry]) -> int:
        columns = ", ".join(f"{facet} TEXT" for facet in FACETS)
        self._connection.execute(
            f"CREATE TABLE entry (id INTEGER PRIMARY KEY, code TEXT, name TEXT, {columns})"
        )
        self._connection.execute(
            "CREATE VIRTUAL TABLE found USING fts5"
            "(code_text, name_text, former, pinyin, initials, tokenize='trigram')"
        )
        facets = ", ?" * len(FACETS)
        cursor = self._connection.cursor()
        number = -1
        for number, one in enumerate(entries):
            texts = _texts(one)
            row = (number, one.code, texts[1], *one.facets.values())
            cursor.execute(f"INSERT INTO entry VALUES (?, ?, ?{facets})", row)
            cursor.execute(
                f"INSERT INTO found ({_LOOKED_IN}) VALUES (?, ?, ?, ?, ?, ?)", (number, *texts)
            )
        self._connection.execute("CREATE INDEX entry_code ON entry (code)")
        self._connection.execute("INSERT INTO found (found) VALUES ('optimize')")
        self._connection.commit()
        return number + 1

    def ask(self, question: Question) -> Answer:
        for statement, values in self._statements(question):
            rows = self._connection.execute(statement, values).fetchall()
            if rows:
                return Answer(rows[0][1], [row[0] for row in rows])
        return Answer(0, [])

    def facets(self, question: Question) -> Answer:
        condition, values = self._condition(fragments(question.text))
        for facet in FACETS:
            self._connection.execute(
                f"SELECT {facet}, COUNT(*) FROM found JOIN entry ON entry.id = found.rowid"
                f" WHERE {condition} GROUP BY 1 ORDER BY 2 DESC LIMIT 50",
                values,
            ).fetchall()
        return self.ask(question)

    def megabytes(self) -> float:
        return self._path.stat().st_size / 1e6

    def _statements(self, question: Question) -> list[tuple[str, Sequence[str]]]:
        """What is asked first, and what where that finds nothing."""
        whole = key(question.text)
        match shape(question.text):
            case Shape.CODE:
                exact = "SELECT code, COUNT(*) OVER () FROM entry WHERE code = ?"
                return [(exact, [whole.upper()]), self._matching(f'code_text : "{whole}"')]
            case Shape.LATIN:
                fields = ("pinyin", "initials")
                return [self._matching(f'{field} : "{whole}"') for field in fields]
        asked = fragments(question.text)
        condition, values = self._condition(asked)
        if question.kinds:
            kinds = ", ".join("?" * len(question.kinds))
            ordered = f"AND subject_kind IN ({kinds}) ORDER BY name LIMIT {HITS}"
            return [(f"{_COUNTED} WHERE {condition} {ordered}", (*values, *question.kinds))]
        by_length = f"ORDER BY LENGTH(name) LIMIT {HITS}"
        grams_asked = " OR ".join(f'"{gram}"' for gram in grams("".join(asked), _GRAM))
        return [
            (f"{_COUNTED} WHERE {condition} {by_length}", values),
            self._matching(f'former : "{whole}"'),
            self._matching(f"name_text : ({grams_asked})"),
        ]

    def _condition(self, asked: Sequence[str]) -> tuple[str, Sequence[str]]:
        """That every fragment stands in the name."""
        if min(map(len, asked)) < _GRAM:
            return " AND ".join(["name_text LIKE ?"] * len(asked)), [f"%{one}%" for one in asked]
        return "found MATCH ?", ["name_text : (" + " AND ".join(f'"{one}"' for one in asked) + ")"]

    def _matching(self, expression: str) -> tuple[str, Sequence[str]]:
        """What matches the expression, best first."""
        return f"{_COUNTED} WHERE found MATCH ? ORDER BY rank LIMIT {HITS}", [expression]


def _texts(entry: Entry) -> tuple[str, ...]:
    """The texts that are looked in."""
    pinyin = entry.pinyin.replace(" ", "")
    return key(entry.code), key(entry.name), key(entry.former), pinyin, entry.initials
