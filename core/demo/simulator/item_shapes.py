"""Which elements and attributes an item has in an answer.

Films are transcribed from recorded answers of PMS 1.43.1. The other kinds follow the OpenAPI document, and what plexapi
reads of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from core.demo.simulator.documents import Attribute, Element
from core.demo.simulator.films import base_name
from core.demo.simulator.kinds import EPISODE, TRACK
from core.demo.simulator.records import Item, Media, Part, Picture, Relative, Section, Tag

LIBRARY = "com.plexapp.plugins.library"
MEDIA_TAGS: dict[str, Attribute] = {"mediaTagPrefix": "/system/bundle/media/flags/", "mediaTagVersion": 1775731696}

_IMAGES = {"thumb": "coverPoster", "art": "background", "clearLogo": "clearLogo", "squareArt": "backgroundSquare"}
_ATTRIBUTES = ("thumb", "art")
"""Those of the images that are attributes, too."""
_BEFORE_GUIDS = ("genre", "country")


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of an item an answer shows."""

    full: bool = False
    """All tags and the locks, as only `/library/metadata/{ids}` has them."""
    guids: bool = False
    locations: bool = False
    """Where shows lie."""
    without_elements: Collection[str] = ()
    without_fields: Collection[str] = ()


def pictures(item: Item, found: Iterable[Picture]) -> Element:
    """``/library/metadata/{id}/posters``: the keys of the pictures, and which is in use."""
    photos = [
        Element(
            "Photo",
            {
                "key": _address(item, picture.key),
                "ratingKey": picture.key,
                "selected": picture.selected,
                "thumb": _address(item, picture.key),
            },
        )
        for picture in found
    ]
    return Element("MediaContainer", {"size": len(photos), "identifier": LIBRARY, **MEDIA_TAGS}, photos)


def item_element(item: Item, section: Section, detail: Detail) -> Element:
    """An item as a listing or, with ``detail.full``, ``/library/metadata/{ids}`` shows it."""
    fields = item.fields
    where: dict[str, Attribute] = {}
    if detail.full:
        where = {
            "librarySectionTitle": section.title,
            "librarySectionID": section.key,
            "librarySectionKey": f"/library/sections/{section.key}",
        }
    images = {
        element: f"/library/metadata/{item.id}/{element}/{fields[element]}" for element in _IMAGES if fields[element]
    }
    has_sort_title = "titleSort" in item.kind.fields and fields["titleSort"] != fields["title"]
    shown: dict[str, Attribute] = {
        "ratingKey": str(item.id),
        "key": f"/library/metadata/{item.id}" + ("/children" if item.kind.child else ""),
        "guid": fields["guid"],
        "slug": fields["slug"],
        **_ancestors(item),
        "studio": fields["studio"] or None,
        "type": item.kind.name,
        "title": fields["title"],
        **where,
        "titleSort": fields["titleSort"] if has_sort_title else None,
        "originalTitle": fields["originalTitle"] or None,
        "editionTitle": fields["editionTitle"] or None,
        "contentRating": fields["contentRating"] or None,
        "summary": fields["summary"] or "",
        "index": fields["index"],
        "parentIndex": fields["parentIndex"],
        "rating": fields["rating"],
        "audienceRating": fields["audienceRating"],
        "userRating": fields["userRating"],
        "lastRatedAt": fields["lastRatedAt"],
        "year": fields["year"],
        "tagline": fields["tagline"] or None,
        **{name: images[name] for name in _ATTRIBUTES if name in images},
        "duration": fields["duration"],
        "originallyAvailableAt": fields["originallyAvailableAt"],
        **_counts(item),
        "addedAt": fields["addedAt"],
        "updatedAt": fields["updatedAt"],
    }
    children = [*_files(item), *_pictures(item, images), *_tags(item, detail)]
    if detail.full or detail.locations:
        children += [Element("Location", {"path": folder}) for folder in item.folders]
    return Element(
        item.kind.element,
        {name: value for name, value in shown.items() if value is not None and name not in detail.without_fields},
        [child for child in children if child.name not in detail.without_elements],
    )


def _address(item: Item, key: str) -> str:
    """Where a picture is: at this server, or elsewhere."""
    if key.startswith(("http://", "https://")):
        return key
    return f"/library/metadata/{item.id}/file?url={quote(key, safe='')}"


def _ancestors(item: Item) -> dict[str, Attribute]:
    shown: dict[str, Attribute] = {}
    if item.parent is not None:
        shown |= _ancestor("parent", item.parent)
        if item.grandparent is None:
            shown["parentStudio"] = item.parent.studio or None
        shown["parentYear"] = item.parent.year
    if item.grandparent is not None:
        shown |= _ancestor("grandparent", item.grandparent)
        shown["grandparentArt"] = _image(item.grandparent, "art", item.grandparent.art)
    return shown


