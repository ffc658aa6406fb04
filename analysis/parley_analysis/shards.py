"""Opens the shards of a sweep as the one result that they make."""

from collections.abc import Sequence
from os import PathLike

import numpy as np
import xarray as xr

from parley_analysis.result import Chunks, open_result


def open_shards(
    paths: Sequence[str | PathLike[str]],
    *,
    chunks: Chunks = "where_large",
    trusted: bool = False,
) -> xr.Dataset:
    """Opens shards of one sweep as one dataset, in the order of the plan, without joining the
    files.

    Shards may be missing: `missing_runs` counts those of the plan that the dataset lacks. With more
    than one shard, variables are dask arrays. To keep one file, use `parley merge`. For `trusted`
    see `open_result`.

    Raises ValueError if there is no path, if the shards belong to different plans, or if two hold
    the same run; FileNotFoundError, FormatError and DamageError as `open_result` does.
    """
    if not paths:
        raise ValueError("no shards to open")
    if len(paths) == 1:
        return open_result(paths[0], chunks=chunks, trusted=trusted)
    parts: list[xr.Dataset] = []
    try:
        parts = [
            open_result(
                path, chunks={} if chunks in ("where_large", None) else chunks, trusted=trusted
            )
            for path in paths
        ]
        return _joined(parts)
    except Exception:
        for part in parts:
            part.close()
        raise


def _joined(parts: list[xr.Dataset]) -> xr.Dataset:
    named = {part.encoding["source"]: part.attrs.get("plan_sha256") for part in parts}
    for name, plan in named.items():
        if plan is None:
            raise ValueError(f"{name}: not of a sweep, and so no shard")
        if plan != parts[0].attrs["plan_sha256"]:
            other = next(iter(named))
            raise ValueError(
                f"{name}: of another plan than {other}; shards of one study belong together"
            )
    parts.sort(key=lambda part: int(part.attrs.get("first_run", 0)))
    runs = np.concatenate([part.run.values for part in parts])
    if len(np.unique(runs)) < len(runs):
        twice = next(int(run) for run in np.sort(runs) if (runs == run).sum() > 1)
        raise ValueError(f"run {twice} is in two of the shards; give each of them once")
    first = parts[0]
    along = [name for name in ("run", "session") if name in first.dims]
    pieces = [first.drop_dims(along)]
    for name in along:
        of_axis = [
            part.drop_vars([other for other in part.variables if name not in part[other].dims])
            for part in parts
        ]
        how = {"data_vars": "all", "coords": "all", "join": "exact", "combine_attrs": "override"}
        piece = xr.concat(of_axis, name, **how)
        if name == "session":
            numbers = np.arange(piece.sizes["session"], dtype=np.int32)
            piece = piece.assign_coords(session=("session", numbers, piece.session.attrs))
        pieces.append(piece)
    whole = xr.merge(pieces, combine_attrs="override")
    dropped = {"shard", "first_run", "most_sessions", "content_sha256", "sums_sha256"}
    whole.attrs = {key: value for key, value in first.attrs.items() if key not in dropped}
    whole.encoding["source"] = first.encoding["source"]
    whole.set_close(lambda: [part.close() for part in parts])
    return whole
