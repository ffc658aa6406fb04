"""The command line: `python -m parley_analysis plot RESULT.h5 -o FIGURE.png`, `report ...`,
`support ...`.

Exit codes are those of `parley`: 0 done, 2 the user's input is wrong, 1 the machine failed.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parley_analysis import figures
from parley_analysis.hindcast import support
from parley_analysis.proof import DamageError
from parley_analysis.reporting import write_report
from parley_analysis.result import FormatError, open_result, what_ifs
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
    try:
        options.run(options)
    except (UsageError, FormatError, DamageError, OverwriteError) as problem:
        return _fail(2, str(problem))
    except OSError as problem:
        what = (problem.strerror or str(problem)).lower()
        if problem.filename == options.result:
            return _fail(2, f"{options.result}: {what}")
        return _fail(1, f"{options.output or 'output'}: not written ({what})")
    return 0


def plot(options: argparse.Namespace) -> None:
    """Draws the figure that `options` ask for into a file that is whole when it appears."""
    output = _target(
        options, f"{Path(options.result).stem or 'result'}.png", SUFFIXES, "a kind of figure"
    )
    if options.issue and options.what not in ("policies", "positions"):
        raise UsageError(
            f"--issue {options.issue}: only --what policies and positions show one issue"
        )
    if options.what_if and options.what == "movement":
        raise UsageError(f"--what-if {options.what_if}: --what movement shows all what-ifs")
    with open_result(options.result) as result:
        if "time" not in result.dims:
            raise UsageError(
                f"{options.result}: a sweep's summary, which has no such figures; `report` draws those it has"
            )
        try:
            FIGURES[options.what](result, options)
        except ValueError as problem:  # an issue or a what-if that the result does not have
            raise UsageError(f"{options.result}: {problem}") from problem
        figure = plt.gcf()
        with whole_file(output) as file:
            figure.savefig(file, format=output.suffix[1:].lower(), dpi=options.dpi)
        plt.close(figure)
        print(f"{output}: {options.what} of {result.attrs['title']}")


def report(options: argparse.Namespace) -> None:
    """Writes the page that `options` ask for into a file that is whole when it appears."""
    output = _target(
        options, f"{Path(options.result).stem or 'result'}.html", (".html", ".htm"), "a page"
    )
    try:
        write_report(options.result, output, what_if=options.what_if)
    except FormatError:
        raise
    except ValueError as problem:  # a what-if that the result does not have
        raise UsageError(f"{options.result}: {problem}") from problem
    print(f"{output}: report of {options.result}")


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
        return draw(result, issue, what_if=options.what_if)

    return drawn


FIGURES: dict[str, Callable[[xr.Dataset, argparse.Namespace], Figure | Axes]] = {
    "overview": lambda result, of: figures.overview(result, what_if=of.what_if),
    "movement": lambda result, _: (
        figures.movement_by_kind(result)
        if len(what_ifs(result)) > 1
        else figures.plot_movement(result)
    ),
    "agreements": lambda result, of: figures.plot_agreements(result, what_if=of.what_if),
    "blockages": lambda result, of: figures.plot_blockages(result, what_if=of.what_if),
    "policies": _on_one_issue(figures.plot_policies),
    "positions": _on_one_issue(figures.plot_positions),
    "partners": lambda result, of: figures.plot_partners(result, what_if=of.what_if),
    "corridors": lambda result, of: figures.plot_corridors(result, what_if=of.what_if),
    "profiles": lambda result, of: figures.plot_profiles(result, what_if=of.what_if),
    "disclosure": lambda result, of: figures.plot_disclosure(result, what_if=of.what_if),
    "gap": lambda result, of: figures.plot_management_gap(result, what_if=of.what_if),
    "gains": lambda result, of: figures.plot_gains(result, what_if=of.what_if),
    "prices": lambda result, of: figures.plot_prices(result, what_if=of.what_if),
    "recognition": lambda result, of: figures.plot_recognition(result, what_if=of.what_if),
    "unrecognised": lambda result, of: figures.plot_price_of_unrecognised(
        result, what_if=of.what_if
    ),
}


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
  agreements    which forum agreed on which issue, in per cent of its tables
  blockages     what stayed open, and which states blocked it, for what reason
  policies      policy in force of each state over time, on one issue
  positions     what states declare on one issue, and each agreement at its terms
  partners      which states sign together
  corridors     flows between states, and which pairs agreed
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
        help="which variation of the scenario; default: baseline, or the first",
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


def resolution(text: str) -> float:
    value = float(text)
    if not 10 <= value <= 1200:
        raise argparse.ArgumentTypeError(f"{text} is not from 10 to 1200")
    return value


def _fail(code: int, message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return code
