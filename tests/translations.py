"""Brings the translations up to date: `make translations`.

What the code says goes into `resources/translations/*.ts`; what stands there goes into the `.qm` files that the
application loads. New texts are left unfinished, for a person to translate.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "resources" / "translations"
LANGUAGES = ("de", "es")


def source_files(language: str) -> Path:
    return FOLDER / f"recloser_{language}.ts"


def collect(file: Path, language: str) -> None:
    """Let `file` have every text of the code, and no other."""
    code = sorted(str(each.relative_to(REPOSITORY)) for each in (REPOSITORY / "gui").rglob("*.py"))
    options = ("-locations", "none", "-sort-messages", "-no-obsolete", "-silent", "-target-language", language)
    _run("lupdate", *code, *options, "-source-language", "en", "-ts", str(file))
    _mark_plurals(file)


def compile_into(file: Path, target: Path) -> None:
    """Make of a `.ts` file what the application loads."""
    _run("lrelease", "-silent", str(file), "-qm", str(target))


def _mark_plurals(file: Path) -> None:
    """lupdate does not see that the function `translate` counts; what counts has `%Ln` in it."""
    tree = ET.parse(file)
    for message in tree.getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        if "%Ln" not in (message.findtext("source") or "") or message.get("numerus"):
            continue
        message.set("numerus", "yes")
        translation.text = None
        for _ in range(2):  # both languages have two forms
            ET.SubElement(translation, "numerusform")
    ET.indent(tree, "    ")
    text = ET.tostring(tree.getroot(), encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def _run(tool: str, *arguments: str) -> None:
    program = Path(PySide6.__file__).parent / (f"{tool}.exe" if sys.platform == "win32" else tool)
    subprocess.run([program, *arguments], cwd=REPOSITORY, check=True)


def main() -> None:
    for language in LANGUAGES:
        collect(source_files(language), language)
        compile_into(source_files(language), source_files(language).with_suffix(".qm"))


if __name__ == "__main__":
    main()
