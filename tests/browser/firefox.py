"""A real Firefox without a window, driven through Marionette, its own remote protocol.

Only the system's save dialog is missing there: what the user would answer is given in its
place, and the rest of « Enregistrer sous… » is Firefox's own code.
"""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")

SAVED_AS = {"complete": 0, "html": 1, "text": 2}
"""The entries of « Type » in the dialog, as Firefox numbers them (contentAreaUtils.js)."""

_COPY = """
const done = arguments[arguments.length - 1];
const pause = (time) => new Promise((go) => setTimeout(go, time));
(async () => {
  goDoCommand("cmd_selectAll");
  await pause(500);
  goDoCommand("cmd_copy");
  const data = {};
  for (let tries = 0; tries < 20 && !data.value; tries += 1) {
    await pause(250);
    const taken = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable);
    taken.init(null);
    taken.addDataFlavor("text/plain");
    Services.clipboard.getData(taken, Ci.nsIClipboard.kGlobalClipboard);
    try { taken.getTransferData("text/plain", data); } catch (error) { /* Not there yet. */ }
  }
  return data.value.QueryInterface(Ci.nsISupportsString).data;
})().then(done, (error) => done("error: " + error));
"""

_SAVE = """
const [path, type, done] = arguments;
window.promiseTargetFile = async (asked) => {
  const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
  file.initWithPath(path);
  asked.file = file;
  asked.saveAsType = type;
  return true;
};
saveBrowser(gBrowser.selectedBrowser, false, null, () => done("saved"));
setTimeout(() => done("waited"), 10000);
"""


class Firefox:
    """One window, on one page."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._answers = connection.makefile("rb")
        self._number = 0
        self._receive()
        self._ask("WebDriver:NewSession", capabilities={})

    def open(self, url: str) -> None:
        """Go to a page."""
        self._ask("WebDriver:Navigate", url=url)

    def copy(self) -> str:
        """The text that Ctrl+A, Ctrl+C put into the clipboard."""
        return str(self._inside(_COPY))

    def save(self, path: Path, kind: str) -> None:
        """« Enregistrer sous… », with that name and that type."""
        self._inside(_SAVE, str(path), SAVED_AS[kind])
        limit = time.monotonic() + 20
        while not (path.is_file() and path.stat().st_size) and time.monotonic() < limit:
            time.sleep(0.2)

    def printed(self) -> bytes:
        """The page printed to a PDF."""
        return base64.b64decode(self._ask("WebDriver:Print")["value"])

    def _inside(self, script: str, *arguments: Any) -> Any:
        """Run a script in Firefox's own window, beside the page."""
        self._ask("Marionette:SetContext", value="chrome")
        try:
            asked = {"script": script, "args": list(arguments)}
            return self._ask("WebDriver:ExecuteAsyncScript", **asked)["value"]
        finally:
            self._ask("Marionette:SetContext", value="content")

    def _ask(self, command: str, **parameters: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._connection.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{command}: {error.get('message', error)}")
        return result

    def _receive(self) -> Any:
        length = b""
        while (char := self._answers.read(1)) not in (b":", b""):
            length += char
        return json.loads(self._answers.read(int(length)))


@contextlib.contextmanager
def started() -> Iterator[Firefox]:
    """A Firefox with a profile of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        Path(profile, "user.js").write_text(f'user_pref("marionette.port", {port});\n', "utf-8")
        options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
        running = subprocess.Popen(
            [str(FIREFOX), *options, "--profile", profile],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            connection = _connected(port)
            connection.settimeout(60)
            with connection:
                yield Firefox(connection)
        finally:
            running.terminate()
            running.wait(30)


def _connected(port: int) -> socket.socket:
    limit = time.monotonic() + 90
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 5)
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.3)
