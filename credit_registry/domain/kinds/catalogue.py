"""Every kind of record the registry knows; a new kind is one module and one line here."""

from collections.abc import Mapping

from credit_registry.domain.kinds import (
    abnormal_operations,
    accidents,
    certificates,
    commitments,
    comparison_tests,
    complaints,
    contracts,
    export_notifications,
    honours,
    instruments,
    insurances,
    licences,
    national_lists,
    penalties,
    projects,
    quality_officers,
    random_inspections,
    recalls,
    samplings,
    standards,
    surveys,
    traceability_systems,
    trainings,
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
    standards,
    traceability_systems,
    insurances,
    quality_officers,
    trainings,
    instruments,
    projects,
    comparison_tests,
    export_notifications,
)

KINDS: Mapping[RecordKind, Kind] = {module.KIND.code: module.KIND for module in _MODULES}
