"""Every kind of record the registry knows; a new kind is one module and one line here."""

from collections.abc import Mapping

from credit_registry.domain.kinds import (
    abnormal_operations,
    accidents,
    certificates,
    commitments,
    complaints,
    contracts,
    honours,
    licences,
    national_lists,
    penalties,
    random_inspections,
    recalls,
    samplings,
    surveys,
)
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.records import RecordKind

_MODULES = (
    commitments,
    penalties,
    samplings,
    honours,
    certificates,
    licences,
    random_inspections,
    recalls,
    accidents,
    complaints,
    surveys,
    abnormal_operations,
    national_lists,
    contracts,
)

KINDS: Mapping[RecordKind, Kind] = {module.KIND.code: module.KIND for module in _MODULES}
