"""The commands about what is delivered, in the order in which the README tells of them."""

from __future__ import annotations

import json

import pytest

from core.demo.simulator import PlexSimulator
from tests.e2e.application import App, Shell
from tests.e2e.screen import wait_until


@pytest.fixture
def app(shell: Shell, plex: PlexSimulator, tmp_path) -> App:
    app = App(shell, plex, tmp_path)
    settings = app.home.settings.read_text()
    app.home.settings.write_text(settings.replace("confirm_first_sync = false", "confirm_first_sync = true"))
    return app


def said(app: App, *arguments: str) -> str:
    answer = app.command(*arguments)
    assert (answer.returncode, answer.stderr) == (0, "")
    return answer.stdout


def compared(app: App) -> int:
    document = app.status()
    return document["approval"]["compared"] if document and document["approval"] else 0


def looks(app: App) -> list[tuple[dict[str, object], frozenset[str]]]:
    """Of all films, but for the times at which they were touched."""
    return [
        (
            {name: value or None for name, value in item.fields.items() if not name.endswith("At")},
            frozenset(item.locked),
        )
        for item in app.plex.store.items(list(range(1, len(app.films) + 1)))
    ]


def test_nothing_is_written_before_it_was_shown_and_approved_and_all_of_it_can_be_undone(app: App) -> None:
    count = len(app.films)
    as_it_was = looks(app)
    shown = json.loads(said(app, "preview", "--json"))
    assert (shown["would_change"], shown["total"]) == (count, count)
    (before_and_after,) = (change for change in shown["items"][0]["changes"] if change["field"] == "summary")
    assert before_and_after["before"] in (None, "")
    one = said(app, "preview", str(app.films[0].nfo))
    assert f"summary: nothing → {before_and_after['after'][:20]}" in one
    assert one.endswith("1 of 1 item would change\n")
    app.start("run", "--headless")
    wait_until(lambda: compared(app) == count, "the comparison of all films")
    assert sum(app.plex.log.writes.values()) == 0
    assert f"{count} of {count} items would change" in said(app, "status")
    assert said(app, "approve") == f"{count} changes approved; later changes need no approval\n"
    app.wait_for_delivered(count)
    entries = json.loads(said(app, "history", "--json"))
    assert len(entries) == count
    said(app, "undo", *(str(entry["id"]) for entry in entries))
    app.wait_for_delivered(2 * count)
    assert looks(app) == as_it_was


def test_two_versions_with_an_nfo_each_are_one_item_that_is_written_once_and_never_to_and_fro(app: App) -> None:
    app.home.settings.write_text(app.home.settings.read_text().replace("first_sync = true", "first_sync = false"))
    film = app.films[0]
    other = film.media.with_name(f"{film.media.stem} - 4K.mkv")
    other.touch()
    app.plex.scan()
    item = next(each for each in app.plex.store.items([*range(1, 20)]) if str(other) in each.files)
    assert {str(film.media), str(other)} == set(item.files)
    app.start("run", "--headless")
    app.wait_for_delivered(len(app.films))
    writes = app.plex.log.writes[item.id]
    other.with_suffix(".nfo").write_text("<movie><tagline>Sharper</tagline></movie>")
    wait_until(lambda: app.shown(0) == "Sharper", "the edit beside the other version")
    app.wait_for_delivered(len(app.films) + 1)
    assert app.plex.log.writes[item.id] == writes + 1
    said(app, "sync")
    app.wait_for_delivered(2 * len(app.films) + 2)
    assert app.plex.log.writes[item.id] == writes + 1
    assert f"{film.nfo}: another NFO file of this item was edited later" in app.screen.output()
    (latest, *_) = json.loads(said(app, "history", "--json"))
    said(app, "undo", str(latest["id"]))
    wait_until(lambda: app.shown(0) == film.metadata.tagline, "the tagline of the first file")
