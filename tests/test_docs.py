"""What the documents say of the tests is true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs"
NAMED = re.compile(r"`([\w/]+\.py)::((?:\w+::)?\w+)(?:\[[^`]*\])?`")

PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
LARGEST = 1_500_000
"""Bytes of all pictures together: a clone stays small."""


def named_in(document: str) -> list[tuple[str, str]]:
    return sorted(set(NAMED.findall((DOCS / document).read_text(encoding="utf-8"))))


def defined_in(path: Path) -> set[str]:
    names = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ClassDef):
            names |= {f"{node.name}::{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
    return names


@pytest.mark.parametrize("file", sorted({file for file, _ in named_in("correctness.md")}))
def test_every_test_named_in_the_correctness_page_exists(file: str) -> None:
    named = {name for each, name in named_in("correctness.md") if each == file}
    assert named <= defined_in(TESTS / file)


def test_every_promise_in_the_correctness_page_names_a_test() -> None:
    rows = re.findall(r"^\|(.*)\|(.*)\|$", (DOCS / "correctness.md").read_text(encoding="utf-8"), re.MULTILINE)
    promises = [(promise, tests) for promise, tests in rows if "---" not in promise and promise.strip() != "promise"]
    assert len(promises) > 30
    assert [promise for promise, tests in promises if not NAMED.search(tests)] == []


def test_every_proof_is_named_in_the_correctness_page() -> None:
    proofs = {
        (f"prove/{path.name}", name)
        for path in (TESTS / "prove").glob("test_*.py")
        for name in defined_in(path)
        if name.startswith("test_")
    }
    assert proofs <= set(named_in("correctness.md"))


def shown_pictures() -> set[Path]:
    """Every picture that a document shows."""
    documents = [*DOCS.parent.glob("*.md"), *DOCS.rglob("*.md")]
    return {
        (document.parent / name).resolve()
        for document in documents
        for name in PICTURE.findall(document.read_text(encoding="utf-8"))
        if "://" not in name
    }


def test_every_picture_that_a_document_shows_exists() -> None:
    assert sorted(picture.name for picture in shown_pictures() if not picture.is_file()) == []


def test_every_picture_is_shown_and_all_together_are_small() -> None:
    pictures = [picture.resolve() for picture in (DOCS / "images").iterdir()]
    assert sorted(picture.name for picture in set(pictures) - shown_pictures()) == []
    assert sum(picture.stat().st_size for picture in pictures) < LARGEST
