"""Makes the Word and Excel documents of the tests in the folder given. Their contents are made up."""

import copy
import datetime
import sys
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

OUT = Path(sys.argv[1])
HEAD = ["一级\n指标", "二级指标", "公开内容", "责任单位", "更新时限"]


def fill(table, first, rows):
    for number, row in enumerate(rows, first):
        for column, text in enumerate(row):
            if text is not None:
                table.cell(number, column).text = text


def contacts(document):
    table = document.add_table(1, 5)
    fill(table, 0, [["姓名", "职务", "电话", "传真", "信箱"]])


def deleted(paragraph, text):
    """Adds text that was deleted while changes were tracked."""
    mark, run, words = (OxmlElement(name) for name in ("w:del", "w:r", "w:delText"))
    words.text = text
    run.append(words)
    mark.append(run)
    paragraph._p.append(mark)


def inserted(paragraph, text):
    mark, run, words = (OxmlElement(name) for name in ("w:ins", "w:r", "w:t"))
    words.text = text
    run.append(words)
    mark.append(run)
    paragraph._p.append(mark)


def merged():
    document = docx.Document()
    document.add_paragraph("青数发〔2021〕7号")
    document.add_paragraph("请各单位于2021年6月30日前完成栏目建设。")
    document.add_paragraph("2021年5月1日")
    contacts(document)
    document.add_paragraph("附件1")
    document.add_paragraph("青禾市信息公开栏目建设指标")
    table = document.add_table(8, 5)
    fill(table, 0, [HEAD])
    fill(table, 1, [
        ["一、财政信息", "（一）预算", "预算报告", "市财政局牵  头", "每年有更新"],
        [None, "（二）决算", None, None, None],
        [None, "（三）\n“三公”经费", "", "同上", "同上"],
        ["二、公开年报", None, "年度报告", "各单位", "每年3月31日前更新"],
        ["三、环境保护", "1.空气质量", "", "市生态环境局", "及时公开"],
        [None, "2.水质", "水质公报", None, None],
        [None, None, "饮用水水源", None, None],
    ])
    # Down: the first level, a content over two rows, who is responsible; across: a first level without a second one.
    for first, last, column in [(1, 3, 0), (1, 2, 2), (1, 2, 3), (1, 2, 4), (5, 7, 0), (6, 7, 1), (5, 7, 3), (5, 7, 4)]:
        table.cell(first, column).merge(table.cell(last, column))
    table.cell(4, 0).merge(table.cell(4, 1))
    runs = table.cell(5, 2).paragraphs[0]
    runs.add_run("空气")
    deleted(runs, "和水")
    runs.add_run("质量").bold = True
    inserted(runs, "日报")
    more = table.cell(5, 2).add_paragraph("监测点名录", style="List Number")
    more.add_run("（含县区）")
    more._p.get_or_add_pPr().get_or_add_numPr()
    inner = table.cell(7, 2).add_table(1, 2)
    fill(inner, 0, [["取水口", "水厂"]])
    document.add_paragraph("联系人见附件2。")
    document.save(OUT / "merged.docx")


def split():
    """A list in three tables: the second one goes on in the middle of a merged cell, the third repeats the head."""
    document = docx.Document()
    first = document.add_table(2, 5)
    fill(first, 0, [HEAD, ["财政信息", "预算", "预算报告", "市财政局", "每年有更新"]])
    document.add_paragraph("")
    second = document.add_table(1, 5)
    fill(second, 0, [["", "决算", "决算报告", "", ""]])
    document.add_paragraph("续表")
    third = document.add_table(2, 5)
    fill(third, 0, [HEAD, ["环境保护", "空气质量", "", "市生态环境局", "及时公开"]])
    document.add_paragraph("联络员登记表")
    contacts(document)
    document.save(OUT / "split.docx")


def layout():
    """The list stands in the only cell of a table that is there for the layout; its head takes two rows."""
    document = docx.Document()
    outer = document.add_table(1, 1)
    table = outer.cell(0, 0).add_table(4, 6)
    fill(table, 0, [
        ["序号", "公开事项", None, "公开内容（要素）", "公开主体", "公开时限"],
        [None, "一级事项", "二级事项", None, None, None],
        ["1", "社会救助", "低保", "标准", "市民政局", "自变动之日起20个工作日内更新"],
        ["2", None, "临时救助", "办事指南", "市民政局", "及时公开"],
    ])
    table.cell(0, 1).merge(table.cell(0, 2))
    for column in (0, 3, 4, 5):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(2, 1).merge(table.cell(3, 1))
    row = copy.deepcopy(table.rows[3]._tr)
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))
    row.tc_lst[2].findall(".//" + qn("w:t"))[0].text = "已删除的一行"
    table._tbl.append(row)
    document.save(OUT / "layout.docx")


def prose():
    document = docx.Document()
    document.add_paragraph("这份通知没有表格。")
    contacts(document)
    document.save(OUT / "prose.docx")


def workbook():
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "封面"
    cover.append(["青禾市政务公开工作台账", "2021年"])
    sheet = book.create_sheet("台账")
    sheet.append(["青禾市2021年政务公开工作台账"])
    sheet.append(["序号", "工作任务", "工作要求", "责任单位", "完成时限", "备注"])
    for row in [
        [1, "1．权力清单公开", "公布权力清单", "市司法局", "2021年12月底", None],
        [2, None, "动态调整", None, datetime.date(2021, 10, 31), "新增"],
        [3, "2．预决算公开", None, "市财政局", "6月底前", None],
        [4, "3．政策解读", "解读材料", "各部门", "同上", None],
    ]:
        sheet.append(row)
    sheet.append(["注：各县区参照执行。"])
    for region in ("A1:F1", "B3:B4", "D3:D4"):
        sheet.merge_cells(region)
    book.save(OUT / "ledger.xlsx")


for make in (merged, split, layout, prose, workbook):
    make()
