"""Brings the translations up to date: `make translations`.

What the code says goes into `resources/translations/*.ts`; what stands there goes into the `.qm` files that the
application loads. New texts are left unfinished, for a person to translate. What the core says is made of the templates
of its calls of `phrase`, which lupdate does not know: they go into `gui/core_phrases.py` first.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "resources" / "translations"
LANGUAGES = ("de", "es")
CORE_PHRASES = REPOSITORY / "gui" / "core_phrases.py"
_HEAD = '''"""What the core can say (see `gui/phrases.py`): written by `make translations`."""

# ruff: noqa: E501, Q003  one template is one line, however it is quoted
# fmt: off

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

PHRASES = (
'''


def source_files(language: str) -> Path:
    return FOLDER / f"recloser_{language}.ts"


def phrases() -> list[str]:
    """The templates of all calls of `phrase`, as translators get them: no formats, and `%Ln` for a `{count}`."""
    found = {_template(call) for code in _code("core", "gui") for call in calls_of_phrase(code)}
    return sorted(re.sub(r"\{(\w+)[^}]*\}", lambda place: _place(place[1]), template) for template in found)


def calls_of_phrase(code: Path) -> list[ast.Call]:
    calls = (node for node in ast.walk(ast.parse(code.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "phrase"]


def core_phrases() -> str:
    """The content of `gui/core_phrases.py`."""
    lines = [f'    QT_TRANSLATE_NOOP("core", {json.dumps(each, ensure_ascii=False)}),\n' for each in phrases()]
    return f"{_HEAD}{''.join(lines)})\n"


def collect(file: Path, language: str) -> None:
    """Let `file` have every text of the code, and no other."""
    plurals = _plurals(file)
    code = sorted(str(each.relative_to(REPOSITORY)) for each in _code("gui"))
    options = ("-locations", "none", "-sort-messages", "-no-obsolete", "-silent", "-target-language", language)
    _run("lupdate", *code, *options, "-source-language", "en", "-ts", str(file))
    _mark_plurals(file, plurals)


def compile_into(file: Path, target: Path) -> None:
    """Make of a `.ts` file what the application loads."""
    _run("lrelease", "-silent", str(file), "-qm", str(target))


def _code(*folders: str) -> list[Path]:
    return [each for folder in folders for each in (REPOSITORY / folder).rglob("*.py")]


def _template(call: ast.Call) -> str:
    match call.args:
        case [ast.Constant(value=str(template))]:
            return template
    raise SystemExit(f"not a literal: {ast.unparse(call)}")


def _place(name: str) -> str:
    return "%Ln" if name == "count" else f"{{{name}}}"


def _plurals(file: Path) -> dict[tuple[str, str], ET.Element]:
    """The translations of what counts, by context and text."""
    if not file.exists():
        return {}
    return {
        (context.findtext("name", ""), message.findtext("source", "")): _translation(message)
        for context in ET.parse(file).getroot().iter("context")
        for message in context.iter("message")
        if message.get("numerus")
    }


def _mark_plurals(file: Path, before: dict[tuple[str, str], ET.Element]) -> None:
    """lupdate does not see that the function `translate` counts, and forgets its plurals; what counts says `%Ln`."""
    tree = ET.parse(file)
    for context in tree.getroot().iter("context"):
        for message in context.iter("message"):
            text = message.findtext("source", "")
            if "%Ln" not in text or message.get("numerus"):
                continue
            message.set("numerus", "yes")
            message.remove(_translation(message))
            message.append(before.get((context.findtext("name", ""), text), _untranslated()))
    ET.indent(tree, "    ")
    text = ET.tostring(tree.getroot(), encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def _untranslated() -> ET.Element:
    made = ET.Element("translation", type="unfinished")
    for _ in range(2):  # both languages have two forms
        ET.SubElement(made, "numerusform")
    return made


def _translation(message: ET.Element) -> ET.Element:
    found = message.find("translation")
    assert found is not None
    return found


def _run(tool: str, *arguments: str) -> None:
    program = Path(PySide6.__file__).parent / (f"{tool}.exe" if sys.platform == "win32" else tool)
    subprocess.run([program, *arguments], cwd=REPOSITORY, check=True, stderr=subprocess.PIPE)


def main() -> None:
    CORE_PHRASES.write_text(core_phrases(), encoding="utf-8")
    for language in LANGUAGES:
        collect(source_files(language), language)
        compile_into(source_files(language), source_files(language).with_suffix(".qm"))


if __name__ == "__main__":
    main()
