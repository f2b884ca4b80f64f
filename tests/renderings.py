"""A plan's words in the containers that plans are found in: pages, Word files, Markdown, bytes."""

from __future__ import annotations

import html
import quopri
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import docx_files
import restyling


@dataclass(frozen=True)
class Article:
    """What stands on a page besides the site's own words."""

    title: str
    fields: tuple[tuple[str, str], ...]
    notice: tuple[str, ...]
    paragraphs: tuple[str, ...]
    """The plan, its title first."""

    def lines(self) -> list[str]:
        return [*self.notice, *self.paragraphs]


def article(name: str, year: int | None) -> Article:
    """A seed's plan as a bureau would publish it, with a covering notice and header fields."""
    body = restyling.body(name)
    issued = year or 2021
    fields = (
        ("索引号", f"11320412014123456A/{issued}-00012"),
        ("主题分类", "教育"),
        ("发布机构", "某某市教育局"),
        ("发文字号", f"某教发〔{issued}〕6号"),
        ("成文日期", f"{issued}-01-26"),
        ("发布日期", f"{issued}-02-07"),
    )
    notice = (
        f"关于印发《{body.title}》的通知",
        "各中小学、幼儿园，各直属单位：",
        f"现将《{body.title}》印发给你们，请认真贯彻落实。",
        "某某市教育局",
        f"{issued}年1月26日",
    )
    return Article(notice[0], fields, notice, tuple(body.paragraphs()))


# -- the body of a page ---------------------------------------------------------------------------

Markup = Callable[[Sequence[str]], str]


def as_paragraphs(lines: Sequence[str]) -> str:
    """Tidy <p>s, first lines indented by style."""
    return "\n".join(
        f'<p style="text-indent: 2em; line-height: 1.75em;"><span>{html.escape(line)}</span></p>'
        for line in lines
    )


def as_breaks(lines: Sequence[str]) -> str:
    """One <div> broken by <br>, paragraphs indented by full-width spaces or &nbsp;."""
    spaces = ("　　", "&nbsp;&nbsp;&nbsp;&nbsp;", "&emsp;&emsp;", "　　")
    broken = "".join(
        f"{spaces[k % 4]}{html.escape(line)}<br{' /' * (k % 2)}>\n{'<br>' * (k % 3 == 0)}"
        for k, line in enumerate(lines)
    )
    return f"<div><font size=3>{broken}</font></div>"


_RUNS = re.compile(r"[ -~]+|[^ -~]+")


def as_word(lines: Sequence[str]) -> str:
    """What Word's "save as web page" makes: spans by script, source lines broken anywhere."""
    made = []
    for line in lines:
        spans = []
        for run in _RUNS.findall(line):
            text = html.escape(run)
            if run.isascii():
                spans.append(
                    '<span lang=EN-US style=\'font-size:16.0pt;font-family:"Times New Roman",'
                    f'"serif";mso-fareast-font-family:仿宋_GB2312\'>{text}</span>'
                )
                continue
            pieces = re.findall(r".{1,30}", text) if "&" not in text else [text]
            broken = "\n".join(pieces)
            spans.append(
                "<span style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:"
                f'"Times New Roman";mso-bidi-font-family:宋体\'>{broken}</span>'
            )
        made.append(
            "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;\n"
            f"line-height:28.0pt;mso-line-height-rule:exactly'>{''.join(spans)}<span lang=EN-US>"
            "<o:p></o:p></span></p>"
        )
    return (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml>"
        '<![endif]--><style><!-- p.MsoNormal {mso-style-parent:"";} --></style>\n'
        f"<div class=Section1 style='layout-grid:15.6pt'>{chr(10).join(made)}</div>"
    )


BODIES: dict[str, Markup] = {"paragraphs": as_paragraphs, "breaks": as_breaks, "word": as_word}

# -- the page around it ---------------------------------------------------------------------------


