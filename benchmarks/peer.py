"""The peer side of the benchmarks: performs the same work with NumPy, SciPy and scikit-learn, on request.

The benchmark program starts this script, writes one request per line to its input and reads one JSON reply per line:

    versions                the versions of the libraries
    prepare ROW             creates the data of a row, which are kept
    time ROW                one timed run of a row; the first one also prepares it, and chooses the faster algorithm of k-means
    answer ROW FOLDER       the results of a row, written to files that the benchmark program compares with its own
    input ROW FOLDER        the input of a row, if only this side can create it
    forget                  releases all data
    process COMMAND...      the time and the peak memory of a whole process

The code is what a user of these libraries would write. Times are wall-clock time and processor time of all threads, in
seconds.
"""
import gc
import json
import os
import resource
import shlex
import subprocess
import sys
import tempfile
import time

import peer_files
from peer_blas import blas

NEWS = os.environ.get("MIXTUREPS_NEWS")
data = {}


def kept(name, make):
    if name not in data:
        data[name] = make()
    return data[name]


def model(k, j, eta, seed):
    import numpy as np
    return np.random.default_rng(seed).dirichlet(np.full(j, eta), k)


def sample(mu, alpha, n, m, seed):
    import numpy as np
    rng = np.random.default_rng(seed)
    clusters = rng.multinomial(1, alpha, n)
    return rng.multinomial(m, clusters @ mu), clusters


NOTEBOOK_ALPHA = [0.2, 0.4, 0.4]


def short_mu():
    return kept("short mu", lambda: model(3, 5, 1.0, 1))


def wide_mu():
    return kept("wide mu", lambda: model(20, 10_000, 0.05, 2))


def short_counts():
    return kept("short counts", lambda: sample(short_mu(), NOTEBOOK_ALPHA, 1_000_000, 10, 7)[0])


def short_floats():
    return kept("short floats", lambda: short_counts().astype(float))


def short_sparse():
    import scipy.sparse as sp
    return kept("short sparse", lambda: sp.csr_matrix(short_floats()))


def weighted(counts):
    from sklearn.feature_extraction.text import TfidfTransformer
    return TfidfTransformer().fit_transform(counts)


def short_weights():
    return kept("short weights", lambda: weighted(short_sparse()))


def wide_counts():
    """50,000 documents of 100 tokens, drawn in parts to save memory; the stream equals that of a single draw."""
    import numpy as np
    import scipy.sparse as sp

    def make():
        rng = np.random.default_rng(8)
        mu, n = wide_mu(), 50_000
        clusters = rng.multinomial(1, np.full(20, 1 / 20), n)
        parts = []
        for start in range(0, n, 2_500):
            part = clusters[start:start + 2_500]
            parts.append(sp.csr_matrix(rng.multinomial(100, part @ mu).astype(float)))
        return sp.vstack(parts).tocsr()

    return kept("wide counts", make)


def wide_weights():
    return kept("wide weights", lambda: weighted(wide_counts()))


def news_weights():
    from sklearn.feature_extraction.text import TfidfVectorizer

    def make():
        with open(NEWS, encoding="utf-8") as lines:
            documents = [json.loads(line)["text"] for line in lines]
        weights = TfidfVectorizer(token_pattern=r"\S+").fit_transform(documents).tocsr()
        weights.sort_indices()
        return weights

    return kept("news", make)


def seeding(X, k, random_state):
    """Greedy k-means++ with the draws of scikit-learn 1.3 and later, so that labels don't depend on its version."""
    import numpy as np
    import scipy.sparse as sp
    from sklearn.metrics.pairwise import euclidean_distances
    from sklearn.utils.extmath import row_norms

    n = X.shape[0]
    weight = np.ones(n)
    trials = 2 + int(np.log(k))
    norms = row_norms(X, squared=True)
    chosen = [random_state.choice(n, p=weight / weight.sum())]
    dense = lambda rows: X[rows].toarray() if sp.issparse(X) else X[rows]
    nearest = euclidean_distances(dense([chosen[0]]), X, Y_norm_squared=norms, squared=True)[0]
    potential = nearest @ weight
    while len(chosen) < k:
        targets = random_state.uniform(size=trials) * potential
        candidates = np.minimum(np.searchsorted(np.cumsum(nearest), targets), n - 1)
        distances = np.minimum(nearest, euclidean_distances(X[candidates], X, Y_norm_squared=norms, squared=True))
        potentials = distances @ weight
        best = int(np.argmin(potentials))
        chosen.append(candidates[best])
        nearest, potential = distances[best], potentials[best]
    return dense(chosen)


def kmeans(X, k, seed, iterations=300, init="k-means++", algorithm="lloyd", starts=1):
    from sklearn.cluster import KMeans
    return KMeans(k, init=init, n_init=starts, max_iter=iterations, random_state=seed, algorithm=algorithm).fit(X)


