"""What a screen reader sees of the real application: over AT-SPI, as Orca asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from core.demo.simulator import PlexSimulator, Refuses
from tests.e2e.application import App
from tests.e2e.screen import Screen, TrayHost, ended, require, wait_until

pytestmark = pytest.mark.screen

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
REGISTRY = DBusAddress("/org/a11y/atspi/accessible/root", "org.a11y.atspi.Registry", "org.a11y.atspi.Accessible")
CONTROLS = {
    "button", "push button", "check box", "radio button", "combo box", "list", "table", "tree", "tree table", "text",
    "progress bar",
}  # fmt: skip
TABLES = ("table", "tree", "tree table")
CELLS = ("column header", "cell", "table cell", "tree item")
ENABLED = 8
"""The bit of a state, as AT-SPI numbers them."""
Reference = tuple[str, str]


class Gone(Exception):
    """What was asked about is not there any more: lists are filled while they are looked at."""


class Reader:
    """Asks as a screen reader does, over the accessibility bus."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection

    def applications(self) -> list[Reference]:
        return self._call(REGISTRY, "GetChildren")[0]

    def children(self, of: Reference) -> list[Reference]:
        return self._call(_address(of), "GetChildren")[0]

    def name(self, of: Reference) -> str:
        answer = self._connection.send_and_get_reply(Properties(_address(of)).get("Name"), timeout=5)
        if answer.header.message_type.name != "method_return":
            raise Gone(answer.body)
        return answer.body[0][1]

    def role(self, of: Reference) -> str:
        return self._call(_address(of), "GetRoleName")[0]

    def press(self, what: Reference) -> None:
        """The first of its actions."""
        assert self._call(_address(what, "Action"), "DoAction", "i", (0,))[0]

    def write(self, where: Reference, text: str) -> None:
        """Put a text into a line."""
        assert self._call(_address(where, "EditableText"), "SetTextContents", "s", (text,))[0]

    def can_press(self, what: Reference) -> bool:
        """Whether it is enabled."""
        return bool(self._call(_address(what), "GetState")[0][0] & 1 << ENABLED)

    def turn_to(self, window: Reference, page: str) -> None:
        """Choose a page from the list at the side, where a number may stand behind its name."""
        pages = next(what for what, role, name in self.all(window) if role == "list" and name == "Pages")
        self.press(next(entry for entry in self.children(pages) if self.name(entry).split(" (")[0] == page))

    def rows(self, window: Reference, table: str, columns: int) -> list[tuple[str, ...]]:
        """What the cells of a table say, its head first."""
        found = next(what for what, role, name in self.all(window) if role in TABLES and name == table)
        cells = [self.name(each) for each in self.children(found) if self.role(each) in CELLS]
        return [tuple(cells[start : start + columns]) for start in range(0, len(cells), columns)]

    def all(self, root: Reference) -> list[tuple[Reference, str, str]]:
        """Everything below, with role and name."""

        def seen() -> list[tuple[Reference, str, str]] | None:
            try:
                return list(self._below(root))
            except Gone:
                return None

        return wait_until(seen, "a moment in which nothing changes")

    def _below(self, root: Reference) -> Iterator[tuple[Reference, str, str]]:
        for child in self.children(root):
            role = self.role(child)
            yield child, role, self.name(child)
            if role not in ("table", "tree table", "list"):
                yield from self._below(child)

    def find(self, root: Reference, name: str) -> Reference:
        return next(what for what, role, found in self.all(root) if role.endswith("button") and found == name)

    def _call(self, address: DBusAddress, method: str, signature: str = "", body: tuple[Any, ...] = ()) -> Any:
        message = new_method_call(address, method, signature or None, body)
        answer = self._connection.send_and_get_reply(message, timeout=5)
        if answer.header.message_type.name != "method_return":
            raise Gone(answer.body)
        return answer.body


def _address(of: Reference, interface: str = "Accessible") -> DBusAddress:
    return DBusAddress(of[1], of[0], f"org.a11y.atspi.{interface}")


@pytest.fixture
def reader(screen: Screen) -> Iterator[Reader]:
    if not Path(LAUNCHER).exists():
        require("at-spi-bus-launcher")
    with ended(screen.start([LAUNCHER, "--launch-immediately"])):
        session = open_dbus_connection(screen.environ["DBUS_SESSION_BUS_ADDRESS"])
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")

        def address() -> str | None:
            answer = session.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=5)
            return answer.body[0] if answer.header.message_type.name == "method_return" else None

        connection = open_dbus_connection(wait_until(address, "the accessibility bus"))
        yield Reader(connection)
        connection.close()
        session.close()


@pytest.fixture
def app(screen: Screen, host: TrayHost, reader: Reader, plex: PlexSimulator, tmp_path: Path) -> App:
    screen.environ |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    return App(screen, plex, tmp_path)


