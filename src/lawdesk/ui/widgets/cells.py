"""How a cell is painted, where its links are, and what is typed into it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lawdesk.ui import fonts, icons, palette, theme
from lawdesk.ui.widgets import drawing
from lawdesk.ui.widgets.choice_box import FindBox
from lawdesk.ui.widgets.columns import NO_BOX, Column, Editor, Row
from lawdesk.ui.widgets.phrase_completer import PhraseCompleter
from lawdesk.ui.widgets.row_model import ROW_ROLE, Index

_PAD = 8
_LIST_WIDTH = 200
_LINK_GAP = 16
_SHORTEST_LINK = 24


class CellDelegate(QStyledItemDelegate):
    """Paints every cell of a row table and makes its editors."""

    def __init__(self, columns: list[Column], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns
        self.hovered = QPoint(-1, -1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, theme.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = palette.current()
        state: Any = option.state
        rect: QRect = option.rect
        column, row = self._columns[index.column()], index.data(ROW_ROLE)
        painter.save()
        painter.setClipRect(rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.color("accent_tint"))
        painter.setPen(tokens.color("hairline"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        if column.editor is Editor.CHECK:
            if column.text(row) != NO_BOX:
                drawing.paint_check(painter, inner, ticked=bool(column.text(row)))
        else:
            self._paint_content(painter, inner, column, row)
        if state & QStyle.StateFlag.State_HasFocus and self._marks_focus(index, column):
            drawing.paint_focus_ring(painter, rect.adjusted(2, 2, -2, -2))
        painter.restore()

    def link_at(self, rect: QRect, column: Column, row: Row, place: QPoint) -> str:
        """The name of the link at that place of a cell, or an empty text."""
        for name, area in self._link_areas(rect.adjusted(_PAD, 0, -_PAD, 0), column, row):
            if area.intersected(rect).contains(place):
                return name
        return ""

    def needed_width(self, column: Column, row: Row) -> int:
        """How wide the column must be so that neither figures nor a badge of the row are cut."""
        badge = column.badge(row) if column.badge is not None else None
        text = column.text(row) if column.right or badge else ""
        width = QFontMetrics(_font(column, row)).horizontalAdvance(text) + (6 if text else 0)
        width += drawing.badge_width(badge[0]) if badge else 0
        width += _links_width(_link_widths(column, row)) if column.right else 0
        return width + 2 * _PAD

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column, row = self._columns[index.column()], index.data(ROW_ROLE)
        if column.editor is Editor.CHOICE:
            return _choice_editor(parent, column, row)
        if column.editor is Editor.FIND:
            return self._find_editor(parent, column, row)
        editor = QLineEdit(parent)
        editor.setProperty("cell", "true")
        editor.setAccessibleName(column.title)
        if column.phrases is not None:
            PhraseCompleter(editor, column.phrases())
        if column.right or column.editor in {Editor.DURATION, Editor.MONEY}:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
        elif isinstance(editor, FindBox):
            if not editor.isModified():
                editor.show_key(text)
                editor.selectAll()
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, str(editor.currentData()))
        elif isinstance(editor, FindBox):
            if editor.key() is not None:
                model.setData(index, str(editor.key()))
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(0, 1, 0, -2))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        column = self._columns[index.column()]
        if column.editor is not Editor.CHECK:
            return super().editorEvent(event, model, option, index)
        clicked = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        if clicked and index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            toggle_check(model, index)
            return True
        return False

    def _find_editor(self, parent: QWidget, column: Column, row: Row) -> FindBox:
        """Picking from its list closes the cell, as Enter does."""
        editor = FindBox(column.title, "", parent)
        editor.setProperty("cell", "true")
        editor.set_choices(column.choices(row) if column.choices is not None else ())
        offered = editor.completer()
        if offered is not None:  # Enter in the line itself is the view's business, as everywhere
            offered.activated.connect(lambda _words: self._close(editor))
        return editor

    def _close(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _marks_focus(self, index: Index, column: Column) -> bool:
        view = self.parent()
        if not isinstance(view, QAbstractItemView) or not view.hasFocus():
            return False
        return bool(index.flags() & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable))

    def _paint_content(self, painter: QPainter, inner: QRect, column: Column, row: Row) -> None:
        left = self._paint_icon(painter, inner, column, row)
        badge = column.badge(row) if column.badge is not None else None
        detail = column.detail(row) if column.detail is not None else ""
        reserved = drawing.badge_width(badge[0]) + 6 if badge else 0
        room = inner.right() - left + 1 - reserved - _room_for_links(column, row)
        text_rect = QRect(left, inner.top(), max(0, room), inner.height())
        end = _paint_text(painter, text_rect, column, row)
        if badge:
            at = inner.right() + 1 - drawing.badge_width(badge[0]) if column.right else end
            drawing.paint_badge(painter, QPoint(at, inner.center().y() + 1), *badge)
            end = at + reserved
        if detail:
            _paint_detail(painter, QRect(QPoint(end, inner.top()), inner.bottomRight()), detail)
        self._paint_links(painter, inner, column, row)

    def _paint_icon(self, painter: QPainter, inner: QRect, column: Column, row: Row) -> int:
        name = column.icon(row) if column.icon is not None else ""
        if not name:
            return inner.left()
        size = round(18 * fonts.text_scale())
        box = QRect(inner.left(), inner.center().y() - size // 2 + 1, size, size)
        icons.paint_icon(painter, box, name, palette.current().color("quiet"))
        return box.right() + 9

    def _paint_links(self, painter: QPainter, inner: QRect, column: Column, row: Row) -> None:
        if column.links is None:
            return
        painter.setFont(fonts.sized(fonts.TABLE, fonts.SEMIBOLD))
        painter.setPen(palette.current().color("accent"))
        areas = self._link_areas(inner, column, row)
        for (_name, words), (_same, area) in zip(column.links_of(row), areas, strict=True):
            text = drawing.elided(painter, words, area.width() + 1)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)

    def _link_areas(self, inner: QRect, column: Column, row: Row) -> list[tuple[str, QRect]]:
        """Where each link of the cell lies: at the right edge, or behind the text.

        None of them is cut off: the text before them gives way, then the longest of them.
        """
        widths = _link_widths(column, row)
        if not widths:
            return []
        over = _links_width(widths) - inner.width()
        if over > 0:
            longest = widths.index(max(widths))
            widths[longest] = max(_SHORTEST_LINK, widths[longest] - over)
        left = last = inner.right() + 1 - _links_width(widths)
        text = " ".join(column.text(row).split())
        if not column.right:
            taken = QFontMetrics(_font(column, row)).horizontalAdvance(text)
            left = min(last, inner.left() + (taken + _LINK_GAP if text else 0))
        areas = []
        for (name, _words), width in zip(column.links_of(row), widths, strict=True):
            areas.append((name, QRect(left, inner.top(), width, inner.height())))
            left += width + _LINK_GAP
        return areas


def toggle_check(model: QAbstractItemModel, index: Index) -> None:
    """Ticks or clears the cell."""
    ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    new = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
    model.setData(index, new, Qt.ItemDataRole.CheckStateRole)


def _link_widths(column: Column, row: Row) -> list[int]:
    metrics = QFontMetrics(fonts.sized(fonts.TABLE, fonts.SEMIBOLD))
    return [metrics.horizontalAdvance(words) + 1 for _name, words in column.links_of(row)]


def _links_width(widths: Sequence[int]) -> int:
    return sum(widths) + _LINK_GAP * (len(widths) - 1) if widths else 0


def _room_for_links(column: Column, row: Row) -> int:
    widths = _link_widths(column, row) if column.links is not None else []
    return _links_width(widths) + _LINK_GAP if widths else 0


def _font(column: Column, row: Row) -> Any:
    bold = column.bold is not None and column.bold(row)
    return fonts.sized(fonts.TABLE, fonts.SEMIBOLD if bold else fonts.REGULAR)


def _paint_text(painter: QPainter, rect: QRect, column: Column, row: Row) -> int:
    """Draws the cell's text; gives where it ends."""
    painter.setFont(_font(column, row))
    tone = column.tone(row) if column.tone is not None else "ink"
    painter.setPen(palette.current().color(tone))
    text = drawing.elided(painter, column.text(row), rect.width())
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)
    width = painter.fontMetrics().horizontalAdvance(text)
    return rect.left() + width + (6 if text else 0)


def _paint_detail(painter: QPainter, rect: QRect, detail: str) -> None:
    painter.setFont(fonts.sized(fonts.SMALL))
    painter.setPen(palette.current().color("quiet"))
    text = drawing.elided(painter, detail, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)


def _choice_editor(parent: QWidget, column: Column, row: Row) -> QComboBox:
    editor = QComboBox(parent)
    editor.setProperty("cell", "true")
    editor.setAccessibleName(column.title)
    for key, words in column.choices(row) if column.choices is not None else ():
        editor.addItem(words, key)
    editor.view().setMinimumWidth(_LIST_WIDTH)  # the column may be a code's width
    return editor
