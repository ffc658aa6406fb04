"""Names that nobody expects are drawn and written as they are, in every figure and in reports."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import parley_analysis as pa
from made_up_result import Forum, small_world, write_result
from parley_analysis.figures.appearance import EndLabel, as_written, label_ends
from test_figures import AXES_FIGURES, words_of

pytestmark = [
    pytest.mark.filterwarnings("error"),
    pytest.mark.filterwarnings("ignore:Glyph"),  # the font has no such sign: a box stands for it
]

AWKWARD = {
    "a formula that is none": "A $x^$ B",
    "a formula": "$x^2$",
    "an unknown command": r"$\unknown{$",
    "one dollar": "5 $",
    "a dollar after a backslash": r"\$ and $",
    "signs of TeX": r"a_b^c\d%e#f~g{h}&",
    "signs of HTML": "<b>&amp;\"'</b>",
    "a line of its own": "two\nlines",
    "nothing but a blank": " ",
    "an underscore first": "_hidden",
    "right to left": "المغرب ישראל",
    "an emoji": "🇲🇦 😀",
    "very long": "name " * 60,
}


def world_of(names, title):
    """As many states, forums and issues as names, which are theirs; ids are never awkward."""
    roles = np.eye(3).tolist()
    states = {f"S{n}": (name, roles[n % 3]) for n, name in enumerate(names)}
    kinds = ["soft", "hard", "linkage"]
    return small_world(
        title=title,
        states=states,
        issues={f"i{n}": (kinds[n % 3], [name, name], [0.1, 0.5, 0.9]) for n, name in enumerate(names)},
        forums={
            f"f{n}": Forum(name, "regional", list(states), [f"i{n}", "i0"], every=1) for n, name in enumerate(names)
        },
    )  # fmt: skip


@pytest.fixture(scope="module", params=["short", "long"])
def result(request, tmp_path_factory):
    """Long names are not drawn beside lines, where ids then stand: a result of their own."""
    names = [name for name in AWKWARD.values() if (len(name) > 26) == (request.param == "long")]
    path = tmp_path_factory.mktemp(request.param) / "awkward.h5"
    with pa.open_result(
        write_result(path, world_of(names, AWKWARD["a formula that is none"]))
    ) as result:
        yield result


def drawn_as_written(drawing):
    """Everything is drawn, and nothing but powers of ten on a logarithmic axis is a formula."""
    figure = drawing if isinstance(drawing, plt.Figure) else drawing.figure
    figure.canvas.draw()
    for text in drawing.findobj(plt.Text):
        assert (
            not text.get_parse_math()
            or r"\mathdefault" in text.get_text()
            or "$" not in text.get_text()
        )


@pytest.mark.parametrize("draw", [*AXES_FIGURES, pa.overview])
def test_in_figures_of_runs(draw, result):
    drawn_as_written(draw(result))


def test_on_axes_that_were_there(result):
    _, axes = plt.subplots()
    drawn_as_written(pa.plot_policies(result, "i0", ax=axes))
    assert (
        any(name.strip() and name in words_of(axes) for name in AWKWARD.values())
        or len(result.state) == 1
    )


@pytest.mark.parametrize("name", AWKWARD.values(), ids=AWKWARD.keys())
def test_in_figures_of_tables_and_traces(name):
    morris = {"mu": 1.0, "mu_star": 1.0, "low": 0.8, "high": 1.2, "sigma": 0.3}
    drawn_as_written(pa.plot_sensitivity(pd.DataFrame(morris, index=[name]), measure=name))
    differences = {"mean": 0.2, "low": 0.1, "high": 0.3, "replicates": 5}
    drawn_as_written(pa.plot_differences(pd.DataFrame(differences, index=[name]), measure=name))
    outcome = {
        "protocol": name, "status": "agreed", "rounds": 1, "terms": {name: 0.5}, "forum": name, "time": "2001-01",
        "trace": [{"round": 0, "positions": {name: {name: 0.1}}}, {"round": 1, "positions": {name: {name: 0.5}}}],
    }  # fmt: skip
    axes = pa.plot_trace(outcome)
    drawn_as_written(axes)
    begin = " ".join(name.split())[:30]  # of a long one, as much as there is room for
    assert any(text.startswith(begin) for text in words_of(axes)) or not name.strip()


def test_in_reports(result, tmp_path):
    path = tmp_path / "report.html"
    pa.write_report(result.encoding["source"], path)
    page = path.read_text()
    assert "<b>&amp;" not in page
    assert page.count(AWKWARD["a formula that is none"]) > 1


def test_powers_of_ten_stay_powers():
    @as_written
    def draw():
        _, axes = plt.subplots()
        axes.plot([1, 1000], [0, 1])
        axes.set_xscale("log")
        label_ends(axes, [EndLabel(0.5, "$", "black")], size=9)
        return axes

    axes = draw()
    drawn_as_written(axes)
    powers = [label for label in axes.get_xticklabels() if label.get_text()]
    assert powers and all(label.get_parse_math() for label in powers)
    assert np.all(["10" in label.get_text() for label in powers])


def test_texts_are_no_formulas_in_a_spreadsheet():
    table = pd.DataFrame(
        {
            "=sum": ["=1+1", "+a", "-x", "@x", "\tx", "a=b", "-5"],
            "number": [-1.5, 0, 1, 2, 3, 4, 5],
        },
        index=pd.Index(["-S", *"bcdefg"], name="state"),
    )
    safe = pa.for_spreadsheets(table)
    assert safe["'=sum"].tolist() == ["'=1+1", "'+a", "'-x", "'@x", "'\tx", "a=b", "-5"]
    assert safe.index.tolist() == ["'-S", *"bcdefg"]
    assert safe["number"].tolist() == table["number"].tolist()
    assert safe.dtypes["number"].kind == "f"
    assert table.columns.tolist() == ["=sum", "number"]
