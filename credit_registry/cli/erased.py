"""What the commands that erase a field tell."""

from credit_registry.cli.parts import opening


def tell_erased(target: str, field: str, *, is_new: bool) -> None:
    """Say that the field is erased, or that it was before and nothing was recorded now."""
    if is_new:
        opening().say(f"{target} 的 {field} 已删除", f"{field} of {target} is erased")
    else:
        opening().say(
            f"{target} 的 {field} 此前已删除，未作改动",
            f"{field} of {target} was erased before; nothing was changed",
        )
