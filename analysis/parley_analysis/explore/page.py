"""The page, and the server that shows it on this machine alone."""

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import matplotlib as mpl
import panel as pn
import param
from panel.custom import JSComponent

from parley_analysis.explore.controls import as_messages
from parley_analysis.explore.session import Session
from parley_analysis.explore.views import Wish
from parley_analysis.explore.worlds import Worlds

HERE = Path(__file__).parent
ADDRESS = "127.0.0.1"
LONGEST_LINK = 20_000  # characters


class Page(JSComponent):
    """One open page. The browser sends what is touched, and gets what has become of it."""

    about = param.Dict(default={}, doc="the scenario, its controls and what-ifs")

    _esm = (HERE / "page.js").read_text(encoding="utf-8")
    _stylesheets: ClassVar[list[str]] = [(HERE / "page.css").read_text(encoding="utf-8")]

    def __init__(self, worlds: Worlds, settings: Mapping[str, Any], **parameters: Any):
        self._document = pn.state.curdoc
        self._session = Session(worlds, self._tell)
        about = {
            "name": worlds.name,
            "about": worlds.about,
            "file": worlds.scenario.name,
            "controls": as_messages(worlds.controls),
            "presets": worlds.presets,
            "states": worlds.states,
            "kinds": worlds.kinds,
            "forums": {key: of.get("name", key) for key, of in worlds.forums.items()},
            "settings": dict(settings),
        }
        super().__init__(about=about, **parameters)
        self._started = False

    def end(self) -> None:
        self._session.end()

    def _tell(self, message: Mapping[str, Any]) -> None:
        """From any thread."""
        send = partial(self._send_msg, dict(message))
        if self._document is None:
            send()
        else:
            self._document.add_next_tick_callback(send)

    def _handle_msg(self, data: Any) -> None:
        kind = data.get("kind")
        if kind == "settings":
            self._session.change(_settings(data.get("settings")))
            if not self._started:
                self._started = True
                self._session.start()
        elif kind == "wish":
            self._session.show(_wish(data))
        elif kind == "minutes":
            self._session.order("minutes", str(data["world"]), int(data["number"]))
        elif kind in ("what_if", "report"):
            self._session.order(kind, str(data["name"]))


def _wish(data: Mapping[str, Any]) -> Wish:
    return Wish(
        view=str(data.get("view", "")),
        states=tuple(map(str, data.get("states", ()))),
        forum=str(data.get("forum", "")),
        issue=str(data.get("issue", "")),
    )


def _settings(given: Any) -> dict[str, Any]:
    """Path -> value; nothing where it is no mapping of paths."""
    if not isinstance(given, Mapping):
        return {}
    return {str(path): value for path, value in given.items()}


def _linked() -> dict[str, Any]:
    """The settings that the link carries; none where it is damaged."""
    given = (pn.state.session_args or {}).get("set", [b""])[0].decode("utf-8", "replace")
    try:
        return _settings(json.loads(given)) if given and len(given) <= LONGEST_LINK else {}
    except ValueError:
        return {}


def serve(worlds: Worlds, *, port: int = 0, show: bool = True, threaded: bool = False) -> Any:
    """Serves the page at the loopback address; returns when the server ends or, with `threaded`,
    at once, the server."""
    mpl.use("Agg")
    pn.config.notifications = False

    def opened() -> Page:
        page = Page(worlds, _linked(), sizing_mode="stretch_width")
        pn.state.on_session_destroyed(lambda _: page.end())
        return page

    title = re.sub(r"\s+", " ", f"{worlds.name} - Parley")
    return pn.serve(
        {"explore": opened}, port=port, address=ADDRESS, show=show, threaded=threaded, title=title, verbose=False,
    )  # fmt: skip
