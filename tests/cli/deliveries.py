"""Files that are delivered: the registry's own list of subjects, about invented enterprises."""

from collections.abc import Sequence
from pathlib import Path

from builders import a_uscc

from credit_registry.domain.actors import Actor
from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.exchange.rows import Row
from credit_registry.services.intake import exchanging
from credit_registry.services.intake.exchanging import BatchSource
from credit_registry.services.registry import Registry

HEADING = "name,uscc,standing,established_on,address"


def name_of(number: int) -> str:
    return f"虚构市第{number}制造有限公司"


def row(number: int) -> str:
    return f"{name_of(number)},{a_uscc(number)},operating,2015-06-01,虚构市测试路{number}号"


def written(directory: Path, *rows: str, name: str = "subjects.csv") -> str:
    """The path of a file with the rows."""
    path = directory / name
    path.write_text("\n".join((HEADING, *rows)) + "\n", "utf-8")
    return str(path)


def taken_in(
    registry: Registry, actor: Actor, name: str, drafts: Sequence[SubjectDraft | RecordDraft]
) -> None:
    """Take drafts of one target in as a delivery, each of which must go in."""
    rows = [Row(line, draft) for line, draft in enumerate(drafts, start=2)]
    source = BatchSource(digest=name, filename=f"{name}.csv", layout="test")
    receipt = exchanging.import_rows(registry, rows, source, actor=actor)
    assert receipt.accepted == len(drafts)
