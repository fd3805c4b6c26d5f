"""A line for one value, checked as it is typed by the rule of the settings file."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.toml_reader import Rule
from gui.forms import Mark, Words, without_mnemonic
from gui.phrases import spoken

Value = TypeVar("Value")

_NARROW = 120  # device-independent pixels; a number needs no more


class RuleEdit(QWidget, Generic[Value]):
    """Says below the line what is allowed, while something else stands in it.

    Signals:
        changed: Another text stands in it.
    """

    changed = Signal()

    def __init__(self, rule: Rule[Value], kind: type[Value], *, unit: str = "") -> None:
        """`kind` is what the text is taken for before the rule sees it; `unit` stands behind a number."""
        super().__init__()
        self._rule = rule
        self._kind = kind
        self.line = QLineEdit()
        self._problem = Words()
        self._problem.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.line)
        if kind is not str:
            self.line.setFixedWidth(_NARROW)
            first.addWidget(QLabel(unit))
            first.addStretch()
        rows.addLayout(first)
        rows.addWidget(self._problem)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_changed)

    def add_to(self, form: QFormLayout, label: str) -> None:
        """Put it into a form; the label names the line for screen readers, too."""
        form.addRow(label, self)
        widget = form.labelForField(self)
        if isinstance(widget, QLabel):
            widget.setBuddy(self.line)
        # Qt looks for a buddy among the neighbours only, and the line is inside of this widget.
        self.line.setAccessibleName(without_mnemonic(label))

    @property
    def value(self) -> Value | None:
        """What is entered; None while it is not allowed."""
        return self._rule.accept(self._read())

    def show_value(self, value: Value) -> None:
        """Replace what stands in it."""
        if self.value != value:
            self.line.setText(str(value) if self._kind is str else self._written(value))

    def _read(self) -> Any:
        """As the settings file would have it: a number as the person's locale writes it, or as TOML does."""
        text = self.line.text().strip()
        if self._kind is str:
            return text
        number, ok = self.locale().toDouble(text)
        if not ok:
            try:
                number = float(text)
            except ValueError:
                return None
        return int(number) if self._kind is int and number.is_integer() else number

    def _written(self, value: Any) -> str:
        if isinstance(value, int):
            return self.locale().toString(value)
        return self.locale().toString(value, "g", 10)

    @Slot()
    def _on_changed(self) -> None:
        allowed = spoken(self._rule.allowed)
        text = "" if self.value is not None else self.tr("{mark} Allowed: {allowed}")
        self._problem.setText(text.format(mark=Mark.BAD.value, allowed=allowed))
        self._problem.setVisible(bool(text))
        self.line.setAccessibleDescription(self._problem.text())
        self.changed.emit()
