"""How Recloser goes about its work."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QVBoxLayout

from core.settings import HEARTBEAT, OnConflict, Reconcile, Settings
from gui.forms import add_choice
from gui.preferences.page import PreferencesPage
from gui.preferences.rule_edit import RuleEdit


class BehaviourPage(PreferencesPage):
    """Switches, choices and the heartbeat."""

    def __init__(self) -> None:
        super().__init__()
        self._confirm = QCheckBox(self.tr("Show what the first &large delivery would change, and wait for my approval"))
        self._scan = QCheckBox(self.tr("Let Plex &scan the folder of an item that it does not know yet"))
        self._ramp = QCheckBox(self.tr("After an outage, &begin slowly and be at full speed in 5 minutes"))
        self._remote = QCheckBox(
            self.tr("An item without a picture beside it gets the one whose add&ress is in its NFO file")
        )
        self._conflict = QComboBox()
        for choice, text in (
            (OnConflict.NFO, self.tr("the NFO file wins")),
            (OnConflict.PLEX, self.tr("Plex wins")),
            (OnConflict.ASK, self.tr("ask me")),
        ):
            self._conflict.addItem(text, choice)
        self._reconcile = QComboBox()
        for often, text in (
            (Reconcile.OFF, self.tr("never")),
            (Reconcile.DAILY, self.tr("every day")),
            (Reconcile.WEEKLY, self.tr("every week")),
        ):
            self._reconcile.addItem(text, often)
        self._heartbeat = RuleEdit(HEARTBEAT, float, unit=self.tr("seconds (0: never)"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        add_choice(form, self.tr("When a field was &edited in Plex afterwards:"), self._conflict)
        add_choice(form, self.tr("Look whether Plex still shows what was &delivered:"), self._reconcile)
        self._heartbeat.add_to(form, self.tr("While idle, look whether Plex &answers, every:"))
        rows = QVBoxLayout(self)
        for switch in (self._confirm, self._scan, self._ramp, self._remote):
            switch.toggled.connect(self.changed)
            rows.addWidget(switch)
        rows.addSpacing(12)
        rows.addLayout(form)
        rows.addStretch()
        self._conflict.currentIndexChanged.connect(self.changed)
        self._reconcile.currentIndexChanged.connect(self.changed)
        self._heartbeat.changed.connect(self.changed)

    @property
    def title(self) -> str:
        """See the base class."""
        return self.tr("Behaviour")

    @property
    def is_valid(self) -> bool:
        """See the base class."""
        return self._heartbeat.value is not None

    def show_settings(self, settings: Settings) -> None:
        """See the base class."""
        behaviour = settings.behaviour
        self._confirm.setChecked(behaviour.confirm_first_sync)
        self._scan.setChecked(behaviour.scan_missing)
        self._ramp.setChecked(behaviour.recovery_ramp)
        self._remote.setChecked(behaviour.remote_artwork)
        self._conflict.setCurrentIndex(self._conflict.findData(behaviour.on_conflict))
        self._reconcile.setCurrentIndex(self._reconcile.findData(behaviour.reconcile))
        self._heartbeat.show_value(behaviour.heartbeat)

    def edited(self, settings: Settings) -> Settings:
        """See the base class."""
        heartbeat = self._heartbeat.value
        behaviour = replace(
            settings.behaviour,
            heartbeat=settings.behaviour.heartbeat if heartbeat is None else heartbeat,
            scan_missing=self._scan.isChecked(),
            confirm_first_sync=self._confirm.isChecked(),
            on_conflict=OnConflict(self._conflict.currentData()),
            reconcile=Reconcile(self._reconcile.currentData()),
            recovery_ramp=self._ramp.isChecked(),
            remote_artwork=self._remote.isChecked(),
        )
        return replace(settings, behaviour=behaviour)
