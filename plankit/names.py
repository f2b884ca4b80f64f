"""Chinese names of plankit's enumerated values, for display: `plankit/data/names.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from .lexicon import shipped

KINDS: Final = {
    "Node.role": "role",
    "Quantity.op": "op",
    "Quantity.role": "quantity_role",
    "Quantity.change": "change",
    "DateRef.relation": "date_relation",
    "Citation.relation": "citation_relation",
    "Document.relation": "citation_relation",
    "Owner.role": "owner_role",
    "Measure.verb_class": "verb_class",
    "Section.kind": "node",
    "Section.role": "role",
    "Task.kind": "node",
    "Task.role": "role",
    "Region.kind": "region",
    "Diagnostic.severity": "severity",
    "Diagnostic.code": "diagnostic",
    "WorkPlan.kind": "plan_kind",
    "WorkPlan.script": "script",
}
"""The kind of name, by the field of the model whose values it names."""


@cache
def names() -> Mapping[str, Mapping[str, str]]:
    """All names: kind → value → Chinese name."""
    table: dict[str, dict[str, str]] = {}
    for kind, value, name in shipped("names"):
        table.setdefault(kind, {})[value] = name
    return MappingProxyType(table)


def chinese(kind: str, value: str) -> str:
    """The Chinese name of a value ("owner_role", "lead" → 牵头); the value itself without one."""
    return names().get(kind, {}).get(value, value)


def english(value: str) -> str:
    """A value as English words ("work_points" → work points)."""
    return value.replace("_", " ")
