"""A result as one page for people: `write_report("mine.h5", "mine.html")`."""

from collections.abc import Callable
from os import PathLike, fspath

import matplotlib as mpl

from parley_analysis.reporting.of_runs import sections_of_runs
from parley_analysis.reporting.of_sweeps import sections_of_sweep
from parley_analysis.reporting.origin import origin
from parley_analysis.reporting.page import page_of
from parley_analysis.reporting.story import headnote
from parley_analysis.result import open_result
from parley_analysis.study import provenance
from parley_analysis.whole_file import refuse_to_overwrite, whole_file

LOOK = {"font.size": 10.0, "figure.dpi": 100.0, "svg.hashsalt": "parley", "svg.fonttype": "path"}


def report(
    path: str | PathLike[str],
    *,
    what_if: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> str:
    """The report of a result as one HTML page that needs nothing beside itself.

    Of a result of `parley run`, or of a study that records series: the scenario's story, what
    happened, figures, tables. Of a sweep's summary: the study, what its parameters do, and, where
    its sample allows, sensitivity indices. Both end with where the result comes from: seed,
    versions, check sums, texts. Figures of one what-if show `what_if`, by default `baseline` or the
    first. The same file gives the same page. `progress` is told the title of each section once it
    is there.

    Raises FileNotFoundError, FormatError and DamageError as `open_result` does, and ValueError for
    an unknown what-if.
    """
    told = provenance_of(path)
    with open_result(path) as result, mpl.rc_context(LOOK):
        sections = sections_of_runs if "time" in result.dims else sections_of_sweep
        parts = []
        for part in sections(result, told, what_if):
            parts.append(part)
            if progress is not None:
                progress(part.title)
        parts.append(origin(told))
        return page_of(str(result.attrs["title"]), headnote(result, told), parts)


def write_report(
    path: str | PathLike[str],
    output: str | PathLike[str],
    *,
    what_if: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> None:
    """Writes `report` into a file that is whole when it appears. Raises as `report` does,
    OverwriteError where it is the result itself, and OSError."""
    refuse_to_overwrite(output, path)
    text = report(path, what_if=what_if, progress=progress)
    with whole_file(output) as file:
        file.write(text.encode())


def provenance_of(path: str | PathLike[str]) -> dict:
    with open_result(path):  # what is no result is refused before anything else is read from it
        return provenance(fspath(path))


__all__ = ["report", "write_report"]
