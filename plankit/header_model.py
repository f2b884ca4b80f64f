"""What a document's header says of it, as classes; `plankit.model` gives them again."""

from __future__ import annotations

import datetime

from pydantic import Field

from .fact_model import DocumentNumber, Model
from .text import Span


class HeaderField(Model):
    """One labelled line of a document's header, as found."""

    label: str
    value: str
    span: Span
    """Of the value; of the label where the value is empty."""
    name: str | None = None
    """The field of `Metadata` it went to; None for one that went to `extra`."""


class AdminRegion(Model):
    """Province, city and county with the six-digit code of GB/T 2260."""

    code: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None


class Metadata(Model):
    """The document's header. Fields of the 政府信息公开目录, named in English."""

    index_number: str | None = None
    document_number: DocumentNumber | None = None
    issuer: str | None = None
    subject: str | None = None
    keywords: tuple[str, ...] = ()
    written_on: datetime.date | None = None
    published_on: datetime.date | None = None
    recipients: tuple[str, ...] = ()
    region: AdminRegion | None = None
    extra: dict[str, str] = Field(default_factory=dict)
    fields: tuple[HeaderField, ...] = ()
