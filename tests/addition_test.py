"""How many files a newcomer must touch to add a key of a state, an event, or a recorded variable.

Each addition below is whole: where it is registered, what it does, how it is documented, and its
test. It is made in a copy of the tree, its files are counted, and what it touches is compiled.
Pages that the program writes itself (`parley reference`) and the changelog do not count.

With PARLEY_BUILD_ADDITIONS=1 the copy is built as a whole and the tests of the additions are run,
which takes as long as building Parley.
"""

import concurrent.futures
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

import pytest

TOP = pathlib.Path(__file__).resolve().parent.parent
BUILD = (
    pathlib.Path(os.environ["PARLEY_PROGRAM"]).parent if "PARLEY_PROGRAM" in os.environ else None
)


class Addition:
    """What is put into files, {path: [(after this text, which stands there once, put that)]}."""

    def __init__(self, most, changes, new, compiled):
        self.most = most  # files that it may touch
        self.changes = changes
        self.new = new
        self.compiled = compiled  # sources to look at, beside those that it touches

    def files(self):
        return [*self.changes, *self.new]

    def make_in(self, tree):
        for path, puts in self.changes.items():
            text = (tree / path).read_text()
            for anchor, more in puts:
                assert text.count(anchor) == 1, f"{path} holds {text.count(anchor)} times: {anchor}"
                text = text.replace(anchor, anchor + more)
            (tree / path).write_text(text)
        for path, text in self.new.items():
            assert not (tree / path).exists()
            (tree / path).write_text(text)

    def sources(self):
        return [*(path for path in self.files() if path.endswith(".cpp")), *self.compiled]


# A key that discussions could change, that fades, and that a change of government sets.
KEY = Addition(
    most=3,
    changes={
        "engine/model/state_keys.hpp": [
            (
                "    typename Form::Number disclosure = Form::standard(0.2);\n",
                "    /// how far others believe it, in [0, 1]\n"
                "    typename Form::Number credibility = Form::standard(0.7);\n",
            ),
            ("auto& [recognition, disclosure", ", credibility"),
            ("std::tie(recognition, disclosure", ", credibility"),
        ],
        "engine/scenario/actors/describe_actors.cpp": [
            (
                "             state.disclosure, share);\n",
                '    d.number({.name = "credibility", .about = "in their eyes", .example = "0.7"},\n'
                "             state.credibility, share);\n",
            ),
            ('d.at_least_one({"recognition", "disclosure"', ', "credibility"'),
            (
                "             change.disclosure, share);\n",
                '    d.number({.name = "credibility", .about = "from now on", .example = "0.7"},\n'
                "             change.credibility, share);\n",
            ),
        ],
    },
    new={
        "tests/unit/scenario/test_credibility.cpp": """#include "catch.hpp"
#include "scenario/build.hpp"
#include "scenario/description.hpp"
#include "small_scenario.hpp"

using namespace parley;

TEST_CASE("credibility is read, written, changed by events, and fades back")
{
    auto const scenario = read_text(
        small_scenario("events: [{at: 2006-01, outlook: {states: [NO], credibility: 0.25}}]\\n"),
        {{"states.MAR.credibility=0.5"}});
    CHECK(resolved_text(scenario).find("credibility: 0.5") != std::string::npos);
    auto run = build(scenario, 0);
    CHECK(run.world().states.credibility == Vector{{0.5, 0.7, 0.7}});
    run.step({});
    run.step({});
    CHECK(run.world().states.credibility(1) == 0.7);
    run.step({});
    CHECK(run.world().states.credibility(1) == 0.25);
}
""",
    },
    compiled=[
        "engine/scenario/actors/build_actors.cpp",
        "engine/scenario/events/build_events.cpp",
        "engine/simulation/effects.cpp",
        "engine/forum/discussion.cpp",
    ],
)

# An event with a reference, a number, and an effect.
EVENT = Addition(
    most=4,
    changes={
        "engine/simulation/event.hpp": [
            (
                "    friend bool operator==(Funding const&, Funding const&) = default;\n};\n",
                """
/// States become more powerful, or less.
template <class Ref>
struct PowerShift {
    static constexpr std::string_view kind{"power_shift"};
    std::vector<typename Ref::State> states{};
    double factor = 1.0;  ///< > 0

    static auto members(auto& event)
    {
        auto& [states, factor] = event;
        return std::tie(states, factor);
    }
    friend bool operator==(PowerShift const&, PowerShift const&) = default;
};
""",
            ),
            ("ForumOpening<Ref>, Funding<Ref>", ", PowerShift<Ref>"),
        ],
        "engine/simulation/effects.cpp": [
            (
                "{ apply(change, state.world.politics); }\n",
                """
    void operator()(PowerShift<ById> const& shift) const
    {
        for (StateId const i : shift.states) {
            state.world.states.power(i.index()) *= shift.factor;
        }
    }
""",
            ),
        ],
        "engine/scenario/events/describe_events.cpp": [
            (
                "// Each kind of event: what it is, then its keys.\n",
                """
Key key_of(PowerShift<ByName> const&)
{
    return {.name = PowerShift<ByName>::kind,
            .about = "states become more powerful, or less",
            .example = "{states: [MAR], factor: 2}"};
}

void describe(Describer& d, PowerShift<ByName>& shift)
{
    d.ids(states_key(), shift.states);
    d.number({.name = "factor", .about = "how many times", .example = "2", .required = true},
             shift.factor, {.least = 0.0, .most = 1e6, .above = true});
}
""",
            ),
        ],
    },
    new={
        "tests/unit/scenario/test_power_shift.cpp": """#include "catch.hpp"
#include "scenario/build.hpp"
#include "small_scenario.hpp"

using namespace parley;

TEST_CASE("a shift of power multiplies the power of its states")
{
    auto run = build(
        read_text(small_scenario("events: [{at: 2005-07, power_shift: {states: [NO], factor: 3}}]\\n")), 0);
    run.step({});
    run.step({});
    CHECK(run.world().states.power == Vector{{1.0, 3.0, 1.0}});
    CHECK(messages(small_scenario("events: [{at: 2005-07, power_shift: {states: [XX], factor: 3}}]\\n"))
              .find("unknown state 'XX'") != std::string::npos);
}
""",
    },
    compiled=["engine/scenario/events/build_events.cpp", "engine/scenario/events/check_events.cpp"],
)

