"""Whether this computer's own network is there."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtNetwork import QNetworkInformation, QNetworkInterface

_Reachability = QNetworkInformation.Reachability


class Information(Protocol):
    """The part of `QNetworkInformation` that is used."""

    reachabilityChanged: SignalInstance  # noqa: N815  Qt's name

    def reachability(self) -> QNetworkInformation.Reachability:
        """What the operating system believes."""


def system_information() -> Information | None:
    """The operating system's word; None where it has none."""
    if not QNetworkInformation.loadDefaultBackend():
        return None
    information = QNetworkInformation.instance()
    return information if information.supports(QNetworkInformation.Feature.Reachability) else None


def has_way_to(host: str) -> bool:
    """Whether this computer could send something there, as far as it knows itself. Sends nothing, asks nobody."""
    try:
        address = ip_address(host)
    except ValueError:
        # Only a name server could tell where it is.
        return any(_leads_somewhere(interface) for interface in QNetworkInterface.allInterfaces())
    family = socket.AF_INET6 if isinstance(address, IPv6Address) else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((host, 9))  # of a datagram socket: no more than a look at the routes
    except OSError:
        return False
    return True


class SystemNetwork(QObject):
    """The operating system's word on the network, checked against its routes. Lives on the main thread.

    The word alone cannot be trusted when it is "away": NetworkManager says so of networks that others manage, and GLib
    of those without a gateway. A network without the internet is one: the server may be in it.

    Signals:
        changed: Look again.
    """

    changed = Signal()

    def __init__(self, information: Information | None, can_reach: Callable[[str], bool] = has_way_to) -> None:
        """Without `information` the network is always there."""
        super().__init__()
        self._information = information
        self._can_reach = can_reach
        if information is not None:
            information.reachabilityChanged.connect(self.changed)

    def leads_to(self, host: str) -> bool:
        """Whether `host` may be reachable: True unless all evidence is against it."""
        away = self._information is not None and self._information.reachability() is _Reachability.Disconnected
        return not away or self._can_reach(host)


def _leads_somewhere(interface: QNetworkInterface) -> bool:
    flags = interface.flags()
    running = QNetworkInterface.InterfaceFlag.IsRunning in flags
    loopback = QNetworkInterface.InterfaceFlag.IsLoopBack in flags
    return running and not loopback and any(not entry.ip().isLinkLocal() for entry in interface.addressEntries())
