"""The engine keeps to its rooms: who may include from whom, and what stays behind which door.

The table of rooms is the one that builds them: the `parley_room` call in each
engine/ROOM/CMakeLists.txt.
"""

import importlib.util
import re
from pathlib import Path

import pytest

ENGINE = Path(__file__).parent.parent / "engine"

# Headers of other people's libraries that only some rooms may see: pattern, rooms, name.
GUARDED_HEADERS = [
    (r"yaml-cpp/", {"document"}, "yaml-cpp"),
    (r"(hdf5|hdf5_hl|H5\w+)\.h(pp)?$", {"output"}, "HDF5"),
    (r"CLI/", {"cli"}, "CLI11"),
    (r"nanobind/|Python\.h$", {"python"}, "nanobind"),
    (r"iostream$", {"cli"}, "<iostream>"),
]

# Words that print, read the command line or end the process: the business of cli alone.
FRONT_DOOR = re.compile(
    r"\bstd::(cout|cerr|clog|cin)\b"
    r"|\bfmt::(print|println)\b"
    r"|\b(printf|fprintf|vprintf|vfprintf|puts|fputs|putchar)\s*\("
    r"|\b(exit|_exit|_Exit|quick_exit|abort|terminate)\s*\("
    r"|\b(argc|argv|getenv)\b"
)

# What ends there is a child process, and never this one.
ENDS_CHILDREN = "output/child_process.cpp"

# Folders that see nothing of the room in which they lie but those before them.
GROUND = {"scenario": ["format", "reading"]}

COMMENT_OR_TEXT = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>\w*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'',
    re.DOTALL,
)
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"(?P<own>[^"]+)"|<(?P<other>[^>]+)>)', re.MULTILINE)


def rooms_table(engine):
    """Room -> the rooms that its CMakeLists.txt names."""
    table = {}
    for cmake in sorted(engine.glob("*/CMakeLists.txt")):
        name, arguments = re.search(
            r"parley_room\((\w+)(.*?)\)", cmake.read_text(), re.DOTALL
        ).groups()
        assert name == cmake.parent.name
        listed = re.search(r"\bROOMS\s+([a-z_\s]+)", arguments)
        table[name] = set(listed[1].split()) if listed else set()
    return table


def closure(table, what="rooms"):
    """Room -> all rooms that it may include from, itself too."""
    reach = {}

    def visit(room, above):
        assert room not in above, f"{what} in a circle: {' <- '.join([*above, room])}"
        if room not in reach:
            reach[room] = {room}.union(*(visit(below, [*above, room]) for below in table[room]))
        return reach[room]

    for room in table:
        visit(room, [])
    return reach


def offences(engine):
    """One line for each place in the engine that does not keep to the rules."""
    reach = closure(rooms_table(engine))
    found = []
    for path in sorted([*engine.rglob("*.hpp"), *engine.rglob("*.cpp")]):
        place = path.relative_to(engine)
        room = place.parts[0]
        text = path.read_text()
        code = COMMENT_OR_TEXT.sub(lambda gone: "\n" * gone[0].count("\n"), text)
        includes = list(INCLUDE.finditer(text))

        if room not in reach:
            found.append(f"{place}: lies in no room")
            continue
        if path.suffix == ".hpp" and not text.startswith("#pragma once\n"):
            found.append(f"{place}: does not begin with #pragma once")
        own = str(place.with_suffix(".hpp"))
        first = includes[0]["own"] if includes else None
        if path.suffix == ".cpp" and path.with_suffix(".hpp").exists() and first != own:
            found.append(f"{place}: does not include its own header first")

        for include in includes:
            line = text.count("\n", 0, include.start("own" if include["own"] else "other")) + 1
            if include["own"]:
                target = include["own"].split("/")[0]
                if not (engine / include["own"]).is_file():
                    found.append(
                        f"{place}:{line}: no such file from the engine's root: {include['own']}"
                    )
                elif target not in reach[room]:
                    found.append(f"{place}:{line}: {room} may not include from {target}")
            else:
                for pattern, allowed, library in GUARDED_HEADERS:
                    if re.match(pattern, include["other"]) and room not in allowed:
                        found.append(f"{place}:{line}: {library} stays in {', '.join(allowed)}")

        if room != "cli":
            for word in FRONT_DOOR.finditer(code):
                if word[0].startswith("_exit") and str(place) == ENDS_CHILDREN:
                    continue
                line = code.count("\n", 0, word.start()) + 1
                found.append(f"{place}:{line}: '{word[0].strip('( ')}' stays in cli")
    return found


def folders_table(engine):
    """Folder of a room -> the folders of that room that its files include from, but itself.

    Files that lie in the room itself, and not in a folder, are left out: they join the folders.
    """
    table = {}
    for path in sorted([*engine.rglob("*.hpp"), *engine.rglob("*.cpp")]):
        own = str(path.relative_to(engine).parent)
        if "/" in own:
            seen = table.setdefault(own, set())
            for include in INCLUDE.finditer(path.read_text()):
                other = str(Path(include["own"] or "").parent)
                if other.startswith(own.split("/")[0] + "/") and other != own:
                    seen.add(other)
                    table.setdefault(other, set())
    return table


