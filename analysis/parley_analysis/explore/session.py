"""What one open page computes: numbers first with few replicates, then with more, and what it
shows of them."""

import re
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import parley_analysis as pa
from parley_analysis.engine import EngineError, EngineInputError
from parley_analysis.explore.numbers import compare
from parley_analysis.explore.saving import WhatIfNameError
from parley_analysis.explore.talks import minutes_of
from parley_analysis.explore.views import Wish, numbers_table, view_of
from parley_analysis.explore.worlds import World, Worlds

PATIENCE = 1.0  # seconds without a change before the last and longest step

Say = Callable[[Mapping[str, Any]], None]


class Session:
    """Computes in a thread of its own. What is asked for while it computes is taken up next, the
    latest alone. `say` gets what the page is told."""

    def __init__(self, worlds: Worlds, say: Say):
        self.worlds, self.say = worlds, say
        self._changed = threading.Condition()
        self._settings: dict[str, Any] = {}
        self._wish, self._asked = Wish(), 0
        self._version, self._changed_at = 0, time.monotonic()
        self._replicates = 0
        self._orders: list[Callable[[], None]] = []
        self._ended = False
        self._yours: World | None = None
        self._drawn = (-1, -1)
        self._minutes: dict[tuple[str, int], pa.RunMinutes] = {}
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify()

    def change(self, settings: Mapping[str, Any]) -> None:
        with self._changed:
            self._settings, self._version = dict(settings), self._version + 1
            self._changed_at = time.monotonic()
            self._changed.notify()

    def show(self, wish: Wish) -> None:
        with self._changed:
            self._wish, self._asked = wish, self._asked + 1
            self._changed.notify()

    def order(self, kind: str, *given: Any) -> None:
        """Minutes of a table (`world`, number), or a file to save (`what_if` or `report`, with a
        name)."""
        works: dict[str, Callable[..., None]] = {
            "minutes": self._tell_minutes,
            "what_if": self._save,
            "report": self._report,
        }
        work = works[kind]
        with self._changed:
            self._orders.append(lambda: work(*given))
            self._changed.notify()

    def _work(self) -> None:
        done, step, refused = -1, 0, -1
        while True:
            with self._changed:
                if self._ended:
                    break
                version, settings = self._version, dict(self._settings)
                wish, asked = self._wish, self._asked
                order = self._orders.pop(0) if self._orders else None
            if version != done:
                done, step = version, 0
            left = () if refused == version else self.worlds.ladder[step:]
            try:
                if left and step < 2:
                    if not self._compute(settings, left[0], version, last=len(left) == 1):
                        refused = version
                    step += 1
                elif order:
                    order()
                elif self._yours and self._drawn != (version, asked):
                    self._show(version, wish, asked)
                elif left and time.monotonic() - self._changed_at >= PATIENCE:
                    self._compute(settings, left[0], version, last=len(left) == 1)
                    step += 1
                else:
                    self._rest(version, asked, PATIENCE if left else None)
            except Exception as problem:  # the page goes on, and says what went wrong
                self.say({"kind": "fault", "text": str(problem), "paths": []})
                self._drawn = (version, asked)
                step += 1
        if self._yours:
            self._yours.close()

    def _rest(self, version: int, asked: int, patience: float | None) -> None:
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._ended or self._orders or (self._version, self._asked) != (version, asked)
                ),
                timeout=patience,
            )

    def _compute(
        self, settings: dict[str, Any], replicates: int, version: int, *, last: bool
    ) -> bool:
        """Whether the engine took the settings."""
        began = time.monotonic()
        unknown = self.worlds.unknown(settings)
        if unknown is not None:
            said = f"'{unknown}' cannot be set on this page; remove it from the link"
            self.say({"kind": "fault", "text": said, "paths": [unknown]})
            return False
        try:
            yours = self.worlds.run(settings, replicates)
        except EngineInputError as refusal:
            paths = re.findall(r"^--set ([^\s:]+):", str(refusal), flags=re.MULTILINE)
            self.say({"kind": "fault", "text": str(refusal), "paths": paths})
            return False
        if self._yours:
            self._yours.close()
        self._yours = yours
        self._minutes = {key: of for key, of in self._minutes.items() if key[1] in (0, version)}
        written = self.worlds.as_written(replicates)
        rows = compare(written, yours.result)
        self.say(
            {
                "kind": "numbers",
                "html": numbers_table(rows),
                "replicates": replicates,
                "version": version,
                "last": last,
                "took": round(time.monotonic() - began, 3),
            }
        )
        self._replicates = replicates
        return True

    def _show(self, version: int, wish: Wish, asked: int) -> None:
        assert self._yours is not None
        html = view_of(self.worlds.as_written(self._replicates), self._yours.result, wish)
        self._drawn = (version, asked)
        self.say({"kind": "view", "view": wish.view, "html": html, "version": version})

    def _tell_minutes(self, world: str, number: int) -> None:
        key = (world, 0 if world == "written" else self._version)
        if key not in self._minutes:
            self._minutes[key] = self.worlds.minutes({} if world == "written" else self._settings)
        self.say({"kind": "minutes", "html": minutes_of(self._minutes[key], number)})

    def _save(self, name: str) -> None:
        self._give(name, lambda: self.worlds.saved(name, self._settings), ".yaml")

    def _report(self, name: str) -> None:
        replicates = self.worlds.ladder[1]
        self._give(name, lambda: self.worlds.report(name, self._settings, replicates), ".html")

    def _give(self, name: str, made: Callable[[], str], suffix: str) -> None:
        try:
            text = made()
        except (WhatIfNameError, EngineError) as refusal:
            self.say({"kind": "fault", "text": str(refusal), "paths": []})
            return
        file = f"{self.worlds.scenario.stem}_{name}{suffix}"
        self.say({"kind": "file", "name": file, "text": text})