algorithms = {}


def same_kmeans(row, X, k, iterations=300):
    """The same run as on the other side, from the same initial centres, by the faster one of Lloyd and Elkan."""
    if row not in algorithms:
        seconds = {}
        for name in ("lloyd", "elkan", "lloyd", "elkan"):
            # No second run for one that is clearly slower.
            if len(seconds) == 2 and seconds[name] > 1.5 * min(seconds.values()):
                continue
            start = time.perf_counter()
            kmeans(X, k, 42, iterations, seeding, name)
            seconds[name] = min(seconds.get(name, float("inf")), time.perf_counter() - start)
        algorithms[row] = min(seconds, key=seconds.get)
    return kmeans(X, k, 42, iterations, seeding, algorithms[row])


def labels_of(X, k, seed, iterations=300):
    fit = kmeans(X, k, seed, iterations, seeding)
    return {"labels": fit.labels_.astype("int32"), "scalars": [float(fit.n_iter_), float(fit.inertia_)]}


def csr(matrix):
    matrix.sort_indices()
    return {"offsets": matrix.indptr.astype("int32"), "columns": matrix.indices.astype("int32"), "values": matrix.data.astype("float64")}


def label_pair():
    import numpy as np

    def make():
        rng = np.random.default_rng(9)
        known = rng.integers(0, 3, 1_000_000)
        other = rng.integers(0, 3, 1_000_000)
        return known, np.where(rng.random(1_000_000) < 0.8, known, other)

    return kept("labels", make)


def costs():
    import numpy as np
    return kept("costs", lambda: np.random.default_rng(10).random((2_000, 2_000)))


def score(name):
    from sklearn import metrics
    return getattr(metrics, name)(*label_pair())


def assignment():
    from scipy.optimize import linear_sum_assignment
    return linear_sum_assignment(costs())


EM_ITERATIONS = 59


def em_start():
    """20,000 of the short documents and the start of EM for both sides: equal shares and random word probabilities."""
    import numpy as np

    def make():
        words = np.random.default_rng(11).dirichlet(np.full(5, 2.0), 3)
        return short_counts()[:20_000].astype(float), np.full(3, 1 / 3), words

    return kept("em", make)


def em_process():
    """An R process that has read the data and waits for requests."""
    import numpy as np

    def make():
        counts, shares, words = em_start()
        with tempfile.TemporaryDirectory() as folder:
            for name, values in zip(("counts", "shares", "words"), (counts, shares, words)):
                np.ascontiguousarray(values, dtype="float64").tofile(os.path.join(folder, name))
            script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer_em.R")
            arguments = [str(value) for value in (*counts.shape, len(shares), EM_ITERATIONS)]
            child = subprocess.Popen(["Rscript", "--vanilla", script, folder, *arguments], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, text=True)
            em_ask(child, "version")
        return child

    return kept("em process", make)


def em_ask(child, word):
    child.stdin.write(word + "\n")
    child.stdin.flush()
    line = child.stdout.readline()
    if not line:
        raise RuntimeError("R has ended; it needs the package mixtools")
    return line.split()


def em_time():
    wall, cpu = em_ask(em_process(), "time")
    return {"wall": float(wall), "cpu": float(cpu)}


def em_answer():
    return {"scalars": [float(value) for value in em_ask(em_process(), "answer")]}


def em_input():
    counts, shares, words = em_start()
    import scipy.sparse as sp
    return {**csr(sp.csr_matrix(counts)), "scalars": [*shares, *words.ravel()]}


def silhouette_documents():
    """5,000 of the long documents with their k-means clusters."""

    def make():
        weights = wide_weights()[:5_000]
        return weights, kmeans(weights, 20, 42).labels_

    return kept("silhouette", make)


def silhouette():
    from sklearn.metrics import silhouette_score
    return silhouette_score(*silhouette_documents())


def short_draw():
    return sample(short_mu(), NOTEBOOK_ALPHA, 1_000_000, 10, 7)


def wide_draw():
    import numpy as np
    return sample(wide_mu(), np.full(20, 1 / 20), 5_000, 100, 8)


def draw_answer(draw):
    import scipy.sparse as sp
    counts, clusters = draw()
    return {**csr(sp.csr_matrix(counts)), "labels": clusters.argmax(axis=1).astype("int32")}


def small_model():
    return kept("small model", lambda: model(3, 5, 1.0, 1))


