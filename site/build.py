"""Builds the site into build/site: `.ci/site` calls it with the program's path.

The steps: ask the program for its help, lay out the texts, run the lines of the gallery, let
Doxygen read the headers and Sphinx make the pages, with warnings as errors; then check every link
inside.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from finishing import finish
from lay_out import SITE, TOP, lay_out
from links import broken_links
from running import carry_out

SOURCE, PAGES = TOP / "build/site_source", TOP / "build/site"
# The rooms of the engine, the lowest first, as in engine/ARCHITECTURE.md.
ROOMS = {
    "support": "ids, random streams, shared formulas",
    "document": "texts with places: YAML, CSV, numbers, mistakes",
    "model": "issues, profiles, states, flows, agreements, regime, world",
    "negotiation": "tables, protocols, decision rules, solutions",
    "forum": "forums, agendas, discussion, routing between levels",
    "simulation": "the tick, events, schedules, measures",
    "scenario": "from the text of a scenario to a simulation",
    "explanation": "why a what-if changed the outcome",
    "positions": "one table of positions, without a world",
    "output": "results, minutes, provenance",
    "sweep": "many runs: plan, sampling, workers, shards",
}


def cpp_pages() -> dict[str, str]:
    """A page for each room, with its public headers."""
    found = {}
    for room, holds in ROOMS.items():
        headers = sorted(
            header
            for header in (TOP / "engine" / room).rglob("*.hpp")
            if "hdf5" not in header.parts
        )
        lines = [f"# The room `{room}`", "", f"Holds {holds}.", ""]
        for header in headers:
            name = header.relative_to(TOP / "engine").as_posix()
            lines += [
                f"## `{name}`",
                "",
                "```{eval-rst}",
                f".. doxygenfile:: {name}",
                "   :sections: briefdescription detaileddescription innerclass innernamespace"
                " func public-func public-attrib public-type public-static-func"
                " public-static-attrib enum typedef define var",
                "```",
                "",
            ]
        found[f"cpp/{room}.md"] = "\n".join(lines)
    return found


def commands_page(program: Path) -> str:
    """The help of every command, as the program prints it."""

    def ask(*words: str) -> str:
        done = subprocess.run([program, *words], capture_output=True, text=True, check=True)
        return f"```text\n{done.stdout.strip()}\n```\n"

    overview = ask("--help")
    commands = re.findall(r"^  ([a-z]+)  ", overview.split("Subcommands:")[1], re.MULTILINE)
    parts = [
        "# The command line\n\nWhat `parley COMMAND --help` prints, command by command.\n",
        overview,
    ]
    parts += [f"## `parley {command}`\n\n{ask(command, '--help')}" for command in commands]
    return "\n".join(parts)


def _stamp(determined: list[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in determined)).hexdigest()


def is_done(folder: Path, determined: list[Path]) -> bool:
    """Whether `folder` was made from these files, as they are now."""
    stamp = folder / "made_from"
    return stamp.exists() and stamp.read_text() == _stamp(determined)


def done(folder: Path, determined: list[Path]) -> None:
    (folder / "made_from").write_text(_stamp(determined))


def draw(program: Path) -> None:
    """Runs the lines of the gallery, where anything that determines them is new; lays its figures
    beside it."""
    folder = TOP / "build/site_figures"
    determined = [SITE / "gallery.md", program, *sorted((TOP / "analysis").rglob("*.py"))]
    if not is_done(folder, determined):
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "figures").mkdir(parents=True)
        carry_out(SITE / "gallery.md", folder, program)
        done(folder, determined)
    shutil.copytree(folder / "figures", SOURCE / "figures", dirs_exist_ok=True)


_INITIALISER = re.compile(r"<(initializer|defval)>(.*?)</\1>", re.DOTALL)


def _readable(found: re.Match[str]) -> str:
    text = re.sub(r"\.\w+\s*=\s*", "", found[2])
    if "[]" in text or "\\n" in text:
        return ""
    return f"<{found[1]}>{text}</{found[1]}>"


def read_headers() -> None:
    """Lets Doxygen read the headers, where any is new.

    Its index then names each by its path and not by its last part alone, which two headers may
    share. Initialisers lose the names of members and lambdas, which Sphinx cannot read.
    """
    folder = TOP / "build/site_doxygen"
    headers = sorted((TOP / "engine").rglob("*.hpp"))
    if is_done(folder, [SITE / "Doxyfile", *headers]):
        return
    shutil.rmtree(folder, ignore_errors=True)
    call("doxygen", "site/Doxyfile")
    for file in (folder / "xml").glob("*.xml"):
        file.write_text(_INITIALISER.sub(_readable, file.read_text()))
    index = folder / "xml/index.xml"

    def with_path(found: re.Match[str]) -> str:
        text = (folder / f"xml/{found[2]}.xml").read_text()
        return found[1] + re.search(r'<location file="([^"]+\.hpp)"/>', text)[1]

    names = r'(<compound refid="(\w+)" kind="file"><name>)[^<]+'
    index.write_text(re.sub(names, with_path, index.read_text()))
    done(folder, [SITE / "Doxyfile", *headers])


def call(*words: str | Path) -> None:
    done = subprocess.run([str(word) for word in words], cwd=TOP)
    if done.returncode != 0:
        raise SystemExit(done.returncode)


def figures_of_gallery() -> set[str]:
    return set(re.findall(r"\]\((figures/[\w.]+)\)", (SITE / "gallery.md").read_text()))


def main() -> int:
    program = Path(os.environ.get("PARLEY_PROGRAM", TOP / "build/release/parley")).resolve()
    if not program.is_file():
        print(f"error: no program at {program}; .ci/test builds it", file=sys.stderr)
        return 2
    os.environ["PARLEY_PROGRAM"] = str(program)
    made = {"command_line.md": commands_page(program), **cpp_pages()}
    lay_out(SOURCE, made, figures_of_gallery())
    draw(program)
    read_headers()
    shutil.rmtree(PAGES, ignore_errors=True)
    call(
        sys.executable,
        *("-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", "-j", "2"),
        *("-c", SITE, "-d", TOP / "build/site_trees", SOURCE, PAGES),
    )
    finish(PAGES)
    found = broken_links(PAGES)
    for link in found:
        print(link, file=sys.stderr)
    pages = len(list(PAGES.rglob("*.html")))
    print(f"The site: {pages} pages in {PAGES.relative_to(TOP)}, {len(found)} broken links")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
