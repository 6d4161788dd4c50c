"""The scikit-learn side of the k-means sweep: the same documents, the same initial centres, Lloyd and Elkan.

The benchmark program starts this script, writes one request per line to its input and reads one JSON reply per line:

    versions                                  the versions of the libraries
    load FOLDER COLUMNS WEIGHTS DENSE ROW,... reads counts, weights them by TF-IDF if WEIGHTS is 1, as an array if DENSE is 1;
                                              the initial centres are the rows
    fit ALGORITHM K ITERATIONS COUNT          as many timed runs in a row from these centres; the time of one

FOLDER holds the compressed rows of the counts: int32 offsets and columns, float64 values. Times are wall-clock time and
processor time of all threads, in seconds.
"""
import gc
import json
import os
import shlex
import sys
import time
import warnings

from peer_blas import blas

matrix = centres = None


def load(folder, columns, weights, dense, rows):
    import numpy as np
    import scipy.sparse as sp
    from sklearn.feature_extraction.text import TfidfTransformer
    global matrix, centres

    def read(name, kind):
        return np.fromfile(os.path.join(folder, name), dtype=kind)

    offsets = read("offsets", "int32")
    counts = sp.csr_matrix((read("values", "float64"), read("columns", "int32"), offsets), shape=(len(offsets) - 1, int(columns)))
    matrix = TfidfTransformer().fit_transform(counts).tocsr() if weights == "1" else counts
    matrix.sort_indices()
    centres = matrix[[int(row) for row in rows.split(",")]].toarray()
    if dense == "1":
        matrix = matrix.toarray()
    return {"rows": matrix.shape[0]}


def fit(algorithm, k, iterations, count):
    from sklearn.cluster import KMeans
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(int(count)):
        found = KMeans(int(k), init=centres, n_init=1, max_iter=int(iterations), tol=0, algorithm=algorithm).fit(matrix)
    seconds = {"wall": (time.perf_counter() - wall) / int(count), "cpu": (time.process_time() - cpu) / int(count)}
    return {**seconds, "scalars": [int(found.n_iter_), float(found.inertia_)]}


def versions():
    import numpy
    import scipy
    import sklearn
    return {"Python": sys.version.split()[0], "NumPy": numpy.__version__, "SciPy": scipy.__version__, "scikit-learn": sklearn.__version__, "BLAS": blas()}


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    tasks = {"load": load, "fit": fit, "versions": versions}
    for line in sys.stdin:
        word, *rest = shlex.split(line)
        try:
            answer = tasks[word](*rest)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