def portal_with_table(text: Article, body: str) -> str:
    """A city's portal: header fields in a table, containers with telling names."""
    cells = "".join(
        f"<tr><td><b>{a}：</b></td><td>{b}</td><td><b>{c}：</b></td><td>{d}</td></tr>"
        for (a, b), (c, d) in zip(text.fields[::2], text.fields[1::2], strict=True)
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{text.title}_某某市人民政府</title>
<link rel="stylesheet" href="/css/a.css"><script>var a = "<p>一、脚本</p>";</script></head><body>
<div class="header"><a href="/">首页</a><a href="/zwgk">政务公开</a><a href="/bsfw">办事服务</a>
<a href="/hdjl">互动交流</a><form><input
placeholder="请输入关键字"><button>搜索</button></form></div>
<ul class="nav"><li><a href="/a">机构职能</a></li><li><a href="/b">政策文件</a></li>
<li><a href="/c">规划计划</a></li><li><a href="/d">财政预决算</a></li></ul>
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt;
<a href="/c">规划计划</a> &gt; 正文</div>
<table class="xxgk" border="0">{cells}</table>
<h1 class="title">{text.title}</h1>
<div class="info"><span>信息来源：某某市教育局</span>　<span>浏览次数：<em>128</em></span>
<span>字体：【<a>大</a> <a>中</a> <a>小</a>】</span></div>
<div class="share"><a>微信</a><a>微博</a><a>打印</a></div>
<div class="TRS_Editor">{body}</div>
<div class="qrcode"><img src="q.png"><p>扫一扫在手机打开当前页</p></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="1.html">一图读懂：教育工作要点</a></li>
<li><a href="2.html">某某市召开教育工作会议 部署8项重点任务</a></li></ul></div>
<div class="prenext"><p>上一篇：<a href="3.html">关于做好2020年招生工作的通知</a></p>
<p>下一篇：<a href="4.html">关于开展安全检查的通知</a></p></div>
<footer><p>主办单位：某某市人民政府办公室　承办单位：某某市大数据局</p>
<p>网站标识码：3204000001　<a href="https://beian.gov.cn">苏公网安备 32040002000001号</a>
<a href="https://beian.miit.gov.cn">苏ICP备05000001号-1</a></p></footer></body></html>"""


def portal_with_meta(text: Article, body: str) -> str:
    """A bureau's site on a common system: header fields in meta tags, names in pinyin."""
    told = dict(text.fields)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta name="SiteName" content="某某市教育局"><meta name="SiteDomain" content="jyj.example.gov.cn">
<meta name="ColumnName" content="工作计划"><meta name="ArticleTitle" content="{text.title}">
<meta name="PubDate" content="{told["发布日期"]} 09:30"><meta name="ContentSource" content="办公室">
<meta name="Keywords" content="教育;工作要点">
<title>某某市教育局 工作计划 {text.title}</title></head>
<body topmargin=0>
<div id="toubu"><div id="logo"></div><div class="rq">今天是：2023年5月6日 星期六</div></div>
<div id="daohang"><a href="#">网站首页</a> |
<a href="#">教育概况</a> | <a href="#">政务公开</a></div>
<div class="weizhi">您现在的位置：<a href="#">网站首页</a>&gt;&gt;<a href="#">工作计划</a></div>
<div id="main"><div class="left"><dl><dt>栏目导航</dt><dd><a href="#">通知公告</a></dd>
<dd><a href="#">工作计划</a></dd><dd><a href="#">统计数据</a></dd></dl></div>
<div class="right"><div class="bt">{text.title}</div>
<div class="ly">发布日期：{told["发布日期"]}　来源：办公室　点击数：<script>hits()</script>56</div>
<div id="zoom">{body}</div>
<div class="bdsharebuttonbox"><span>分享到：</span><a>QQ空间</a><a>新浪微博</a></div>
<div class="gn">【<a href="javascript:print()">打印本页</a>】
【<a href="javascript:close()">关闭窗口</a>】
</div></div></div>
<div id="dibu">版权所有：某某市教育局　地址：某某市人民路1号　邮编：213000<br>
技术支持：某某信息公司　苏ICP备05000002号　苏公网安备32040002000002号<br>
网站地图 | 联系我们 | 建议使用IE8.0以上浏览器</div></body></html>"""


def portal_with_list(text: Article, body: str) -> str:
    """A county's page laid out in tables, nothing named, header fields as a list."""
    items = "".join(
        f"<li><span>{label}：</span><span>{value}</span></li>" for label, value in text.fields
    )
    return f"""<html><head><title>{text.title}</title></head><body><center>
<table width=1000><tr><td><a href="/">首页</a></td><td><a href="/1">走进某某</a></td>
<td><a href="/2">新闻中心</a></td><td><a href="/3">政务公开</a></td></tr></table>
<table width=1000><tr><td>您所在的位置：<a href="/">首页</a> -&gt;
<a href="/3">政务公开</a></td></tr>
</table><table width=1000><tr><td><ul>{items}</ul></td></tr>
<tr><td align=center><font size=5><b>{text.title}</b></font></td></tr>
<tr><td align=center>【字体：<a>大</a> <a>中</a> <a>小</a>】
【<a>打印</a>】 【<a>关闭</a>】</td></tr>
<tr><td>{body}</td></tr>
<tr><td>扫一扫 分享到微信</td></tr><tr><td>【<a>返回顶部</a>】</td></tr></table>
<table width=1000><tr><td>相关文章</td></tr>
<tr><td>· <a href="/9">关于表彰先进教师的决定</a></td></tr>
<tr><td>· <a href="/10">某某县2019年教育工作要点</a></td></tr></table>
<table width=1000><tr><td align=center>主办：某某县人民政府办公室　电话：0519-85680001</td></tr>
<tr><td align=center>Copyright © 2005-2023 备案号：苏ICP备05000003号</td></tr></table>
</center></body></html>"""


PAGES: dict[str, Callable[[Article, str], str]] = {
    "table": portal_with_table,
    "meta": portal_with_meta,
    "list": portal_with_list,
}


def web_archive(page: str) -> bytes:
    """The page as a browser saves it in one file."""
    head = (
        "From: <Saved by Blink>\r\nSubject: plan\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n'
        "------b\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode() + quopri.encodestring(page.encode()) + b"\r\n------b--\r\n"


def framed(page: str) -> str:
    """The page in a frame in a frame of another page."""
    inner = f'<body><p>加载完成</p><iframe srcdoc="{html.escape(page)}"></iframe></body>'
    return f'<html><body><iframe srcdoc="{html.escape(inner)}"></iframe></body></html>'


# -- Markdown -------------------------------------------------------------------------------------


def markdown(text: Article, headings: bool) -> str:
    """Header fields as a table; headings by # (or plain lines)."""
    rows = [f"| {label} | {value} |" for label, value in text.fields]
    lines = ["| 字段 | 内容 |", "| --- | --- |", *rows, ""]
    lines += [*text.notice, ""] if not headings else [f"# {text.title}", "", *text.notice[1:], ""]
    for line in text.paragraphs:
        depth = docx_files.label_depth(line)
        if line == text.paragraphs[0]:
            mark = "# "
        else:
            mark = "" if depth is None or len(line) > 60 else "##" + "#" * depth + " "
        lines += [(mark if headings else "") + line, ""]
    return "\n".join(lines)


# -- Word and what is printed from it -------------------------------------------------------------

_OFFICIAL = docx_files.style(
    "a",
    "Normal",
    default=True,
    ppr='<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" '
    'w:firstLine="640"/><w:jc w:val="both"/>',
    rpr='<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>',
) + docx_files.style(
    "t",
    "Title",
    based_on="a",
    ppr='<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>',
    rpr='<w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/>',
)


def official_docx(text: Article) -> bytes:
    """Set as GB/T 9704 asks: a title of 22 points, text of 16, first lines indented."""
    first, *rest = text.paragraphs
    head = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    return docx_files.docx(
        docx_files.p(text.notice[0], style="t"),
        docx_files.p(text.notice[1], more=head),
        docx_files.p(text.notice[2]),
        *(docx_files.p(line, more='<w:jc w:val="right"/>') for line in text.notice[3:]),
        docx_files.p(first, style="t", more="<w:pageBreakBefore/>"),
        *(docx_files.p(line) for line in rest),
        styles=_OFFICIAL,
    )
