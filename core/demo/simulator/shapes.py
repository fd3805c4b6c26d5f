"""Which elements and attributes an answer has.

All is transcribed from recorded answers of PMS 1.43.1. What they do not show (children) follows the OpenAPI document,
and what plexapi reads. What an item looks like stands in `item_shapes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from core.demo.simulator.documents import Attribute, Element
from core.demo.simulator.item_shapes import LIBRARY, MEDIA_TAGS, Detail, item_element
from core.demo.simulator.kinds import Kind
from core.demo.simulator.records import Item, Section

VERSION = "1.43.1.10611-1e34174b1"
FRIENDLY_NAME = "Plex simulator"

_LIBRARY_MENU = {
    "sections": "Library Sections",
    "recentlyAdded": "Recently Added Content",
    "onDeck": "On Deck Content",
}
_SERVER_MENU = ("activities", "hubs", "library", "media", "playlists", "search", "sections", "transcode")


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
        **MEDIA_TAGS,
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
    section: Section,
    kind: Kind | None,
    items: Collection[Item],
    detail: Detail,
    page: dict[str, Attribute],
    filters: Iterable[Element] = (),
) -> Element:
    """``/library/sections/{id}/all``.

    Args:
        section: The library.
        kind: Of the items; None when Plex does not know the number that was asked for.
        items: Those of the page.
        detail: How much of them is shown.
        page: The container's attributes that tell of paging.
        filters: What can be filtered by.
    """
    attributes: dict[str, Attribute] = {
        "size": len(items),
        **page,
        "allowSync": True,
        "art": f"/:/resources/{section.type}-fanart.jpg",
        "identifier": LIBRARY,
        "librarySectionID": section.key,
        "librarySectionTitle": section.title,
        "librarySectionUUID": section.uuid,
        **MEDIA_TAGS,
        "thumb": f"/:/resources/{section.type}.png",
        "title1": section.title,
        "title2": kind.view if kind else "",
        "viewGroup": kind.name if kind else section.type,
        "viewMode": "65592",
    }
    return Element("MediaContainer", attributes, [*filters, *(item_element(item, section, detail) for item in items)])


def children(
    section: Section,
    parent: Item,
    kind: Kind,
    items: Collection[Item],
    detail: Detail,
    page: dict[str, Attribute],
    *,
    whole: bool,
) -> Element:
    """``/library/metadata/{id}/children`` and ``/allLeaves``.

    Args:
        section: The library.
        parent: Whose children they are.
        kind: What they are.
        items: Those of the page.
        detail: How much of them is shown.
        page: The container's attributes that tell of paging.
        whole: Whether the seasons are led by an entry for all episodes, which is no item.
    """
    thumb = parent.fields["thumb"]
    attributes: dict[str, Attribute] = {
        "size": len(items) + whole,
        **page,
        "allowSync": True,
        "identifier": LIBRARY,
        "key": str(parent.id),
        "librarySectionID": section.key,
        "librarySectionTitle": section.title,
        "librarySectionUUID": section.uuid,
        **MEDIA_TAGS,
        "nocache": True,
        "parentIndex": parent.fields["index"],
        "parentTitle": parent.fields["title"],
        "parentYear": parent.fields["year"],
        "summary": parent.fields["summary"] or "",
        "thumb": f"/library/metadata/{parent.id}/thumb/{thumb}" if thumb else None,
        "title1": section.title,
        "title2": parent.fields["title"],
        "viewGroup": kind.name,
        "viewMode": "65593",
    }
    shown = [item_element(item, section, detail) for item in items]
    if whole:
        entry = {"key": f"/library/metadata/{parent.id}/allLeaves", "title": "All episodes"}
        shown.insert(0, Element("Directory", {"leafCount": parent.leaf_count, "viewedLeafCount": 0, **entry}))
    return Element("MediaContainer", attributes, shown)


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
    attributes.update(MEDIA_TAGS)
    videos = [item_element(item, sections_by_key[item.section], detail) for item in items]
    return Element("MediaContainer", attributes, videos)


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
