"""Delivered files on their way: kept, waiting to be taken in, and what came of it."""

from enum import StrEnum


class DeliveryState(StrEnum):
    """How far a kept file is."""

    KEPT = "kept"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN_DELIVERIES = frozenset({DeliveryState.WAITING, DeliveryState.RUNNING})
"""The states of a file whose receipt is still to come."""


class DeliveryFault(StrEnum):
    """What kept a file from being taken in."""

    UNREADABLE = "unreadable"
    CONFLICT = "conflict"
    NOT_PERMITTED = "not_permitted"
    ACCOUNT_CLOSED = "account_closed"
    GIVEN_UP = "given_up"


WORDS: tuple[tuple[StrEnum, tuple[str, str]], ...] = (
    (DeliveryState.KEPT, ("已预检，尚未报送", "Looked through, not delivered yet")),
    (DeliveryState.WAITING, ("等待接收", "Waiting")),
    (DeliveryState.RUNNING, ("正在接收", "Being taken in")),
    (DeliveryState.DONE, ("已完成", "Done")),
    (DeliveryState.FAILED, ("未能接收", "Failed")),
    (DeliveryFault.UNREADABLE, ("文件无法读取", "The file cannot be read")),
    (
        DeliveryFault.CONFLICT,
        (
            "此文件以前按另一格式报送过，或者正在由另一进程导入",
            "The file was delivered before in another layout, or is being imported elsewhere",
        ),
    ),
    (DeliveryFault.NOT_PERMITTED, ("报送人已无报送权限", "Whoever delivered it may no longer")),
    (DeliveryFault.ACCOUNT_CLOSED, ("报送账户已停用", "The account that delivered it is closed")),
    (
        DeliveryFault.GIVEN_UP,
        ("接收进程多次中断", "The process that took it in ended again and again"),
    ),
)
"""What each of these is called."""
