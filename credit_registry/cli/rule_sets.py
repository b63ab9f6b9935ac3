"""`rules`: the versions by which the registry grades, and what leads to another one."""

from pathlib import Path

import click

from credit_registry.cli import evaluations, releases, rule_set_tables, what_ifs
from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.law.editions import Edition, parse, read_seeds
from credit_registry.rules.documents.documents import shipped_rule_sets, write_rule_set
from credit_registry.rules.doubts.content_checks import doubts_of
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.differences import differences
from credit_registry.rules.versions import version_of
from credit_registry.services.grading import rule_sets
from credit_registry.services.rule_changes import release_gates, rule_set_files

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUTPUT = click.Path(dir_okay=False, path_type=Path)
FORMATS = ("table", "yaml", "xlsx")


@click.group()
def rules() -> None:
    """List, check and compare rule sets, try a draft, and lead it to its release."""


@rules.command("list", cls=Command, permission=Permission.READ_PUBLIC)
def list_rule_sets() -> None:
    """List the published versions, the newest first."""
    with opening().registry().reading() as session:
        for row in rule_sets.published(session):
            click.echo(f"{row.since.isoformat()}\t{row.code}\t{row.version}")


@rules.command(cls=Command, permission=Permission.READ_PUBLIC)
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Check the rule set in FILE (YAML or XLSX): faults, then what may be wrong in its content.

    A fault ends it with 1. What is only doubted is listed; the lists that rules may propose are
    those of the law that comes with the registry.
    """
    read = rule_set_files.read(file.read_bytes())
    colours = {code: kind.colour for code, kind in _law().list_types.items()}
    doubts = doubts_of(read.rule_set, colours)
    for each in doubts:
        place, reason, mend = read.place(each.pointer), each.reason, each.mend
        opening().say(
            f"疑问\t{place}\t{reason.zh}；可以：{mend.zh}",
            f"doubt\t{place}\t{reason.en} What would do: {mend.en}",
        )
    version, count = version_of(read.rule_set), len(doubts)
    opening().say(f"{version}，没有错误，{count}处疑问", f"{version}, no fault, {count} doubts")


@rules.command(cls=Command, permission=Permission.READ_PUBLIC)
@click.argument("which")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to write.")
@click.option("--output", type=OUTPUT, help="File to write to.")
def show(which: str, form: str, output: Path | None) -> None:
    """Show the rule set WHICH: a file, or the first 8 or more characters of a version."""
    if form == "xlsx" and output is None:
        raise click.UsageError("A workbook needs --output FILE.")
    rule_set = _found(which)
    if form == "xlsx":
        content = rule_set_files.workbook(rule_set)
    elif form == "yaml":
        content = write_rule_set(rule_set).encode()
    else:
        lines = rule_set_tables.lines(rule_set, _law(), opening().language)
        content = "".join(f"{line}\n" for line in lines).encode()
    if output is None:
        click.echo(content, nl=False)
    else:
        output.write_bytes(content)


@rules.command(cls=Command, permission=Permission.READ_PUBLIC)
@click.argument("before")
@click.argument("after")
def diff(before: str, after: str) -> None:
    """Say how the rule set AFTER differs from BEFORE; each is a file or a version."""
    found = differences(_found(before), _found(after))
    for each in found:
        opening().say(each.text.zh, each.text.en)
    if not found:
        opening().say("没有差别", "no difference")


@rules.command(cls=Command, permission=Permission.PUBLISH_RULE_SET)
@click.argument("file", type=FILE, required=False)
def publish(file: Path | None) -> None:
    """Publish the first rules: those in FILE (YAML or XLSX), or those that ship; for good.

    Later ones are submitted and approved. It takes the key of an account with the role rule_owner.
    """
    found = (
        shipped_rule_sets() if file is None else (rule_set_files.read(file.read_bytes()).rule_set,)
    )
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        for version in release_gates.found(session, found, actor=actor, clock=registry.clock):
            click.echo(version)


def _found(which: str) -> RuleSet:
    """The rule set in a file, or the published one whose version begins so."""
    path = Path(which)
    if path.is_file():
        return rule_set_files.read(path.read_bytes()).rule_set
    with opening().registry().reading() as session:
        return rule_sets.compiled(rule_sets.by_beginning(session, which).content).rule_set


def _law() -> Edition:
    """The law that comes with the registry, for what lists and industries are called."""
    return parse(read_seeds())


for each in (
    what_ifs.what_if,
    releases.submit,
    releases.approve,
    releases.withdraw,
    releases.pending,
    evaluations.evaluate,
    evaluations.explain,
):
    rules.add_command(each)
