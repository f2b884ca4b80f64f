"""The two ways to build a model object without validation."""

from __future__ import annotations

import copy
import pickle

import pytest

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
