"""Signing in: with the browser, or with a token by hand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
    QWizardPage,
)

from core.plex.device_key import DeviceKey
from core.plex.sign_in import Account, AccountService, BrowserSignIn, PlexTvUnreachable, SignInExpired
from gui.background import Background
from gui.forms import Mark, Verdict, Words, sentence
from gui.room import scrolling
from gui.setup.draft import Draft, Outside

# Under this name pyside6-lupdate finds the words.
translate = QCoreApplication.translate

_POLL_EVERY = 1500  # milliseconds
_INDENT = 26  # device-independent pixels; what belongs to a radio button stands under its text


class _Layout:
    def __init__(self, page: QWizardPage) -> None:
        self.by_browser = QRadioButton(translate("SignInPage", "With your Plex &account, in the browser (recommended)"))
        self.begin = QPushButton(translate("SignInPage", "&Sign in with the browser"))
        self.copy = QPushButton(translate("SignInPage", "&Copy the link"))
        self.cancel = QPushButton(translate("SignInPage", "Stop &waiting"))
        self.verdict = Verdict()
        self.by_token = QRadioButton(translate("SignInPage", "With a &token that you enter by hand"))
        self.token = QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token_verdict = Verdict()
        label = QLabel(translate("SignInPage", "Plex to&ken:"))
        label.setBuddy(self.token)

        # In two rows: side by side they would be cut off in large text.
        buttons = QGridLayout()
        buttons.addWidget(self.begin, 0, 0, 1, 2)
        buttons.addWidget(self.copy, 1, 0)
        buttons.addWidget(self.cancel, 1, 1)
        buttons.setColumnStretch(2, 1)
        self.browser_part = QWidget()
        browser = QVBoxLayout(self.browser_part)
        browser.setContentsMargins(_INDENT, 0, 0, 12)
        browser.addWidget(
            Words(translate("SignInPage", "Your password stays between you and Plex: Recloser never sees it."))
        )
        browser.addLayout(buttons)
        browser.addWidget(self.verdict)
        entry = QHBoxLayout()
        entry.addWidget(label)
        entry.addWidget(self.token, stretch=1)
        self.token_part = QWidget()
        by_hand = QVBoxLayout(self.token_part)
        by_hand.setContentsMargins(_INDENT, 0, 0, 0)
        by_hand.addLayout(entry)
        by_hand.addWidget(self.token_verdict)

        rows = QVBoxLayout(scrolling(page))
        rows.addWidget(self.by_browser)
        rows.addWidget(self.browser_part)
        rows.addWidget(self.by_token)
        rows.addWidget(self.token_part)
        rows.addStretch()


class SignInPage(QWizardPage):
    """Complete once there is an account or a token. The attempt in the browser goes on while the page is shown."""

    def __init__(self, draft: Draft, outside: Outside) -> None:
        super().__init__()
        self._draft = draft
        self._outside = outside
        self._background = Background(self)
        self._service: AccountService | None = None
        self._attempt: BrowserSignIn | None = None
        self._poll = QTimer(self, singleShot=True, interval=_POLL_EVERY)
        self._poll.timeout.connect(self._ask)
        self.setTitle(self.tr("Sign in to Plex"))
        self.setSubTitle(self.tr("How shall Recloser prove to your server that it may change its metadata?"))
        ui = self._ui = _Layout(self)
        ui.by_browser.setChecked(True)
        ui.by_browser.toggled.connect(self._on_way)
        ui.begin.clicked.connect(self._begin)
        ui.copy.clicked.connect(self._copy)
        ui.cancel.clicked.connect(self._cancel)
        ui.token.textChanged.connect(self._on_token)
        self._show_state()

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        """Whether the next page can be asked for."""
        return self._draft.account is not None if self._ui.by_browser.isChecked() else self._token() != ""

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Only the way that is chosen now counts."""
        if self._ui.by_browser.isChecked():
            self._draft.token = ""
        else:
            self._draft.account, self._draft.token = None, self._token()
            self._ui.verdict.show_mark(Mark.NONE)
        self.stop()
        return True

    def stop(self) -> None:
        """Ask plex.tv for nothing any more."""
        self._poll.stop()
        self._background.forget()
        self._attempt = None
        if self._service is not None:
            self._service.close()
            self._service = None
        self._show_state()

    @Slot()
    def _on_way(self) -> None:
        self._show_state()
        self.completeChanged.emit()

    @Slot()
    def _on_token(self) -> None:
        if self._ui.token.text().strip() and not self._token():
            self._ui.token_verdict.show_mark(Mark.BAD, self.tr("A token is made of letters, digits, - and _."))
        elif self._token():
            self._ui.token_verdict.show_mark(Mark.NONE, self.tr("It is tested on the next page, with the server."))
        else:
            self._ui.token_verdict.show_mark(Mark.NONE)
        self.completeChanged.emit()

    @Slot()
    def _begin(self) -> None:
        self.stop()
        self._draft.account = None
        service = self._service = AccountService(DeviceKey.generate(), self._outside.clock, self._outside.plex_tv)
        self._ui.verdict.show_mark(Mark.BUSY, self.tr("Asking plex.tv…"))
        self._background.run(service.begin, self._on_begun, self._on_failed)
        self._show_state()
        self.completeChanged.emit()

    def _on_begun(self, attempt: BrowserSignIn) -> None:
        self._attempt = attempt
        if self._outside.open_in_browser(attempt.url):
            text = self.tr("Your browser shows Plex's own page. Sign in there; this page notices it by itself.")
        else:
            text = self.tr("No browser could be opened. Copy the link, and open it in a browser on any device.")
        self._ui.verdict.show_mark(Mark.BUSY, text)
        self._show_state()
        self._poll.start()

    @Slot()
    def _ask(self) -> None:
        if self._attempt is not None:
            self._background.run(self._attempt.poll, self._on_answer, self._on_failed)

    def _on_answer(self, account: Account | None) -> None:
        if account is None:
            self._poll.start()
            return
        self.stop()
        self._draft.account = account
        self._ui.verdict.show_mark(Mark.GOOD, self.tr("You are signed in."))
        self._show_state()
        self.completeChanged.emit()

    def _on_failed(self, error: Exception) -> None:
        if self._attempt is not None and isinstance(error, PlexTvUnreachable):
            self._ui.verdict.show_mark(
                Mark.BUSY, self.tr("{reason}. It is asked again.").format(reason=sentence(str(error)))
            )
            self._poll.start()
            return
        self.stop()
        if isinstance(error, SignInExpired):
            text = self.tr("Plex has waited long enough for you to sign in. Begin anew when you are ready.")
        else:
            text = self.tr("{reason}.").format(reason=sentence(str(error)))
        self._ui.verdict.show_mark(Mark.BAD, text)

    @Slot()
    def _copy(self) -> None:
        if self._attempt is not None:
            QGuiApplication.clipboard().setText(self._attempt.url)

    @Slot()
    def _cancel(self) -> None:
        self.stop()
        self._ui.verdict.show_mark(Mark.NONE)

    def _token(self) -> str:
        text = self._ui.token.text().strip()
        return text if text.isascii() and text.isprintable() and " " not in text else ""

    def _show_state(self) -> None:
        by_browser, waiting = self._ui.by_browser.isChecked(), self._service is not None
        self._ui.by_token.setChecked(not by_browser)
        self._ui.browser_part.setEnabled(by_browser)
        self._ui.token_part.setEnabled(not by_browser)
        self._ui.begin.setEnabled(not waiting)
        self._ui.copy.setEnabled(self._attempt is not None)
        self._ui.cancel.setEnabled(waiting)