def window(reader: Reader, title: str) -> Reference:
    """The window of that title."""

    def found() -> Reference | None:
        # Qt appends the name of the application to titles that do not have it.
        with suppress(Gone):
            for application in reader.applications():
                for child in reader.children(application):
                    if reader.name(child).partition(" — ")[0] == title:
                        return child
        return None

    return wait_until(found, f"the window “{title}”")


def nameless(reader: Reader, root: Reference) -> list[str]:
    """Controls without a name, each with what was named before it."""
    found, last = [], ""
    for _, role, name in reader.all(root):
        if role in CONTROLS and not name:
            found.append(f"{role} after “{last}”")
        last = name or last
    return found


def test_every_control_has_a_name_and_buttons_can_be_pressed_by_a_screen_reader(
    app: App, host: TrayHost, reader: Reader
) -> None:
    # Nothing but the two buttons can change the state.
    app.configure(heartbeat=0, failure_threshold=1, recovery_timeout=600)
    app.start()
    host.wait_for_item()
    app.wait_for_delivered(len(app.films))
    host.activate()
    main = window(reader, "Recloser")
    assert nameless(reader, main) == []
    names = {name for _, role, name in reader.all(main) if role.endswith("button")}
    assert {"Check now", "Reset breaker", "Pause", "Preferences…", "Quit"} <= names

    app.plex.faults.set(Refuses(503))
    reader.press(reader.find(main, "Check now"))
    app.wait_for_state("open")
    app.plex.faults.clear()
    reader.press(reader.find(main, "Reset breaker"))
    app.wait_for_state("closed")

    reader.press(reader.find(main, "Preferences…"))
    assert nameless(reader, window(reader, "Preferences of Recloser")) == []


def test_a_screen_reader_turns_the_pages_and_reads_what_is_in_the_tables(
    app: App, host: TrayHost, reader: Reader
) -> None:
    app.start()
    host.wait_for_item()
    app.wait_for_delivered(len(app.films))
    app.command("pause")
    app.edit(0, "Waits")
    app.wait_for_queue(waiting=1)
    host.activate()
    main = window(reader, "Recloser")

    def read(page: str, columns: int) -> list[tuple[str, ...]] | None:
        with suppress(Gone):
            rows = reader.rows(main, page, columns)
            return rows if len(rows) > 1 and all(row[0] for row in rows) else None
        return None

    reader.turn_to(main, "Queue")
    head, row = wait_until(lambda: read("Queue", 4), "the queue")
    assert head == ("Item", "Why it waits", "Since", "Next try")
    assert row[:2] == (app.films[0].metadata.title, "Recloser is paused")
    reader.turn_to(main, "History")
    _, *rows = wait_until(lambda: read("History", 4), "the history")
    assert {title for title, *_ in rows} == {film.metadata.title for film in app.films}
    assert all("Summary" in what for _, what, *_ in rows)


def test_a_screen_reader_leads_through_the_assistant_and_every_control_of_it_has_a_name(
    app: App, host: TrayHost, reader: Reader
) -> None:
    app.home.settings.unlink()
    app.token = ""
    app.start("--home", str(app.home.data_dir))
    assistant = window(reader, "Set up Recloser")

    def see(button: str) -> Reference:
        """Wait for the page to be complete; a screen reader finds nothing nameless on it."""

        def complete() -> Reference | None:
            with suppress(Gone, StopIteration):
                found = reader.find(assistant, button)
                return found if reader.can_press(found) else None
            return None

        found = wait_until(complete, f"the button {button!r}")
        assert nameless(reader, assistant) == []
        return found

    def line(name: str) -> Reference:
        return next(what for what, role, found in reader.all(assistant) if "text" in role and found == name)

    reader.press(see("Next >"))
    reader.press(reader.find(assistant, "With a token that you enter by hand"))
    reader.write(line("Plex token:"), app.plex.token)
    reader.press(see("Next >"))
    wait_until(lambda: not reader.can_press(reader.find(assistant, "Next >")), "the next page")
    reader.write(line("Or its address:"), app.plex.url)
    reader.press(see("Test"))
    reader.press(see("Next >"))
    see("All libraries, also those that are added later")
    reader.press(see("Next >"))
    see("Add folder…")
    reader.press(see("Next >"))
    films = len(app.films)
    wait_until(lambda: f"{films} items would change" in said(reader, assistant), "the comparison")
    head, *rows = reader.rows(assistant, "Items that would change", 3)
    assert head == ("Item", "Now in Plex", "In your files")
    assert ("Date", "1902-01-01", "1902-09-01") in rows
    reader.press(see("Next >"))
    reader.press(see("Set up"))
    see("Finish")


def said(reader: Reader, root: Reference) -> str:
    """Every word that is there."""
    return "\n".join(name for _, _, name in reader.all(root))
