"""A browser without a window, driven through a pipe by the DevTools protocol."""

import json
import os
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def find_browser():
    """The path of a Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One tab. `faults` and `fetched` collect what the pages log as errors and ask for."""

    def __init__(self, path):
        self.folder = tempfile.mkdtemp(prefix="parley_browser_")
        to_read, self.to_write = os.pipe()
        self.to_read, to_be_read = os.pipe()
        command = (
            f'exec "$0" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage'
            f" --no-first-run --disable-background-networking --disable-component-update"
            f' --user-data-dir="$1" --remote-debugging-pipe 3<&{to_read} 4>&{to_be_read}'
        )
        self.process = subprocess.Popen(
            ["bash", "-c", command, path, self.folder],
            pass_fds=(to_read, to_be_read),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_be_read)
        self.calls, self.rest, self.session = 0, b"", None
        self.faults, self.fetched, self.loaded = [], [], False
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def close(self):
        try:
            session, self.session = self.session, None
            self.call("Browser.close")
            self.session = session
        except EOFError:
            pass
        self.process.wait(timeout=60)
        os.close(self.to_write)
        os.close(self.to_read)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _next(self):
        """The next message, an event or an answer."""
        while b"\0" not in self.rest:
            part = os.read(self.to_read, 1 << 20)
            if not part:
                raise EOFError("the browser has ended")
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(message)
        self._note(message.get("method"), message.get("params", {}))
        return message

    def _note(self, event, of):
        if event == "Page.loadEventFired":
            self.loaded = True
        elif event == "Network.requestWillBeSent":
            self.fetched.append(of["request"]["url"])
        elif event == "Runtime.exceptionThrown":
            details = of["exceptionDetails"]
            self.faults.append(details.get("exception", {}).get("description") or details["text"])
        elif event == "Runtime.consoleAPICalled" and of["type"] in ("error", "assert"):
            self.faults.append(" ".join(str(part.get("value")) for part in of["args"]))
        elif event == "Log.entryAdded" and of["entry"]["level"] == "error":
            self.faults.append(f"{of['entry']['text']} {of['entry'].get('url', '')}")

    def call(self, method, **params):
        """Asks for something and waits for the answer; raises RuntimeError for a refusal."""
        self.calls += 1
        message = {"id": self.calls, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to_write, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == self.calls:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer.get("result", {})

    def width(self, pixels, height=900):
        """Makes the window so wide; a narrow one is that of a telephone."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=pixels,
            height=height,
            deviceScaleFactor=1,
            mobile=pixels < 600,
        )

    def scheme(self, name):
        """Asks pages for their `light` or their `dark` form."""
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": name}],
        )

    def open(self, url):
        """Loads a page and waits until it is there; forgets what earlier pages did."""
        self.faults, self.fetched, self.loaded = [], [], False
        self.call("Page.navigate", url=url)
        began = time.monotonic()
        while not self.loaded:
            self._next()
            if time.monotonic() - began > 300:
                raise TimeoutError(url)

    def run(self, script):
        """What a script of JavaScript returns on the page; a promise is waited for."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")
