"""Commands that need an extra of the package, and what stands in their place without it."""

import argparse

from parley_analysis.located_yaml import InputError


def add_calibration(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `calibrate` and `schema`, or where scikit-learn is missing a word on how to get it."""
    try:
        from parley_analysis.calibration.command import add_commands
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.split(".")[0] not in ("sklearn", "threadpoolctl"):
            raise
        command = commands.add_parser("calibrate", help="needs the extra 'calibration'")
        command.add_argument("anything", nargs=argparse.REMAINDER)
        command.set_defaults(run=_without_extra)
    else:
        add_commands(commands)


def _without_extra(options: argparse.Namespace) -> None:
    raise InputError("error: scikit-learn is missing; pip install 'parley[calibration]'")
