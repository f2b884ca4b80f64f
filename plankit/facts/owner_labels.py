"""The labels of responsibility notes (责任单位：), compiled from the table `owner_labels`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from ..lexicon import Lexicons
from .office_words import OfficeWords

Role = Literal["lead", "support", "responsible"]


COLONS: Final = "：:∶﹕"
_LEVEL: Final = re.compile("^[省市县区镇乡校院]级(?=..)")
"""市级牵头单位: whose unit it is says nothing of its part."""


@dataclass(slots=True)
class Labels:
    """The patterns of labels, and what each label says of the names behind it."""

    bracketed: re.Pattern[str]
    """A label with its colon, as it may stand inside a bracket."""
    open: re.Pattern[str]
    """A label with its colon, as it may stand without brackets: with its second part."""
    alone: re.Pattern[str]
    """A whole bracket that holds a label only: 【责任单位】甲局."""
    words: OfficeWords
    """What stands around the names, and how they end."""
    roles: dict[str, Role] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    longest: int = 0
    """Characters that a label without brackets has at most, its colon included."""

    def stretches(self, string: str, low: int, high: int) -> list[tuple[int, int]]:
        """Where `open` can match in `string[low:high]`, in order.

        All labels but those behind —— end with a colon, and most texts have few.
        """
        if string.find("——", low, high) >= 0:
            return [(low, high)]
        colons: list[int] = []
        for mark in COLONS:
            at = string.find(mark, low, high)
            while at >= 0:
                colons.append(at)
                at = string.find(mark, at + 1, high)
        found: list[tuple[int, int]] = []
        for at in sorted(colons):
            start = max(low, at + 1 - self.longest)
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((start, at + 1))
        return found

    def only_others(self, found: list[re.Match[str]]) -> bool:
        """Whether no label found in a bracket is one of a responsibility note: （联系人：…）."""
        return all("".join((label[1] or label[2]).split()) in self.others for label in found)

    def role(self, label: str) -> Role | None:
        """The role of the owners behind a label; None where it names no owners."""
        word = _LEVEL.sub("", "".join(label.split()))
        if word in self.others or word in self.times:
            return None
        for length in range(len(word), 1, -1):
            role = self.roles.get(word[:length])
            if role:
                return role
        return "responsible"


def make_labels(lexicons: Lexicons) -> Labels:
    """Compile the table `owner_labels`."""
    duties: dict[str, Role] = {}
    bodies: list[str] = []
    wholes: dict[str, Role] = {}
    others: list[str] = []
    times: list[str] = []
    for word, part, *rest in lexicons.rows("owner_labels"):
        role = rest[0] if rest else ""
        if part == "duty":
            duties.setdefault(word, role)  # type: ignore[arg-type]
        elif part == "body":
            bodies.append(word)
        elif part == "label":
            wholes.setdefault(word, role)  # type: ignore[arg-type]
        elif part == "time":
            times.append(word)
        else:
            others.append(word)

    def spaced(words: list[str]) -> str:
        # letter-spaced: 责 任 单 位
        return "|".join(
            r"[ \u3000]{0,2}".join(word) for word in sorted(words, key=len, reverse=True)
        )

    gap = r"[ \u3000]{0,2}"
    aside = r"(?:[（(][^（）()\n]{1,8}[）)])?"
    duty, body = f"(?:{spaced(list(duties))})", f"(?:{spaced(bodies)})"
    whole = f"(?:{spaced([*wholes, *others, *times])})"
    pair = (
        rf"(?:[省市县区镇乡校院]级)?{duty}{gap}{aside}(?:[及和、/与]{gap}{duty})?{gap}{body}{aside}"
        rf"(?:[及和、/与]{gap}(?:{whole}|(?:{duty}{gap})?{body}))?{aside}"
    )
    colon = rf"[ \u3000]{{0,3}}[{COLONS}]"
    space = rf"[ \u3000]{{1,3}}(?=[^ \u3000{COLONS}])"

    def length(words: Iterable[str]) -> int:
        return max((3 * len(word) for word in words), default=0)

    # the longest `pair`: its duties and bodies, a whole label, three asides and what joins them
    longest = 3 * length(duties) + 2 * length(bodies) + length([*wholes, *others, *times]) + 50
    return Labels(
        bracketed=re.compile(
            rf"[ \u3000]{{0,3}}(?:({whole}|{pair})(?:{colon}|{space}|为(?!主))|({duty}){colon})"
        ),
        open=re.compile(rf"({whole}|{pair}){colon}|(?<=——)({whole}|{pair}){space}"),
        alone=re.compile(rf"[（(〔\[［【]{gap}({pair}|{whole}){gap}[）)〕\]］】]"),
        words=lexicons.build("office_names", OfficeWords),
        roles={**duties, **wholes},
        others=frozenset(others),
        times=frozenset(times),
        longest=longest,
    )
