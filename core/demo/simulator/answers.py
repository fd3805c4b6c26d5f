"""What Plex answers to each request, as far as Recloser and plexapi ask: the OpenAPI document's operations in code."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from core.clock import Clock
from core.demo.simulator import documents, edits, item_shapes, meta, queries, shapes
from core.demo.simulator.documents import Attribute, Element
from core.demo.simulator.item_shapes import Detail
from core.demo.simulator.kinds import KINDS, Kind, kind_of_section
from core.demo.simulator.messages import HttpError, Request, Response, error_page
from core.demo.simulator.records import Item, Section
from core.demo.simulator.routes import RequestKind, Route
from core.demo.simulator.scanner import Scanner
from core.demo.simulator.store import Store

LARGEST_PICTURE = 10 * 1024 * 1024
"""Bytes; above it Plex answers 500 (Kometa)."""
_XML = "text/xml;charset=utf-8"
_TOP_RATING = 10


class Answers:
    """Serves requests from the database. One request at a time, on the server's thread."""

    def __init__(self, store: Store, scanner: Scanner, clock: Clock, token: Callable[[], str]) -> None:
        """`token` says which token is good, at the moment of the request."""
        self._store = store
        self._scanner = scanner
        self._clock = clock
        self._token = token
        self._serving: dict[RequestKind, Callable[[Request, Route], Response]] = {
            RequestKind.IDENTITY: self._identity,
            RequestKind.SERVER: self._server,
            RequestKind.LIBRARY: self._library,
            RequestKind.SECTIONS: self._sections,
            RequestKind.LISTING: self._listing,
            RequestKind.COLLECTIONS: self._collections,
            RequestKind.ITEMS: self._items,
            RequestKind.CHILDREN: self._children,
            RequestKind.EDIT: self._edit,
            RequestKind.RATE: self._rate,
            RequestKind.UPLOAD: self._upload,
            RequestKind.PICTURES: self._pictures,
            RequestKind.SELECT: self._select,
            RequestKind.REFRESH: self._refresh,
            RequestKind.MERGE: self._merge,
            RequestKind.SPLIT: self._split,
            RequestKind.SCAN: self._scan,
            RequestKind.OTHER: self._other,
        }

    def serve(self, request: Request, route: Route) -> Response:
        """Answer a request; what is wrong with it becomes an error page."""
        if route.kind is not RequestKind.IDENTITY and not self._is_let_in(request):
            return error_page(401)
        try:
            return self._serving[route.kind](request, route)
        except HttpError as error:
            return error_page(error.status)

    def _is_let_in(self, request: Request) -> bool:
        return hmac.compare_digest((request.option("X-Plex-Token") or "").encode(), self._token().encode())

    def _identity(self, request: Request, _route: Route) -> Response:
        return _document(request, shapes.identity(self._store.machine_identifier))

    def _server(self, request: Request, _route: Route) -> Response:
        return _document(request, shapes.server(self._store.machine_identifier, int(self._clock.time())))

    def _library(self, request: Request, _route: Route) -> Response:
        return _document(request, shapes.library())

    def _sections(self, request: Request, _route: Route) -> Response:
        return _document(request, shapes.sections(self._store.sections(), refreshing=self._scanner.pending))

    def _listing(self, request: Request, route: Route) -> Response:
        section = self._section(route)
        number = request.argument("type")
        if number is None and request.argument("file") is not None:
            raise HttpError(500)  # recorded
        kind = kind_of_section(section.type) if number is None else KINDS.get(_integer(number))
        start, size = _window(request)
        items: list[Item] = []
        total = 0
        if kind is not None:
            query = queries.parse(section.key, kind, request.arguments)
            items, total = self._store.listing(query, start or 0, size)
        page, headers = _paging(start, total)
        filters = meta.filters(section) if request.argument("includeMeta") == "1" else ()
        root = shapes.listing(section, kind, items, _detail(request, full=False), page, filters)
        return _document(request, root, headers)

    def _collections(self, request: Request, route: Route) -> Response:
        """There are no collections as items; plexapi asks for the filters that they have."""
        return _document(request, shapes.listing(self._section(route), None, (), Detail(), {}))

    def _items(self, request: Request, route: Route) -> Response:
        detail = _detail(request, full=True)
        items = self._store.items(route.items or (), detail.without_elements)
        if not items:
            raise HttpError(404)
        start, size = _window(request)
        page, headers = _paging(start, len(items))
        first = start or 0
        shown = items[first : None if size is None else first + size]
        sections = {section.key: section for section in self._store.sections()}
        return _document(request, shapes.metadata(sections, shown, detail, page), headers)

    def _children(self, request: Request, route: Route) -> Response:
        item = self._item(route)
        section = self._store.section(item.section)
        if item.kind.child is None or section is None:
            raise HttpError(404)
        child = KINDS[item.kind.child]
        below = KINDS[child.child] if route.which == "allLeaves" and child.child is not None else child
        query = queries.children(item.id) if below is child else queries.leaves(item.id)
        start, size = _window(request)
        items, total = self._store.listing(query, start or 0, size)
        page, headers = _paging(start, total)
        whole = below.name == "season" and total > 1 and not start and request.argument("excludeAllLeaves") != "1"
        root = shapes.children(section, item, below, items, _detail(request, full=False), page, whole=whole)
        return _document(request, root, headers)

    def _edit(self, request: Request, route: Route) -> Response:
        section = self._section(route)
        kind = _kind(request)
        if not self._store.edit(section.key, kind, route.items, edits.parse(kind, request.arguments)):
            raise HttpError(404)
        return Response()

    def _rate(self, request: Request, route: Route) -> Response:
        if not route.items or request.argument("identifier") is None:
            raise HttpError(400)
        if request.argument("identifier") != item_shapes.LIBRARY:
            raise HttpError(404)
        try:
            rating = float(request.argument("rating") or "")
        except ValueError:
            raise HttpError(400) from None
        cleared = rating == -1
        if not cleared and not 0 <= rating <= _TOP_RATING:
            raise HttpError(400)
        if not self._store.rate(route.items[0], None if cleared else rating):
            raise HttpError(404)
        return Response()

    def _upload(self, request: Request, route: Route) -> Response:
        item = self._item(route)
        url = request.argument("url")
        if not url and not request.body:
            raise HttpError(400)
        if len(request.body) > LARGEST_PICTURE:
            raise HttpError(500)
        self._store.add_picture(item, route.element, None if url else request.body, url)
        return Response()

    def _pictures(self, request: Request, route: Route) -> Response:
        """The list of pictures, one of them by its key, or the one in use, which is asked for by its timestamp."""
        item = self._item(route)
        elements = [route.element] if route.element else sorted(item.kind.images)
        found = [picture for element in elements for picture in self._store.pictures(item, element)]
        if not route.which:
            if not route.element:
                raise HttpError(400)  # a file without its address
            return _document(request, item_shapes.pictures(item, found))
        for picture in found:
            if picture.data and (picture.key == route.which or (route.which.isdigit() and picture.selected)):
                content = "image/png" if picture.data.startswith(b"\x89PNG") else "image/jpeg"
                return Response(200, picture.data, content)
        raise HttpError(404)

    def _select(self, request: Request, route: Route) -> Response:
        """Use another picture, a former one by its key or a new one by its address; or none any more."""
        item = self._item(route)
        key = request.argument("url")
        if request.method == "DELETE":
            self._store.select_picture(item, route.element, None)
        elif not key:
            raise HttpError(400)
        elif any(picture.key == key for picture in self._store.pictures(item, route.element)):
            self._store.select_picture(item, route.element, key)
        elif key.startswith(("http://", "https://")):
            self._store.add_picture(item, route.element, None, key)
        else:
            raise HttpError(404)
        return Response()

    def _refresh(self, _request: Request, route: Route) -> Response:
        items = self._store.items(route.items or ())
        if not items:
            raise HttpError(404)
        return Response(afterwards=lambda: self._scanner.refresh([item.id for item in items]))

    def _merge(self, request: Request, route: Route) -> Response:
        items = [_integer(each) for each in (request.argument("ids") or "").split(",")]
        if not self._store.merge(self._item(route).id, items):
            raise HttpError(404)
        return Response()

    def _split(self, _request: Request, route: Route) -> Response:
        self._store.split(self._item(route).id)
        return Response()

    def _scan(self, request: Request, route: Route) -> Response:
        keys = [section.key for section in self._store.sections()] if route.section is None else [route.section]
        if route.section is not None:
            self._section(route)
        path = request.argument("path")
        self._scanner.plan(keys)
        return Response(afterwards=lambda: self._scanner.scan(keys, path))

    def _other(self, _request: Request, _route: Route) -> Response:
        raise HttpError(404)

    def _section(self, route: Route) -> Section:
        section = self._store.section(route.section or 0)
        if section is None:
            raise HttpError(404)
        return section

    def _item(self, route: Route) -> Item:
        items = self._store.items(route.items or ())
        if not items:
            raise HttpError(404)
        return items[0]


