"""Every value that plankit enumerates has a Chinese name for display."""

from __future__ import annotations

import ast
import re
import typing
from pathlib import Path
from typing import get_args, get_origin

import plankit
from plankit import model, names

PACKAGE = Path(plankit.__file__).parent


def literals() -> dict[str, tuple[str, ...]]:
    """Every field of the model that takes one of several words: "Owner.role" → the words."""
    found = {}
    for name in dir(model):
        each = getattr(model, name)
        if not (isinstance(each, type) and issubclass(each, model.Model)):
            continue
        hints = typing.get_type_hints(each)
        for field in each.model_fields:
            options = [hints[field], *get_args(hints[field])]
            for option in options:
                if get_origin(option) is typing.Literal:
                    found[f"{name}.{field}"] = get_args(option)
    return found


def test_every_enumerated_value_has_a_chinese_name() -> None:
    found = literals()
    assert {"Quantity.op", "Task.role", "Diagnostic.severity", "Region.kind"} <= set(found)
    table = names.names()
    missing = [
        f"{field} {value}"
        for field, values in found.items()
        for value in values
        if value not in table.get(names.KINDS.get(field, ""), {})
    ]
    assert missing == []


def called_codes() -> set[str]:
    """The codes that plankit gives to `note` and `repair`, and that readers put in their notes."""
    codes = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple) and "readers" in path.parts and len(node.elts) == 4:
                first, message = node.elts[:2]
                told = isinstance(message, (ast.JoinedStr, ast.Name)) or (
                    isinstance(message, ast.Constant) and " " in str(message.value)
                )
                if (
                    told
                    and isinstance(first, ast.Constant)
                    and re.fullmatch("[a-z]+-[a-z-]+", str(first.value))
                ):
                    codes.add(first.value)
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            place = {"note": 0, "repair": 3, "_mend": 2}.get(called or "")
            if place is not None and len(node.args) > place:
                value = node.args[place]
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    codes.add(value.value)
    return codes


def test_every_diagnostic_and_kind_has_a_chinese_name() -> None:
    codes = called_codes()
    assert {"no-outline", "entity", "page-splice"} <= codes
    assert sorted(codes - set(names.names()["diagnostic"])) == []  # add them to data/names.tsv
    kinds = {row[1] for row in plankit.Lexicons().rows("plan_kinds")}
    assert kinds == set(names.names()["plan_kind"])
    verbs = {row[1] for row in plankit.Lexicons().rows("verbs")}
    assert verbs <= set(names.names()["verb_class"])


def test_names_of_what_has_none_are_the_values() -> None:
    assert names.chinese("owner_role", "lead") == "牵头"
    assert names.chinese("owner_role", "new") == names.chinese("nothing", "new") == "new"
    assert names.english("work_points") == "work points"
