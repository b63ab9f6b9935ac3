"""The session as the edges know it: opened by the registry and passed on to services."""

from sqlalchemy.orm import Session

__all__ = ["Session"]
