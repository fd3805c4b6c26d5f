"""What would change, found out on the spot."""

from __future__ import annotations

from core.assembly import build_previewer
from core.demo.sample_library import create
from core.demo.simulator import PlexSimulator, RequestKind, Scope, server_error
from core.paths import resolve_home
from core.secrets import TOKEN_VARIABLE, Redactor, TokenStore
from core.settings import FolderSettings, PlexSettings, Settings


def test_an_item_that_plex_stumbles_over_spoils_nothing_but_its_own_line(tmp_path, clock) -> None:
    media = (tmp_path / "films").resolve()
    films = create(media)
    home = resolve_home(tmp_path / "home", {})
    home.create()
    with PlexSimulator(clock=clock) as plex:
        plex.add_library(str(media))
        plex.scan()
        plex.faults.set(server_error(), Scope(frozenset({RequestKind.ITEMS}), frozenset({1})))
        settings = Settings(plex=PlexSettings(url=plex.url), folders=(FolderSettings(media, str(media)),))
        tokens = TokenStore(home.token_file, {TOKEN_VARIABLE: plex.token}, account="test", redactor=Redactor())
        with build_previewer(home, settings, tokens, clock) as previewer:
            planned = list(previewer.run())
    assert len(planned) == len(films)
    assert [one.problem for one in planned if one.problem] == ["Plex answered 500: Internal Server Error"]
    assert all(one.fields for one in planned if not one.problem)
