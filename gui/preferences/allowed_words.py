"""What the rules of the settings file allow, for the translators: the words come from the core, which has no Qt."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

WORDS = (
    QT_TRANSLATE_NOOP(
        "SettingsRules", 'an address that begins with http:// or https://, such as "http://127.0.0.1:32400"'
    ),
    QT_TRANSLATE_NOOP("SettingsRules", "a number above 0, up to 600"),
    QT_TRANSLATE_NOOP("SettingsRules", "a whole number from 1 to 1000"),
    QT_TRANSLATE_NOOP("SettingsRules", "a number from 0.1 to 900"),
    QT_TRANSLATE_NOOP("SettingsRules", "0, or a number from 1 to 86400"),
)
"""A test holds them against the rules."""


def in_the_persons_language(allowed: str) -> str:
    """`Rule.allowed` in the language of the application."""
    return QCoreApplication.translate("SettingsRules", allowed)
