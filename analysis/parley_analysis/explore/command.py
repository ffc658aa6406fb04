"""The command line: `python -m parley_analysis explore SCENARIO.yaml`."""

import argparse
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from parley_analysis.engine import EngineError

NEEDS = "this page needs Panel, an extra: pip install 'parley[explore]'"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line with `arguments` (default: the process's); returns the exit code."""
    options = parser().parse_args(arguments)
    return explore(options)


def explore(options: argparse.Namespace) -> int:
    """Serves the page until it is interrupted; returns the exit code."""
    try:
        from parley_analysis.explore.page import ADDRESS, serve
        from parley_analysis.explore.worlds import Worlds
    except ImportError as missing:
        if (missing.name or "").split(".")[0] not in ("panel", "param", "bokeh"):
            raise
        return _fail(2, NEEDS)
    try:
        port = _free_port(ADDRESS, options.port)
    except OSError as problem:
        what = (problem.strerror or str(problem)).lower()
        return _fail(2, f"--port {options.port}: {what}; choose another port, or leave it out")
    try:
        worlds = Worlds(Path(options.scenario))
    except EngineError as problem:
        return _fail(
            problem.code if problem.code in (1, 2) else 1, str(problem).removeprefix("error: ")
        )
    except (OSError, UnicodeDecodeError) as problem:
        said = getattr(problem, "strerror", None) or str(problem)
        return _fail(2, f"{options.scenario}: {said.lower()}")
    try:
        print(f"http://{ADDRESS}:{port}/explore (end with Ctrl+C)", flush=True)
        serve(worlds, port=port, show=options.show)
    except KeyboardInterrupt:
        pass
    finally:
        worlds.close()
    return 0


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        prog="parley-explore",
        description="Opens a page on which a scenario can be changed by hand.",
    )
    add_options(found)
    return found


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("scenario", metavar="SCENARIO.yaml", help="the scenario to touch")
    command.add_argument(
        "--port", type=int, default=0, metavar="N", help="port of the page; default: any free one"
    )
    command.add_argument(
        "--no-browser", dest="show", action="store_false", help="print the address, open no browser"
    )


def _free_port(address: str, port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((address, port))
        return int(probe.getsockname()[1])


def _fail(code: int, message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return code
