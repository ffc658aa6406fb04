"""Where states lie: outlines of countries, capitals, and a projection of the globe.

The files are made by `analysis/data/prepare_atlas.py`, and `analysis/data/README.md` names their
sources and terms.
"""

import csv
import functools
from importlib.resources import files

import numpy as np

TENTHS = 10.0  # of a degree: the unit of land.txt
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
HALF_TURN = 180.0


@functools.cache
def capitals() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the capital, in degrees, by ISO 3166-1 alpha-3 code."""
    with (files(__name__) / "capitals.csv").open(encoding="utf-8") as file:
        return {
            row["state"]: (float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(file)
        }


@functools.cache
def land() -> tuple[np.ndarray, ...]:
    """The outlines of countries, each [point, (longitude, latitude)] in degrees."""
    lines = (files(__name__) / "land.txt").read_text(encoding="utf-8").split("\n")
    rings = []
    for line in filter(None, lines):
        steps = np.array([step.split(",") for step in line.split(" ")], dtype=float)
        rings.append(np.cumsum(steps, axis=0) / TENTHS)
    return tuple(rings)


def beyond(longitude: np.ndarray, centre: float) -> np.ndarray:
    """Degrees east of the meridian in the centre, in [-180, 180)."""
    return (np.asarray(longitude, dtype=float) - centre + HALF_TURN) % 360.0 - HALF_TURN


def projected(east: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Places on the Equal Earth map [..., (x, y)], in radii of the globe, of degrees east of its
    centre and latitudes. Areas keep their sizes:

        x = 2 sqrt(3) lambda cos(theta) / (3 (9 A4 theta^8 + 7 A3 theta^6 + 3 A2 theta^2 + A1))
        y = A4 theta^9 + A3 theta^7 + A2 theta^3 + A1 theta,   sin(theta) = sqrt(3) / 2 sin(phi)

    [Savric, Patterson and Jenny 2019, International Journal of Geographical Information Science
    33:454]. x is linear in the longitude, also beyond the edge of the map.
    """
    a1, a2, a3, a4 = EQUAL_EARTH
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(latitude)))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * np.sqrt(3) * np.radians(east) * np.cos(theta) / (3 * slope)
    y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
    return np.stack([x, y], axis=-1)


def middle_meridian(longitudes: np.ndarray, whole: float = 11.0) -> float:
    """The meridian in the centre of a map of these longitudes: opposite to the middle of the widest
    gap between them, or `whole`, at which no continent is cut, where they go round the globe."""
    if np.size(longitudes) == 0:
        return whole
    around = np.sort(np.asarray(longitudes, dtype=float))
    gaps = np.diff(np.append(around, around[0] + 360.0))
    widest = int(np.argmax(gaps))
    if gaps[widest] < 150.0:
        return whole
    return float(beyond(around[widest] + gaps[widest] / 2 + HALF_TURN, 0.0))
