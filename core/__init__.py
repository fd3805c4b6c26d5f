"""Recloser without a screen: everything that works on a machine that has no display, and imports no Qt."""

__version__ = "0.1.0"
