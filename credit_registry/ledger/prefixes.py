"""The bytes that begin every hashed string, so that no two uses can be mistaken for each other.

They are fixed for ever by docs/ledger-format.md; a change of format takes a new number.
"""

from typing import Final

LEAF: Final = b"\x00"  # RFC 6962, section 2.1
NODE: Final = b"\x01"
SALT: Final = b"credit-registry/salt/1\x00"
FIELD: Final = b"credit-registry/field/1\x00"
ROW: Final = b"credit-registry/row/1\x00"
ROWS: Final = b"credit-registry/rows/1\x00"
