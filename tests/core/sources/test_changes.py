"""What the files of a tree ask for, where several speak of one item."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.model import Kind
from core.sources.changes import read_tree

NAMED = '<tvshow><title>Show</title><namedseason number="1">The Beginning</namedseason></tvshow>'


def written(top: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)
    return top


@pytest.mark.parametrize("own", ["Show/Season 01/season.nfo", "Show/season01.nfo"])
@pytest.mark.parametrize(
    ("says", "titles"),
    [
        ("<season><seasonnumber>1</seasonnumber><plot>So it began.</plot></season>", {"The Beginning"}),
        ("<season><seasonnumber>1</seasonnumber><title>Book One</title></season>", {"Book One"}),
        ("<season><seasonnumber>1</seas", {"The Beginning"}),
        ("", {"The Beginning"}),
    ],
)
def test_a_season_is_called_what_its_own_nfo_says_else_what_the_shows_says(tmp_path, own, says, titles):
    top = written(tmp_path, {"Show/tvshow.nfo": NAMED, "Show/Season 01/S01E01.mkv": "", own: says})
    seasons = [change for change in read_tree(top, lambda _: None) if change.kind is Kind.SEASON]
    assert {change.metadata.title for change in seasons} - {None} == titles
    assert {(change.path, change.season) for change in seasons} == {(str(top / "Show"), 1)}


def test_a_season_title_in_a_file_that_does_not_count_hides_nothing(tmp_path):
    files = {
        "Show/tvshow.nfo": NAMED,
        "Show/Season 01/season.nfo": "<season><plot>So it began.</plot></season>",
        "Show/season01.nfo": "<season><title>Left behind</title></season>",
        "Show/Season 02/season.nfo": "<season><title>Another one</title></season>",
    }
    found = [change for change in read_tree(written(tmp_path, files)) if change.season == 1]
    assert {change.metadata.title or change.metadata.summary for change in found} == {"The Beginning", "So it began."}


def test_beside_the_nfo_of_a_release_movie_nfo_is_read_as_in_kodi(tmp_path):
    release = "Film.2000.1080p-GROUP"
    art = "\u2588\u2588\u2580 GROUP presents: Film \u2580\u2588\u2588"
    top = written(
        tmp_path, {f"{release}.mkv": "", f"{release}.nfo": art, "movie.nfo": "<movie><title>Film</title></movie>"}
    )
    (change,) = read_tree(top)
    assert (change.path, change.metadata.title) == (str(top / f"{release}.mkv"), "Film")


def test_what_one_nfo_file_asks_for_is_told_without_the_files_beside_it(tmp_path):
    top = written(tmp_path, {"A.nfo": "<movie><title>A</title></movie>", "B.nfo": "<movie><title>", "B-poster.jpg": ""})
    problems: list[str] = []
    (change,) = read_tree(top / "A.nfo", problems.append)
    assert (change.metadata.title, problems) == ("A", [])
