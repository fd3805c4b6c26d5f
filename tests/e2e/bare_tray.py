"""The smallest tray application that PySide6 allows: what ours is measured against. Run as a program."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

application = QApplication(sys.argv)
pixmap = QPixmap(22, 22)
pixmap.fill(QColor("red"))
tray = QSystemTrayIcon(QIcon(pixmap))
tray.show()
application.exec()
