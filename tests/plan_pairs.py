"""Two years of one small plan, with a change of each kind, for the tests of comparisons."""

from __future__ import annotations

from typing import Any

import plankit
from plankit.comparison import Comparison, compare

OLD = """\
临江区教育局2022年工作要点

一、推进学前教育普惠发展

1.扩大托育服务供给。新建普惠托育点5个，托育点街道覆盖率达到85%。开展科学育儿入户指导6次以上。（责任单位：学前科）

2.规范幼儿园收费。公示收费项目，清理捆绑收费，收费投诉办结率达到95%。（责任单位：财务科）

二、办好义务教育

3.做好招生入学。编制2022年招生方案，实行网上报名，随迁子女凭居住证就近入学。（责任单位：基教科；配合单位：信息中心）

4.加强作业管理。建立作业公示制度，控制书面作业总量，初中书面作业不超过90分钟。组织作业设计评比，遴选优秀案例汇编成册。（责任单位：教研室）

5.培育书香校园。每校建成一个阅览角，开展“晨读十分钟”活动。（责任单位：基教科）

6.改善食堂条件。更新冷藏设备，推行明厨亮灶，建立家长陪餐制度。（责任单位：后勤中心）

7.组织校服采购。按照自愿原则公开招标，落实双送检要求。（责任单位：后勤中心）

三、建设教师队伍

8.开展暑期研训。举办新教师岗前培训班，班主任轮训不少于200人次。（责任单位：人事科）

9.评选师德标兵。广泛宣传先进事迹，评选师德标兵20名。（责任单位：人事科）
"""

NEW = """\
临江区教育局2023年工作要点

一、推进学前教育普惠发展

1.扩大托育服务供给。新建普惠托育点3个，托育点街道覆盖率达到89%。开展科学育儿入户指导6次以上。（责任单位：学前科）

二、办好义务教育

2.做好招生入学。编制2023年招生方案，实行网上报名和线上审核，随迁子女凭居住证就近入学。（责任单位：信息中心；配合单位：基教科）

3.控制作业总量。建立作业公示制度，控制书面作业总量，初中书面作业不超过70分钟。（责任单位：教研室）

4.遴选作业案例。组织作业设计评比，遴选优秀案例汇编成册。（责任单位：教研室）

5.加强后勤服务。更新冷藏设备，推行明厨亮灶，建立家长陪餐制度。按照自愿原则公开招标，落实双送检要求。（责任单位：后勤中心）

三、建设教师队伍

6.开展暑期研训。举办新教师岗前培训班，班主任轮训不少于200人次。（责任单位：人事科）

7.评选师德标兵。广泛宣传先进事迹，评选师德标兵20名。（责任单位：人事科）

8.培育书香校园。每校建成一个阅览角，开展“晨读十分钟”活动。（责任单位：基教科）

9.试点弹性上下班。选取三所学校试行错峰排班，解决“接娃难”。（责任单位：人事科）
"""

HOSTILE = '1.做好<script>alert(1)</script>工作。</style><img src=x onerror="alert(2)">&amp;；=1+1。'


def units(found: Comparison, pair: Any) -> tuple[str, str]:
    """The titles of a pair's two sides."""
    titles = ({u.id: u.title for u in side.units} for side in (found.a, found.b))
    a, b = ("+".join(t[i] for i in ids) for t, ids in zip(titles, (pair.a, pair.b), strict=True))
    return a, b


def pair_of(a: str, b: str) -> Comparison:
    head = "一、重点工作\n\n"
    return compare(plankit.parse_text(head + a), plankit.parse_text(head + b))
