"""Is the right task found? Passages by task against a recursive character splitter.

    python bench/retrieval.py            the tables of docs/chunks.md
    python bench/retrieval.py --misses   and the questions whose task was not among the first three

The questions of bench/queries.tsv are put to BM25 over pairs of neighbouring characters, once over
the passages of the question's own plan, once over those of all sample plans, with the place in
front. A passage is right where half of it lies in the task's annotated span, or where it holds half
of the task.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import plankit

ROOT = Path(__file__).parent.parent
PLACES = {
    "000": "崇明区",
    "001": "XX区",
    "002": "武进区",
    "003": "沙坪坝区",
    "004": "新都区",
}
SEPARATORS = ("\n\n", "\n", "。", "；", "，", "")
"""What LangChain's RecursiveCharacterTextSplitter goes through, with the marks of Chinese text."""
FIRST = 3


class Passage(NamedTuple):
    """What is indexed: words, and the stretch of the source that they stand for."""

    sample: str
    text: str
    start: int
    end: int


class Question(NamedTuple):
    """What is asked, and the annotated span of the task that answers it."""

    sample: str
    text: str
    start: int
    end: int


# -- the two ways to cut --------------------------------------------------------------------------


def by_task(sample: str, plan: plankit.WorkPlan, size: int) -> list[Passage]:
    return [Passage(sample, c.text, *c.span) for c in plan.to_chunks(size)]


def bare(sample: str, plan: plankit.WorkPlan, size: int) -> list[Passage]:
    """By task, without the breadcrumb: what the cut alone is worth."""
    return [Passage(sample, c.text.split("\n", 1)[1], *c.span) for c in plan.to_chunks(size)]


def recursive(sample: str, plan: plankit.WorkPlan, size: int) -> list[Passage]:
    """The source cut at the coarsest mark that makes pieces short enough, then packed to `size`.

    Neighbours share up to a tenth of their length, as is usual.
    """
    text = plan.source.text
    atoms = list(split(text, 0, len(text), size, SEPARATORS))
    passages: list[Passage] = []
    k = 0
    while k < len(atoms):
        j = k + 1
        while j < len(atoms) and atoms[j][1] - atoms[k][0] <= size:
            j += 1
        start, end = atoms[k][0], atoms[j - 1][1]
        passages.append(Passage(sample, text[start:end], start, end))
        if j == len(atoms):
            break
        back = j
        while back - 1 > k and end - atoms[back - 1][0] <= size // 10:
            back -= 1
        k = back
    return [p for p in passages if p.text.strip()]


def titled(sample: str, plan: plankit.WorkPlan, size: int) -> list[Passage]:
    """The recursive splitter's passages with the plan's title in front: a cheap breadcrumb."""
    title = f"{plan.title}\n"
    cut = recursive(sample, plan, size - len(title))
    return [p._replace(text=title + p.text) for p in cut]


def split(
    text: str, start: int, end: int, size: int, separators: Sequence[str]
) -> Iterator[tuple[int, int]]:
    if end - start <= size:
        yield start, end
        return
    mark, *rest = separators
    if not mark:
        yield from ((i, min(i + size, end)) for i in range(start, end, size))
        return
    at = start
    while at < end:
        found = text.find(mark, at, end)
        until = end if found < 0 else found + len(mark)
        yield from split(text, at, until, size, rest)
        at = until


# -- the index ------------------------------------------------------------------------------------


def terms(text: str) -> list[str]:
    """Pairs of neighbouring characters, and numbers and Latin words whole."""
    found: list[str] = []
    for run in re.findall(r"[\u3400-\u9fff]+|[0-9A-Za-z]+", text):
        if run.isascii() or len(run) == 1:
            found.append(run.lower())
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


