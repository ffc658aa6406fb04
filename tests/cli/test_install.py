"""`cmake --install`, and a program elsewhere that finds Parley and links it."""

import os
import pathlib
import subprocess

from conftest import TOP, TUTORIAL


def run(*words, cwd):
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_installed_parley_serves_a_program_elsewhere(tmp_path):
    build = pathlib.Path(os.environ["PARLEY_PROGRAM"]).parent
    prefix = tmp_path / "there"
    run("cmake", "--install", build, "--prefix", prefix, cwd=tmp_path)
    assert "parley 0.1.0" in run(prefix / "bin" / "parley", "--version", cwd=tmp_path)
    assert (prefix / "share" / "parley" / "scenarios" / "western_mediterranean.yaml").exists()

    # scenarios to start from are part of the program, wherever it lies
    moved = tmp_path / "elsewhere" / "parley"
    moved.parent.mkdir()
    moved.write_bytes((prefix / "bin" / "parley").read_bytes())
    moved.chmod(0o755)
    for program in (prefix / "bin" / "parley", moved):
        for words in ([], ["--from", "western_mediterranean"]):
            folder = tmp_path / f"started {program.parent.name} {len(words)}"
            said = run(program, "init", folder, *words, cwd=tmp_path)
            assert said.startswith(f"Wrote {folder}/")
            run(program, "check", "--strict", *folder.glob("*.yaml"), cwd=tmp_path)
    assert (prefix / "share/bash-completion/completions/parley").read_text().startswith("# bash")

    run(
        "cmake",
        "-S",
        TOP / "tests" / "example",
        "-B",
        "example",
        "-G",
        "Ninja",
        f"-DCMAKE_PREFIX_PATH={prefix}",
        "-DCMAKE_BUILD_TYPE=Release",
        cwd=tmp_path,
    )
    run("cmake", "--build", "example", cwd=tmp_path)
    said = run("example/example", TUTORIAL, cwd=tmp_path)
    # the product of the gains 0.49 - (0.9 - x)^2 and 0.09 - (0.5 - x)^2 is greatest at 0.57251
    assert said.startswith("one table: agreed at 0.5725")
    assert "policy of ARDA on labour_quota: 0." in said
