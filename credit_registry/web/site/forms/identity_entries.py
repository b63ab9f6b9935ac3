"""The identity document typed into a record's form: its number is sealed on arrival.

Between the form and the question whether it is right, only the sealed number goes back and forth;
no page ever shows what was typed.
"""

import base64
import binascii
from collections.abc import Collection, Mapping

import orjson

from credit_registry.domain.errors import Unavailable
from credit_registry.domain.identity_documents import Holder
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.identities import IdentityField
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.sealing import Wrapped
from credit_registry.web import context
from credit_registry.web.site.forms.typed import Typed

SEALED = "sealed_numbers"


def asked_for(kind: Kind) -> tuple[IdentityField, ...]:
    """The documents that the form asks for: the legal representative's, where a key is set."""
    if not context.registry().identity_keys.is_open:
        return ()
    return tuple(each for each in kind.identities if each.holder is Holder.LEGAL_REPRESENTATIVE)


def sealed(kind: Kind, values: Mapping[str, str]) -> dict[str, str]:
    """The values with the numbers sealed; what is typed anew takes the place of what was."""
    names = {each.number_name for each in kind.identities}
    left = {name: text for name, text in values.items() if name not in {SEALED, *names}}
    asked = [each.number_name for each in asked_for(kind)]
    typed = {name: values[name] for name in asked if values.get(name, "").strip()}
    return left | _token(numbers_in(values) | typed)


def texts_of(kind: Kind, sent: Typed) -> dict[str, str]:
    """Types and numbers as they were typed, by name."""
    asked = asked_for(kind)
    types = {each.type_name: sent.values.get(each.type_name, "") for each in asked}
    return types | (numbers_in(sent.values) if asked else {})


def forget(sent: Typed, names: Collection[str]) -> None:
    """Let go of numbers that are wrong: they are to be typed again."""
    left = {name: text for name, text in numbers_in(sent.values).items() if name not in names}
    others = {name: text for name, text in sent.values.items() if name != SEALED}
    sent.values = others | _token(left)


def _token(numbers: Mapping[str, str]) -> dict[str, str]:
    """The numbers sealed, as a value of the form; none where there is none."""
    if not numbers:
        return {}
    kept = context.registry().identity_keys.wrap(orjson.dumps(numbers), _place())
    parts = (base64.b64encode(part).decode() for part in (kept.sealed, kept.key))
    return {SEALED: ".".join((*parts, kept.mark))}


def numbers_in(values: Mapping[str, str]) -> dict[str, str]:
    """The numbers that were sealed before; none where nothing opens."""
    try:
        body, key, mark = values.get(SEALED, "").split(".")
        kept = Wrapped(base64.b64decode(body), base64.b64decode(key), mark)
        found: dict[str, str] = orjson.loads(
            context.registry().identity_keys.unwrap(kept, _place())
        )
    except (ValueError, binascii.Error, Unavailable):
        return {}
    return found


def _place() -> str:
    """What the sealed numbers are bound to: they open for the one who typed them alone."""
    return f"numbers typed by {to_public(context.actor().account_id)}"
