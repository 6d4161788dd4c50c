"""Records numpy-legacy.json in the same folder: the draws of NumPy's RandomState, as scikit-learn calls it.

    python3 numpy_legacy.py            writes the file
    python3 numpy_legacy.py --check    compares the file with NumPy's draws without changing it

The stream of RandomState is frozen: every version of NumPy since 1.17 draws the same.
"""

import pathlib
import sys

import numpy as np

from recording import write_or_check

SEEDS = [0, 42, 2**32 - 1, [1, 2, 3], [2**32 - 1] * 700]
TARGET = pathlib.Path(__file__).with_name("numpy-legacy.json")


def record(seed):
    def state():
        return np.random.RandomState(seed)

    restarts = state()
    mixed = state()
    weights = np.arange(1, 31) / 465
    return {
        "seed": seed,
        "uint32": state().randint(0, 2**32, 700).tolist(),
        "uniform": {"low": -3.5, "high": 17.25, "draws": state().uniform(-3.5, 17.25, 10).tolist()},
        "randint": [
            {"low": low, "high": high, "draws": [str(draw) for draw in state().randint(low, high, 10)]}
            for low, high in ((0, 1), (-5, 7), (0, 2**31 - 1), (0, 2**32 + 1), (3, 2**45))
        ],
        "restart_seeds": [int(restarts.randint(np.iinfo(np.int32).max)) for _ in range(10)],
        "permutation_20": state().permutation(20).tolist(),
        "choice_one": int(state().choice(30, p=weights)),
        "choice": state().choice(30, 40, p=weights).tolist(),
        "choice_uniform": state().choice(11, 20).tolist(),
        "choice_uniform_distinct": state().choice(30, 9, replace=False).tolist(),
        "choice_distinct": [
            {"p": p.tolist(), "size": size, "draws": state().choice(len(p), size, replace=False, p=p).tolist()}
            for p, size in ((np.full(40, 1 / 40), 5), (weights, 25), (np.full(7, 1 / 7), 7))
        ],
        "in_order": [
            mixed.random_sample(), int(mixed.randint(0, 100)), mixed.permutation(5).tolist(), mixed.random_sample(),
        ],
    }


if __name__ == "__main__":
    sys.exit(write_or_check(TARGET, [record(seed) for seed in SEEDS]))
