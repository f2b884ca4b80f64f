"""What makes a noun, or part of one, of a word that is a verb elsewhere: 管理|部门, 调解|成功率."""

from __future__ import annotations

import re

# behind a word that is a verb elsewhere, these make a noun or an attribute of it
NOMINAL = re.compile(
    r"[的之率性力者员度器型费金权类值局厅处室站]|部(?![分署])|工程|行动|小组|办公室|中心|联盟|会议|细则|单位|机构|人员|学校|基地"
)
# the verb is part of the name of what is measured: 调解成功率|保持65%, 参加锻炼人数比例|42%
MEASURED = re.compile(
    r"[^，,。；;\d的]{0,4}?(?:率|比例|占比|比重|人数|时间|数量|能力|满意度|达标率|覆盖面)"
    r"(?=\d|(?:均|分别|力争|要|应|须|稳|保|控|达|提|不|超|突|降|下|上|增|压|缩|高|低)(?![中小]))"
)
PER = frozenset("平人户亩生年日月次")
"""Before 均 they make an attribute: 平均, 人均."""
CHANGES = frozenset("提降增减压缩扩控保稳达超突确实完力")
"""What verbs of change and of reaching begin with: they govern a rate and are in no name of one."""
OFFICE = re.compile(
    r"[部局厅处室站员者]|办(?![好学理实公事结成])|干部|班子|期间|人员|单位|机构|中心"
)
PACE = (
    *("步伐", "进度", "速度", "进程", "节奏", "流程", "程序", "纪律", "行为", "资金"),
    *("、", "和", "与"),
)
"""Behind a word that is adverb and verb: it is the verb (加快|进度)."""
STATE = ("情况", "进展", "结果")
