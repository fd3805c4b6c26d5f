"""Widgets are tested without a screen."""

from __future__ import annotations

import os

# Read when the application object is made, long after this file.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
