"""Which elements and attributes an answer has.

All is transcribed from recorded answers of PMS 1.43.1. What they do not show (locks, the ids of tags, uploads) follows
the OpenAPI document, and what plexapi reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.demo.simulator.documents import Attribute, Element
from core.demo.simulator.films import base_name
from core.demo.simulator.records import Item, Media, Part, Section, Tag

VERSION = "1.43.1.10611-1e34174b1"
LIBRARY = "com.plexapp.plugins.library"
FRIENDLY_NAME = "Plex simulator"

_MEDIA_TAGS: dict[str, Attribute] = {"mediaTagPrefix": "/system/bundle/media/flags/", "mediaTagVersion": 1775731696}
_LIBRARY_MENU = {
    "sections": "Library Sections",
    "recentlyAdded": "Recently Added Content",
    "onDeck": "On Deck Content",
}
_SERVER_MENU = ("activities", "hubs", "library", "media", "playlists", "search", "sections", "transcode")
_IMAGES = {"thumb": "coverPoster", "art": "background"}


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of an item an answer shows."""

    full: bool = False
    """All tags and the locks, as only `/library/metadata/{ids}` has them."""
    guids: bool = False
    without_elements: Collection[str] = ()
    without_fields: Collection[str] = ()


def identity(machine_identifier: str) -> Element:
    """``/identity``."""
    return Element(
        "MediaContainer",
        {
            "size": 0,
            "apiVersion": "1.2.0",
            "claimed": True,
            "machineIdentifier": machine_identifier,
            "version": VERSION,
        },
    )


def server(machine_identifier: str, now: int) -> Element:
    """``/``. `now` is in Unix seconds."""
    attributes: dict[str, Attribute] = {
        "size": len(_SERVER_MENU),
        **dict.fromkeys(("allowCameraUpload", "allowChannelAccess", "allowMediaDeletion", "allowSharing"), True),
        **dict.fromkeys(("allowSync", "allowTuners"), True),
        "apiVersion": "1.2.0",
        **dict.fromkeys(("backgroundProcessing", "certificate", "companionProxy"), True),
        "countryCode": "usa",
        "diagnostics": "logs,databases,streaminglogs",
        "eventStream": True,
        "friendlyName": FRIENDLY_NAME,
        **dict.fromkeys(("hubSearch", "itemClusters"), True),
        "livetv": 7,
        "machineIdentifier": machine_identifier,
        **dict.fromkeys(("mediaProviders", "multiuser"), True),
        "musicAnalysis": 2,
        "myPlex": True,
        "myPlexMappingState": "mapped",
        "myPlexSigninState": "ok",
        "myPlexSubscription": True,
        "myPlexUsername": "owner@example.org",
        "offlineTranscode": 1,
        "ownerFeatures": "adaptive_bitrate,collections,content_filter,server-manager,type-first",
        "platform": "Linux",
        "platformVersion": "6.17.0",
        "pluginHost": True,
        **dict.fromkeys(("pushNotifications", "readOnlyLibraries"), False),
        "streamingBrainABRVersion": 3,
        "streamingBrainVersion": 2,
        "sync": True,
        "transcoderActiveVideoSessions": 0,
        **dict.fromkeys(("transcoderAudio", "transcoderLyrics", "transcoderPhoto", "transcoderSubtitles"), True),
        "transcoderVideo": True,
        "transcoderVideoBitrates": "64,96,208,320,720,1500,2000,3000,4000,8000,10000,12000,20000",
        "transcoderVideoQualities": "0,1,2,3,4,5,6,7,8,9,10,11,12",
        "transcoderVideoResolutions": "128,128,160,240,320,480,768,720,720,1080,1080,1080,1080",
        "updatedAt": now,
        "updater": True,
        "version": VERSION,
        "voiceSearch": True,
    }
    menu = [Element("Directory", {"count": 1, "key": name, "title": name}) for name in _SERVER_MENU]
    return Element("MediaContainer", attributes, menu)


def library() -> Element:
    """``/library``."""
    attributes: dict[str, Attribute] = {
        "size": len(_LIBRARY_MENU),
        "allowSync": False,
        "art": "/:/resources/library-art.png",
        "content": "",
        "identifier": LIBRARY,
        **_MEDIA_TAGS,
        "title1": "Plex Library",
        "title2": "",
    }
    menu = [Element("Directory", {"key": key, "title": title}) for key, title in _LIBRARY_MENU.items()]
    return Element("MediaContainer", attributes, menu)


def sections(all_sections: Collection[Section], *, refreshing: Collection[int] = ()) -> Element:
    """``/library/sections``. `refreshing` are the keys of the libraries that are being scanned."""
    return Element(
        "MediaContainer",
        {"size": len(all_sections), "allowSync": False, "title1": "Plex Library"},
        [_section(section, section.key in refreshing) for section in all_sections],
    )


def listing(
    section: Section, view: str, items: Collection[Item], detail: Detail, page: dict[str, Attribute]
) -> Element:
    """``/library/sections/{id}/all``; `page` are the container's attributes that tell of paging."""
    attributes: dict[str, Attribute] = {
        "size": len(items),
        **page,
        "allowSync": True,
        "art": f"/:/resources/{section.type}-fanart.jpg",
        "identifier": LIBRARY,
        "librarySectionID": section.key,
        "librarySectionTitle": section.title,
        "librarySectionUUID": section.uuid,
        **_MEDIA_TAGS,
        "thumb": f"/:/resources/{section.type}.png",
        "title1": section.title,
        "title2": view,
        "viewGroup": section.type,
        "viewMode": "65592",
    }
    return Element("MediaContainer", attributes, [_item(item, section, detail) for item in items])


