"""What can go wrong in the index, in its own words.

SearchIndexError
├── IndexMissing       nothing has been indexed here yet
│   └── IndexOutdated  what stands here was written in another format; rebuild it
├── IndexTorn          the files are not those that were published; rebuild it
├── IndexNotPrivate    others may write to the directory, so its files cannot be trusted
├── IndexBusy          another writer is at work
├── CursorBehind       the batch is older than what the index already holds
└── QueryRefused       the question is malformed
    └── PageRefused    the paging cursor belongs to another question
"""


class SearchIndexError(Exception):
    """The index could not do what was asked."""


class IndexMissing(SearchIndexError):  # noqa: N818 - names say what happened
    """Nothing has been indexed here yet."""


class IndexOutdated(IndexMissing):
    """The index was written in another format and has to be rebuilt."""


class IndexTorn(SearchIndexError):  # noqa: N818
    """The files are not those that were published; the index has to be rebuilt."""


class IndexNotPrivate(SearchIndexError):  # noqa: N818
    """Others may write to the directory, so its files cannot be trusted."""


class IndexBusy(SearchIndexError):  # noqa: N818
    """Another writer is at work on this index."""


class CursorBehind(SearchIndexError):  # noqa: N818
    """The batch is older than what the index already holds."""


class QueryRefused(SearchIndexError):  # noqa: N818
    """The question is malformed."""


class PageRefused(QueryRefused):
    """The paging cursor is malformed or belongs to another question."""
