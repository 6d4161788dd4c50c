"""Records numpy-partition.json in the same folder: the orders of numpy.argpartition.

    python3 numpy_partition.py            writes the file
    python3 numpy_partition.py --check    compares the file with NumPy's orders without changing it

The orders are those of NumPy's scalar introselect, which versions before 2.0 use everywhere. Later ones use it on
processors without AVX2 and AVX-512, and where NPY_DISABLE_CPU_FEATURES turns these off.
"""

import pathlib
import sys

import numpy as np

from recording import write_or_check

TARGET = pathlib.Path(__file__).with_name("numpy-partition.json")


def inputs():
    rng = np.random.default_rng(7)
    for n in (1, 2, 3, 4, 5, 6, 7, 9, 12, 17, 30, 64):
        yield rng.integers(0, 5, n).tolist()
        yield rng.integers(0, 1000, n).tolist()
    yield [3] * 20
    yield list(range(40))
    yield list(range(40, 0, -1))

    # Rolled sequences and organ pipes exhaust the rounds of medians of three.
    for n in (100, 400):
        yield np.roll(np.arange(n), n // 2).tolist()
        yield (list(range(n // 2)) + list(range(n // 2, 0, -1)))
    yield killer(200)
    yield killer(600)


def killer(n):
    """A sequence whose medians of three are always near the least (after Musser 1997)."""
    half = n // 2
    values = [0] * n
    for i in range(half):
        values[i] = i + 1 if i % 2 == 0 else half + i + (0 if half % 2 else 1)
        values[half + i] = 2 * (i + 1)
    return values


def record(values):
    n = len(values)
    places = sorted({n - m for m in (1, 2, 3, 5, 8, n // 2, n) if 1 <= m <= n})
    return {"values": values, "orders": [{"k": k, "order": np.argpartition(np.array(values, dtype=float), k).tolist()} for k in places]}


if __name__ == "__main__":
    sys.exit(write_or_check(TARGET, [record(values) for values in inputs()]))