def small_job():
    """The mean accuracy of k-means with ten starts on a thousand samples of 200 documents."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment
    from sklearn.metrics.cluster import contingency_matrix
    sum_of_accuracies = 0.0
    for seed in range(1_000):
        counts, clusters = sample(small_model(), np.full(3, 1 / 3), 200, 10, seed)
        found = kmeans(counts.astype(float), 3, seed, starts=10).labels_
        confusion = contingency_matrix(clusters.argmax(axis=1), found)
        sum_of_accuracies += confusion[linear_sum_assignment(confusion, maximize=True)].sum() / 200
    return sum_of_accuracies / 1_000


# A row: the untimed preparation, the timed run, and the result to compare.
ROWS = {
    "dfm-short": (short_mu, short_draw, lambda: draw_answer(short_draw)),
    "dfm-wide": (wide_mu, wide_draw, lambda: draw_answer(wide_draw)),
    "kmeans-counts": (short_floats, lambda: same_kmeans("kmeans-counts", short_floats(), 3), lambda: labels_of(short_floats(), 3, 42)),
    "kmeans-weights": (short_weights, lambda: same_kmeans("kmeans-weights", short_weights(), 3), lambda: labels_of(short_weights(), 3, 42)),
    "tfidf-short": (short_counts, lambda: weighted(short_counts()), lambda: csr(weighted(short_counts()))),
    "tfidf-short-sparse": (short_sparse, lambda: weighted(short_sparse()), lambda: csr(weighted(short_sparse()))),
    "tfidf-wide": (wide_counts, lambda: weighted(wide_counts()), lambda: csr(weighted(wide_counts()))),
    "kmeans-wide-20": (wide_weights, lambda: same_kmeans("kmeans-wide-20", wide_weights(), 20), lambda: labels_of(wide_weights(), 20, 42)),
    "kmeans-wide-100": (wide_weights, lambda: same_kmeans("kmeans-wide-100", wide_weights(), 100, 10), lambda: labels_of(wide_weights(), 100, 42, 10)),
    "kmeans-news": (news_weights, lambda: same_kmeans("kmeans-news", news_weights(), 152), lambda: labels_of(news_weights(), 152, 42)),
    "ari": (label_pair, lambda: score("adjusted_rand_score"), lambda: {"scalars": [score("adjusted_rand_score")]}),
    "nmi": (label_pair, lambda: score("normalized_mutual_info_score"), lambda: {"scalars": [score("normalized_mutual_info_score")]}),
    "ami": (label_pair, lambda: score("adjusted_mutual_info_score"), lambda: {"scalars": [score("adjusted_mutual_info_score")]}),
    "silhouette": (silhouette_documents, silhouette, lambda: {"scalars": [silhouette()]}),
    "em": (em_process, em_time, em_answer),
    "assignment": (costs, assignment, lambda: {"labels": assignment()[1].astype("int32")}),
    "small-job": (small_model, small_job, lambda: {"scalars": [small_job()]}),
    **peer_files.ROWS,
}

INPUTS = {
    "kmeans-news": lambda: csr(news_weights()),
    "silhouette": lambda: {**csr(silhouette_documents()[0]), "labels": silhouette_documents()[1]},
    "em": em_input,
    "labels": lambda: {"labels": [label for side in label_pair() for label in side]},
}


def timed(run):
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    result = run()
    seconds = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}

    # R measures its own times.
    if isinstance(result, dict):
        return result
    del result
    return seconds


def process(command):
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return {"wall": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime,
            "peak": usage.ru_maxrss * 1024, "exit": child.returncode}


def write(arrays, folder):
    import numpy as np
    os.makedirs(folder, exist_ok=True)
    for name, values in arrays.items():
        np.asarray(values, dtype="int32" if name in ("labels", "offsets", "columns") else "float64").tofile(os.path.join(folder, name))
    return {"files": sorted(arrays)}


def versions():
    import numpy
    import pandas
    import scipy
    import sklearn
    found = {"Python": sys.version.split()[0], "NumPy": numpy.__version__, "SciPy": scipy.__version__, "scikit-learn": sklearn.__version__, "pandas": pandas.__version__, "BLAS": blas()}
    try:
        found["R"], found["mixtools"] = em_ask(em_process(), "version")[0], em_ask(em_process(), "version")[1]
    except (OSError, RuntimeError):
        pass
    return found


def respond(line):
    word, *rest = shlex.split(line)
    if word == "versions":
        return versions()
    if word == "time":
        make, run, _ = ROWS[rest[0]]
        make()
        seconds = timed(run)
        return {**seconds, "algorithm": algorithms[rest[0]]} if rest[0] in algorithms else seconds
    if word == "prepare":
        ROWS[rest[0]][0]()
        return {}
    if word == "answer":
        return write(ROWS[rest[0]][2](), rest[1])
    if word == "input":
        return write(INPUTS[rest[0]](), rest[1])
    if word == "process":
        return process(rest)
    if word == "forget":
        data.clear()
        gc.collect()
        return {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
    raise ValueError(word)


if __name__ == "__main__":
    import warnings
    warnings.filterwarnings("ignore")
    for line in sys.stdin:
        try:
            answer = respond(line)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
