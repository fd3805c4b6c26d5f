"""Pictures beside the media."""

from __future__ import annotations

import hashlib

import pytest

from core.delivery.journal import peek_entries, peek_journal
from core.delivery.undo import as_changes
from core.demo.simulator import Refuses, RequestKind, Scope
from core.model import Change, FailureKind, Field, Metadata, Picture, PictureRole
from core.plex.artwork import LARGEST
from tests.core.delivery.conftest import film_path

PICTURE = b"\xff\xd8\xff as a JPEG begins"
UPLOADS = Scope(frozenset({RequestKind.UPLOAD}))


@pytest.fixture
def poster(tmp_path):
    file = tmp_path / "poster.jpg"
    file.write_bytes(PICTURE)
    return file


def want(bench, *pictures: Picture, **metadata: object) -> None:
    bench.queue.enqueue([Change(film_path(1), Metadata(**metadata, artwork=pictures), "test")])
    bench.settle()


def as_poster(location: object) -> Picture:
    return Picture(PictureRole.POSTER, str(location))


def shown(bench, element: str = "thumb") -> bytes | None:
    return next(picture.data for picture in bench.plex.store.pictures(bench.plex.item(1), element) if picture.selected)


def uploads(bench) -> int:
    return bench.plex.log.counts[RequestKind.UPLOAD]


def test_every_role_is_uploaded_shown_and_locked(bench, tmp_path) -> None:
    bench.start()
    elements = {"poster": "thumb", "background": "art", "clear_logo": "clearLogo", "square_art": "squareArt"}
    pictures = []
    for role in PictureRole:
        file = tmp_path / f"{role}.png"
        file.write_bytes(PICTURE + role.encode())
        pictures.append(Picture(role, str(file)))
    want(bench, *pictures)
    assert {role: shown(bench, element) for role, element in elements.items()} == {
        role: PICTURE + role.encode() for role in elements
    }
    assert set(elements.values()) <= set(bench.plex.item(1).locked)


def test_a_picture_is_uploaded_once_and_again_only_when_its_content_is_another(bench, poster) -> None:
    bench.start()
    want(bench, as_poster(poster))
    want(bench, as_poster(poster))
    assert uploads(bench) == 1
    poster.write_bytes(PICTURE)  # another time, the same content
    want(bench, as_poster(poster))
    assert uploads(bench) == 1
    poster.write_bytes(PICTURE + b"!")
    want(bench, as_poster(poster))
    assert (uploads(bench), shown(bench)) == (2, PICTURE + b"!")


def test_what_was_uploaded_is_remembered_over_a_restart(bench, poster) -> None:
    bench.start()
    want(bench, as_poster(poster))
    bench.start()
    want(bench, as_poster(poster))
    assert uploads(bench) == 1


def test_an_address_is_given_to_plex_as_it_is(bench) -> None:
    bench.start()
    want(bench, as_poster("https://pictures.example/a&b.jpg"))
    (picture,) = [one for one in bench.plex.store.pictures(bench.plex.item(1), "thumb") if one.selected]
    assert picture.key == "https://pictures.example/a&b.jpg"


def test_a_picture_that_is_gone_by_then_changes_nothing(bench, poster) -> None:
    bench.start()
    poster.unlink()
    want(bench, as_poster(poster), tagline="New")
    assert (uploads(bench), bench.tagline(1), bench.queue.counts().failed) == (0, "New", 0)


@pytest.mark.parametrize("size", [0, LARGEST + 1])
def test_a_picture_that_plex_cannot_take_is_refused_in_words_and_the_rest_is_delivered(bench, poster, size) -> None:
    bench.start()
    with poster.open("wb") as file:
        file.truncate(size)
    want(bench, as_poster(poster), tagline="New")
    (failed,) = bench.queue.failed(9)
    assert (failed.kind, uploads(bench), bench.tagline(1)) == (FailureKind.REFUSED, 0, "New")
    assert str(poster) in failed.reason


def test_a_file_that_is_no_picture_is_refused_in_words(bench, poster) -> None:
    bench.start()
    poster.write_bytes(b"<html>Not found</html>")
    want(bench, as_poster(poster))
    (failed,) = bench.queue.failed(9)
    assert (failed.kind, uploads(bench)) == (FailureKind.REFUSED, 0)
    assert "is no picture" in failed.reason


def test_a_picture_that_cannot_be_used_does_not_keep_back_the_others(bench, poster, tmp_path) -> None:
    bad = tmp_path / "fanart.jpg"
    bad.write_bytes(b"<html>Not found</html>")
    bench.start()
    want(bench, Picture(PictureRole.BACKGROUND, str(bad)), as_poster(poster))
    assert shown(bench) == PICTURE
    (failed,) = bench.queue.failed(9)
    assert failed.reason.startswith(str(bad))


def test_undo_shows_the_former_picture_again_and_unlocks_it(bench, poster) -> None:
    bench.start()
    before = shown(bench)
    want(bench, as_poster(poster))
    assert shown(bench) == PICTURE
    (entry,) = peek_journal(bench.folder / "recloser.sqlite3", 9)
    assert [change.field for change in entry.fields] == [Field.ARTWORK]
    bench.queue.enqueue(as_changes(peek_entries(bench.folder / "recloser.sqlite3", [entry.id])))
    bench.settle()
    assert shown(bench) == before
    assert "thumb" not in bench.plex.item(1).locked


def test_undo_removes_a_picture_where_there_was_none(bench, tmp_path) -> None:
    bench.start()
    logo = tmp_path / "logo.png"
    logo.write_bytes(PICTURE)
    had = [picture for picture in bench.plex.store.pictures(bench.plex.item(1), "clearLogo") if picture.selected]
    assert had == []
    want(bench, Picture(PictureRole.CLEAR_LOGO, str(logo)))
    bench.queue.enqueue(as_changes(peek_journal(bench.folder / "recloser.sqlite3", 9)))
    bench.settle()
    assert not [picture for picture in bench.plex.store.pictures(bench.plex.item(1), "clearLogo") if picture.selected]


def test_a_picture_that_plex_refuses_leaves_the_fields_delivered_and_in_the_journal(bench, poster) -> None:
    bench.start()
    bench.plex.faults.set(Refuses(400), UPLOADS)
    want(bench, as_poster(poster), tagline="New")
    assert [failed.kind for failed in bench.queue.failed(9)] == [FailureKind.REFUSED]
    (entry,) = peek_journal(bench.folder / "recloser.sqlite3", 9)
    assert ([change.field for change in entry.fields], bench.tagline(1)) == ([Field.TAGLINE], "New")


def test_poison_in_a_picture_ends_as_a_failed_change_and_the_breaker_stays_closed(bench, poster) -> None:
    bench.start()
    bench.plex.faults.set(Refuses(500), UPLOADS)
    bench.queue.enqueue([Change(film_path(1), Metadata(artwork=(as_poster(poster),)), "test")])
    bench.enqueue(2, 3, tagline="New")
    bench.settle()
    assert [failed.kind for failed in bench.queue.failed(9)] == [FailureKind.SERVER_ERROR]
    assert (bench.tagline(2), bench.tagline(3)) == ("New", "New")
    assert bench.worker.breaker.state.value == "closed"


def test_the_content_decides_and_not_the_name(bench, tmp_path) -> None:
    bench.start()
    for name in ("poster.jpg", "folder.jpg"):
        (tmp_path / name).write_bytes(PICTURE)
        want(bench, as_poster(tmp_path / name))
    assert uploads(bench) == 1
    assert hashlib.sha256(shown(bench) or b"").digest() == hashlib.sha256(PICTURE).digest()
