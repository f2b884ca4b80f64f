"""A layout that does what a text asks for: crash, hang, eat memory, fail.

It stands in for what bad documents do to the libraries that read them. Worker processes import it
by name, as they would a caller's own layout.
"""

from __future__ import annotations

import os
import signal
import time

from plankit import LAYOUTS, Layout, Page

PLAN = """\
某某区教育局2023年工作要点

一、加强党的建设

1.落实主体责任。6月底前制定《清单》，培训党员{n}人次以上。（责任单位：组织科）

二、促进公平发展

2.扩大学位供给。新增学位{m}个。
"""


def text(n: int) -> str:
    """A small plan, another one for each number."""
    return PLAN.format(n=n, m=n * 7 % 997)


def matches(page: Page) -> bool:
    """Never: only looks whether there is an order in the text."""
    said = page.source.text
    if "POISON" not in said:
        return False
    order, _, argument = said.partition("POISON ")[2].split("\n")[0].partition(" ")
    if order == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif order == "exit":
        os._exit(3)
    elif order == "hang":
        while True:
            time.sleep(0.01)
    elif order == "sleep":
        time.sleep(float(argument))
    elif order == "eat":
        held = []
        while True:
            held.append(bytearray(10_000_000))
    elif order == "fail":
        raise RuntimeError("a mistake")
    elif order == "print":
        print("to standard output")
        os.write(1, b"to its descriptor\n")
    elif order == "once" and not os.path.exists(argument):  # the file is the mark that it has
        open(argument, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == "executor" and not os.path.exists(argument):  # two above: Spark's own process
        open(argument, "w").close()
        with open(f"/proc/{os.getppid()}/stat") as file:
            os.kill(int(file.read().rpartition(")")[2].split()[1]), signal.SIGKILL)
        time.sleep(60)
    return False


def mark(page: Page) -> None:
    raise AssertionError("the layout matches nothing")


POISON = Layout("poison", matches, mark)
LAYOUTS_WITH_POISON = (POISON, *LAYOUTS)
