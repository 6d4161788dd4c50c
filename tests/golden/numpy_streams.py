"""Records numpy-streams.json in the same folder: NumPy's draws from new generators, for several seeds.

    python3 numpy_streams.py            writes the file
    python3 numpy_streams.py --check    compares the file with NumPy's draws without changing it

The file was recorded with NumPy 1.24. The stream of Generator is the same in NumPy 1.21 to 2.3, except for the last bits
of log1p and pow, which come from the C runtime, and beta draws with tiny parameters (changed in 1.26).
"""

import pathlib
import sys

import numpy as np

from recording import write_or_check

SEEDS = [0, 1, 2026, 12345678901234567890]
TARGET = pathlib.Path(__file__).with_name("numpy-streams.json")


def words(values):
    """64-bit integers as decimal strings, because JSON readers parse numbers as doubles."""
    return [str(int(value)) for value in values]


def first_and_last(values, first):
    return values[:first].tolist() + [values[-1].item()]


def record(seed):
    def rng():
        return np.random.default_rng(seed)

    sequence = np.random.SeedSequence(seed)
    entry = {
        "seed": seed,
        "seed_sequence_state_uint64": words(sequence.generate_state(4, np.uint64)),
        "spawn": [words(child.generate_state(4, np.uint64)) for child in sequence.spawn(3)],
        "pcg64_raw": words(np.random.PCG64(seed).random_raw(8)),
        "random": rng().random(8).tolist(),
        "standard_exponential": first_and_last(rng().standard_exponential(2000), 8),
        "standard_normal": first_and_last(rng().standard_normal(2000), 8),
        "standard_gamma": [
            {"shape": shape, "first5_and_1000th": first_and_last(rng().standard_gamma(shape, 1000), 5)}
            for shape in (0.05, 0.1, 0.5, 1.0, 1.7, 10.0, 100.0)
        ],
        "beta": [
            {"a": a, "b": b, "first5_and_500th": first_and_last(rng().beta(a, b, 500), 5)}
            for a, b in ((0.05, 0.2), (0.5, 0.5), (2.0, 3.0), (10.0, 1.0))
        ],
        "dirichlet": [
            {"eta": eta, "size": 3, "draws": rng().dirichlet(eta, 3).tolist()}
            for eta in (
                [1.0, 1, 1, 1, 1],
                [0.1] * 5,
                [0.05] * 4,
                [0.01, 0.09, 0.02],
                [100.0, 100.0, 100.0],
                [10.0, 1, 1, 1, 1],
                [0.5, 2.0, 1.0],
            )
        ],
        "binomial": [
            {"n": n, "p": p, "first20_and_1000th": first_and_last(rng().binomial(n, p, 1000), 20)}
            for n, p in (
                (10, 0.3), (10, 0.7), (1, 0.5), (100, 0.05), (100, 0.5), (1000, 0.2), (100000, 0.9),
                (50, 0.0), (50, 1.0), (0, 0.4),
            )
        ],
        "multinomial": [
            {"n": n, "p": p, "size": 4, "draws": rng().multinomial(n, p, 4).tolist()}
            for n, p in (
                (1, [0.2, 0.4, 0.4]),
                (10, [0.1, 0.2, 0.3, 0.25, 0.15]),
                (1000, [0.5, 0.3, 0.2]),
                (100000, [0.25] * 4),
                (0, [0.5, 0.5]),
            )
        ],
    }
    trials = [3, 10, 200]
    rows = [[0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [0.1, 0.1, 0.8]]
    entry["multinomial_rows"] = {"n": trials, "p": rows, "draws": rng().multinomial(trials, rows).tolist()}
    entry["poisson"] = [
        {"lam": mean, "first20": rng().poisson(mean, 20).tolist()} for mean in (0.5, 3.0, 9.9, 10.0, 75.0)
    ]
    entry["integers"] = [
        {"low": 0, "high": high, "first10": rng().integers(0, high, 10).tolist()}
        for high in (3, 10, 1000, 2**40)
    ]
    entry["permutation_10"] = rng().permutation(10).tolist()
    weights = [0.1, 0.2, 0.3, 0.4]
    entry["choice_weighted"] = {"p": weights, "size": 12, "draws": rng().choice(4, 12, p=weights).tolist()}

    legacy_seed = seed % 2**32
    entry["legacy_mt19937"] = {
        "random_sample": np.random.RandomState(legacy_seed).random_sample(5).tolist(),
        "choice_p": np.random.RandomState(legacy_seed).choice(7, 5, p=np.full(7, 1 / 7)).tolist(),
    }
    return entry


if __name__ == "__main__":
    sys.exit(write_or_check(TARGET, [record(seed) for seed in SEEDS]))
