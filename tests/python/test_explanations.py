"""Why the what-ifs change what they change, as a result tells it."""

import shutil

import h5py
import pytest

import parley_analysis as pa


def test_explanations_are_a_table_by_what_if(made_up):
    found = pa.explanations(made_up)
    assert found.index.tolist() == ["frank"]
    row = found.loc["frank"]
    assert row["settings"] == "forums.dialogue.frankness: 0.9"
    assert row["runs"] == row["same_runs"]
    assert (row["lost"], row["won"], row["reasons"], row["in_runs"]) == ((), (), (), 0)
    assert row["text"] == "Nothing is known of frank.\nIt is made up."
    assert row["facts"]["what_if"] == "frank"
    assert pa.explanations(made_up.encoding["source"]).equals(found)


def test_the_report_has_the_sentences_word_for_word(made_up):
    page = pa.report(made_up.encoding["source"])
    assert "Nothing is known of frank. It is made up." in page


def test_a_result_without_explanations_has_an_empty_table(made_up, tmp_path):
    with pytest.raises(ValueError, match="does not know its file"):
        pa.explanations(made_up.copy(deep=True).drop_encoding())
    assert pa.explanations(older(made_up, tmp_path)).empty


def older(result, folder):
    """The same in format 1, which had none."""
    path = folder / "older.h5"
    with h5py.File(result.encoding["source"]) as source, h5py.File(path, "w") as file:
        for name, value in source.attrs.items():
            if name != "sums_sha256":
                file.attrs[name] = value
        file.attrs["format_version"] = 1
        source.copy("provenance", file)
    return path


def test_a_changed_sentence_is_damage(made_up, tmp_path):
    path = tmp_path / "changed.h5"
    shutil.copy(made_up.encoding["source"], path)
    end = path.read_bytes()[-80:]
    with h5py.File(path, "r+") as file:
        file["explanations/text"][0] = "All is known."
    with open(path, "ab") as file:
        file.write(end)
    with pytest.raises(pa.DamageError, match="the sum of the file is wrong"):
        pa.explanations(path)
