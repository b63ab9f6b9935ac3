"""What the public is shown of a field's value: no personal number, however it came to be there.

Deliveries are refused where a text holds one. What was stored before that, or by another way in,
is masked where it is read.
"""

from credit_registry.domain.kinds.fields import Field, FieldType
from credit_registry.domain.privacy import hidden, without_identity_numbers

_NUMBERS = frozenset({FieldType.SERIAL, FieldType.CODE})


def public_value(field: Field, value: object) -> object:
    """The value with the numbers masked that must not stand in a field of its type.

    The number of a document may look like that of a telephone, and is left as it is.
    """
    if not isinstance(value, str):
        return value
    if field.type is FieldType.TEXT:
        return hidden(value)
    return without_identity_numbers(value) if field.type in _NUMBERS else value