def seen_from_the_ground(engine):
    """One line for each include of a folder of GROUND that leads further up in its room."""
    found = []
    for room, folders in GROUND.items():
        for number, folder in enumerate(folders):
            allowed = {f"{room}/{below}" for below in folders[: number + 1]}
            for path in sorted((engine / room / folder).glob("*.?pp")):
                found += [
                    f"{path.relative_to(engine)}: {folder} may not include {include['own']}"
                    for include in INCLUDE.finditer(path.read_text())
                    if include["own"]
                    and include["own"].split("/")[0] == room
                    and str(Path(include["own"]).parent) not in allowed
                ]
    return found


SCOPE = re.compile(
    r"(?:namespace(?:\s+(?P<space>[\w:]+))?\s*|(?P<type>\b(?:struct|class|union|enum(?:\s+class)?)\s+(?P<name>[\w:<>]+)"
    r"(?:\s+final)?(?:\s*:[^;{}()]*)?\s*))?(?P<brace>[{}])"
)


def types_of(code):
    """The types that a source defines for the whole program, not in functions or other types."""
    scopes = []
    for found in SCOPE.finditer(code):
        if found["brace"] == "}":
            if scopes:
                scopes.pop()
        elif found["type"]:
            if all(scopes) and "::" not in found["name"]:
                yield "::".join([*scopes, found["name"]])
            scopes.append(None)
        else:
            scopes.append(found["space"])


def twins(engine):
    """One line for each type that two files define, so that a program has two meanings of it."""
    places = {}
    for path in sorted([*engine.rglob("*.hpp"), *engine.rglob("*.cpp")]):
        code = COMMENT_OR_TEXT.sub("", path.read_text())
        for name in set(types_of(code)):
            places.setdefault(name, []).append(str(path.relative_to(engine)))
    return [f"{name}: {' and '.join(files)}" for name, files in places.items() if len(files) > 1]


def test_no_two_types_have_one_name():
    assert not twins(ENGINE)


def test_two_types_of_one_name_are_caught(small_engine):
    small_engine.joinpath("forum/a.hpp").write_text(
        "#pragma once\nnamespace parley {\nstruct Thing { int a; };\n}\n"
    )
    small_engine.joinpath("model/a.cpp").write_text(
        "namespace parley {\nnamespace {\nstruct Other {};\n}\nvoid f() { struct Inner {}; }\n"
        "class Thing : Base {};\n}\n"
    )
    small_engine.joinpath("model/b.cpp").write_text(
        "namespace parley::sub { struct Thing {}; }\n"
        "namespace parley {\nnamespace {\nstruct Other {};\n}\n"
        "struct Whole { struct Thing {}; };\nstruct Thing;\nenum class Inner { a };\n}\n"
    )
    assert twins(small_engine) == ["parley::Thing: forum/a.hpp and model/a.cpp"]


def test_engine_keeps_to_its_rooms():
    assert not offences(ENGINE)


def test_folders_of_a_room_form_no_circle():
    closure(folders_table(ENGINE), "folders")


def test_ground_of_a_room_sees_nothing_above_it():
    assert all((ENGINE / room / of).is_dir() for room, folders in GROUND.items() for of in folders)
    assert not seen_from_the_ground(ENGINE)


def test_folders_that_see_too_much_are_caught(small_engine):
    for place, seen in {
        "format/key": "scenario/reading/reader.hpp",
        "reading/reader": "scenario/format/key.hpp",
        "reading/checker": "scenario/thing.hpp",
        "issues/issues": "scenario/thing.hpp",
    }.items():
        path = small_engine / f"scenario/{place}.hpp"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#pragma once\n#include "document/thing.hpp"\n#include "{seen}"\n')
    assert seen_from_the_ground(small_engine) == [
        "scenario/format/key.hpp: format may not include scenario/reading/reader.hpp",
        "scenario/reading/checker.hpp: reading may not include scenario/thing.hpp",
    ]
    with pytest.raises(AssertionError, match="folders in a circle: scenario/format <- "):
        closure(folders_table(small_engine), "folders")


def draw_rooms():
    """The script `engine/draw_rooms.py` as a module."""
    of_script = importlib.util.spec_from_file_location("draw_rooms", ENGINE / "draw_rooms.py")
    script = importlib.util.module_from_spec(of_script)
    of_script.loader.exec_module(script)
    return script


def test_picture_of_the_rooms_is_up_to_date():
    drawn = ENGINE.joinpath("rooms.svg").read_text() == draw_rooms().picture()
    assert drawn, "run: .venv/bin/python engine/draw_rooms.py"


def test_page_says_what_each_room_holds_and_what_it_sees_alone():
    table = draw_rooms().rooms(ENGINE.joinpath("ARCHITECTURE.md").read_text())
    assert set(table) == set(rooms_table(ENGINE))
    doors = {
        room: library for _, (room,), library in GUARDED_HEADERS if not library.startswith("<")
    }
    told = {room: door for room, (_, door) in table.items() if door}
    assert told == doors | {"cli": "the terminal"}


