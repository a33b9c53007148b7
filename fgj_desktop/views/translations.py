"""Qt's own texts in the words of this program: 撤销, 恢复, 不保存."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_NAME = "fgj_words"

# Qt's Chinese file says 撤消, 重做 and 丢弃, and lacks texts that changed in English since it was written.
_WORDS = {
    "Undo": "撤销",
    "&Undo": "撤销(&U)",
    "Undo %1": "撤销：%1",
    "Undo <action>": "撤销",
    "Redo": "恢复",
    "&Redo": "恢复(&R)",
    "Redo %1": "恢复：%1",
    "Redo <action>": "恢复",
    "Discard": "不保存",
    "Don't Save": "不保存",
    "Close without Saving": "不保存",
    "Retry": "重试",
    "Abort": "中止",
    "Show Details...": "显示详情…",
    "Hide Details...": "隐藏详情…",
    "Look in:": "查找范围：",
    "&Look in:": "查找范围(&L)：",
    "Files of type:": "文件类型：",
    "Files of &type:": "文件类型(&T)：",
    "&File name:": "文件名(&N)：",
    "File &name:": "文件名(&N)：",
    "Directory:": "文件夹：",
    "Size": "大小",
    "Directories": "文件夹",
    "New Folder": "新建文件夹",
    "Create New Folder": "新建文件夹",
    "Page &Set:": "页面范围(&S)：",
    "Page &order:": "页面顺序(&O)：",
    "Pages &per sheet:": "每张纸页数(&P)：",
    "Page order:": "页面顺序：",
    "Pages per sheet:": "每张纸页数：",
    "Page Set:": "页面范围：",
    "&HTML:": "颜色值(&H)：",
}


class _OwnWords(QTranslator):
    """Answers for the few texts above, whatever the context; all else is left to Qt's own file."""

    def isEmpty(self) -> bool:
        """Never empty, or Qt would pass it over."""
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Our word, or None for Qt's."""
        return _WORDS.get(sourceText)


def install_translations(app: QApplication) -> bool:
    """Make Qt speak Chinese; False when its Chinese texts are not installed. A second call does nothing."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if app.findChild(QTranslator, _NAME) is not None:
        return True
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = translator.load("qtbase_zh_CN", folder)
    if found:
        app.installTranslator(translator)
    words = _OwnWords(app)
    words.setObjectName(_NAME)
    # The translator installed last is asked first.
    app.installTranslator(words)
    return found
