"""200 calls of each kind fail, one by one: the right bytes or a clear error, and nothing else.

All of them, with the numbers of calls: `python tests/failures/nth_call.py --each all`, and of
memory, which is asked for so often, `--each stack`.
"""

import os
import pathlib

import pytest

from nth_call import FAILURES, Machine, cases_of, outcomes

pytestmark = pytest.mark.skipif(
    "PARLEY_NTH_CALL" not in os.environ, reason="the sanitizers' builds have no such library"
)


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    return Machine(
        os.environ["PARLEY_PROGRAM"],
        pathlib.Path(os.environ["PARLEY_NTH_CALL"]),
        tmp_path_factory.mktemp("machine"),
    )


def test_the_machine_sees_what_the_program_does(machine):
    made = {kind: sum(calls[kind] for calls in machine.calls.values()) for kind in FAILURES}
    assert made["malloc"] > 100_000 and made["read"] > 100 and made["write"] > 100
    assert min(made[kind] for kind in FAILURES if kind != "mmap") > 0


@pytest.mark.parametrize("kind", FAILURES)
def test_a_call_that_fails_ends_in_the_right_bytes_or_a_clear_error(machine, kind):
    ended = outcomes(machine, cases_of(machine, kind, each=200))
    wrong = {case: how for case, how in ended.items() if how not in ("right", "told")}
    assert wrong == {}
