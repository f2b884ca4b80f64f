"""The facts of a plan: what a node says, with the words that say it.

Their base classes are here too; `plankit.model` has the tree, and gives all of these names again.
"""

from __future__ import annotations

import datetime
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
        cls.take = classmethod(_take_first)  # type: ignore[assignment, method-assign]

    @classmethod
    def make(cls, **values: Any) -> Self:
        """Build without validation, for values that plankit made itself.

        Fields with a default may be left out. Five times as fast as one function for all classes
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
        made: Self = _take_first(cls, values)
        return made


def _make_first(cls: type[Model], /, **values: Any) -> Any:
    """Stands for `make` until it is first called, so that importing writes no functions.

    Who looked it up before that goes on calling this.
    """
    if not isinstance(cls.__dict__["make"], staticmethod):
        _write_makers(cls)
    return cls.make(**values)


def _take_first(cls: type[Model], /, values: dict[str, Any]) -> Any:
    """Stands for `take` until it is first called."""
    if not isinstance(cls.__dict__["take"], staticmethod):
        _write_makers(cls)
    return cls.take(values)


if TYPE_CHECKING:
    _Blank = Model
else:

    class _Blank(Model):
        """What an object is while it is made: its attributes are set without asking pydantic.

        It becomes one of its own class by the assignment that comes last. A third of what it took
        to set pydantic's slots through their descriptors is saved, and those took half the time of
        object.__setattr__.
        """

        __init__ = object.__init__
        __setattr__ = object.__setattr__
        __delattr__ = object.__delattr__


_BASE = BaseModel.__dict__
_SLOTS: dict[str, Any] = {
    "_blank": _Blank,
    "_bare": object.__new__,
    "_dict": _BASE["__dict__"].__set__,
    "_fields": _BASE["__pydantic_fields_set__"].__set__,
    "_extra": _BASE["__pydantic_extra__"].__set__,
    "_private": _BASE["__pydantic_private__"].__set__,
}
_MADE = """
    new = _blank()
    new.__dict__ = {values}
    new.__pydantic_fields_set__ = _all
    new.__pydantic_extra__ = None
    new.__pydantic_private__ = None
    new.__class__ = _cls
    return new
"""
_MADE_BARE = """
    new = _bare(_cls)
    _dict(new, {values})
    _fields(new, _all)
    _extra(new, None)
    _private(new, None)
    return new
"""
"""For a class whose objects have more than fields: a caller's own, with slots or another base."""


def _write_makers(cls: type[Model]) -> None:
    """Write `make` and `take` of one class, as dataclasses write their methods."""
    names: dict[str, Any] = {**_SLOTS, "_cls": cls, "_all": set(cls.model_fields)}
    parameters = []
    for name, field in cls.model_fields.items():
        if field.is_required():
            parameters.append(name)
        else:
            names[f"_default_{name}"] = field.get_default(call_default_factory=True)
            parameters.append(f"{name}=_default_{name}")
    try:
        _Blank().__class__ = cls
        body = _MADE
    except TypeError:
        body = _MADE_BARE
    # in field order, so that dumped JSON has it too
    items = ", ".join(f'"{name}": {name}' for name in cls.model_fields)
    star = "*, " if parameters else ""
    exec(f"def make({star}{', '.join(parameters)}):{body.format(values=f'{{{items}}}')}", names)
    exec(f"def take(values):{body.format(values='values')}", names)
    cls.make = staticmethod(names["make"])  # type: ignore[method-assign]
    cls.take = staticmethod(names["take"])  # type: ignore[method-assign]


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
    """Named once for several tasks: at the end of a section, or in a cell over several rows."""


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