# A variable over time, states and roles.
VARIABLE = Addition(
    most=3,
    changes={
        "engine/output/variables.cpp": [
            (
                '            "actual weight of the role"),\n',
                """        observed("self_image", {run, time, state, role},
                 [](Simulation const& s) -> auto const& { return s.world().states.self_image; },
                 "weight of the role in the self-image"),
""",
            ),
        ],
        "engine/output/FORMAT.md": [
            (
                "| `profile` | run, time, state, role | 1 | actual role weights |\n",
                "| `self_image` | run, time, state, role | 1 | role weights that a state believes in |\n",
            ),
        ],
    },
    new={
        "tests/unit/output/test_self_image.cpp": """#include "catch.hpp"
#include "output/recorder.hpp"
#include "small_run.hpp"

using namespace parley;

TEST_CASE("self-images are recorded")
{
    Setup const setup = small_setup();
    RunRecord const run = recorded(Labels{setup, {}}, setup);
    CHECK(run.series("self_image").front() == setup.world.states.self_image(0, 0));
    CHECK(run.series("self_image").size() == run.series("profile").size());
}
""",
    },
    compiled=["engine/output/run_record.cpp"],
)

ADDITIONS = {"key": KEY, "event": EVENT, "variable": VARIABLE}


def copy_of_the_tree(place, *folders):
    for folder in folders:
        shutil.copytree(TOP / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return place


def syntax_command(source, tree):
    """The command that compiles a source, or one beside it, made to look only, at the copy."""
    commands = {
        each["file"]: each for each in json.loads((BUILD / "compile_commands.json").read_text())
    }
    path = TOP / source
    known = (
        path
        if str(path) in commands
        else next(
            pathlib.Path(each) for each in commands if pathlib.Path(each).parent == path.parent
        )
    )
    words = shlex.split(commands[str(known)]["command"])
    compiler = next(
        i
        for i, word in enumerate(words)
        if word.endswith(("c++", "g++", "clang++")) or "clang++" in word
    )
    words = words[compiler : words.index("-o")]
    if "-include" in words:  # the precompiled header, which lies in the build and not in the copy
        place = words.index("-include")
        del words[place : place + 2]
    return [
        *(word.replace(str(TOP), str(tree)) for word in words),
        "-fsyntax-only",
        str(tree / source),
    ]


@pytest.mark.parametrize("addition", ADDITIONS.values(), ids=ADDITIONS.keys())
def test_an_addition_touches_few_files_and_compiles(tmp_path, addition):
    assert len(addition.files()) <= addition.most
    tree = copy_of_the_tree(tmp_path, "engine", "tests")
    addition.make_in(tree)

    def look(source):
        return subprocess.run(
            syntax_command(source, tree), cwd=BUILD, capture_output=True, text=True
        )

    with concurrent.futures.ThreadPoolExecutor(2) as both:
        for source, done in zip(
            addition.sources(), both.map(look, addition.sources()), strict=True
        ):
            assert done.returncode == 0, f"{source}\n{done.stderr}"


def test_results_that_tests_make_up_have_an_added_variable(tmp_path):
    tree = copy_of_the_tree(tmp_path, "engine", "tests")
    VARIABLE.make_in(tree)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("-k", "made_up and of_the_format", "--rootdir", tree / "tests"),
            tree / "tests/python/test_result_file.py",
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_wrong_addition_does_not_compile(tmp_path):
    tree = copy_of_the_tree(tmp_path, "engine", "tests")
    EVENT.make_in(tree)
    effects = tree / "engine/simulation/effects.cpp"
    effects.write_text(
        effects.read_text().replace("operator()(PowerShift<ById> const& shift)", "forgotten(int)")
    )
    done = subprocess.run(
        syntax_command("engine/simulation/effects.cpp", tree),
        cwd=BUILD,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0


@pytest.mark.skipif(not os.environ.get("PARLEY_BUILD_ADDITIONS"), reason="builds Parley anew")
def test_additions_work(tmp_path):
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(TOP / name, tmp_path / name)
    for addition in ADDITIONS.values():
        addition.make_in(tmp_path)
    rooms = ["scenario", "output", "forum", "simulation"]
    for words in (
        ["cmake", "--preset", "release", "--log-level=WARNING"],
        ["cmake", "--build", "--preset", "release", "--target", *map("unit_{}".format, rooms)],
        ["build/release/tests/unit_scenario", "credibility*,a shift of power*"],
        ["build/release/tests/unit_output", "self-images are recorded"],
        # Worlds made by hand have the new key, too.
        ["build/release/tests/unit_forum"],
        ["build/release/tests/unit_simulation"],
    ):
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "No tests ran" not in done.stdout
