"""What stands in a clause before its predicate: times, means, settings, subjects and modals.

    以…为抓手，  按照…原则  在…上  6月底前  各学校要

A clause of these alone frames the step; the verb behind one of them leads it.
"""

from __future__ import annotations

import re

CLAUSE = re.compile(r"[，,：:]")
PREPOSITION = re.compile(r"[对将把为向给与由让使从在就于同以按经随除因靠借]")
FRAME = re.compile(
    r"按照|按|根据|依据|依照|针对|通过|经过|随着|面对|鉴于|基于|本着|为了|由于|凭借|沿着|朝着|结合|除了?|以|经|自|随"
)
INSTRUMENT = re.compile(
    r"以[^，,。；]{1,40}?为(?:抓手|契机|载体|依托|重点|核心|引领|导向|目标|主线|突破口|切入点|基础|牵引|支撑|着力点|根本"
    r"|主题|中心|主体|主|引擎|龙头|关键|动力|保障|原则|标准|统领|指导|指引|主阵地|平台|纽带|先导|遵循|重心|落脚点|主旨)[，,]?"
)
TIME = re.compile(
    r"(?:到|至|在|于|自|从)?(?:[0-9〇○零一二三四五六七八九十xXn]{1,4}(?:年|月|日|季度)|今年|明年|本?年度?|上半年|下半年|本学期|新学期)"
    r"(?:[0-9一二三四五六七八九十xX]{1,3}[月日]|[上下]半年|第?[一二三四]季度)*(?:[上中下]旬)?(?:年?底|年?末|年?初|内|中|起)?(?:之?[前后])?"
    r"|每(?:周[一二三四五六日]|[月季]度?[初末底])(?:[上下]午|晚上?)?"
    r"|(?:开学|学期|学年|[一二三四]?季度)(?:初|末|之际|第一[周天]|前后|前|后)"
)
TIME_FIRST = frozenset("到至在于自从0123456789〇○零一二三四五六七八九十xXn今明本年上下新开学季每")
FRAME_END = re.compile(
    r"(?:(?:要求|方式|原则|模式|标准|思路|精神|规定|部署|安排|形式|办法|途径|渠道|机制|方案|清单|目录|职责|时限|载体|契机|平台|活动|手段|措施)等?"
    r"|等(?:工作|问题|情况|方面|领域|环节|需求|任务|特点|短板)|[定核议准意究收查]后)(?=[^的，,])"
)
MODAL_FRAME = re.compile(
    r"[^，。的]{1,24}?(?:要|应当?|必?须)(?:按照|按|根据|依据|通过|结合|围绕|针对|依托|利用|立足|以(?!上|下|内|外))"
)
# 帮扶省市要组织…: what stands before the modal is the subject
SUBJECT = re.compile(r"[^，。的、]{1,8}?(?<![重主需必首])(?:要|应当?|必?须)")
LATER_MODAL = re.compile(r"(?<=[^重主需必首简摘将就只也还])(?:要|应当|必须)(?![求点素件闻害])")
MODAL_SETTING = re.compile(r"[^，。的]{1,24}?(?:要|应当?|必?须)在")
# 在…上建设: behind the place the step begins, unless 中 or 上 is the head of a word there
PLACE = re.compile(r"(?:中|上|下|内|里|间|前|后|时|方面|基础)(?=[\u4e00-\u9fff]{2})")
OWN = re.compile(r"按照?|根据|依据|依照|结合|围绕|针对|对照")
"""What may open a frame behind an adverbial: 严格按照…"""
SETTING = re.compile(r"(?:中|上|下|时|后|前|内|里|方面|过程中|基础上|同时|前提下|期间|以来)$")
