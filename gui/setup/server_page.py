"""Choosing the server: one of the account's, one in the local network, or one by its address."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWizardPage,
)

from core.plex.discovery import LocalServer
from core.plex.errors import SignInRequired
from core.plex.inspection import Inspection, Inspector
from core.plex.sign_in import Account, AccountServer, AccountService, SignInError
from gui.background import Background
from gui.forms import Mark, Verdict, named, sentence
from gui.phrases import spoken
from gui.room import as_high_as_fits, scrolling
from gui.setup.draft import Draft, Outside
from gui.setup.typed_address import meant_address

# Under this name pyside6-lupdate finds the words.
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search has brought."""

    account: tuple[AccountServer, ...]
    local: tuple[LocalServer, ...]
    trouble: str
    """Why the account's servers are not known; empty when they are, or when there is no account."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A server that may be the one."""

    name: str
    addresses: tuple[str, ...]
    tokens: dict[str, str] = field(repr=False)
    """By machine identifier."""
    token: str = field(repr=False)
    """By hand, for whatever server answers."""
    owner: str = ""
    """Who has shared it with the account; empty: nobody, or not known."""

    def token_for(self, identifier: str) -> str | None:
        """What this server may be told."""
        return self.token or self.tokens.get(identifier)


class _Layout:
    def __init__(self, page: QWizardPage) -> None:
        self.servers = QTreeWidget()
        self.servers.setHeaderLabels(
            [translate("ServerPage", "Server"), translate("ServerPage", "Address"), translate("ServerPage", "Found")]
        )
        self.servers.setRootIsDecorated(False)
        self.servers.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.servers.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.servers.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setMaximumSectionSize(280)
        as_high_as_fits(self.servers)
        named(self.servers, translate("ServerPage", "Servers that were found"))
        self.again = QPushButton(translate("ServerPage", "Search &again"))
        self.searching = Verdict()
        self.address = QLineEdit()
        self.address.setPlaceholderText("http://192.168.0.10:32400")
        self.test = QPushButton(translate("ServerPage", "&Test"))
        label = QLabel(translate("ServerPage", "Or its a&ddress:"))
        label.setBuddy(self.address)
        self.verdict = Verdict()

        search = QHBoxLayout()
        search.addWidget(self.searching, stretch=1)
        search.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignTop)
        by_hand = QHBoxLayout()
        by_hand.addWidget(label)
        by_hand.addWidget(self.address, stretch=1)
        by_hand.addWidget(self.test)
        rows = QVBoxLayout(scrolling(page))
        rows.addWidget(self.servers, stretch=1)
        rows.addLayout(search)
        rows.addLayout(by_hand)
        rows.addWidget(self.verdict)


