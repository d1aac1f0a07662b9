"""A real headless Chromium, spoken to over a pipe in its DevTools protocol.

Messages are JSON ended by a zero byte, read from file descriptor 4 and written to 3; no port is
opened and nothing but the standard library is needed.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

PATIENCE_S = 60.0
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
# The child puts the two pipe ends where Chromium looks for them, then becomes Chromium.
_LAUNCHER = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(fd), fcntl.F_DUPFD, 10) for fd in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def chromium() -> str:
    """Path of the browser; skips the test when there is none, fails when all parts are required."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail("chromium is required and not installed")
    pytest.skip("chromium is not installed")


class Browser:
    """One browser with one page at a time; `troubles` collects what its console complained of."""

    def __init__(self) -> None:
        path = chromium()
        self._folder = tempfile.TemporaryDirectory(prefix="render-test-")
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        self._process = subprocess.Popen(  # noqa: S603 - our own command line
            [
                sys.executable,
                "-c",
                _LAUNCHER,
                str(to_browser),
                str(from_browser),
                path,
                *_FLAGS,
                f"--user-data-dir={self._folder.name}",
                "about:blank",
            ],
            pass_fds=(to_browser, from_browser),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._number = 0
        self._buffer = b""
        self._session = ""
        self.events: list[dict[str, Any]] = []

    def close(self) -> None:
        """Ends the browser and removes its folder."""
        os.close(self._out)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        shutil.rmtree(self._folder.name, ignore_errors=True)
        self._folder.cleanup()

    def open(self, page: Path, *, width: int = 1280, height: int = 860, dark: bool = False) -> None:
        """Opens a file and waits until it is loaded."""
        if self._session:
            self.call("Target.closeTarget", targetId=self._target)
            self._session = ""
        self.events.clear()
        self._target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=self._target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}],
        )
        self.call("Page.navigate", url=page.resolve().as_uri())
        self._until(lambda: any(e["method"] == "Page.loadEventFired" for e in self.events))
        self.settle()

    def settle(self) -> None:
        """Waits until what was asked for is on the screen."""
        self.run("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(1))))")

    def run(self, script: str) -> Any:
        """Value of an expression in the page; a promise is awaited."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def click(self, x: float, y: float) -> None:
        """Moves the mouse there and clicks."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=x,
                y=y,
                button="none" if kind == "mouseMoved" else "left",
                clickCount=0 if kind == "mouseMoved" else 1,
            )
        self.settle()

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drags with the left button."""
        points = [start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), end]
        self.call(
            "Input.dispatchMouseEvent", type="mousePressed", x=start[0], y=start[1], button="left"
        )
        for x, y in points:
            self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y, button="left")
        self.call(
            "Input.dispatchMouseEvent", type="mouseReleased", x=end[0], y=end[1], button="left"
        )
        self.settle()

    def screenshot(self, *, share: float = 1.0) -> bytes:
        """The page as PNG, drawn smaller by `share`."""
        box = self.run("[innerWidth, innerHeight]")
        clip = {"x": 0, "y": 0, "width": box[0], "height": box[1], "scale": share}
        answer = self.call("Page.captureScreenshot", format="png", clip=clip)
        return base64.b64decode(answer["data"])

    def pdf(self) -> bytes:
        """The page as printed on A4."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])

    def troubles(self) -> list[str]:
        """Console messages, uncaught errors and refused loads since the page was opened."""
        self.run("1")
        found = []
        for event in self.events:
            method, told = event["method"], event["params"]
            if method == "Runtime.exceptionThrown":
                found.append(str(told["exceptionDetails"]))
            elif method == "Runtime.consoleAPICalled":
                found.append(str(told["args"]))
            elif method == "Log.entryAdded":
                found.append(str(told["entry"]))
        return found

    def loads(self) -> list[str]:
        """Addresses that the page asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command and its answer."""
        self._number += 1
        number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        answer: dict[str, Any] = {}

        def answered() -> bool:
            for i, event in enumerate(self.events):
                if event.get("id") == number:
                    answer.update(self.events.pop(i))
                    return True
            return False

        self._until(answered)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']}")
        return answer.get("result", {})

    def _until(self, done) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not done():
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._in], [], [], left)[0]:
                raise AssertionError("the browser does not answer")
            piece = os.read(self._in, 1 << 20)
            if not piece:
                raise AssertionError("the browser is gone")
            *whole, self._buffer = (self._buffer + piece).split(b"\0")
            self.events += [json.loads(text) for text in whole]


def colors_of(png: bytes) -> int:
    """Number of different colours in a PNG of 8 bits a channel."""
    position, data, channels, width = 8, b"", 3, 0
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        kind, body = png[position + 4 : position + 8], png[position + 8 : position + 8 + length]
        if kind == b"IHDR":
            width, _, _, color_type = struct.unpack(">IIBB", body[:10])
            channels = 4 if color_type == 6 else 3
        elif kind == b"IDAT":
            data += body
        position += 12 + length
    raw, stride = zlib.decompress(data), width * channels
    colors: set[bytes] = set()
    before = bytearray(stride)
    for start in range(0, len(raw), stride + 1):
        line = _unfiltered(
            raw[start], bytearray(raw[start + 1 : start + 1 + stride]), before, channels
        )
        colors.update(bytes(line[i : i + 3]) for i in range(0, stride, channels))
        before = line
    return len(colors)


def _unfiltered(kind: int, line: bytearray, up: bytearray, step: int) -> bytearray:
    for i in range(len(line)):
        left = line[i - step] if i >= step else 0
        corner = up[i - step] if i >= step else 0
        if kind == 1:
            add = left
        elif kind == 2:
            add = up[i]
        elif kind == 3:
            add = (left + up[i]) // 2
        elif kind == 4:
            guess = left + up[i] - corner
            add = min((left, up[i], corner), key=lambda value: abs(guess - value))
        else:
            break
        line[i] = (line[i] + add) & 255
    return line
