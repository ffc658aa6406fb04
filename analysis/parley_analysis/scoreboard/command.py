"""`python -m parley_analysis scoreboard`."""

import argparse
from pathlib import Path

from parley_analysis.engine import find_program
from parley_analysis.located_yaml import InputError
from parley_analysis.scoreboard import board
from parley_analysis.scoreboard.patterns import GROUPS, Sources, scoreboard
from parley_analysis.whole_file import whole_file

FORMS = {".txt": board.as_text, ".json": board.as_json, ".html": board.as_html}
SHORT = 2  # replicates


def show(options: argparse.Namespace) -> None:
    """What `scoreboard` does: prints the table, and writes it where it is asked for."""
    top = Path(options.folder)
    sources = Sources(
        top / "scenarios", top / "analysis" / "data", find_program(options.program),
        replicates=SHORT if options.short else options.replicates,
    )  # fmt: skip
    for needed in (sources.scenarios, sources.data):
        if not needed.is_dir():
            remedy = "give the folder of Parley's sources with --folder"
            raise InputError(f"{needed}: error: there is no such folder; {remedy}")
    outputs = [Path(name) for name in options.output or ()]
    for output in outputs:
        if output.suffix not in FORMS:
            raise InputError(
                f"{output}: error: no form of the table; end it in .txt, .json or .html"
            )
    rows = scoreboard(sources, options.only or tuple(GROUPS))
    print(board.as_json(rows) if options.json else board.as_text(rows), end="")
    for output in outputs:
        with whole_file(output) as file:
            file.write(FORMS[output.suffix](rows).encode())


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `scoreboard` to the command line."""
    command = commands.add_parser(
        "scoreboard",
        help="say how good Parley is: patterns of the record beside simple rivals",
        description="Runs the scenarios that the record can be held against, and prints each pattern with its"
        " record, a simple rival, the model with its interval, and the goal.",
        epilog="exit codes: 0 done, whatever the table says; 2 wrong input or option, 1 the machine failed",
    )
    command.add_argument(
        "-o", "--output", action="append", metavar="FILE",
        help="write it, too, as .txt, .json or .html; may be given many times",
    )  # fmt: skip
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument(
        "--replicates", type=int, default=20, metavar="N", help="runs of each scenario; default: 20"
    )
    command.add_argument(
        "--short", action="store_true", help=f"{SHORT} runs of each, to see that it works"
    )
    command.add_argument(
        "--only",
        action="append",
        choices=tuple(GROUPS),
        help="these patterns alone; may be given many times",
    )
    command.add_argument(
        "--folder",
        default=".",
        metavar="FOLDER",
        help="Parley's sources, with scenarios and data; default: .",
    )
    command.add_argument("--program", metavar="PARLEY", help="the engine; default: as for pa.run")
    command.set_defaults(run=show)
