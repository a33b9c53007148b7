"""A model in memory with every kind of cell, for the tests of the grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from fgj_desktop.models.cell_walks import row_edge
from fgj_desktop.models.grid_protocol import Align, GridCell, GridChoice, GridRole, Light, is_filled

AnyIndex = QModelIndex | QPersistentModelIndex

NAMES = [
    "正威新材料科技示范城项目", "区学前教育补短板项目（一期）", "韶冶片区基础设施建设项目",
    "古驿道保护和利用项目", "海大花坪养猪场", "烟叶复烤技改项目", "乐园镇新型城镇化综合配套工程",
    "十里亭镇老旧小区改造", "犁市镇污水处理设施及管网", "新韶镇农贸市场升级改造", "百年东街提升工程",
    "区人民医院改扩建",
]  # fmt: skip
UNITS = [
    "区工信局", "区教育局", "高新区管委会", "区文旅局", "区农业农村局", "区住建局", "乐园镇", "区水务局",
]  # fmt: skip
PROGRESS = [
    "前期工作，施工合同签订后进场，正在办理用地手续和林地报批",
    "主体结构施工至三层，同步进行砌体和给排水管线预埋",
    "装修及设备安装",
    "桩基础施工完成80％",
]
LIGHTS: list[Light] = ["green", "amber", "red", "grey", "green", "red"]
INITIALS = {"乐园镇": "lyz", "区水务局": "qswj", "区教育局": "qjyj", "区住建局": "qzjj"}


@dataclass(frozen=True, slots=True)
class DemoColumn:
    """A column of the demo."""

    title: str
    kind: str
    width: float
    group: str = ""
    align: Align = "left"
    readonly: bool = False
    total: str = ""


YEAR = "2021年"
TO_DATE = "2021年1—9月完成情况"
COLUMNS = [
    DemoColumn("序号", "count", 4.5, align="center", readonly=True),
    DemoColumn("项目名称", "text", 26, total="合计（48 项）"),
    DemoColumn("亮灯", "light", 5, align="center", readonly=True),
    DemoColumn("级别", "choices", 6, align="center"),
    DemoColumn("责任单位", "unit", 14),
    DemoColumn("项目性质", "choice", 9, align="center"),
    DemoColumn("总投资", "money", 11, align="right", total="1,843,560"),
    DemoColumn("年度计划投资", "money", 10, YEAR, "right", total="480,300"),
    DemoColumn("1—9月累计完成投资（纳统）", "money", 12, TO_DATE, "right", total="202,400"),
    DemoColumn("当月完成投资", "money", 10, TO_DATE, "right", total="-1,260"),
    DemoColumn("占年度计划（％）", "percent", 10, TO_DATE, "right", readonly=True, total="42.14"),
    DemoColumn("较时间进度（百分点）", "percent", 12, TO_DATE, "right", readonly=True, total="-32.86"),
    DemoColumn("形象进度", "long_text", 40),
    DemoColumn("存在问题", "long_text", 30),
    DemoColumn("开工日期", "date", 10, align="center"),
    DemoColumn("备注", "text", 16),
]


class DemoModel(QAbstractTableModel):
    """Keeps typed texts by place; everything else follows from the row's number."""

    def __init__(self, rows: int = 50) -> None:
        super().__init__()
        self._rows = rows
        self.typed: dict[tuple[int, int], str] = {}
        self.disk_full = False

    # --- the fast path --------------------------------------------------------------------------

    def cell(self, row: int, column: int) -> GridCell:
        declared = COLUMNS[column]
        text = self.typed.get((row, column))
        if text is None:
            text = self._text(row, column)
        if declared.kind == "light":
            return GridCell(light=LIGHTS[row % 6], hollow=row % 6 == 5, align="center", readonly=True)
        if (row, column) == (4, 7) and (row, column) not in self.typed:
            return GridCell("约3000", "right", error="“约3000”不是数值，已保留原文并标出。")
        return GridCell(
            text,
            declared.align,
            muted=declared.kind == "long_text" and row % 3 == 0,
            note="与统计局核对过" if (row, column) == (6, 8) else "",
            warning="年度计划投资大于剩余投资，请核对；不影响保存。" if (row, column) == (8, 7) else "",
            readonly=declared.readonly,
            alarm=column == 10 and row % 6 in (2, 5),
        )

    def edge_row(self, row: int, column: int, down: bool) -> int:
        rows = range(self._rows)
        return row_edge(row, down, rows, lambda one: is_filled(self.cell(one, column)), lambda: rows)

    def total(self, column: int) -> str:
        return COLUMNS[column].total

    def column_title(self, column: int) -> str:
        return COLUMNS[column].title

    def column_group(self, column: int) -> str:
        return COLUMNS[column].group

    def column_align(self, column: int) -> Align:
        return COLUMNS[column].align

    def _text(self, row: int, column: int) -> str:
        made = {
            0: str(row + 1),
            1: NAMES[row % 12] + ("" if row < 12 else f"（{row // 12 + 1}期）"),
            3: "市、区" if row % 3 == 0 else "区",
            4: UNITS[row % 8],
            5: "续建" if row % 2 else "新开工",
            6: f"{(row % 9 + 1) * 7680:,}",
            7: f"{(row % 9 + 1) * 3200:,}",
            8: "—" if row < 4 else f"{(row % 9 + 1) * 1024:,}",
            9: "—" if row < 4 else f"{(row % 7 - 1) * 352:,}",
            10: "—" if row < 4 else f"{32 + row * 3 % 60:.2f}",
            11: "—" if row < 4 else f"{-43 + row * 3 % 60:+.2f}".replace("+", ""),
            12: PROGRESS[row % 4],
            13: "" if row % 4 else "用地指标尚未落实，需市自然资源局协调解决",
            14: f"2021.{row % 9 + 1}" if row % 3 == 0 else "",
        }
        return made.get(column, "")

    # --- the ordinary interface -----------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.cell(index.row(), index.column()).text
        if role == GridRole.KIND:
            return COLUMNS[index.column()].kind
        if role == GridRole.CHOICES:
            return self._choices(COLUMNS[index.column()].kind)
        return None

    def _choices(self, kind: str) -> list[GridChoice]:
        if kind == "unit":
            return [GridChoice(unit, "住建" if unit == "区住建局" else "") for unit in UNITS]
        names = {"choice": ["续建", "新开工", "前期预备"], "choices": ["省", "市", "区"]}
        return [GridChoice(name) for name in names.get(kind, [])]

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        if role != Qt.ItemDataRole.EditRole or self.disk_full:
            return False
        self.typed[index.row(), index.column()] = value
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not COLUMNS[index.column()].readonly:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.column_title(section)
        return super().headerData(section, orientation, role)


WIDTHS = [column.width for column in COLUMNS]


def initials(text: str) -> str:
    """The pinyin initials the tests need."""
    return INITIALS.get(text, "")
