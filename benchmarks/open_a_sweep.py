"""What it costs to open the result of a large sweep, and to compute its headline figures, in time
and memory.

    build/release/parley sweep STUDY.yaml -o OUT.h5
    .venv/bin/python benchmarks/open_a_sweep.py OUT.h5

Importing the package is not counted; its memory is, as is that of the interpreter.
"""

import itertools
import resource
import sys
import time

import parley_analysis as pa


def peak() -> float:
    """Megabytes, the most that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def headline(result):
    """What a reader asks first: means and spread of the outcomes, and means along every
    parameter."""
    for name in (
        "hard_movement_final",
        "soft_movement_final",
        "regime_coverage_final",
        "sessions_agreed",
    ):
        result[name].quantile([0.1, 0.5, 0.9]).load()
        result[name].mean().load()
    for parameter in pa.study(result).parameters:
        pa.plot_response(result, "hard_movement_final", parameter.path)
    (result.agreements_total.sum(["run"]) / result.attempts_total.sum(["run"])).load()


def main(path: str) -> None:
    before = peak()
    clocks = [(time.perf_counter(), time.process_time())]
    with pa.open_result(path) as result:
        clocks.append((time.perf_counter(), time.process_time()))
        headline(result)
        clocks.append((time.perf_counter(), time.process_time()))
        (opened, busy), (drawn, busy_drawing) = (
            [b - a for a, b in zip(*pair)] for pair in itertools.pairwise(clocks)
        )
        print(f"{result.sizes['run']} runs: opened in {opened:.2f} s ({busy:.2f} s of CPU time),")
        print(f"headline figures in {drawn:.2f} s ({busy_drawing:.2f} s of CPU time),")
    print(f"at most {peak():.0f} MB, of which {before:.0f} MB before the file was opened")


if __name__ == "__main__":
    main(sys.argv[1])
