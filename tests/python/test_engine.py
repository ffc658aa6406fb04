"""The engine is found, called, and what it says when something is wrong reaches the caller."""

import os
import re
import stat
import subprocess

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import xarray as xr

import parley_analysis as pa
from conftest import ROOT

SCENARIO = ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"


@pytest.fixture(scope="module")
def program():
    name = os.environ.get("PARLEY_PROGRAM")
    if name is None:
        pytest.skip("PARLEY_PROGRAM names no program")
    return name


def test_a_scenario_is_run_and_opened(program):
    with pa.run(SCENARIO, set={"time.ticks": 4}, replicates=2, seed=7) as result:
        assert set(result.what_if.values) == {
            "baseline",
            "hard",
            "hard_and_guarded",
            "hard_package",
        }
        assert result.sizes["time"] == 4
        assert set(result.replicate.values) == {0, 1}
        assert result.attrs["seed"] == 7


def test_the_same_call_gives_the_same_numbers(program):
    with pa.run(SCENARIO, seed=3, threads=1) as one, pa.run(SCENARIO, seed=3, threads=2) as other:
        xr.testing.assert_identical(one.load(), other.load())


def test_settings_are_written_as_yaml_reads_them(program):
    settings = {
        "forums.dialogue.agenda": ["rights", "readmission"],
        "forums.dialogue.scope": "package",
        "forums.dialogue.frankness": np.float64(0.25),
        "forums.dialogue.protocol": {"name": "zeuthen", "step": 0.05},
    }
    with pa.run(SCENARIO, set=settings, what_if="baseline") as result:
        assert set(pa.sessions(result).issues) == {("rights", "readmission")}
        told = pa.provenance(result)["settings"]
    assert "zeuthen" in told and "0.25" in told


def test_what_ifs_are_run_by_name(program):
    with pa.run(SCENARIO, what_if=["hard", "baseline"]) as result:
        assert result.what_if.values.tolist() == ["baseline", "hard"]
    with pytest.raises(pa.EngineInputError, match="no what-if 'herd'; did you mean 'hard'"):
        pa.run(SCENARIO, what_if="herd")
    with pytest.raises(ValueError, match="no what-if to run"):
        pa.run(SCENARIO, what_if=[])


@pytest.mark.parametrize("settings", [{}, {"record.every": "4 years"}, {"time.ticks": 1}])
def test_a_period_is_told_as_the_engine_tells_it(program, tmp_path, settings):
    with pa.run(SCENARIO, set=settings, what_if="baseline", output=tmp_path / "r.h5") as result:
        told = subprocess.run(
            [program, "run", SCENARIO, "-o", "s.h5", "--what-if", "baseline"]
            + [word for key, value in settings.items() for word in ("--set", f"{key}={value}")],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        ).stdout
        period = re.search(r"\d{4}-\d\d to \d{4}-\d\d", told)[0]
        assert any(period in text.get_text() for text in pa.overview(result).texts)
        plt.close("all")
    assert period in pa.report(tmp_path / "r.h5")


def test_output_stays_where_it_is_asked_for(program, tmp_path):
    with pa.run(SCENARIO, output=tmp_path / "mine.h5", trace=True):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {
        "mine.h5",
        "mine.h5.json",
        "mine.minutes.jsonl",
        "mine.transcript.txt",
    }


def test_the_engines_message_is_the_exceptions(program):
    with pytest.raises(
        pa.EngineInputError, match=r"unknown key 'scpe' in forums\.dialogue; did you mean"
    ) as told:
        pa.run(SCENARIO, set={"forums.dialogue.scpe": "package"})
    assert told.value.code == 2
    with pytest.raises(pa.EngineError, match="nowhere"):
        pa.run("nowhere.yaml")
    with pytest.raises(TypeError, match="cannot stand in a scenario"):
        pa.run(SCENARIO, set={"seed": object()})


def study_file(folder, **changes):
    said = {"replicates": 2, "record": "summary", "learning": "[0, 0.5, 1]"} | changes
    path = folder / "study.yaml"
    path.write_text(
        f"""parley: 1
study: Learning
scenario: {ROOT / "scenarios/tutorial/01_two_states.yaml"}
replicates: {said["replicates"]}
record: {said["record"]}
design: {{sample: grid}}
vary: {{discussion.learning: {{values: {said["learning"]}}}}}
"""
    )
    return path


def test_a_study_is_run_and_opened(program, tmp_path):
    with pa.sweep(study_file(tmp_path)) as result:
        assert result.sizes["run"] == 6
        assert pa.missing_runs(result) == 0
    with pytest.raises(pa.EngineInputError, match="must be a number from 0 to 1"):
        pa.sweep(study_file(tmp_path, learning="[0, 2]"))


