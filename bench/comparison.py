"""How long a comparison takes, by the number of tasks: python bench/comparison.py"""

from __future__ import annotations

import random
import time
from pathlib import Path

import plankit

SEEDS = Path(__file__).parent.parent / "fixtures" / "seeds"


def plan_of(tasks: list[tuple[str, str]]) -> plankit.WorkPlan:
    lines = [f"{i}.{title}。{text}" for i, (title, text) in enumerate(tasks, 1)]
    return plankit.parse_text("一、重点工作\n" + "\n".join(lines))


def main() -> None:
    chance = random.Random(1)
    clauses: list[str] = []
    titles: list[str] = []
    for seed in sorted(SEEDS.glob("*.txt")):
        for task in plankit.parse(seed).tasks:
            titles.append(task.title)
            clauses += [c for c in task.text.replace("\n", "").split("。") if 10 < len(c) < 120]
    for size in (125, 250, 500, 1000):
        # sentences of real plans, put together anew; a tenth of them changed, in another order
        tasks = [
            (chance.choice(titles)[:12] + str(i), "。".join(chance.choices(clauses, k=4)) + "。")
            for i in range(size)
        ]
        other = [
            (title, text if chance.random() < 0.5 else text.replace("。", "。进一步", 1))
            for title, text in tasks
        ]
        other[: size // 10] = [
            (chance.choice(titles), "。".join(chance.choices(clauses, k=4)) + "。")
            for _ in range(size // 10)
        ]
        chance.shuffle(other)
        a, b = plan_of(tasks), plan_of(other)
        plankit.compare(a, a)
        start = time.process_time()
        found = plankit.compare(a, b)
        taken = time.process_time() - start
        print(f"{size:5} against {size}: {taken:.2f} s  {found!r}")


if __name__ == "__main__":
    main()
