"""plankit reads Chinese government work plans into typed trees.

    import plankit
    plan = plankit.parse("要点.txt")

`parse` takes a path, bytes or a binary file, `parse_text` a string. The result is a `WorkPlan`:
`plan.children` are its sections (一、 （一）) and tasks (1.); `plan.walk()` visits them all, each
with `span`, the characters of `plan.source.text` that it came from. What was damaged or repaired
is told in `plan.diagnostics`; an exception (`PlankitError`) is raised only where no plan can
exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .api import (
        parse,
        parse_all,
        parse_source,
        parse_text,
    )
    from .comparison import (
        Comparison,
        compare,
    )
    from .errors import (
        CorruptFile,
        DiagnosticError,
        EncryptedFile,
        MemoryLimit,
        MissingDependency,
        PlankitError,
        TimeLimit,
        TooLarge,
        UnreadableSource,
        UnsupportedFormat,
        WorkerCrash,
        WorkerError,
    )
    from .exports.arrow import (
        to_arrow,
        to_parquet,
    )
    from .exports.chunks import (
        Chunk,
    )
    from .exports.delimited import (
        to_csv,
    )
    from .exports.frames import (
        to_frame,
    )
    from .exports.workbook import (
        to_xlsx,
    )
    from .layouts import (
        LAYOUTS,
        Layout,
    )
    from .lexicon import (
        Lexicons,
    )
    from .many import (
        Result,
        parse_many,
    )
    from .model import (
        AdminRegion,
        Citation,
        DateRef,
        Diagnostic,
        Document,
        DocumentNumber,
        Measure,
        Metadata,
        Owner,
        Quantity,
        Region,
        Section,
        Task,
        Term,
        WorkPlan,
    )
    from .page import (
        Page,
    )
    from .source import (
        Location,
        Source,
    )
    from .text import (
        Span,
        Text,
    )

# where each public name lives: it is loaded when first asked for, so that `import plankit` is light
_HOME = {
    "api": (
        "parse",
        "parse_all",
        "parse_source",
        "parse_text",
    ),
    "comparison": (
        "Comparison",
        "compare",
    ),
    "errors": (
        "CorruptFile",
        "DiagnosticError",
        "EncryptedFile",
        "MemoryLimit",
        "MissingDependency",
        "PlankitError",
        "TimeLimit",
        "TooLarge",
        "UnreadableSource",
        "UnsupportedFormat",
        "WorkerCrash",
        "WorkerError",
    ),
    "exports.arrow": (
        "to_arrow",
        "to_parquet",
    ),
    "exports.chunks": ("Chunk",),
    "exports.delimited": ("to_csv",),
    "exports.frames": ("to_frame",),
    "exports.workbook": ("to_xlsx",),
    "layouts": (
        "LAYOUTS",
        "Layout",
    ),
    "lexicon": ("Lexicons",),
    "many": (
        "Result",
        "parse_many",
    ),
    "model": (
        "AdminRegion",
        "Citation",
        "DateRef",
        "Diagnostic",
        "Document",
        "DocumentNumber",
        "Measure",
        "Metadata",
        "Owner",
        "Quantity",
        "Region",
        "Section",
        "Task",
        "Term",
        "WorkPlan",
    ),
    "page": ("Page",),
    "source": (
        "Location",
        "Source",
    ),
    "text": (
        "Span",
        "Text",
    ),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "LAYOUTS",
    "AdminRegion",
    "Chunk",
    "Citation",
    "Comparison",
    "CorruptFile",
    "DateRef",
    "Diagnostic",
    "DiagnosticError",
    "Document",
    "DocumentNumber",
    "EncryptedFile",
    "Layout",
    "Lexicons",
    "Location",
    "Measure",
    "MemoryLimit",
    "Metadata",
    "MissingDependency",
    "Owner",
    "Page",
    "PlankitError",
    "Quantity",
    "Region",
    "Result",
    "Section",
    "Source",
    "Span",
    "Task",
    "Term",
    "Text",
    "TimeLimit",
    "TooLarge",
    "UnreadableSource",
    "UnsupportedFormat",
    "WorkPlan",
    "WorkerCrash",
    "WorkerError",
    "__version__",
    "compare",
    "parse",
    "parse_all",
    "parse_many",
    "parse_source",
    "parse_text",
    "to_arrow",
    "to_csv",
    "to_frame",
    "to_parquet",
    "to_xlsx",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that `import plankit` stays light."""
    module = _MODULE.get(name)
    if module is None:
        raise AttributeError(f"module 'plankit' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(_MODULE))
