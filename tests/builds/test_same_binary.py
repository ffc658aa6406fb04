"""Two builds of one commit in two folders are the same bytes. Compiles everything twice."""

import os
import pathlib
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]
TARGET = os.environ.get("PARLEY_SAME_BINARY", "parley")  # parley_output takes a minute
WITHOUT_CACHE = {**os.environ, "CCACHE_DISABLE": "1"}


def built(folder):
    """What the release build of the last commit makes in `folder`, by its path in the build."""
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", TOP, folder], check=True)
    without = ["-DPARLEY_TESTS=OFF", "-DPARLEY_BENCHMARKS=OFF"]
    processors = str(len(os.sched_getaffinity(0)))
    for command in (
        ["cmake", "--preset", "release", "--log-level=WARNING", *without],
        ["cmake", "--build", "--preset", "release", "--parallel", processors, "--target", TARGET],
    ):
        subprocess.run(command, cwd=folder, env=WITHOUT_CACHE, check=True)
    build = folder / "build/release"
    return {
        path.relative_to(build): path.read_bytes()
        for kind in ("parley", "*.cpp.o", "*.a")
        for path in build.rglob(kind)
        if path.is_file()
    }


def test_two_builds_in_two_folders_are_the_same_bytes(tmp_path):
    first = built(tmp_path / "here")
    second = built(tmp_path / "a folder of another length" / "there")
    assert any(path.suffix == ".o" for path in first) and first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    where = str(tmp_path).encode()
    assert [path for path, content in first.items() if where in content] == []
