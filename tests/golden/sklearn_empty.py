"""Records sklearn-empty.json in the same folder: scikit-learn's k-means where several clusters are empty at once.

    python3 sklearn_empty.py            writes the file
    python3 sklearn_empty.py --check    compares the file with scikit-learn's labels without changing it

Labels that depend on ties need the order of additions of a plain matrix product, so the script needs NumPy and SciPy with
the reference BLAS and not OpenBLAS or MKL, and one thread (OMP_NUM_THREADS=1). K is at most the number of distinct rows:
with fewer rows, scikit-learn before 1.4.1 moves centres in every iteration.
"""

import pathlib
import sys
import warnings

import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.cluster import KMeans

from recording import write_or_check

TARGET = pathlib.Path(__file__).with_name("sklearn-empty.json")


def cases():
    rng = np.random.default_rng(11)
    for kind in ("whole", "few values", "fractions", "repeated fractions"):
        for case in range(30):
            n, j = int(rng.integers(6, 40)), int(rng.integers(1, 10))
            if kind == "whole":
                x = rng.integers(0, 6, (n, j)).astype(float)
            elif kind == "few values":
                x = rng.integers(0, 3, (n, min(j, 3))).astype(float)
            elif kind == "fractions":
                x = rng.integers(-400, 400, (n, j)) / 64
            else:
                x = rng.integers(0, 4, (n, min(j, 3))) * 0.1
            distinct = len(np.unique(x, axis=0))
            if distinct < 4:
                continue
            k = int(rng.integers(3, min(12, distinct)))
            centers = x[rng.choice(n, k, replace=False)]
            far = int(rng.integers(2, k))
            centers[-far:] += 100 + rng.integers(0, 10, (far, x.shape[1]))
            rng.shuffle(centers)

            # Equal rows of counts are summed as one row times their number, which rounds differently in the dense arithmetic.
            sparse = kind == "few values" or bool(rng.integers(2))
            yield {"kind": kind, "sparse": sparse, "max_iter": int(rng.choice([1, 2, 300])), "x": x, "centers": centers}


def record(case):
    rows = sp.csr_matrix(case["x"]) if case["sparse"] else case["x"]
    model = KMeans(len(case["centers"]), init=case["centers"], n_init=1, max_iter=case["max_iter"], algorithm="lloyd")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(rows)
    return dict(case, x=case["x"].tolist(), centers=case["centers"].tolist(), labels=model.labels_.tolist(), iterations=int(model.n_iter_))


if __name__ == "__main__":
    print("scikit-learn", sklearn.__version__)
    sys.exit(write_or_check(TARGET, [record(case) for case in cases()]))
