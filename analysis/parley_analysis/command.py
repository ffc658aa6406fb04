"""The command line: `python -m parley_analysis plot RESULT.h5 -o FIGURE.png`, `report ...`,
`support ...`, `explore ...`.

Exit codes are those of `parley`: 0 done, 2 the user's input is wrong, 1 the machine failed.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parley_analysis import figures
from parley_analysis.engine import EngineError
from parley_analysis.explore.command import add_options, explore
from parley_analysis.extras import add_calibration
from parley_analysis.hindcast import support
from parley_analysis.located_yaml import InputError
from parley_analysis.proof import DamageError
from parley_analysis.reporting import write_report
from parley_analysis.result import FormatError, open_result, what_ifs
from parley_analysis.scoreboard import command as scoreboard
from parley_analysis.tables import for_spreadsheets
from parley_analysis.tallies import hardest_issues
from parley_analysis.whole_file import OverwriteError, refuse_to_overwrite, whole_file

SUFFIXES = (".png", ".pdf", ".svg")


class UsageError(ValueError):
    """The user asked for something that cannot be; the message says what and why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line with `arguments` (default: the process's); returns the exit code."""
    options = _parser().parse_args(arguments)
    mpl.use("Agg")
    result = getattr(options, "result", None)
    try:
        return options.run(options) or 0
    except InputError as problem:  # says error: in each of its lines
        print(problem, file=sys.stderr)
        return 2
    except EngineError as problem:
        print(problem, file=sys.stderr)
        return problem.code
    except (UsageError, FormatError, DamageError, OverwriteError) as problem:
        return _fail(2, str(problem))
    except OSError as problem:
        what = (problem.strerror or str(problem)).lower()
        if problem.filename is not None and str(problem.filename) in (
            *(
                str(result),
                str(getattr(options, "study", "")),
                str(getattr(options, "targets", "")),
            ),
        ):
            return _fail(2, f"{problem.filename}: {what}")
        return _fail(1, f"{options.output or 'output'}: not written ({what})")


def plot_program() -> int:
    """The program parley-plot."""
    return main(["plot", *sys.argv[1:]])


def report_program() -> int:
    """The program parley-report."""
    return main(["report", *sys.argv[1:]])


def support_program() -> int:
    """The program parley-support."""
    return main(["support", *sys.argv[1:]])


def calibrate_program() -> int:
    """The program parley-calibrate."""
    return main(["calibrate", *sys.argv[1:]])


def scoreboard_program() -> int:
    """The program parley-scoreboard."""
    return main(["scoreboard", *sys.argv[1:]])


def plot(options: argparse.Namespace) -> None:
    """Draws the figure that `options` ask for into a file that is whole when it appears."""
    output = _target(
        options, f"{Path(options.result).stem or 'result'}.png", SUFFIXES, "a kind of figure"
    )
    _require_use(options)
    with open_result(options.result) as result:
        if "time" not in result.dims:
            raise UsageError(
                f"{options.result}: a sweep's summary, which has no such figures; `report` draws those it has"
            )
        try:
            with figures.narrow(options.narrow):
                FIGURES[options.what](result, options)
        except ValueError as problem:  # an issue, state or what-if that the result does not have
            raise UsageError(f"{options.result}: {problem}") from problem
        figure = plt.gcf()
        with whole_file(output) as file:
            figure.savefig(file, format=output.suffix[1:].lower(), dpi=options.dpi)
        plt.close(figure)
        print(f"{output}: {options.what} of {result.attrs['title']}")


def _require_use(options: argparse.Namespace) -> None:
    """Raises UsageError for an option that the figure has no use for."""
    for option, given, those in (
        ("--issue", options.issue, OF_ISSUES),
        ("--state", options.state and options.state[0], OF_STATES),
    ):
        if given and options.what not in those:
            by = "issue" if option == "--issue" else "state"
            known = f"{', '.join(those[:-1])} and {those[-1]}"
            raise UsageError(f"{option} {given}: only --what {known} show one {by}")


def report(options: argparse.Namespace) -> None:
    """Writes the page that `options` ask for into a file that is whole when it appears."""
    output = _target(
        options, f"{Path(options.result).stem or 'result'}.html", (".html", ".htm"), "a page"
    )
    try:
        with _line_of_progress() as say:
            write_report(options.result, output, what_if=options.what_if, progress=say)
    except FormatError:
        raise
    except ValueError as problem:  # a what-if that the result does not have
        raise UsageError(f"{options.result}: {problem}") from problem
    print(f"{output}: report of {options.result}")


@contextmanager
def _line_of_progress() -> Iterator[Callable[[str], None]]:
    """Says what is done on one line of a terminal, which is empty again in the end; nothing where
    standard error is none."""
    shown = sys.stderr.isatty()

    def say(title: str) -> None:
        if shown:
            sys.stderr.write(f"\r\x1b[Kdrawn: {title}")
            sys.stderr.flush()

    try:
        yield say
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def support_table(options: argparse.Namespace) -> None:
    """Writes the propensity of every state to support a text as a table that is whole when it
    appears."""
    output = _target(options, "support.csv", (".csv",), "the name of a table")
    with open_result(options.result) as result:
        try:
            table = support(result, options.forum)
        except ValueError as problem:  # no text that is open to all, or no minutes of it
            raise UsageError(f"{options.result}: {problem}") from problem
        with whole_file(output) as file:
            file.write(for_spreadsheets(table[["score"]]).to_csv(lineterminator="\n").encode())
        print(f"{output}: support of {len(table)} states for {result.attrs['title']}")


def _target(options: argparse.Namespace, default: str, suffixes: Sequence[str], kind: str) -> Path:
    """The file to write. Raises UsageError where it cannot be one, and OverwriteError where it
    is the result itself."""
    output = Path(options.output or default)
    if output.suffix.lower() not in suffixes:
        raise UsageError(f"{output}: not {kind}; end the name in {', '.join(suffixes)}")
    if not output.parent.is_dir():
        raise UsageError(f"{output}: there is no folder {output.parent}")
    refuse_to_overwrite(output, options.result)
    return output


def _on_one_issue(draw: Callable[..., Axes]) -> Callable[[xr.Dataset, argparse.Namespace], Axes]:
    """`draw` on the issue that is asked for or, where none is, the hardest."""

    def drawn(result: xr.Dataset, options: argparse.Namespace) -> Axes:
        issue = options.issue or hardest_issues(result, what_if=options.what_if)[0]
        return draw(result, issue, what_if=options.what_if, states=options.state)

    return drawn


def _of(draw: Callable[..., Figure | Axes]) -> Callable[[xr.Dataset, argparse.Namespace], Any]:
    return lambda result, options: draw(result, what_if=options.what_if)


def _by_state(draw: Callable[..., Axes]) -> Callable[[xr.Dataset, argparse.Namespace], Axes]:
    return lambda result, options: draw(result, what_if=options.what_if, states=options.state)


def _movement(result: xr.Dataset, options: argparse.Namespace) -> Figure | Axes:
    """A panel for each kind where there are variations to compare, else one for all kinds."""
    several = len(what_ifs(result)) > 1
    draw = figures.movement_by_kind if several else figures.plot_movement
    return draw(result, what_if=options.what_if)


FIGURES: dict[str, Callable[[xr.Dataset, argparse.Namespace], Figure | Axes]] = {
    "overview": _of(figures.overview),
    "movement": _movement,
    "variations": _of(figures.movement_by_variation),
    "agreements": _of(figures.plot_agreements),
    "blockages": _of(figures.plot_blockages),
    "policies": _on_one_issue(figures.plot_policies),
    "positions": _on_one_issue(figures.plot_positions),
    "partners": _by_state(figures.plot_partners),
    "corridors": _by_state(figures.plot_corridors),
    "map": _by_state(figures.plot_map),
    "profiles": _by_state(figures.plot_profiles),
    "disclosure": _by_state(figures.plot_disclosure),
    "gap": _of(figures.plot_management_gap),
    "gains": _by_state(figures.plot_gains),
    "prices": _of(figures.plot_prices),
    "recognition": _by_state(figures.plot_recognition),
    "unrecognised": _by_state(figures.plot_price_of_unrecognised),
}
OF_ISSUES = ("policies", "positions")
OF_STATES = (
    *OF_ISSUES,
    *(
        "partners",
        "corridors",
        "map",
        "profiles",
        "disclosure",
        "gains",
        "recognition",
        "unrecognised",
    ),
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m parley_analysis",
        description="Draws the results of Parley, and writes reports and tables of them.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = commands.add_parser(
        "plot",
        help="draw a result of `parley run`",
        description="Draws a result of `parley run`.",
        epilog="""figures:
  overview      everything at a glance (the default)
  movement      movement by kind of issue over time, by what-if
  variations    a small panel of movement on hard issues for each what-if
  agreements    which forum agreed on which issue, in per cent of its tables
  blockages     what stayed open, and which states blocked it, for what reason
  policies      policy in force of each state over time, on one issue
  positions     what states declare on one issue, and each agreement at its terms
  partners      which states sign together
  corridors     flows between states, and which pairs agreed
  map           the same on a map, of states by their ISO codes
  profiles      the triangle of sending, transit and receiving, and movement in it
  disclosure    how openly states declare what they perceive
  gap           capacity that states lack, where the scenario models capacity
  gains         what agreements have brought each state, and who loses
  prices        what money could have opened of the tables that failed
  recognition   how far states recognise the mixed interests that they have
  unrecognised  how much better off states believe themselves than they are

exit codes: 0 done, 2 wrong input or option, 1 the figure could not be written""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("result", metavar="RESULT.h5", help="the file that `parley run` wrote")
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=f"the figure ({', '.join(SUFFIXES)}); default: RESULT.png in the current folder",
    )
    command.add_argument(
        "--what",
        choices=FIGURES,
        default="overview",
        metavar="FIGURE",
        help="which figure, see below",
    )
    command.add_argument(
        "--what-if",
        metavar="NAME",
        help="which variation of the scenario; default: baseline, or the first. Movement, variations"
        " and gap show it beside the first; by default all",
    )
    command.add_argument(
        "--state",
        action="append",
        metavar="ID",
        help="a state to show in front of the others, or alone; may be given many times",
    )
    command.add_argument(
        "--narrow",
        action="store_true",
        help="draw for a telephone: 420 pixels wide, panels one below the other",
    )
    command.add_argument(
        "--issue", metavar="ID", help="for policies and positions; default: the hardest issue"
    )
    command.add_argument(
        "--dpi", type=resolution, default=100, metavar="N", help="pixels an inch; default: 100"
    )
    command.set_defaults(run=plot)
    _add_report(commands)
    _add_support(commands)
    add_calibration(commands)
    scoreboard.add_command(commands)
    _add_explore(commands)
    return parser


def _add_report(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "report",
        help="write a page about a result: its story, figures, tables and origin",
        description="Writes one HTML page about a result of `parley run` or `parley sweep`, which needs nothing"
        " beside itself: the scenario's story, what happened, figures, tables, and where it comes from.",
        epilog="exit codes: 0 done, 2 wrong input or option, 1 the page could not be written",
    )
    command.add_argument(
        "result", metavar="RESULT.h5", help="the file that `parley run` or `parley sweep` wrote"
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the page; default: RESULT.html in the current folder",
    )
    command.add_argument(
        "--what-if",
        metavar="NAME",
        help="which variation figures show; default: baseline, or the first",
    )
    command.set_defaults(run=report)


def _add_support(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "support",
        help="write how far each state supports a text that is open to all",
        description="Writes how far each state supports a text that is open to all: state,score, higher is more.",
        epilog="""The score adds the share of runs in which the state signs, what it believes to gain from the text,
and half of what the members of its groups gain on average (analysis/README.md). Its order counts, not its size.

exit codes: 0 done, 2 wrong input or option, 1 the table could not be written""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("result", metavar="RESULT.h5", help="the file that `parley run` wrote")
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the table; default: support.csv in the current folder",
    )
    command.add_argument(
        "--forum", metavar="ID", help="whose text; default: the only forum of level global"
    )
    command.set_defaults(run=support_table)


def _add_explore(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "explore",
        help="open a page on which a scenario can be changed by hand",
        description="Opens a page on which a scenario can be changed by hand, with what that changes beside it: on"
        " this machine alone, and without anything from elsewhere. Needs the extra `explore`.",
        epilog="exit codes: 0 ended by Ctrl+C, 2 wrong input or option, 1 the engine failed",
    )
    add_options(command)
    command.set_defaults(run=explore)


def resolution(text: str) -> float:
    value = float(text)
    if not 10 <= value <= 1200:
        raise argparse.ArgumentTypeError(f"{text} is not from 10 to 1200")
    return value


def _fail(code: int, message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return code
