"""What there was before: contents, their copies, and the plans that came of them."""

from __future__ import annotations

import hashlib
from typing import Literal

from .journal import Journal


def digest(content: bytes | str) -> bytes:
    """What a document is known by: a hash of its bytes, of a text's UTF-8."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(data).digest()[:16]


class Known:
    """The contents of all documents that this run and earlier ones have met."""

    def __init__(self) -> None:
        self.names: dict[bytes, str] = {}
        """What each content was first called."""
        self._copies: set[bytes] = set()
        self._copied: set[bytes] = set()
        self._plans: dict[str, bytes] = {}

    def remember(self, journal: Journal) -> None:
        """Take in what the records tell."""
        for _, lines in journal.entries():
            for line in lines:
                content = bytes.fromhex(line["hash"])
                if line["status"] == "duplicate":
                    self.copy(line["name"], content)
                    continue
                self.names[content] = line["name"]
                self.first(content, line.get("plan_ids", ()))

    def meet(self, name: str, content: bytes) -> Literal["new", "before", "copy"]:
        """Whether a document is new, was met before under this name, or under another."""
        first = self.names.get(content)
        if first == name or (content in self._copied and _both(name, content) in self._copies):
            return "before"
        if first is not None:
            return "copy"
        self.names[content] = name
        return "new"

    def copy(self, name: str, content: bytes) -> None:
        """Keep in mind that a copy was told of."""
        self._copied.add(content)
        self._copies.add(_both(name, content))

    def first(self, content: bytes, plans: list[str] | tuple[str, ...]) -> bytes | None:
        """Another content that one of the plans came from: the same text in other bytes."""
        owners = [self._plans.setdefault(plan, content) for plan in plans]
        return next((owner for owner in owners if owner != content), None)


def _both(name: str, content: bytes) -> bytes:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass") + b"\0" + content).digest()[:12]
