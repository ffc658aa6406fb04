"""The command line of the analysis package."""

import subprocess
import sys

import h5netcdf
import pytest

from parley_analysis import write_report
from parley_analysis.command import FIGURES, OF_STATES, main
from parley_analysis.whole_file import OverwriteError

PNG = b"\x89PNG\r\n\x1a\n"


def test_overview_is_drawn_as_a_whole_file(any_path, tmp_path):
    figure = tmp_path / "figure.png"
    python = [sys.executable, "-W", "error::UserWarning"]
    command = [*python, "-m", "parley_analysis", "plot", any_path, "-o", figure]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(f"{figure}: overview of ")
    assert figure.read_bytes().startswith(PNG)
    assert list(tmp_path.iterdir()) == [figure]


@pytest.mark.parametrize("what", [name for name in FIGURES if name != "overview"])
def test_each_figure_can_be_asked_for(made_up_path, tmp_path, what):
    figure = tmp_path / "figure.pdf"
    assert main(["plot", str(made_up_path), "-o", str(figure), "--what", what]) == 0
    assert figure.read_bytes().startswith(b"%PDF")


def test_figure_is_named_after_the_result(made_up_path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["plot", str(made_up_path), "--what", "movement"]) == 0
    assert (tmp_path / "result.png").is_file()


def test_issue_and_what_if_can_be_chosen(made_up_path, tmp_path, capsys):
    figure = tmp_path / "trade.svg"
    options = ["--what", "policies", "--issue", "trade", "--what-if", "frank"]
    assert main(["plot", str(made_up_path), "-o", str(figure), *options]) == 0
    assert "policies of Three states, made up" in capsys.readouterr().out
    assert "<svg" in figure.read_text()


@pytest.mark.parametrize("what", OF_STATES)
def test_states_can_be_chosen(made_up_path, tmp_path, what):
    figure = tmp_path / "figure.svg"
    options = ["--what", what, "--state", "NO", "--state", "ARDA"]
    assert main(["plot", str(made_up_path), "-o", str(figure), *options]) == 0
    assert "<svg" in figure.read_text()


@pytest.mark.parametrize("what", ["movement", "variations", "gap"])
def test_a_variation_is_shown_beside_the_first(made_up_path, tmp_path, what):
    figure = tmp_path / "figure.png"
    options = ["--what", what, "--what-if", "frank"]
    assert main(["plot", str(made_up_path), "-o", str(figure), *options]) == 0
    assert figure.read_bytes().startswith(PNG)


def test_a_narrow_figure_is_420_pixels_wide(made_up_path, tmp_path):
    figure = tmp_path / "figure.png"
    assert main(["plot", str(made_up_path), "-o", str(figure), "--narrow"]) == 0
    assert int.from_bytes(figure.read_bytes()[16:20]) == 420


@pytest.mark.parametrize(
    "options, message",
    [
        (["nowhere.h5"], "nowhere.h5: no such file"),
        (["."], ".: is a directory"),
        (["text.h5"], "text.h5: not an HDF5 file"),
        (["RESULT", "-o", "figure.docx"], "figure.docx: not a kind of figure"),
        (["RESULT", "-o", "no/such/folder.png"], "there is no folder no/such"),
        (["RESULT", "--what-if", "frnak"], "no what-if 'frnak' (the result has baseline, frank)"),
        (["RESULT", "--what", "policies", "--issue", "x"], "no issue 'x' (the result has training"),
        (["RESULT", "--issue", "trade"], "only --what policies and positions show one issue"),
        (["RESULT", "--state", "NO"], "--state NO: only --what policies, positions, partners"),
        (["RESULT", "--what", "gains", "--state", "N"], "no state 'N' (the result has ARDA, NO"),
        (["RESULT", "--what", "movement", "--what-if", "frnak"], "no what-if 'frnak'"),
    ],
)
def test_wrong_input_is_said_in_one_line(
    made_up_path, tmp_path, monkeypatch, capsys, options, message
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.h5").write_text("no result")
    options = [str(made_up_path) if option == "RESULT" else option for option in options]
    assert main(["plot", *options]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["text.h5"]


@pytest.mark.parametrize(
    "options", [[], ["plot"], ["plot", "a.h5", "--what", "x"], ["plot", "a.h5", "--dpi", "2"]]
)
def test_wrong_options_exit_with_2(options):
    with pytest.raises(SystemExit) as ended:
        main(options)
    assert ended.value.code == 2


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to", None])
@pytest.mark.parametrize(
    "command, suffix", [("plot", ".png"), ("report", ".html"), ("support", ".csv")]
)
def test_the_result_is_not_written_over(made_up_path, tmp_path, capsys, command, suffix, link):
    result = tmp_path / f"result{suffix if link is None else '.h5'}"
    result.write_bytes(made_up_path.read_bytes())
    output = result
    if link:
        output = tmp_path / f"output{suffix}"
        getattr(output, link)(result)
    assert main([command, str(result), "-o", str(output)]) == 2
    assert (
        capsys.readouterr().err
        == f"error: {output}: is the result itself; give another name with -o\n"
    )
    assert result.read_bytes() == made_up_path.read_bytes()


def test_a_page_is_not_written_over_its_result(made_up_path):
    with pytest.raises(OverwriteError):
        write_report(made_up_path, made_up_path)


def test_figure_that_cannot_be_written_exits_with_1(made_up_path, capsys):
    assert main(["plot", str(made_up_path), "-o", "/proc/figure.png"]) == 1
    assert "/proc/figure.png: not written" in capsys.readouterr().err


def test_help_names_every_figure(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["plot", "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert len(FIGURES) > 10
    for figure in FIGURES:
        assert f"\n  {figure} " in said


def test_summary_of_a_sweep_is_sent_to_the_report(tmp_path, capsys):
    with h5netcdf.File(tmp_path / "sweep.h5", "w") as file:
        file.attrs.update({"format": "parley result", "format_version": 1, "title": "x"})
    assert main(["plot", str(tmp_path / "sweep.h5")]) == 2
    assert "a sweep's summary, which has no such figures; `report` draws" in capsys.readouterr().err
