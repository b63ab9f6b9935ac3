"""The page of the permission table, made from the table; run as a program it writes the page."""

from collections.abc import Mapping

from api_route_table import API
from route_table import FRAME, SITE
from sources import ROOT
from test_architecture_commands import PERMISSIONS

from credit_registry.domain.actors import Role
from credit_registry.domain.labels import label
from credit_registry.domain.permissions import ALLOWED, SCOPED, Permission

PAGE = ROOT / "docs" / "permissions.md"
HEAD = """# Permissions

Who may do what: the table in `credit_registry/domain/permissions.py`, checked by every service, \
every route and every command. What is not in it is not allowed. A test holds this page to the \
table, to the routes and to the commands; `tests/architecture/permission_page.py` writes it.

**Bound** permissions (marked †) are held by an account that is bound to a division for that \
division alone. A role of several is enough. An API key may carry fewer permissions than its \
account, never more.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, "## Roles", _roles(), "## Permissions by role", _matrix()]
    parts += ["## Pages, interfaces and commands by permission", _uses()]
    return "\n".join(f"{part.rstrip()}\n" for part in parts)


def _roles() -> str:
    lines = ["| Role | Name | 名称 |", "|---|---|---|"]
    lines += [f"| `{each}` | {label(each, 'en')} | {label(each, 'zh')} |" for each in Role]
    return "\n".join(lines)


def _matrix() -> str:
    heading = " | ".join(f"`{role}`" for role in Role)
    lines = [f"| Permission | Meaning | 含义 | {heading} |", "|---|---|---|" + ":-:|" * len(Role)]
    for each in Permission:
        held = ALLOWED.get(each, frozenset(Role))
        marks = " | ".join("●" if role in held else "" for role in Role)
        mark = " †" if each in SCOPED else ""
        words = f"{label(each, 'en')} | {label(each, 'zh')}"
        lines.append(f"| `{each}`{mark} | {words} | {marks} |")
    return "\n".join(lines)


def _uses() -> str:
    lines = ["| Permission | Routes | Commands |", "|---|---|---|"]
    for each in Permission:
        routes = _named(API, each) + _named(SITE, each) + _named(FRAME, each)
        commands = [name for name, needed in PERMISSIONS.items() if needed == each]
        told = "<br>".join(f"`{name}`" for name in routes)
        lines.append(f"| `{each}` | {told} | {', '.join(f'`{name}`' for name in commands)} |")
    return "\n".join(lines)


def _named(table: Mapping[tuple[str, str], str], permission: Permission) -> list[str]:
    return [f"{method} {rule}" for (method, rule), held in table.items() if held == permission]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