def metadata(
    sections_by_key: dict[int, Section], items: Collection[Item], detail: Detail, page: dict[str, Attribute]
) -> Element:
    """``/library/metadata/{ids}``."""
    attributes: dict[str, Attribute] = {"size": len(items), **page, "allowSync": True, "identifier": LIBRARY}
    keys = {item.section for item in items}
    if len(keys) == 1:  # what all children share stands on the container
        section = sections_by_key[keys.pop()]
        attributes["librarySectionID"] = section.key
        attributes["librarySectionTitle"] = section.title
        attributes["librarySectionUUID"] = section.uuid
    attributes.update(_MEDIA_TAGS)
    videos = [_item(item, sections_by_key[item.section], detail) for item in items]
    return Element("MediaContainer", attributes, videos)


def pictures(item: Item, element: str, entries: Iterable[tuple[str, bool]]) -> Element:
    """``/library/metadata/{id}/posters``: the keys of what was uploaded, and whether it is in use."""
    photos = [
        Element(
            "Photo",
            {"key": f"/library/metadata/{item.id}/{element}/{key}", "ratingKey": key, "selected": selected},
        )
        for key, selected in entries
    ]
    return Element("MediaContainer", {"size": len(photos), "identifier": LIBRARY, **_MEDIA_TAGS}, photos)


def _section(section: Section, refreshing: bool) -> Element:
    return Element(
        "Directory",
        {
            "allowSync": True,
            "filters": True,
            "refreshing": refreshing,
            "key": str(section.key),
            "type": section.type,
            "title": section.title,
            "agent": section.agent,
            "scanner": section.scanner,
            "language": section.language,
            "uuid": section.uuid,
            "metadataAgentProviderGroupId": "1",
            "updatedAt": section.created_at,
            "createdAt": section.created_at,
            "scannedAt": section.scanned_at,
            "content": True,
            "directory": True,
            "contentChangedAt": section.content_changed_at,
            "hidden": False,
        },
        [Element("Location", {"id": location.id, "path": location.path}) for location in section.locations],
    )


def _item(item: Item, section: Section, detail: Detail) -> Element:
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
    shown: dict[str, Attribute] = {
        "ratingKey": str(item.id),
        "key": f"/library/metadata/{item.id}",
        "guid": fields["guid"],
        "slug": fields["slug"],
        "studio": fields["studio"] or None,
        "type": item.kind.name,
        "title": fields["title"],
        **where,
        "titleSort": fields["titleSort"] if fields["titleSort"] != fields["title"] else None,
        "originalTitle": fields["originalTitle"] or None,
        "editionTitle": fields["editionTitle"] or None,
        "contentRating": fields["contentRating"] or None,
        "summary": fields["summary"] or "",
        "rating": fields["rating"],
        "audienceRating": fields["audienceRating"],
        "userRating": fields["userRating"],
        "lastRatedAt": fields["lastRatedAt"],
        "year": fields["year"],
        "tagline": fields["tagline"] or None,
        **images,
        "duration": fields["duration"],
        "originallyAvailableAt": fields["originallyAvailableAt"],
        "addedAt": fields["addedAt"],
        "updatedAt": fields["updatedAt"],
    }
    children = [*_files(item), *_pictures(item, images), *_tags(item, detail)]
    return Element(
        item.kind.element,
        {name: value for name, value in shown.items() if name not in detail.without_fields},
        [child for child in children if child.name not in detail.without_elements],
    )


def _files(item: Item) -> Iterable[Element]:
    for media in item.media:
        yield Element("Media", _media(media), [Element("Part", _part(part, media)) for part in media.parts])


def _media(media: Media) -> dict[str, Attribute]:
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


def _part(part: Part, media: Media) -> dict[str, Attribute]:
    container = _container(part)
    return {
        "id": part.id,
        "key": f"/library/parts/{part.id}/{media.id}/file.{container}",
        "duration": media.duration,
        "file": part.file,
        "size": part.size,
        "container": container,
        "videoProfile": "high",
    }


def _container(part: Part) -> str:
    return base_name(part.file).rpartition(".")[2].lower()


def _pictures(item: Item, images: dict[str, str]) -> Iterable[Element]:
    for element, url in images.items():
        yield Element("Image", {"alt": item.fields["title"], "type": _IMAGES[element], "url": url})
    if images:
        corners = dict.fromkeys(("topLeft", "topRight", "bottomRight", "bottomLeft"), "2b2b33")
        yield Element("UltraBlurColors", dict(corners))


def _tags(item: Item, detail: Detail) -> Iterable[Element]:
    """In the order of `Kind.tags`, with the identifiers after the countries."""
    shown: Counter[str] = Counter()
    by_kind: dict[str, list[Tag]] = {}
    for tag in item.tags:
        if detail.full or shown[tag.kind] < item.kind.listed_tags.get(tag.kind, 0):
            shown[tag.kind] += 1
            by_kind.setdefault(tag.kind, []).append(tag)
    for kind, element in item.kind.tags.items():
        for tag in by_kind.get(kind, ()):
            yield Element(element, _full_tag(tag) if detail.full else {"tag": tag.name})
        if kind == "country" and (detail.full or detail.guids):
            for guid in item.guids:
                yield Element("Guid", {"id": guid})
    if detail.full:
        for name in item.locked:
            yield Element("Field", {"locked": True, "name": name})


def _full_tag(tag: Tag) -> dict[str, Attribute]:
    return {
        "id": tag.id,
        "filter": f"{tag.kind}={tag.id}",
        "tag": tag.name,
        "role": tag.text or None,
        "thumb": tag.thumb or None,
    }