class Index:
    """BM25 with the usual k1 = 1.5 and b = 0.75."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.counts = [Counter(terms(p.text)) for p in passages]
        self.lengths = [sum(c.values()) for c in self.counts]
        self.mean = sum(self.lengths) / len(self.lengths)
        self.found_in = Counter(term for count in self.counts for term in count)

    def search(self, question: str) -> list[Passage]:
        """All passages, the best first."""
        scores = [0.0] * len(self.passages)
        for term in set(terms(question)):
            n = self.found_in[term]
            weight = math.log(1 + (len(scores) - n + 0.5) / (n + 0.5))
            for i, count in enumerate(self.counts):
                if f := count[term]:
                    norm = 1.5 * (0.25 + 0.75 * self.lengths[i] / self.mean)
                    scores[i] += weight * f * 2.5 / (f + norm)
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
        return [self.passages[i] for i in order]


# -- the measurement ------------------------------------------------------------------------------


def questions() -> list[Question]:
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for path in (ROOT / "fixtures" / "gold").glob("*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for node in gold["nodes"]:
            if node["kind"] == "task":
                key = (gold["source"][:3], node["label"])
                spans[key] = (node["start"], node["end"])
    lines = (ROOT / "bench" / "queries.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Question(sample, text, *spans[sample, label]) for sample, label, text in rows]


def shared(question: Question, passage: Passage) -> int:
    if question.sample != passage.sample:
        return 0
    return max(0, min(question.end, passage.end) - max(question.start, passage.start))


def right(question: Question, passage: Passage) -> bool:
    return 2 * shared(question, passage) >= min(
        question.end - question.start, passage.end - passage.start
    )


class Outcome(NamedTuple):
    """Shares of the questions whose task came first, among the first three; and the rest."""

    first: float
    three: float
    reciprocal: float
    """Mean of 1 / rank, 0 beyond the tenth."""
    own: float
    """Share of the first passage's source that belongs to the task."""
    read: float
    """Characters of the first three passages."""


def measure(
    asked: Sequence[Question], search: Callable[[Question], list[Passage]], misses: bool = False
) -> Outcome:
    ranks, own, read = [], [], []
    for question in asked:
        found = search(question)
        rank = next((k for k, p in enumerate(found[:10], 1) if right(question, p)), None)
        ranks.append(rank)
        own.append(shared(question, found[0]) / max(1, found[0].end - found[0].start))
        read.append(sum(len(p.text) for p in found[:FIRST]))
        if misses and (rank is None or rank > FIRST):
            print(f"    {question.sample} {question.text}: {rank or '-'}")
    n = len(asked)
    return Outcome(
        sum(r == 1 for r in ranks) / n,
        sum(r is not None and r <= FIRST for r in ranks) / n,
        sum(1 / r for r in ranks if r) / n,
        sum(own) / n,
        sum(read) / n,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 500, 800])
    options = parser.parse_args(arguments)
    seeds = sorted((ROOT / "fixtures" / "seeds").glob("*.txt"))
    plans = {path.name[:3]: plankit.parse(path) for path in seeds}
    asked = questions()
    ways = {
        "by task": by_task,
        "by task, no breadcrumb": bare,
        "recursive splitter": recursive,
        "recursive splitter, title in front": titled,
    }
    print(f"{len(asked)} questions, {len(plans)} plans")
    # the plan in Traditional script is asked in Simplified, which only plankit turns it into
    hans = [q for q in asked if plans[q.sample].script != "hant"]
    for name, some in (("all plans", asked), ("without the plan in Traditional script", hans)):
        print(f"\n{name}: {len(some)} questions")
        print("| index | size | cut | passages | first | in 3 | MRR | own | read |")
        print("|---|---|---|---|---|---|---|---|---|")
        for size in options.sizes:
            for way, cut in ways.items():
                passages = {s: cut(s, plan, size) for s, plan in plans.items()}
                each = {s: Index(found) for s, found in passages.items()}
                together = Index([p for found in passages.values() for p in found])
                count = len(together.passages)
                searches: dict[str, Callable[[Question], list[Passage]]] = {
                    "one plan": lambda q, each=each: each[q.sample].search(q.text),  # type: ignore[misc]
                    "all": lambda q, all_=together: all_.search(PLACES[q.sample] + q.text),  # type: ignore[misc]
                }
                for index, search in searches.items():
                    o = measure(some, search, options.misses)
                    print(
                        f"| {index} | {size} | {way} | {count} | {o.first:.0%} | {o.three:.0%} |"
                        f" {o.reciprocal:.2f} | {o.own:.0%} | {o.read:.0f} |"
                    )


if __name__ == "__main__":
    main()
