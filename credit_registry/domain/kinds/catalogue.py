"""Every kind of record the registry knows; a new kind is one module and one line here."""

from collections.abc import Mapping

from credit_registry.domain.kinds import certificates, commitments, honours, penalties, samplings
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.records import RecordKind

_MODULES = (commitments, penalties, samplings, honours, certificates)

KINDS: Mapping[RecordKind, Kind] = {module.KIND.code: module.KIND for module in _MODULES}