def _ancestor(prefix: str, relative: Relative) -> dict[str, Attribute]:
    return {
        f"{prefix}RatingKey": str(relative.id),
        f"{prefix}Key": f"/library/metadata/{relative.id}",
        f"{prefix}Guid": relative.guid,
        f"{prefix}Slug": relative.slug,
        f"{prefix}Title": relative.title,
        f"{prefix}Thumb": _image(relative, "thumb", relative.thumb),
    }


def _image(relative: Relative, element: str, chosen: int | None) -> str | None:
    return f"/library/metadata/{relative.id}/{element}/{chosen}" if chosen else None


def _counts(item: Item) -> dict[str, Attribute]:
    if item.kind.child is None or item.kind.name == "artist":
        return {}
    counts: dict[str, Attribute] = {"leafCount": item.leaf_count, "viewedLeafCount": 0}
    return {**counts, "childCount": item.child_count} if item.kind.parent is None else counts


def _files(item: Item) -> Iterable[Element]:
    for media in item.media:
        video = item.kind is not TRACK
        parts = [Element("Part", _part(part, media, video)) for part in media.parts]
        yield Element("Media", _video(media) if video else _audio(media), parts)


def _video(media: Media) -> dict[str, Attribute]:
    return {
        "id": media.id,
        "duration": media.duration,
        "bitrate": 3250,
        "width": 1280,
        "height": 720,
        "aspectRatio": 1.78,
        "audioChannels": 2,
        "audioCodec": "aac",
        "videoCodec": "h264",
        "videoResolution": "720",
        "container": _container(media.parts[0]),
        "videoFrameRate": "24p",
        "videoProfile": "high",
        "hasVoiceActivity": False,
    }


def _audio(media: Media) -> dict[str, Attribute]:
    return {
        "id": media.id,
        "duration": media.duration,
        "bitrate": 900,
        "audioChannels": 2,
        "audioCodec": _container(media.parts[0]),
        "container": _container(media.parts[0]),
    }


def _part(part: Part, media: Media, video: bool) -> dict[str, Attribute]:
    container = _container(part)
    return {
        "id": part.id,
        "key": f"/library/parts/{part.id}/{media.id}/file.{container}",
        "duration": media.duration,
        "file": part.file,
        "size": part.size,
        "container": container,
        "videoProfile": "high" if video else None,
    }


def _container(part: Part) -> str:
    return base_name(part.file).rpartition(".")[2].lower()


def _pictures(item: Item, images: dict[str, str]) -> Iterable[Element]:
    for element, url in images.items():
        purpose = "snapshot" if element == "thumb" and item.kind is EPISODE else _IMAGES[element]
        yield Element("Image", {"alt": item.fields["title"], "type": purpose, "url": url})
    if images:
        corners = dict.fromkeys(("topLeft", "topRight", "bottomRight", "bottomLeft"), "2b2b33")
        yield Element("UltraBlurColors", dict(corners))


def _tags(item: Item, detail: Detail) -> Iterable[Element]:
    """In the order of `Kind.tags`, with the identifiers after genres and countries."""
    by_kind: dict[str, list[Tag]] = {}
    for tag in item.tags:
        by_kind.setdefault(tag.kind, []).append(tag)
    tags = {
        kind: _shown(element, by_kind[kind], detail, item.kind.listed_tags.get(kind, 0))
        for kind, element in item.kind.tags.items()
        if kind in by_kind and element not in detail.without_elements
    }
    for kind in _BEFORE_GUIDS:
        yield from tags.pop(kind, ())
    if detail.full or detail.guids:
        for guid in item.guids:
            yield Element("Guid", {"id": guid})
    for elements in tags.values():
        yield from elements
    if detail.full:
        yield from map(_lock, item.locked)


def _shown(element: str, tags: list[Tag], detail: Detail, listed: int) -> list[Element]:
    if detail.full:
        return [_tag(element, tag) for tag in tags]
    return [Element(element, {"tag": tag.name}) for tag in tags[:listed]]


@lru_cache(maxsize=100)
def _lock(name: str) -> Element:
    return Element("Field", {"locked": True, "name": name})


@lru_cache(maxsize=10_000)
def _tag(element: str, tag: Tag) -> Element:
    return Element(
        element,
        {
            "id": tag.id,
            "filter": f"{tag.kind}={tag.id}",
            "tag": tag.name,
            "role": tag.text or None,
            "thumb": tag.thumb or None,
        },
    )
