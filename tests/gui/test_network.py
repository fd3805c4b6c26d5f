from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

from gui.network import SystemNetwork, has_way_to, system_information

Reachability = QNetworkInformation.Reachability
HOST = "192.168.1.20"


class Information(QObject):
    """What the operating system believes, as the test wants it."""

    reachabilityChanged = Signal(Reachability)  # noqa: N815 - Qt's name

    def __init__(self, reachability: Reachability) -> None:
        super().__init__()
        self._reachability = reachability

    def reachability(self) -> Reachability:
        return self._reachability


def leads_to_host(reachability: Reachability, *, route: bool) -> bool:
    return SystemNetwork(Information(reachability), lambda _host: route).leads_to(HOST)


@pytest.mark.parametrize(
    "reachability", [Reachability.Unknown, Reachability.Local, Reachability.Site, Reachability.Online]
)
def test_a_server_may_be_there_without_the_internet_and_while_nothing_is_known(qapp, reachability):
    assert leads_to_host(reachability, route=False)


def test_only_a_system_that_says_away_and_knows_no_route_is_believed(qapp):
    assert leads_to_host(Reachability.Disconnected, route=True)
    assert not leads_to_host(Reachability.Disconnected, route=False)


def test_a_system_that_says_nothing_of_its_network_has_one(qapp):
    assert SystemNetwork(None, lambda _host: False).leads_to(HOST)


def test_a_change_of_the_systems_mind_is_told(qtbot):
    information = Information(Reachability.Online)
    network = SystemNetwork(information)
    with qtbot.waitSignal(network.changed, timeout=1000):
        information.reachabilityChanged.emit(Reachability.Disconnected)


def test_there_is_a_way_to_this_machine_and_none_to_an_address_that_is_none():
    assert has_way_to("127.0.0.1")
    assert not has_way_to("255.255.255.255")


def test_the_systems_own_word_can_be_asked(qapp):
    network = SystemNetwork(system_information())
    assert network.leads_to("127.0.0.1")
