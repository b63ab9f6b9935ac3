"""Files that are kept until they are taken in: in parts, each sealed, gone once nobody waits.

A file may state identity numbers, which rest nowhere in the plain. It is therefore sealed under a
key that is derived from the installation's secret, and kept in the database, so that whichever
process takes it in finds it.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from credit_registry.exchange.tables import open_table
from credit_registry.services.registry import Registry
from credit_registry.services.sealing import derived, opened, sealed
from credit_registry.store.batches import KeptPart

PART_BYTES = 1 << 20
PURPOSE = "kept deliveries"


def has_more_rows(path: Path, rows: int) -> bool:
    """Whether a file has more rows than that; no more of it is read. Raises InvalidInput."""
    with path.open("rb") as file:
        return next(islice(open_table(file).rows, rows, None), None) is not None


def count_rows(path: Path) -> int:
    """How many rows a file has, good or bad. Raises InvalidInput."""
    with path.open("rb") as file:
        return sum(1 for _ in open_table(file).rows)


def put(session: Session, secret: str, delivery_id: int, path: Path) -> None:
    """Keep the file's bytes; one part at a time is in memory."""
    key = derived(secret, PURPOSE)
    with path.open("rb") as file:
        for number, part in enumerate(iter(lambda: file.read(PART_BYTES), b"")):
            kept = sealed(key, part, _place(delivery_id, number))
            session.add(KeptPart(delivery_id=delivery_id, number=number, sealed=kept))
            session.flush()  # so that the part leaves the memory
            session.expunge_all()


@contextmanager
def laid_out(registry: Registry, delivery_id: int) -> Iterator[Path]:
    """Where the file lies while it is read. Raises Unavailable where the secret is another now."""
    key = derived(registry.settings.secret_key, PURPOSE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "delivery"
        with path.open("wb") as file:
            for number in range(_parts(registry, delivery_id)):
                with registry.reading() as session:
                    row = session.get_one(KeptPart, (delivery_id, number))
                    file.write(opened(key, row.sealed, _place(delivery_id, number)))
        yield path


def discard(session: Session, delivery_ids: list[int]) -> None:
    """Let go of the bytes of some files."""
    session.execute(delete(KeptPart).where(KeptPart.delivery_id.in_(delivery_ids)))


def _parts(registry: Registry, delivery_id: int) -> int:
    """How many parts a file has."""
    with registry.reading() as session:
        statement = select(func.count()).where(KeptPart.delivery_id == delivery_id)
        return session.scalars(statement).one()


def _place(delivery_id: int, number: int) -> str:
    """Where a part belongs."""
    return f"delivery {delivery_id} part {number}"
