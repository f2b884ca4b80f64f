"""The exceptions that plankit raises.

An exception is raised only where no plan can exist, or where the call itself is wrong. All else
that is amiss with a document is a `Diagnostic` of its plan.
"""

from __future__ import annotations


class PlankitError(Exception):
    """Base of every error that plankit raises on purpose."""


class UnreadableSource(PlankitError):
    """The bytes cannot be turned into text: missing, empty, binary, or of no known container."""


class UnsupportedFormat(UnreadableSource):
    """The container is known, but plankit does not read it here; the message names the way out."""


class EncryptedFile(UnreadableSource):
    """The file asks for a password."""


class CorruptFile(UnreadableSource):
    """The container is damaged: a truncated zip, a broken cross-reference table."""


class TooLarge(UnreadableSource):
    """The document is larger than the limit that the caller, or plankit's default, sets."""


class MissingDependency(PlankitError):
    """An optional package is not installed; the message holds the `pip install` line."""


class WorkerError(PlankitError):
    """What went wrong in or with a worker process, not with the document's bytes."""


class WorkerCrash(WorkerError):
    """The process that read a document ended: a crash in a library, a kill from outside."""


class TimeLimit(WorkerError):
    """A document was not done in the time that was set."""


class MemoryLimit(WorkerError):
    """A document wanted more memory than was set."""


class DiagnosticError(PlankitError):
    """Raised by `WorkPlan.raise_for_diagnostics`; `diagnostics` holds what was found."""

    def __init__(self, message: str, diagnostics: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics
