"""`law check|diff|load|working-days|show`: editions of the dated law."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import yaml

from credit_registry.cli import law_reports
from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.law import checks, differences, seeds
from credit_registry.law.editions import read_seeds
from credit_registry.law.list_types import public_types
from credit_registry.services import law_editions
from credit_registry.services.law_changes import law_loads
from credit_registry.services.law_changes.law_loads import Loaded
from credit_registry.services.sessions import Session

DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would move, and change nothing.")
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def law() -> None:
    """Check, compare and load editions of the law, or show the current one."""


@law.command(cls=Command, permission=Permission.READ_PUBLIC)
@click.argument("directory", type=DIRECTORY, required=False)
def check(directory: Path | None) -> None:
    """Check the files of an edition: those of DIRECTORY over ours."""
    overlays = [directory] if directory else []
    texts = json.loads(read_seeds(*overlays))
    faults = checks.faults(texts)
    if directory is not None:
        faults += checks.strangers(path.name for path in directory.iterdir() if path.is_file())
    for fault in faults:
        opening().say(f"错误\t{fault}", f"fault\t{fault}")
    if faults:
        raise click.exceptions.Exit(1)
    for remark in checks.remarks(texts):
        opening().say(f"待核对\t{remark}", f"unverified\t{remark}")
    opening().say(f"{len(texts)} 个表，没有错误", f"{len(texts)} tables, no fault")


@law.command(cls=Command, permission=Permission.READ_PUBLIC)
@click.argument("directory", type=DIRECTORY, required=False)
def diff(directory: Path | None) -> None:
    """Say how the files of DIRECTORY, or ours, differ from the current edition."""
    overlays = [directory] if directory else []
    with opening().registry().reading() as session:
        before = law_editions.current_content(session)
    found = list(differences.differences(before, read_seeds(*overlays)))
    for each in found:
        opening().say(each.text_zh, each.text_en)
    if not found:
        opening().say("与现行版本没有差别", "no difference from the current edition")


@law.command(cls=Command, permission=Permission.LOAD_LAW_EDITION)
@click.option(
    "--overlay", type=DIRECTORY, multiple=True, help="Directory whose files replace ours."
)
@DRY_RUN
def load(overlay: tuple[Path, ...], *, dry_run: bool) -> None:
    """Load the edition that the files of this version make, and say what it moves."""
    content = read_seeds(*overlay)

    def loading(session: Session, at: datetime) -> Loaded:
        return law_loads.load(session, content, actor=opening().actor(), at=at)

    _load(loading, dry_run=dry_run)


@law.command("working-days", cls=Command, permission=Permission.LOAD_WORKING_DAYS)
@click.argument("file", type=FILE)
@DRY_RUN
def working_days(file: Path, *, dry_run: bool) -> None:
    """Load a year's notice on working days: columns date, kind (rest, work), source."""
    notice = file.read_text("utf-8")

    def loading(session: Session, at: datetime) -> Loaded:
        return law_loads.load_working_days(session, notice, actor=opening().actor(), at=at)

    _load(loading, dry_run=dry_run)


def _load(loading: law_reports.Loading, *, dry_run: bool) -> None:
    """Load an edition, or try it out, and print its digest and what it moved."""
    registry = opening().registry()
    with registry.rehearsal() if dry_run else registry.transaction() as session:
        loaded = loading(session, registry.clock.now())
    click.echo(loaded.edition.digest)
    for text_zh, text_en in law_reports.lines(loaded.report, loaded.edition):
        opening().say(text_zh, text_en)
    if dry_run:
        opening().say("以上为试算，未作任何变更", "this was a rehearsal; nothing was changed")


@law.command(cls=Command, permission=Permission.READ_PUBLIC)
@click.argument("table", required=False)
@click.option("--as-of", "as_of", type=DAY, help="Only what is in force on the day.")
def show(table: str | None, as_of: datetime | None) -> None:
    """Show the current edition's digest and lists, or one TABLE of it."""
    with opening().registry().reading() as session:
        edition = law_editions.current(session).edition
        content = law_editions.current_content(session)
    if table is not None:
        click.echo(_table(json.loads(content), table, as_of.date() if as_of else None), nl=False)
        return
    click.echo(edition.digest)
    for kind in public_types(edition.list_types.values()):
        opening().say(f"{kind.code}\t{kind.label_zh}", f"{kind.code}\t{kind.label_en}")


def _table(texts: dict[str, str], name: str, day: date | None) -> str:
    """A table in its own form, as far as it is in force on the day. Raises NotFound."""
    file = seeds.table_of(texts, name)
    rows: list[dict[str, Any]] = seeds.rows(file, texts[file])
    if day is not None:
        rows = seeds.in_force(rows, day)
    if file.endswith(".yaml"):
        return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000)
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0] if rows else (), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()
