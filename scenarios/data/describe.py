"""Writes datapackage.json, which describes the tables of this folder for other programs.

    python3 describe.py

The form is that of the Frictionless Data Package, version 1: for each table its columns with types,
units and ranges, its sources and their licences. README.md tells how the columns were derived.
"""

import csv
import json
from pathlib import Path

FOLDER = Path(__file__).parent

LICENCES = {
    "UN DESA": ("CC-BY-3.0-IGO", "https://creativecommons.org/licenses/by/3.0/igo/"),
    "World Bank": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "Abel and Cohen": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "UNHCR": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "DEU III": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "Chilton and Woda": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
SOURCES = {
    "UN DESA": (
        "United Nations, Department of Economic and Social Affairs, Population Division: International"
        " Migrant Stock 2020 (POP/DB/MIG/Stock/Rev.2020)",
        "https://www.un.org/development/desa/pd/content/international-migrant-stock",
    ),
    "World Bank": (
        "World Bank, World Development Indicators: SP.POP.TOTL, NY.GDP.MKTP.CD",
        "https://data.worldbank.org/",
    ),
    "Abel and Cohen": (
        "Abel, G. J. and Cohen, J. E. (2022): Bilateral international migration flow estimates updated"
        " and refined by sex, Scientific Data 9:173",
        "https://doi.org/10.1038/s41597-022-01271-z",
    ),
    "UNHCR": (
        "UNHCR, refugees and asylum seekers by origin and destination",
        "https://www.unhcr.org/refugee-statistics/",
    ),
    "Chilton and Woda": (
        "Chilton, A. and Woda, B. (2022): The Expanding Universe of Bilateral Labor Agreements,"
        " Theoretical Inquiries in Law 23; data in Harvard Dataverse",
        None,
    ),
    "DEU III": (
        "Arregui, J. and Perarnaud, C. (2021): The Decision-Making in the European Union (DEU III) Dataset",
        "https://doi.org/10.34810/data53",
    ),
    "Nice": ("Treaty of Nice and the treaties of accession: votes in the Council", None),
    "censuses": ("Censuses of 2000 of the United States and of Mexico (INEGI): inhabitants", None),
    "car emissions": (
        "Bueno de Mesquita, B. and Stokman, F. N. (eds., 1994): European Community Decision Making, Yale"
        " University Press, as tabulated in Scholz, Calbert and Smith (2011), Journal of Theoretical"
        " Politics 23(4)",
        None,
    ),
}

CODE = r"[A-Z]{3}"
SHARE = {"minimum": 0, "maximum": 1}
AMOUNT = {"minimum": 0}


def number(about: str, **limits: float) -> dict:
    return {"type": "number", "description": about, "constraints": {"required": True, **limits}}


def text(about: str, **limits: object) -> dict:
    return {"type": "string", "description": about, "constraints": {"required": True, **limits}}


SELF_IMAGE = "share of this role in the self-image by income, 0 to 1"
STATES = {
    "id": text("ISO 3166-1 alpha-3 code; EUU is the European Union", pattern=CODE, unique=True),
    "name": text("English short name"),
    "sending": number("people born in the state who live in another, persons", **AMOUNT),
    "transit": number(
        "people whose passage weighs as much, persons; an index or a judgement", **AMOUNT
    ),
    "receiving": number("people born elsewhere who live in the state, persons", **AMOUNT),
    "population": number("mid-year population, persons", **AMOUNT),
    "gdp_per_head": number("gross domestic product per head, current USD a year", **AMOUNT),
    "power": number(
        "weight in decisions: share of capabilities, or votes in the Council", **AMOUNT
    ),
    "exposure": number("how much migration weighs in politics, 0 to 1", **SHARE),
    "self_image_sending": number(SELF_IMAGE, **SHARE),
    "self_image_transit": number(SELF_IMAGE, **SHARE),
    "self_image_receiving": number(SELF_IMAGE, **SHARE),
    "teams": {
        "type": "integer",
        "description": "how many talks the state can hold at a time",
        "constraints": {"required": True, "minimum": 1},
    },
}
FLOWS = {
    "origin": text("ISO 3166-1 alpha-3 code of the state that people leave", pattern=CODE),
    "destination": text("ISO 3166-1 alpha-3 code of the state that they come to", pattern=CODE),
    "persons": number("people who move, persons a year, mean of five years", **AMOUNT),
    "stock": number("people born at the origin who live at the destination, persons", **AMOUNT),
    "pathway": text("how people migrate", enum=["labour", "asylum", "irregular"]),
}
AGREEMENTS = {
    "parties": text("ISO 3166-1 alpha-3 codes of the two, A|B", pattern=rf"{CODE}\|{CODE}"),
    "issue": text("the issue of the scenario that the agreement is about"),
    "since": {
        "type": "yearmonth",
        "description": "month of signature",
        "constraints": {"required": True},
    },
    "lapses": {
        "type": "yearmonth",
        "description": "month from which it binds no longer; empty: unknown",
    },
}
AUTHORITIES = {
    "id": text("name of the authority in scenarios", unique=True),
    "name": text("its name"),
    "of": text("ISO 3166-1 alpha-3 code of its state", pattern=CODE),
    "population": number("inhabitants in 2000, persons", **AMOUNT),
    "sending": number("share of this role, a judgement, 0 to 1", **SHARE),
    "transit": number("share of this role, a judgement, 0 to 1", **SHARE),
    "receiving": number("share of this role, a judgement, 0 to 1", **SHARE),
    "power": number("voices in decisions", **AMOUNT),
}
POSITIONS = {
    "actor": text("member state: NL, BE, LU, DE, FR, IT, UK, IE, DK, GR", pattern=r"[A-Z]{2}"),
    "issue": text("what is decided"),
    "position": number("years of delay", **AMOUNT),
    "salience": number("share of the actor's attention, 0 to 1", **SHARE),
    "power": number("capability, share of the votes, 0 to 1", **SHARE),
}

VOTES = {
    "actor": text("two letters, as in the columns of eu_decisions.csv: com, ep, at, ..."),
    "when": {
        "type": "string",
        "description": "where this row holds, COLUMN=VALUE; empty: everywhere",
    },
    "eu15_votes": {
        "type": "number",
        "description": "votes in the Council of fifteen",
        "constraints": AMOUNT,
    },
    "nice_votes": number("votes by the Treaty of Nice and the treaties of accession", **AMOUNT),
}
WEIGHTS = {
    "what": text("what the row says", enum=["column", "cases", "past", "weight"]),
    "kind": {"type": "string", "description": "kind of decision, procedure/rule; empty: all"},
    "name": {
        "type": "string",
        "description": "a column, a part of the mixture, or a place on the scale",
    },
    "value": number("weight or share from 0 to 1, a count, or the number of the column", **AMOUNT),
}
SCALE = {"minimum": 0, "maximum": 100}
DECISIONS = {
    "prnr": text("the dossier"),
    "prname": text("what the dossier is about"),
    "isnr": text("the issue", unique=True),
    "type": text("regulation, directive or decision", enum=["Reg", "Dir", "Dec"]),
    "council": text("formation of the Council"),
    "proc": text("codecision or consultation", enum=["COD", "CNS"]),
    "counvte": text("rule in the Council", enum=["QMV", "QMV(10)", "Unan"]),
    "proccde": {"type": "integer", "description": "code of procedure and rule"},
    "issues": {"type": "integer", "description": "controversial issues in the dossier"},
    "intro": {"type": "string", "description": "empty as published"},
    "finact": {"type": "string", "description": "empty as published"},
    "rp": {"type": "number", "description": "reference point, 0 to 100", "constraints": SCALE},
    "out": {"type": "number", "description": "outcome, 0 to 100", "constraints": SCALE},
}


def of_an_actor(column: str) -> dict:
    """A column of eu_decisions.csv: p<actor> or s<actor>."""
    what = {"p": "position", "s": "salience"}[column[0]]
    about = f"{what} of {column[1:]}, 0 to 100; empty: unknown"
    return {"type": "number", "description": about, "constraints": SCALE}


# The end of a table's name, what it holds, its columns and its sources.
KINDS = {
    "_states": ("States", STATES, ["UN DESA", "World Bank", "Abel and Cohen"]),
    "_flows": ("Flows and stocks of people", FLOWS, ["Abel and Cohen", "UN DESA"]),
    "_agreements": ("Labour agreements of pairs", AGREEMENTS, ["Chilton and Woda"]),
    "_authorities": ("Authorities below states", AUTHORITIES, ["censuses"]),
    "eu_decisions": ("Decisions of the European Union", DECISIONS, ["DEU III"]),
    "eu_council_power": ("Votes in the Council", VOTES, ["Nice"]),
    "settlement_weights": (
        "Weights of the mixture fitted to these decisions",
        WEIGHTS,
        ["DEU III"],
    ),
    "eu_car_emissions": ("The council vote on car emissions", POSITIONS, ["car emissions"]),
}


def source(name: str) -> dict:
    title, path = SOURCES[name]
    return {"title": title, **({"path": path} if path else {})}


def licences(names: list[str]) -> list[dict]:
    """The licences of these sources, each once; none for law and for single numbers of a book."""
    found = dict(LICENCES[name] for name in names if name in LICENCES)
    return [{"name": name, "path": path} for name, path in found.items()]


def resource(table: Path) -> dict:
    """The description of one table, with its columns in the order of the file."""
    ending = next(ending for ending in KINDS if table.stem.endswith(ending))
    title, columns, names = KINDS[ending]
    with table.open(newline="") as file:
        header = next(csv.reader(file))
    names = list(names)
    if "pathway" in header:
        names.append("UNHCR")
    if table.stem.startswith("eu_communitisation_states"):
        names.append("Nice")
    about = table.stem.removesuffix(ending).replace("_", " ")
    described = {
        "name": table.stem.replace("_", "-"),
        "path": table.name,
        "title": f"{title}: {about}" if about else title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "sources": [source(name) for name in names],
        "schema": {
            "fields": [
                {"name": name, **(columns.get(name) or of_an_actor(name))} for name in header
            ],
            "missingValues": [""],
        },
    }
    if licences(names):
        described["licenses"] = licences(names)
    return described


def package() -> dict:
    return {
        "profile": "tabular-data-package",
        "name": "parley-scenarios",
        "title": "Data of the scenarios of Parley",
        "description": "States, flows of people and labour agreements that scenarios read, derived from"
        " public sources: selected, summed and rounded. README.md tells each derivation and each"
        " judgement.",
        "licenses": licences(list(SOURCES)),
        "sources": [source(name) for name in SOURCES],
        "resources": [resource(table) for table in sorted(FOLDER.glob("*.csv"))],
    }


if __name__ == "__main__":
    made = json.dumps(package(), indent=1, ensure_ascii=False) + "\n"
    (FOLDER / "datapackage.json").write_text(made)
