"""The table of sessions, and what is counted from it, agree with the series of the same file."""

import numpy as np
import pandas as pd
import xarray as xr

import parley_analysis as pa
from format_page import MEANINGS

MECHANISMS = MEANINGS["session_mechanism"]


def test_each_negotiated_table_is_a_row(any_result):
    table = pa.sessions(any_result)
    assert len(table) == any_result.sizes["session"] == int(any_result.sessions_held.sum())
    assert (table["result"] == "agreed").sum() == int(any_result.sessions_agreed.sum())
    assert set(table["what_if"]) <= set(any_result.what_if.values)
    assert table["time"].between(any_result.time.values[0], any_result.time.values[-1]).all()
    assert set(table["level"]) <= set(pa.decode_flags(any_result.forum_level).values)


def test_agreements_are_signed_and_the_rest_is_blocked(any_result):
    table = pa.sessions(any_result)
    agreed = table["result"] == "agreed"
    assert (table["signatories"].str.len() > 0).eq(agreed).all()
    assert table.loc[agreed, "blocked_by"].isna().all()
    assert table.loc[agreed, "shortfall"].isna().all()
    assert table["fate"].notna().eq(agreed).all()
    assert table.loc[~agreed, "block_reason"].notna().all()


def test_signatories_sit_at_the_table(any_result):
    table = pa.sessions(any_result)
    assert all(
        set(signed) | set(outvoted) <= set(seated)
        for signed, outvoted, seated in zip(
            table["signatories"], table["outvoted"], table["seated"], strict=True
        )
    )
    assert table["issues"].str.len().min() >= 1


def test_attempts_count_the_tables(any_result):
    counted = pa.sessions(any_result).explode("issues").groupby(["forum", "issues"]).size()
    attempts = any_result.attempts.sum(["run", "time"]).to_series()
    attempts = attempts[attempts > 0].astype(int).sort_index()
    assert counted.sort_index().to_dict() == attempts.to_dict()


def test_sessions_of_deselected_runs_are_left_out(made_up):
    frank = pa.sessions(pa.select_what_if(made_up, "frank"))
    assert set(frank["what_if"]) == {"frank"}
    assert set(frank["replicate"]) == {0, 1, 2}
    assert len(frank) == int(made_up.sessions_held.sel(run=made_up.what_if == "frank").sum())


def test_result_without_sessions_has_an_empty_table(made_up):
    table = pa.sessions(made_up.isel(session=slice(0)))
    assert len(table) == 0
    assert list(table.columns) == list(pa.sessions(made_up).columns)
    assert len(pa.blockages(made_up.isel(session=slice(0)))) == 0


def test_terms_join_with_sessions(any_result):
    table, terms = pa.sessions(any_result), pa.terms(any_result)
    assert len(terms) == table["issues"].str.len().sum()
    assert terms["position"].between(0, 1).all()
    joined = terms.join(table, on="session")
    assert all(
        issue in issues for issue, issues in zip(joined["issue"], joined["issues"], strict=True)
    )


def test_agreement_rates_are_shares_of_tables(any_result):
    rates = pa.agreement_rates(any_result)
    assert rates.share.isnull().equals(rates.tables == 0)
    assert (rates.agreed <= rates.tables).all()
    assert float(rates.share.max()) <= 1


def test_hardest_issue_is_a_hard_one(made_up):
    assert pa.hardest_issues(made_up) == ["readmission"]


def test_without_hard_issues_the_hardest_of_the_others_comes_first(made_up):
    soft = made_up.assign(issue_kind=made_up.issue_kind.copy(data=np.zeros(3, np.int8)))
    assert pa.hardest_issues(soft) == ["readmission", "training"]


def with_results(made_up, agreed):
    """The result with sessions that agreed where `agreed` is true, else were blocked by NO."""
    results = {
        "session_result": np.where(agreed, 0, 1),
        "session_blocked_by": np.where(agreed, -1, 1),
        "session_block_reason": np.where(agreed, -1, 1),
        "session_mechanism": np.where(agreed, -1, 1),
    }
    moved = made_up.session_terms.notnull() & xr.DataArray(agreed, dims="session")
    changed = {
        name: made_up[name].copy(data=values.astype(np.int8)) for name, values in results.items()
    }
    changed["session_movement"] = xr.where(moved, 0.1, np.nan).transpose("session", "issue")
    return made_up.assign(changed)


