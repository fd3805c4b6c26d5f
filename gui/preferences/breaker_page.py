"""When to stop asking Plex, and when to try again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QFormLayout, QVBoxLayout

from core.settings import RECOVERY_TIMEOUT, THRESHOLD, BreakerSettings, Settings
from gui.forms import Words
from gui.preferences.page import PreferencesPage
from gui.preferences.rule_edit import RuleEdit


class BreakerPage(PreferencesPage):
    """Three numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._failures = RuleEdit(THRESHOLD, int, unit=self.tr("failures in a row"))
        self._recovery = RuleEdit(RECOVERY_TIMEOUT, float, unit=self.tr("seconds"))
        self._successes = RuleEdit(THRESHOLD, int, unit=self.tr("successes in a row"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._failures.add_to(form, self.tr("Plex counts as &down after:"))
        self._recovery.add_to(form, self.tr("It is &tried again after:"))
        self._successes.add_to(form, self.tr("It counts as &back after:"))
        rows = QVBoxLayout(self)
        rows.addLayout(form)
        rows.addSpacing(12)
        rows.addWidget(
            Words(
                self.tr("While Plex stays down, the time until the next trial is doubled each time, up to 15 minutes.")
            )
        )
        rows.addStretch()
        for each in (self._failures, self._recovery, self._successes):
            each.changed.connect(self.changed)

    @property
    def title(self) -> str:
        """See the base class."""
        return self.tr("Outages")

    @property
    def is_valid(self) -> bool:
        """See the base class."""
        return None not in (self._failures.value, self._recovery.value, self._successes.value)

    def show_settings(self, settings: Settings) -> None:
        """See the base class."""
        self._failures.show_value(settings.breaker.failure_threshold)
        self._recovery.show_value(settings.breaker.recovery_timeout)
        self._successes.show_value(settings.breaker.success_threshold)

    def edited(self, settings: Settings) -> Settings:
        """See the base class."""
        failures, recovery, successes = self._failures.value, self._recovery.value, self._successes.value
        if failures is None or recovery is None or successes is None:
            return settings
        return replace(settings, breaker=BreakerSettings(failures, recovery, successes))