def _document(request: Request, root: Element, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """XML unless JSON is asked for by name (OpenAPI document, "Content Types")."""
    if "application/json" in request.headers.get("accept", ""):
        return Response(200, documents.to_json(root), "application/json", headers)
    return Response(200, documents.to_xml(root), _XML, headers)


def _kind(request: Request) -> Kind:
    kind = KINDS.get(_integer(request.argument("type") or ""))
    if kind is None:
        raise HttpError(400)
    return kind


def _window(request: Request) -> tuple[int | None, int | None]:
    """Where a page starts and how long it is; a size without a start is ignored (recorded)."""
    start, size = request.option("X-Plex-Container-Start"), request.option("X-Plex-Container-Size")
    if start is None:
        return None, None
    return _integer(start), None if size is None else _integer(size)


def _paging(start: int | None, total: int) -> tuple[dict[str, Attribute], tuple[tuple[str, str], ...]]:
    """What a page says about itself, in the container and in the headers; nothing when no page was asked for."""
    if start is None:
        return {}, ()
    headers = (("X-Plex-Container-Start", str(start)), ("X-Plex-Container-Total-Size", str(total)))
    return {"totalSize": total, "offset": start}, headers


def _detail(request: Request, *, full: bool) -> Detail:
    """`includeFields` is not read: clients of API version 0.0 mean *optional* fields by it (OpenAPI document)."""
    return Detail(
        full=full,
        guids=request.argument("includeGuids") == "1",
        locations=request.argument("includeLocations") == "1",
        without_elements=frozenset((request.argument("excludeElements") or "").split(",")),
        without_fields=frozenset((request.argument("excludeFields") or "").split(",")),
    )


def _integer(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise HttpError(400)
    return int(text)
