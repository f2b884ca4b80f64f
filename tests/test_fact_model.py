"""The two ways to build a model object without validation."""

from __future__ import annotations

import copy
import pickle

import pytest
from pydantic import ValidationError

from plankit import parse_text
from plankit.fact_model import Measure, Model
from plankit.model import Section, Task
from plankit.text import Span


@pytest.mark.parametrize("cls", [Task, Section, Measure])
def test_take_builds_what_make_builds(cls: type[Model]) -> None:
    values = {name: field.get_default() for name, field in cls.model_fields.items()}
    values |= {"span": Span(0, 2), "text": "修路"}
    made, taken = cls.make(**values), cls.take(dict(values))
    assert taken == made
    assert list(taken.__dict__) == list(cls.model_fields)
    assert taken.model_fields_set == made.model_fields_set
    assert taken.model_copy(update={"text": "修桥"}).text == "修桥"
    assert pickle.loads(pickle.dumps(taken)) == copy.deepcopy(taken) == made


class _Slotted(Measure):
    __slots__ = ("seen",)


def test_a_class_with_slots_of_its_own_is_built_as_well() -> None:
    cls = _Slotted
    made = cls.make(text="修路", span=Span(0, 2), verb="修")
    taken = cls.take(dict(made.__dict__))
    assert type(made) is type(taken) is cls
    assert made == taken == cls(text="修路", span=Span(0, 2), verb="修")


def test_ways_that_were_looked_up_early_write_nothing_again() -> None:
    class Early(Model):
        text: str

    make, take = Early.make, Early.take
    assert make(text="修路") == take({"text": "修路"})
    written = Early.make, Early.take
    assert make(text="修桥") == take({"text": "修桥"})
    assert (Early.make, Early.take) == written


def test_what_was_made_is_frozen() -> None:
    made = Measure.make(text="修路", span=Span(0, 2), verb="修")
    with pytest.raises(ValidationError, match="frozen"):
        made.text = "修桥"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        del made.text
    assert made.text == "修路"


def test_nodes_of_both_classes_have_their_fields_in_order() -> None:
    plan = parse_text("一、修路\n1.修东路。\n2.修西路。\n二、架桥\n1.架南桥。\n2.架北桥。\n")
    section, task = plan.children[0], plan.children[0].children[0]
    assert (type(section), type(task)) == (Section, Task)
    assert list(section.__dict__) == list(Section.model_fields)
    assert list(task.__dict__) == list(Task.model_fields)