def test_an_older_result_is_not_overwritten_unasked(program, tmp_path):
    study, output = study_file(tmp_path), tmp_path / "out.h5"
    pa.sweep(study, output=output).close()
    with pytest.raises(pa.EngineInputError, match="overwrite"):
        pa.sweep(study, output=output)
    pa.sweep(study, output=output, overwrite=True).close()
    pa.sweep(study, output=output, resume=True).close()


@pytest.mark.parametrize("record", ["summary", "series"])
def test_shards_open_as_the_whole(program, tmp_path, record):
    study = study_file(tmp_path, record=record)
    paths = [tmp_path / f"out.shard-{i}-of-3.h5" for i in range(3)]
    for i in range(3):
        pa.engine._call(
            ["sweep", study, "-o", tmp_path / "out.h5", "--shard", f"{i}/3", "--progress", "none"],
            None,
        )
    with pa.sweep(study) as whole, pa.open_shards(paths[::-1]) as joined:
        assert pa.missing_runs(joined) == 0
        assert joined.hard_movement_final.chunks if record == "summary" else joined.policy.chunks
        if record == "series":
            pd.testing.assert_frame_equal(pa.sessions(joined), pa.sessions(whole))
        flat, of_shards = whole.load().reset_coords(), joined.load().reset_coords()
        for name in flat.variables:
            xr.testing.assert_identical(flat[name].variable, of_shards[name].variable)
    with pa.open_shards(paths[1:]) as two:
        assert pa.missing_runs(two) == 2
        assert two.run.values.tolist() == [2, 3, 4, 5]
    with pa.open_result(paths[1]) as one:
        assert record == "summary" or set(pa.sessions(one).run) == {2, 3}


def test_shards_that_do_not_belong_together_are_refused(program, tmp_path):
    for name, learning in [("one", "[0, 0.5]"), ("other", "[0, 0.4]")]:
        pa.sweep(study_file(tmp_path, learning=learning), output=tmp_path / f"{name}.h5").close()
    with pytest.raises(ValueError, match="of another plan"):
        pa.open_shards([tmp_path / "one.h5", tmp_path / "other.h5"])
    with pytest.raises(ValueError, match="run 0 is in two"):
        pa.open_shards([tmp_path / "one.h5", tmp_path / "one.h5"])
    with pytest.raises(ValueError, match="no shards"):
        pa.open_shards([])


TABLE = pd.DataFrame(
    [("north", "returns", 0.9, 1.0, 1.0, 0.2), ("south", "returns", 0.3, 1.0, 1.0, 0.2)],
    columns=["actor", "issue", "position", "salience", "power", "status_quo"],
)


def test_one_table_is_negotiated(program):
    """With payoffs -(x - 0.9)^2 and -(x - 0.3)^2 against 0.2, the best mutual gains are at 0.3 to
    0.4."""
    outcome = pa.negotiate(TABLE, "nash_bargaining")
    assert outcome["status"] == "agreed"
    assert 0.3 < outcome["terms"]["returns"] < 0.4
    assert len(pa.negotiate(TABLE)) >= 8
    assert pa.negotiate(TABLE, "zeuthen", options={"step": 0.1}, trace=True)["trace"]
    with pytest.raises(pa.EngineInputError, match="zeuten"):
        pa.negotiate(TABLE, "zeuten")


def make_program(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_engine_is_found_by_argument_environment_folder_and_path(tmp_path, monkeypatch):
    named, by_environment = (
        make_program(tmp_path / "named"),
        make_program(tmp_path / "by_environment"),
    )
    beside = make_program(tmp_path / "work/build/release/parley")
    monkeypatch.setenv("PARLEY_PROGRAM", str(by_environment))
    assert pa.find_program(named) == named
    assert pa.find_program() == by_environment
    monkeypatch.delenv("PARLEY_PROGRAM")
    (tmp_path / "work/mine").mkdir()
    monkeypatch.chdir(tmp_path / "work/mine")
    assert pa.find_program() == beside


def test_an_engine_that_is_named_and_missing_is_an_error(tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError, match="program names"):
        pa.find_program(tmp_path / "nothing")
    monkeypatch.setenv("PARLEY_PROGRAM", str(tmp_path / "nothing"))
    with pytest.raises(FileNotFoundError, match="PARLEY_PROGRAM names"):
        pa.find_program()


def test_large_results_are_divided(made_up_path, monkeypatch):
    with pa.open_result(made_up_path) as result:
        assert result.policy.chunks is None
    with pa.open_result(made_up_path, chunks={}) as result:
        assert result.policy.chunks
    monkeypatch.setattr("parley_analysis.result.LARGE", 10)
    with pa.open_result(made_up_path) as result:
        assert result.policy.chunks
        assert set(pa.sessions(result).result) <= {"agreed", "broken_off", "timed_out"}