class ServerPage(QWizardPage):
    """Complete once the chosen server has been tested and has let us in."""

    def __init__(self, draft: Draft, outside: Outside) -> None:
        super().__init__()
        self._draft = draft
        self._outside = outside
        self._search = Background(self)
        self._test = Background(self)
        self._inspector: Inspector | None = None
        self._service: AccountService | None = None
        self._found = _Found((), (), "")
        self._choices: list[_Choice] = []
        self._test_after_search = False
        self.setTitle(self.tr("Choose your Plex server"))
        self.setSubTitle(self.tr("It is tested as soon as you choose it."))
        ui = self._ui = _Layout(self)
        ui.servers.itemSelectionChanged.connect(self._on_selected)
        ui.again.clicked.connect(self._begin_search)
        # Not only what is typed: a screen reader and a voice put texts there, too.
        ui.address.textChanged.connect(self._on_address_typed)
        ui.address.returnPressed.connect(self._test_address)
        ui.test.clicked.connect(self._test_address)

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        """Look for servers with what the person has signed in with now."""
        self._draft.inspection = None
        self._ui.verdict.show_mark(Mark.NONE)
        if not self._ui.address.text() and self._draft.before.folders:
            self._ui.address.setText(self._draft.before.plex.url)
        self._test_after_search = bool(self._ui.address.text())
        self._show_address_state()
        self._begin_search()

    def cleanupPage(self) -> None:  # noqa: N802 - Qt's name
        """The person goes back."""
        self.stop()

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        """Whether the next page can be asked for."""
        return self._draft.inspection is not None

    def stop(self) -> None:
        """End all questions that are under way."""
        self._search.forget()
        self._test.forget()
        if self._inspector is not None:
            self._inspector.interrupt()
        if self._service is not None:
            self._service.close()

    @Slot()
    def _begin_search(self) -> None:
        if self._service is not None:
            self._service.close()
            self._service = None
        account, outside = self._draft.account, self._outside
        service = None
        if account is not None:
            service = self._service = AccountService(account.device, outside.clock, outside.plex_tv)
        self._ui.again.setEnabled(False)
        self._ui.searching.show_mark(Mark.BUSY, self.tr("Looking for servers…"))
        self._search.run(lambda: _searched(account, service, outside), self._on_found, self._on_search_failed)

    def _on_found(self, found: _Found) -> None:
        self._found = found
        self._ui.again.setEnabled(True)
        self._choices = []
        self._ui.servers.blockSignals(True)  # no choice has been made by filling the list
        self._ui.servers.clear()
        local = {server.identifier: server for server in found.local}
        for server in found.account:
            near = local.pop(server.identifier, None)
            addresses = (near.address, *server.addresses) if near and not server.addresses else server.addresses
            where = self.tr("in your account") if not server.owner else self.tr("shared by {name}")
            self._add(server.name, addresses, where.format(name=server.owner), server.owner)
        for near in local.values():
            self._add(near.name, (near.address,), self.tr("in your network"))
        self._ui.servers.blockSignals(False)
        if found.trouble:
            self._ui.searching.show_mark(Mark.BAD, self.tr("{reason}.").format(reason=sentence(found.trouble)))
        elif not self._choices:
            self._ui.searching.show_mark(Mark.ADVICE, self.tr("No server was found. Enter its address below."))
        else:
            self._ui.searching.show_mark(Mark.NONE)
        only = self._ui.servers.topLevelItem(0)
        if self._test_after_search:
            self._test_address()
        elif only is not None and len(self._choices) == 1 and not self._ui.address.text():
            self._ui.servers.setCurrentItem(only)

    def _on_search_failed(self, error: Exception) -> None:
        self._on_found(_Found((), (), str(error)))

    def _add(self, name: str, addresses: tuple[str, ...], where: str, owner: str = "") -> None:
        self._choices.append(self._choice(name, addresses, owner))
        item = QTreeWidgetItem([name, addresses[0] if addresses else "", where])
        for column in range(3):
            item.setToolTip(column, "\n".join((name, *addresses)))
        self._ui.servers.addTopLevelItem(item)

    def _choice(self, name: str, addresses: tuple[str, ...], owner: str = "") -> _Choice:
        tokens = {server.identifier: server.token for server in self._found.account}
        return _Choice(name, addresses, tokens, self._draft.token, owner)

    @Slot()
    def _on_selected(self) -> None:
        item = self._ui.servers.currentItem()
        if item is not None and item.isSelected():
            self._begin_test(self._choices[self._ui.servers.indexOfTopLevelItem(item)])

    @Slot()
    def _on_address_typed(self) -> None:
        """What was tested is not what is wanted any more."""
        self._test_after_search = False
        self._test.forget()
        self._ui.servers.clearSelection()
        self._draft.inspection = None
        self._ui.verdict.show_mark(Mark.NONE)
        self._show_address_state()
        self.completeChanged.emit()

    def _show_address_state(self) -> None:
        text = self._ui.address.text().strip()
        valid = meant_address(text) is not None
        self._ui.test.setEnabled(valid)
        if text and not valid:
            self._ui.verdict.show_mark(Mark.ADVICE, self.tr("An address begins with http:// or https://."))

    @Slot()
    def _test_address(self) -> None:
        address = meant_address(self._ui.address.text())
        if address is not None:
            self._ui.servers.clearSelection()
            self._begin_test(self._choice(address, (address,)))

    def _begin_test(self, choice: _Choice) -> None:
        if self._inspector is not None:
            self._inspector.interrupt()
        inspector = self._inspector = Inspector(self._outside.clock)
        self._draft.inspection = None
        self.completeChanged.emit()
        self._ui.verdict.show_mark(Mark.BUSY, self.tr("Testing {name}…").format(name=choice.name))
        self._test.run(
            lambda: inspector.inspect(choice.addresses, choice.token_for),
            lambda inspection: self._on_tested(inspection, choice.owner),
            self._on_test_failed,
        )

    def _on_tested(self, inspection: Inspection, owner: str) -> None:
        self._draft.inspection = inspection
        self._draft.of_account = not self._draft.token
        count = len(inspection.sections)
        if not count:
            self._draft.inspection = None
            text = self.tr("{name} lets you in, but has no library that Recloser can serve yet.")
            self._ui.verdict.show_mark(Mark.BAD, text.format(name=inspection.server.name))
        else:
            text = (
                self.tr("{name} answers, version {version}, with 1 library.")
                if count == 1
                else self.tr("{name} answers, version {version}, with %Ln libraries.", "", count)
            )
            text = text.format(name=inspection.server.name, version=inspection.server.version)
            if owner:
                advice = self.tr("It is shared by {name}: Plex lets only the owner change metadata.")
                text = "\n".join((text, advice.format(name=owner)))
            self._ui.verdict.show_mark(Mark.ADVICE if owner else Mark.GOOD, text)
        self.completeChanged.emit()

    def _on_test_failed(self, error: Exception) -> None:
        if isinstance(error, SignInRequired) and self._draft.token:
            text = self.tr("The server answers, but does not accept the token. Go back and enter another one.")
        elif isinstance(error, SignInRequired):
            text = self.tr(
                "The server answers, but is not one of your account's, or does not accept it."
                " Go back and enter the server's token by hand."
            )
        else:
            text = self.tr("The server cannot be used: {reason}.").format(reason=spoken(str(error)))
        self._ui.verdict.show_mark(Mark.BAD, text)


def _searched(account: Account | None, service: AccountService | None, outside: Outside) -> _Found:
    """Called on a thread: ask plex.tv and the local network."""
    servers: tuple[AccountServer, ...] = ()
    trouble = ""
    if account is not None and service is not None:
        try:
            servers = service.servers(account)
        except SignInError as error:
            trouble = str(error)
        finally:
            service.close()
    return _Found(servers, outside.find_servers(), trouble)
