"""Files that come with a request: kept on disk while they are read, named without a folder."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.datastructures import FileStorage

from credit_registry.web import context

LONGEST_NAME = 200
UNNAMED = "delivery"


def sent(name: str) -> FileStorage | None:
    """The file in a part of the request; None where none was chosen."""
    file = context.current_request().files.get(name)
    return file if file is not None and file.filename else None


@contextmanager
def kept(file: FileStorage) -> Iterator[Path]:
    """Where the file lies until it is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / UNNAMED
        file.save(path)
        yield path


def name_of(file: FileStorage) -> str:
    """The file's own name, without any folder."""
    name = Path((file.filename or "").replace("\\", "/")).name
    return name[:LONGEST_NAME] or UNNAMED
