"""The person's language: installs what was translated, ours and Qt's own buttons."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

import resources
from core.settings import Language

_OURS = Path(resources.__file__).with_name("translations")
_TRANSLATED = (Language.GERMAN, Language.SPANISH)


def install(owner: QObject, language: Language) -> None:
    """Let every text that is made from now on speak `language`, and numbers and times follow it.

    Call it on the main thread before the first text is made. The translations end with `owner`.
    """
    system = QLocale.system()
    spoken = spoken_language(language, system.uiLanguages())
    if language is not Language.SYSTEM and QLocale(language.value).language() is not system.language():
        QLocale.setDefault(QLocale(language.value))
    if spoken not in _TRANSLATED:
        return
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{spoken}", qt), (f"recloser_{spoken}", str(_OURS))):
        translator = QTranslator(owner)
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)


def spoken_language(wanted: Language, preferred: Iterable[str]) -> Language:
    """The language of the texts. `preferred`: the system's languages (``de-AT``), the best first."""
    if wanted is not Language.SYSTEM:
        return wanted
    known = (each.replace("_", "-").partition("-")[0].lower() for each in preferred)
    return next((Language(each) for each in known if each in set(Language) - {""}), Language.ENGLISH)
