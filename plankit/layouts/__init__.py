"""The kinds of source that plankit knows: an ordered tuple, the first that matches is used.

A new kind is one module with a `Layout`, one row here, and one fixture with its annotation;
`docs/layouts.md` walks through it.
"""

from __future__ import annotations

from .abstract import ABSTRACT
from .base import Layout
from .general import GENERAL
from .portal import PORTAL
from .preview import PREVIEW
from .repost import REPOST
from .table import TABLE

LAYOUTS: tuple[Layout, ...] = (PORTAL, TABLE, ABSTRACT, PREVIEW, REPOST, GENERAL)

__all__ = ["LAYOUTS", "Layout"]
