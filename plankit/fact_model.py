"""The facts of a plan: what a node says, with the words that say it.

Their base classes are here too; `plankit.model` has the tree, and gives all of these names again.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .text import Span

if TYPE_CHECKING:
    from typing_extensions import Self

set_slot = object.__setattr__

Op = Literal[">=", "<=", "=", "~", ">", "<"]


class Model(BaseModel):
    """Base of the public data classes: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.make = classmethod(_make_first)  # type: ignore[assignment, method-assign]

    @classmethod
    def make(cls, **values: Any) -> Self:
        """Build without validation, for values that plankit made itself.

        Fields with a default may be left out. Three times as fast as one function for all classes
        that merges dicts, which was itself several times as fast as validating or as pydantic's
        `model_construct`; a plan has hundreds of nodes, regions and facts.
        """
        made: Self = _make_first(cls, **values)
        return made

    @classmethod
    def take(cls, values: dict[str, Any]) -> Self:
        """Build without validation from all fields, in their order; the dict becomes the object's.

        With the nineteen fields of a node that is twice as fast as `make`.
        """
        names = _NAMES.get(cls)
        if names is None:
            names = _NAMES[cls] = set(cls.model_fields)
        made: Self = _new(cls)
        _set_dict(made, values)
        _set_fields(made, names)
        _set_extra(made, None)
        _set_private(made, None)
        return made


def _make_first(cls: type[Model], /, **values: Any) -> Any:
    """Stands for `make` until it is first called, so that importing writes no functions."""
    maker = _maker(cls)
    cls.make = staticmethod(maker)  # type: ignore[method-assign]
    return maker(**values)


# pydantic's own slots, set through their descriptors: half the time of object.__setattr__
_new = object.__new__
_set_dict = BaseModel.__dict__["__dict__"].__set__
_set_fields = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_set_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_set_private = BaseModel.__dict__["__pydantic_private__"].__set__
_NAMES: dict[type[Model], set[str]] = {}
_SLOTS: dict[str, Any] = {
    "_new": _new,
    "_dict": _set_dict,
    "_fields": _set_fields,
    "_extra": _set_extra,
    "_private": _set_private,
}


def _maker(cls: type[Model]) -> Callable[..., Any]:
    """A function that makes one `cls` from keywords: written out, as dataclasses write theirs."""
    names: dict[str, Any] = {**_SLOTS, "_cls": cls, "_all": set(cls.model_fields)}
    parameters = []
    for name, field in cls.model_fields.items():
        if field.is_required():
            parameters.append(name)
        else:
            names[f"_default_{name}"] = field.get_default(call_default_factory=True)
            parameters.append(f"{name}=_default_{name}")
    # in field order, so that dumped JSON has it too
    items = ", ".join(f'"{name}": {name}' for name in cls.model_fields)
    source = f"""
def make(*, {", ".join(parameters)}):
    new = _new(_cls)
    _dict(new, {{{items}}})
    _fields(new, _all)
    _extra(new, None)
    _private(new, None)
    return new
"""
    exec(source, names)
    maker: Callable[..., Any] = names["make"]
    return maker


# -- facts ----------------------------------------------------------------------------------------


class Fact(Model):
    """Something said in a node, with the words it was read from.

    `text` is as in the node's own text (repaired, in Simplified by default); `raw` is
    `source.text[span.start:span.end]`.
    """

    text: str
    span: Span
    raw: str = Field(default="", exclude=True, repr=False)


class Quantity(Fact):
    """A number with its measure word or %.

    `value` is None where the number was blanked out (`redacted`). `upper` is the end of a range.
    `unit` keeps 万 and 亿 (万元), so `value` is the number as written. `per` is the unit it is
    counted per (每年, 生均). `change` tells a rise or fall (提高3.5个百分点) from a level.
    """

    value: float | int | None = None
    upper: float | int | None = None
    unit: str | None = None
    op: Op | None = None
    indicator: str | None = None
    role: Literal["target", "scope"] | None = None
    per: str | None = None
    change: Literal["rise", "fall"] | None = None
    redacted: bool = False


class DateRef(Fact):
    """A calendar expression as first and last day; None where open, blanked out or damaged."""

    start: datetime.date | None = None
    end: datetime.date | None = None
    relation: Literal["by", "in", "from", "during"] = "in"
    redacted: bool = False
    damaged: bool = False


class DocumentNumber(Model):
    """A 发文字号 such as 沪崇教〔2022〕1号, taken apart."""

    text: str
    agency: str | None = None
    year: int | None = None
    serial: int | None = None
    span: Span | None = None

    def __str__(self) -> str:
        return self.text


class Citation(Fact):
    """A document named in 《》, or by its number alone. `title` is without the outer brackets."""

    title: str | None = None
    document_number: DocumentNumber | None = None
    relation: Literal["issues", "implements"] = "implements"
    document: str | None = None
    """Id of the entry in `WorkPlan.documents`."""


class Owner(Fact):
    """A unit named in a responsibility note. `text` equals `name`."""

    name: str
    role: Literal["lead", "support", "responsible"] = "responsible"
    inherited: bool = False
    """Named at the end of a section, for all its tasks."""


class Measure(Fact):
    """A sentence or ；-clause of a node: a step to be taken, and its leading verb."""

    verb: str | None = None
    verb_span: Span | None = None
    verb_class: str | None = None


class Term(Fact):
    """A quoted string or a number slogan (“三全育人”); `text` is without the marks."""


class Facts(Model):
    """The facts of a passage outside the nodes."""

    measures: tuple[Measure, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateRef, ...] = ()
    citations: tuple[Citation, ...] = ()
    owners: tuple[Owner, ...] = ()
    terms: tuple[Term, ...] = ()
