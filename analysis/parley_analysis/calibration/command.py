"""`python -m parley_analysis calibrate STUDY.yaml --targets targets.yaml -o waves/`."""

import argparse
import hashlib
import json
from pathlib import Path

from parley_analysis.calibration.engine_runs import EngineRuns, read_study
from parley_analysis.calibration.report import write_report
from parley_analysis.calibration.schema import targets_schema
from parley_analysis.calibration.targets import read_targets
from parley_analysis.calibration.waves import Options, WaitingError, match_waves, take_up


def calibrate(options: argparse.Namespace) -> None:
    """What `calibrate` does; prints the report."""
    folder, asked_of = Path(options.output or "waves"), Path(options.targets)
    targets = read_targets(asked_of)
    program = Path(options.program) if options.program else None
    judged = read_study(Path(options.study), options.replicates, program)
    chosen = Options(
        waves=options.waves, size=options.size, cutoff=options.cutoff, kept=options.points,
        seed=options.seed if options.seed is not None else int(judged.said.get("seed", 1)),
    )  # fmt: skip
    scenario = judged.scenario.read_bytes()
    asked = {
        "study": judged.text,
        "targets": targets.text,
        "scenario": hashlib.sha256(scenario).hexdigest(),
        "replicates": judged.replicates,
        "options": {"size": chosen.size, "cutoff": chosen.cutoff, "seed": chosen.seed},
    }
    take_up(folder, asked, options.overwrite)
    runs = EngineRuns(
        judged, targets, asked_of, folder, options.threads, program, options.elsewhere
    )
    if not (folder / "wave-1" / "summaries.csv").exists():
        runs.pilot()
    try:
        found = match_waves(judged.space, targets, runs, folder, chosen)
    except WaitingError as waiting:
        print(waiting)
        return
    print(write_report(found, folder), end="")
    from parley_analysis.figures import calibration as figures  # draws after all is saved

    for path in figures.draw_all(found, folder):
        print(path)


def schema(options: argparse.Namespace) -> None:
    """What `schema` does: prints the JSON Schema of `targets.yaml`."""
    print(json.dumps(targets_schema(), indent=2))


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `calibrate` and `schema` to the command line."""
    command = commands.add_parser(
        "calibrate",
        help="find what the record leaves of a study's judgements",
        description="Finds what the record leaves of the judgements that a study varies: history matching in"
        " waves, with Gaussian processes in the place of most runs.",
        epilog="""What stands in the folder afterwards: points.csv, points drawn evenly from what is left, for
'design: {from: points.csv}'; posterior.csv, the same by how likely the record makes them; report.txt,
report.json and figures; and a folder for each wave with its study, points, result and summaries. The same
command goes on where it was interrupted.

exit codes: 0 done, also when nothing is left; 2 wrong input or option, 1 a file could not be written,
130 interrupted""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("study", metavar="STUDY.yaml", help="what varies, and how far")
    command.add_argument(
        "--targets", required=True, metavar="TARGETS.yaml", help="what the record says"
    )
    command.add_argument("-o", "--output", metavar="FOLDER", help="where all goes; default: waves")
    command.add_argument("--waves", type=_whole, default=3, metavar="N", help="at most; default: 3")
    command.add_argument(
        "--size", type=_whole, metavar="N", help="points of a wave; default: 12 for each judgement"
    )
    command.add_argument(
        "--replicates",
        type=_whole,
        metavar="N",
        help="runs of each point; default: those of the study",
    )
    command.add_argument(
        "--cutoff", type=_above_zero, default=3.0, metavar="X",
        help="deviations from which on a point is ruled out; default: 3",
    )  # fmt: skip
    command.add_argument(
        "--points", type=_whole, default=200, metavar="N", help="in points.csv; default: 200"
    )
    command.add_argument("--seed", type=int, metavar="N", help="of designs; default: the study's")
    command.add_argument("--threads", type=_whole, metavar="N", help="of the engine; default: all")
    command.add_argument(
        "--elsewhere", action="store_true",
        help="write the next wave's study and say how to run it, in shards or on a cluster; once its result"
        " is there, the same command goes on",
    )  # fmt: skip
    command.add_argument("--overwrite", action="store_true", help="begin again")
    command.add_argument("--program", metavar="PARLEY", help="the engine; default: as for pa.run")
    command.set_defaults(run=calibrate)
    described = commands.add_parser("schema", help="print the JSON Schema of targets.yaml")
    described.add_argument("of", choices=["targets"], help="which file")
    described.set_defaults(run=schema)


def _whole(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no whole number of 1 or more")
    return int(text)


def _above_zero(text: str) -> float:
    if not float(text) > 0:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return float(text)
