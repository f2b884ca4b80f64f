"""Documents that provoke each diagnostic in each wording, by code: files, and pages of PDF."""

from __future__ import annotations

from pathlib import Path

from test_damage import CASES as DAMAGED

from tests.docx_files import docx, p, r
from tests.pdf_files import frame, text, typeset

SEEDS = sorted((Path(__file__).parent.parent / "fixtures" / "seeds").glob("*.txt"))
TASKS = "一、加强学习\n认真学习，抓好落实。\n二、改进教学\n认真教学，提高质量。\n"

PROVOKING: dict[str, list[str | bytes]] = {
    "no-outline": ["今天天气很好。\n"],
    "outline-too-dense": ["1.甲2.乙3.丙" * 2000],
    "lines-too-short": ["2024\n" * 30_001],
    "facts-too-dense": ["12%" * 40_001, "《甲》" * 50_001],
    "number-gap": [
        "1.甲乙\n2.丙丁\n4.戊己\n",
        "1.甲乙\n2.丙丁\n7.戊己\n",
        "三、甲乙。\n四、丙丁。\n",
        "（三）改善服务\n（一）改善服务\n（二）加强学习\n3.推进改革。抓好落实。\n"
        "（三）改善服务\n（二）加强学习\n2.推进改革。抓好落实。\n（三）改善服务\n",
    ],
    "number-repeated": ["1.甲乙\n2.丙丁\n2.戊己\n"],
    "several-plans": [
        "甲区工作方案\n一、甲乙。\n二、丙丁。\n乙区工作方案\n一、戊己。\n二、庚辛。\n",
        "甲区工作方案\n一、甲乙。\n二、丙丁。\n乙区“十四五”工作方案\n一、戊己。\n二、庚辛。\n",
    ],
    "appendix": [
        "一、甲乙\n认真学习。\n二、丙丁\n认真教学。\n附件\n清单\n1.甲\n",
        f"{TASKS}指标解释\n一、甲乙。\n二、丙丁。\n",
        (Path(__file__).parent / "cases" / "documents" / "oneline-two-plans.txt").read_bytes(),
    ],
    "title-stop-lost": [SEEDS[0].read_bytes()],
    "wrap-joined": [SEEDS[1].read_bytes()],
    "page-splice": [SEEDS[4].read_bytes()],
    "script-converted": [
        SEEDS[2].read_bytes(),
        "一、推進學校發展\n二、建設教師隊伍\n三、学习发展\n",
    ],
    "region-blanked": ["2023年XX区教育工作要点\n一、甲乙。\n二、丙丁。\n"],
    "region-ambiguous": [f"鼓楼区教育局2023年工作要点\n{TASKS}"],
    "region-unnamed": [
        "2023年工作要点\n一、落实江苏省部署\n我区推进江苏省改革，全区做好江苏省任务。\n二、落实江苏省规划\n"
    ],
    "date-damaged": [
        f"各学校：\n现将《甲区教育局2023年工作要点》印发给你们。\n甲区教育局\n20231月26日\n"
        f"甲区教育局2023年工作要点\n{TASKS}",
        f"标题：甲区教育局2023年工作要点\n发布日期：2023年13月45日\n索引号：A1\n{TASKS}",
    ],
    "document-number-damaged": [f"文号：丰水发〔202〕 号\n甲区2023年工作要点\n{TASKS}"],
    "words-swapped": [SEEDS[4].read_bytes()],
    "word-restored": [SEEDS[4].read_bytes()],
    "word-doubtful": [SEEDS[4].read_bytes()],
    "byte-replaced": [
        TASKS.encode() + b"\xff" + TASKS.encode(),
        TASKS.encode() + b"\xff\xff\xff" + TASKS.encode(),
        (TASKS.encode() + b"\xff") * 200 + TASKS.encode() * 20,
    ],
    "cells-joined": [
        "甲区2023年重点任务\n序号\n任务\n责任单位\n1\n推进改革\n教育局\n2\n加强监管\n民政局\n3\n改善服务\n财政局\n"
    ],
    "changes-accepted": [
        docx(p("一、甲乙", "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"), p("二、丁"))
    ],
    "text-hidden": [docx(p("一、甲", r("乙丙", "<w:vanish/>")), p("二、丁"))],
    "part-embedded": [docx(p("一、甲乙"), '<w:altChunk r:id="x"/>', p("二、丁"))],
}
for _words, _, _codes in DAMAGED:
    if _codes:
        PROVOKING.setdefault(_codes[0], []).append(_words)
PAGES: dict[str, list[list[list[str]]]] = {
    "page-without-text": [
        [typeset(TASKS.split("\n"))[0], *([frame(0, 0, 595, 842)] for _ in range(most))]
        for most in (1, 2, 14)
    ],
    "radicals-read": [[[text(79, 700, "一、⼗⼆⼤精神"), text(79, 660, "二、长期见效")]]],
    "unknown-glyphs": [[[text(79, 700, "一、加强学习\ufffd"), text(79, 660, "二、改进教学工作")]]],
}