def blockage(result, forum, issue):
    found = pa.blockages(result).set_index(["forum", "issue"])
    assert found.columns.tolist() == [
        *("kind", "places", "open", "tables"),
        *(*MECHANISMS, "no_free_team", "blocked_by", "blocked_by_times"),
    ]
    return found.loc[(forum, issue)]


def test_what_never_agreed_is_open_in_every_place(made_up):
    never = with_results(made_up, np.zeros(made_up.sizes["session"], bool))
    of_pairs = blockage(never, "bilateral", "readmission")
    assert of_pairs[["places", "open"]].tolist() == [6, 6]  # two pairs in each of three runs
    assert of_pairs["tables"] == of_pairs["red_line"] == of_pairs["blocked_by_times"] == 12
    assert of_pairs["blocked_by"] == "NO"
    of_all = blockage(never, "dialogue", "readmission")
    assert of_all[["kind", "places", "open", "tables"]].tolist() == ["hard", 3, 3, 12]


def test_one_agreement_settles_one_place(made_up):
    table = pa.sessions(made_up)
    of_pairs = (table["forum"] == "bilateral") & (table["what_if"] == "baseline")
    last_of_one_pair = table.index == table.index[of_pairs & (table["run"] == 0)][-1]
    once = blockage(with_results(made_up, last_of_one_pair), "bilateral", "readmission")
    assert once[["places", "open", "tables"]].tolist() == [6, 5, 10]


def test_what_always_agreed_is_not_open(made_up):
    always = with_results(made_up, np.ones(made_up.sizes["session"], bool))
    found = pa.blockages(always)
    assert (found[["open", "tables", "blocked_by_times"]] == 0).all(axis=None)
    assert found["blocked_by"].isna().all()


def test_what_others_settled_during_talks_is_not_agreed(made_up):
    """All tables agree, and readmission drops out of each: it has moved nothing."""
    always = with_results(made_up, np.ones(made_up.sizes["session"], bool))
    dropped = always.session_movement.where(always.issue != "readmission")
    found = pa.blockages(always.assign(session_movement=dropped)).set_index(["forum", "issue"])
    of_issue = found.loc[("dialogue", "readmission")]
    assert of_issue["open"] == of_issue["places"] and of_issue["blocked_by"] is None
    others = found.drop(index="readmission", level="issue")
    assert (others["open"] == 0).all()


def test_blockages_are_sorted_by_the_share_that_stayed_open(any_result):
    found = pa.blockages(any_result)
    assert (found["open"] / found["places"]).is_monotonic_decreasing
    assert (found["open"] <= found["places"]).all()
    assert (found[MECHANISMS].sum(axis=1) == found["tables"]).all()


def test_mechanisms_of_an_older_result_follow_from_what_it_has(made_up):
    older = made_up.drop_vars(["session_mechanism", "without_team"])
    assert pa.sessions(older)["mechanism"].equals(pa.sessions(made_up)["mechanism"])
    assert (pa.blockages(older)["no_free_team"] == 0).all()


def test_tables_are_pandas(any_result):
    assert isinstance(pa.sessions(any_result), pd.DataFrame)
    assert pa.sessions(any_result).index.name == "session"


def test_failed_tables_say_how_near_they_were(any_result):
    table = pa.sessions(pa.select_what_if(any_result))
    failed = table[table["result"] != "agreed"]
    assert table.loc[table["result"] == "agreed", ["least_gain", "all_but"]].isna().all(axis=None)
    alone = failed["all_but"].notna()
    named = zip(failed.loc[alone, "all_but"], failed.loc[alone, "seated"], strict=True)
    assert all(one in seated for one, seated in named)
    assert (failed.loc[alone, "least_gain"] <= 1e-9).all()
    assert (failed.loc[alone, "seated"].str.len() > 2).all()
    near = pa.nearness(any_result)
    assert near["tables"].sum() == failed["least_gain"].notna().sum()
    assert near["all_but_one"].sum() == alone.sum()
    assert near["all_could_gain"].sum() == (failed["least_gain"] > 1e-9).sum()
    assert (near["in_the_way"].notna() == (near["all_but_one"] > 0)).all()