def test_picture_has_an_arrow_for_each_include_that_follows_from_no_other(small_engine):
    for place, target in [("cli", "sweep"), ("cli", "model"), ("sweep", "model"), ("cli", "cli")]:
        path = small_engine / place / f"at_{target}.hpp"
        path.write_text(f'#pragma once\n\n#include "{target}/thing.hpp"\n')
    names = rooms_table(ENGINE)
    assert draw_rooms().arrows(small_engine, names) == [("cli", "sweep"), ("sweep", "model")]
    with pytest.raises(SystemExit, match="no row in the table of rooms: sweep"):
        draw_rooms().arrows(small_engine, names.keys() - {"sweep"})


@pytest.fixture
def small_engine(tmp_path):
    """An engine of the true rooms with one blameless header in each."""
    for room, below in rooms_table(ENGINE).items():
        folder = tmp_path / room
        folder.mkdir()
        folder.joinpath("CMakeLists.txt").write_text(
            f"parley_room({room}\n    ROOMS {' '.join(below)}\n)\n"
        )
        folder.joinpath("thing.hpp").write_text("#pragma once\n")
    return tmp_path


def test_blameless_engine_has_no_offences(small_engine):
    small_engine.joinpath("forum/thing.cpp").write_text(
        '#include "forum/thing.hpp"\n\n#include "negotiation/thing.hpp"\n#include "support/thing.hpp"\n'
        "// printf(argv) in a comment\n"
        'char const* text = "std::cout";\n'
        "int length = std::snprintf(nullptr, 0, text);\n"
    )
    small_engine.joinpath("cli/main.cpp").write_text(
        '#include <iostream>\n#include "output/thing.hpp"\nint main() { std::exit(2); }\n'
    )
    small_engine.joinpath("document/tree.cpp").write_text("#include <yaml-cpp/yaml.h>\n")
    small_engine.joinpath("output/file.cpp").write_text("#include <hdf5.h>\n#include <hdf5_hl.h>\n")
    assert offences(small_engine) == []


@pytest.mark.parametrize(
    "place, text, offence",
    [
        (
            "model/a.hpp",
            '#pragma once\n#include "forum/thing.hpp"\n',
            "a.hpp:2: model may not include from forum",
        ),
        (
            "negotiation/a.cpp",
            '#include "model/thing.hpp"\n',
            "a.cpp:1: negotiation may not include from model",
        ),
        (
            "scenario/a.cpp",
            '\n#include "output/thing.hpp"\n',
            "a.cpp:2: scenario may not include from output",
        ),
        (
            "forum/a.cpp",
            '#include "table.hpp"\n',
            "a.cpp:1: no such file from the engine's root: table.hpp",
        ),
        (
            "document/a.cpp",
            '#include "simulation/thing.hpp"\n',
            "a.cpp:1: document may not include from simulation",
        ),
        ("scenario/a.cpp", "#include <yaml-cpp/yaml.h>\n", "a.cpp:1: yaml-cpp stays in document"),
        ("forum/a.cpp", "#include <yaml-cpp/yaml.h>\n", "a.cpp:1: yaml-cpp stays in document"),
        ("simulation/a.cpp", "#include <H5Fpublic.h>\n", "a.cpp:1: HDF5 stays in output"),
        ("scenario/a.cpp", "#include <CLI/CLI.hpp>\n", "a.cpp:1: CLI11 stays in cli"),
        ("model/a.cpp", "#include <iostream>\n", "a.cpp:1: <iostream> stays in cli"),
        (
            "model/a.cpp",
            "/* one\ntwo */ void f() { std::cout << 1; }\n",
            "a.cpp:2: 'std::cout' stays in cli",
        ),
        (
            "output/a.cpp",
            'void f() { fmt::print(stderr, ""); }\n',
            "a.cpp:1: 'fmt::print' stays in cli",
        ),
        ("output/a.cpp", "void f() { std::printf(x); }\n", "a.cpp:1: 'printf' stays in cli"),
        ("support/a.cpp", "void f() { std::exit(1); }\n", "a.cpp:1: 'exit' stays in cli"),
        ("support/a.cpp", "void f(char** argv);\n", "a.cpp:1: 'argv' stays in cli"),
        ("model/a.hpp", "int a;\n", "a.hpp: does not begin with #pragma once"),
        ("model/thing.cpp", '#include <vector>\n#include "model/thing.hpp"\n', "own header first"),
        ("attic/a.hpp", "#pragma once\n", "a.hpp: lies in no room"),
    ],
)
def test_offence_is_caught(small_engine, place, text, offence):
    small_engine.joinpath(place).parent.mkdir(exist_ok=True)
    small_engine.joinpath(place).write_text(text)
    found = offences(small_engine)
    assert len(found) == 1
    assert offence in found[0]


def test_rooms_in_a_circle_are_caught(small_engine):
    small_engine.joinpath("support/CMakeLists.txt").write_text(
        "parley_room(support\n    ROOMS cli\n)\n"
    )
    with pytest.raises(AssertionError, match="circle"):
        offences(small_engine)
