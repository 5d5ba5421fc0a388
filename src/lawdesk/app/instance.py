"""One running program for each user and profile; a later start only calls the first.

Local sockets are files or pipes of this computer, never the network.
"""

import contextlib
import json
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CALL_MS = 500
_LONGEST_CALL = 4096


class Instance(QObject):
    """The first program of this user and profile; later ones only call it."""

    called = Signal(dict)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_called)

    def call_first(self, call: dict[str, Any]) -> bool:
        """Hand `call` to the program that runs already; False when there is none."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_CALL_MS):
            return False
        socket.write(json.dumps(call).encode() + b"\n")
        socket.waitForBytesWritten(_CALL_MS)
        socket.disconnectFromServer()
        return True

    def become_first(self) -> bool:
        """Answer later starts from now on; False when the system refuses."""
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)  # left behind by a crash: nobody answered there
        return self._server.listen(self._name)

    def close(self) -> None:
        """Answer no more."""
        self._server.close()

    def _on_called(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is None:
            return
        if socket.canReadLine() or socket.waitForReadyRead(_CALL_MS):
            line = bytes(socket.readLine(_LONGEST_CALL).data())
            with contextlib.suppress(ValueError):
                call = json.loads(line)
                if isinstance(call, dict):
                    self.called.emit(call)
        socket.deleteLater()
