"""What a person reads of the core can be said in another language: it is made by `phrase`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from core.phrases import phrase
from tests.translations import REPOSITORY, calls_of_phrase

CODE = sorted(path for folder in ("core", "gui") for path in (REPOSITORY / folder).rglob("*.py"))
CORE = [path for path in CODE if path.is_relative_to(REPOSITORY / "core")]
NOT_FOR_A_WINDOW = {
    "core/demo": "told by the demo in the terminal, or answered by the simulator",
    "core/status.py": "what `recloser status` prints",
    "core/delivery/job_document.py": "what `recloser enqueue` prints",
    "core/paths.py": "printed at the start, when there is no window yet",
    "core/settings_template.py": "written into settings.toml",
    "core/schema.py": "SQL",
    "core/sources/changes.py": "logged",
    "core/sources/nfo_fields.py": "logged",
    "core/sources/nfo_values.py": "logged",
}
NO_SENTENCES = {
    "core/logs.py": {"Recloser came upon a fault of its own", "%s, in thread %s", "{} (its arguments do not fit: {})",
                     "; details are in {}"},
    "core/plex/device_key.py": {"no device key"},
    "core/plex/exchange.py": {"{} cannot be sent with this value", "Connection aborted."},
    "core/plex/connection.py": {"nested more deeply than any answer of Plex's", "no answer of Plex's"},
    "core/plex/items.py": {"{} is no number of Plex's", "Plex's items look different"},
    "core/plex/sign_in.py": {"Recloser on {}"},
    "core/secrets.py": {"the environment variable {}", "the keyring", "a file that only you can read"},
    "core/sources/media_items.py": {"system volume information", "behind the scenes", "deleted scenes"},
    "core/resilience/circuit.py": {
        "{} is {}; it must be 1 or more", "recovery_timeout is {}; it must be 0 or more seconds, and finite",
        "Breaker entering HALF_OPEN after {} s: one trial may be made", "Breaker manually reset",
        "Breaker closed after recovery", "a trial is due in {} s", "Breaker manually tripped ({}); {}",
        "Breaker reopened because the trial failed ({}); {}",
        "Breaker opened after {} consecutive failures (last: {}); {}",
    },
}  # fmt: skip
"""Logged, or said to other code (which says something else to the person), or names of things."""
SENTENCE = re.compile(r"[A-Za-z]{2,}[,:;]? [a-z(]{2,}")
CODE_OF_OTHERS = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|BEGIN|WHERE|ORDER BY|AND|IN)\b|^[\w.{}]+(, [\w.{}]+)+$|state = |[\\|]"
)
"""SQL and regular expressions."""
LOGGING = {"debug", "info", "warning", "error", "exception", "log"}


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_sentence_of_the_core_is_a_phrase(path) -> None:
    name = path.relative_to(REPOSITORY).as_posix()
    if any(name == known or name.startswith(f"{known}/") for known in NOT_FOR_A_WINDOW):
        return
    known = NO_SENTENCES.get(name, set())
    found = {text for text in texts(ast.parse(path.read_text(encoding="utf-8"))) if SENTENCE.search(text)}
    assert {text for text in found if not CODE_OF_OTHERS.search(text)} - known == set()
    assert known <= found


def texts(node: ast.AST) -> Iterator[str]:
    """The strings of some code, but for docstrings, what is logged and what is made by `phrase`."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Call(func=ast.Name(id="phrase")):
            for part in node.keywords:
                yield from texts(part)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="_log"), attr=attr)) if attr in LOGGING:
            return
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in values)
            for one in values:
                if isinstance(one, ast.FormattedValue):
                    yield from texts(one.value)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from texts(child)


def test_every_phrase_gets_exactly_the_parts_that_it_names() -> None:
    for path in CODE:
        for call in calls_of_phrase(path):
            named = {name for _, name, _, _ in Formatter().parse(ast.literal_eval(call.args[0])) if name is not None}
            assert named == {part.arg for part in call.keywords}, ast.unparse(call)


def test_a_phrase_is_plain_english_text() -> None:
    said = phrase("{path} has {size:,} bytes", path=Path("a.jpg"), size=1_234)
    assert (said, type(said)) == ("a.jpg has 1,234 bytes", str)
