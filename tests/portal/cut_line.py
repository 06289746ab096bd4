"""A line between browser and server that is cut in an upload, or before the answer is heard."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

OPEN, IN_THE_UPLOAD, BEFORE_THE_ANSWER, CUT = "open", "in the upload", "before the answer", "cut"


class Line:
    """Passes bytes on; ``state`` says what becomes of the next POST, after which the line is cut."""

    def __init__(self, port: int) -> None:
        self.far, self.state = port, OPEN
        self.posts = 0
        self.ear = socket.create_server(("localhost", 0))
        self.url = f"http://localhost:{self.ear.getsockname()[1]}"
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.ear.accept()
                if self.state == CUT:
                    near.close()
                    continue
                far = socket.create_connection(("localhost", self.far))
                call = _Call(self, near, far)
                for pump in (call.up, call.down):
                    Thread(target=pump, daemon=True).start()


class _Call:
    """One connection of the browser."""

    def __init__(self, line: Line, near: socket.socket, far: socket.socket) -> None:
        self.line, self.near, self.far, self.loses_answer = line, near, far, False

    def up(self) -> None:
        with suppress(OSError):
            while data := self.near.recv(16384):
                is_post = data.startswith(b"POST ")
                self.line.posts += is_post
                if self.line.state == CUT:
                    break
                if is_post and self.line.state == IN_THE_UPLOAD:
                    self.line.state = CUT
                    self.far.sendall(data[: len(data) // 2])
                    break
                if is_post and self.line.state == BEFORE_THE_ANSWER:
                    self.loses_answer = True
                self.far.sendall(data)
        self._end()

    def down(self) -> None:
        with suppress(OSError):
            while data := self.far.recv(16384):
                if self.loses_answer:
                    self.line.state = CUT
                if self.line.state == CUT:
                    break
                self.near.sendall(data)
        self._end()

    def _end(self) -> None:
        for end in (self.near, self.far):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def a_line_to(port: int) -> Iterator[Line]:
    """Open a line to a server on this machine."""
    line = Line(port)
    try:
        yield line
    finally:
        line.ear.close()
