"""Files to keep: written whole from one state of the database, then sent in pieces.

A file that is written before it is sent has a digest, by which it is revalidated, and a fault while
it is written is told as one. What is long lies on the disk meanwhile.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import Response

from credit_registry.web import caching, context

IN_MEMORY_BYTES = 1 << 20
PIECE_BYTES = 1 << 16


def response(write: Callable[[BinaryIO], None], media: str, name: str = "") -> Response:
    """The file that `write` writes: revalidated each time, and saved under a name if it has one."""
    with ExitStack() as stack:
        content = cast(
            "BinaryIO", stack.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY_BYTES))
        )
        write(content)
        answer = Response(mimetype=media)
        answer.content_length = content.tell()
        answer.set_etag(_digest(content))
        caching.revalidated(answer)
        if name:
            answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        if _is_sent(answer):
            _fill(answer, content, stack)
    return answer


def _fill(answer: Response, content: BinaryIO, stack: ExitStack) -> None:
    """Send the content: at once where it is short, else from the disk, closed once it is out."""
    content.seek(0)
    if (answer.content_length or 0) <= IN_MEMORY_BYTES:
        answer.set_data(content.read())
        return
    answer.response = _pieces(content)
    answer.call_on_close(stack.pop_all().close)


def _digest(content: BinaryIO) -> str:
    """The tag of the content."""
    digest = hashlib.sha256()
    content.seek(0)
    for piece in _pieces(content):
        digest.update(piece)
    return caching.digest(digest.digest())


def _is_sent(answer: Response) -> bool:
    """Whether the content goes out: not where the caller has it, or asks for its head alone."""
    is_head = context.current_request().method == "HEAD"
    return not is_head and answer.status_code != HTTPStatus.NOT_MODIFIED


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    """What is left of the content."""
    while piece := content.read(PIECE_BYTES):
        yield piece
