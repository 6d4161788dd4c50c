"""Computes the figures of notebook.json and sklearn.json with NumPy, SciPy and scikit-learn.

    python3 sklearn_figures.py            compares every recorded figure with a new computation
    python3 sklearn_figures.py --write    regenerates both files

The k-means++ draws are those of scikit-learn 1.3 and later. With an older scikit-learn, which draws the first centre
differently, they are computed here and passed as initial centres; Lloyd's algorithm is always scikit-learn's own.
"""
import json
import os
import sys

import numpy as np
import scipy
import scipy.sparse as sp
import sklearn
from scipy.optimize import linear_sum_assignment
from sklearn import metrics
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics.pairwise import euclidean_distances

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = 5
CLUSTERS = 3
ALPHA = [0.2, 0.4, 0.4]

# The seeds of the documents and of k-means; the first is that of the notebook.
NOTEBOOKS = [(2026, 42), (1, 7), (20, 0)]


def seeding(X, k, random_state, chosen):
    """Greedy k-means++: returns the centres and stores the chosen rows in `chosen`."""
    n = X.shape[0]
    weight = np.ones(n)
    trials = 2 + int(np.log(k))
    norms = euclidean_row_norms(X)
    first = random_state.choice(n, p=weight / weight.sum())
    chosen.append(int(first))
    start = dense_rows(X, [first])
    nearest = euclidean_distances(start, X, Y_norm_squared=norms, squared=True)[0]
    potential = nearest @ weight
    while len(chosen) < k:
        targets = random_state.uniform(size=trials) * potential
        candidates = np.minimum(np.searchsorted(np.cumsum(nearest), targets), n - 1)
        distances = np.minimum(nearest, euclidean_distances(X[candidates], X, Y_norm_squared=norms, squared=True))
        potentials = distances @ weight
        best = int(np.argmin(potentials))
        chosen.append(int(candidates[best]))
        nearest, potential = distances[best], potentials[best]
    return dense_rows(X, chosen)


def euclidean_row_norms(X):
    return sklearn.utils.extmath.row_norms(X, squared=True)


def dense_rows(X, rows):
    picked = X[rows]
    return picked.toarray() if sp.issparse(picked) else picked


def kmeans(X, k, seed):
    chosen = []
    model = KMeans(k, n_init=1, random_state=seed, algorithm="lloyd",
                   init=lambda data, size, random_state: seeding(data, size, random_state, chosen)).fit(X)
    return {
        "n_clusters": k, "random_state": seed, "init_indices": chosen, "labels": model.labels_.tolist(),
        "centers": model.cluster_centers_.tolist(), "inertia": float(model.inertia_), "n_iter": int(model.n_iter_),
    }


def scores(known, found, data):
    dense = data.toarray() if sp.issparse(data) else data
    confusion = metrics.cluster.contingency_matrix(known, found)
    rows, columns = linear_sum_assignment(confusion, maximize=True)
    return {
        "accuracy": float(confusion[rows, columns].sum() / len(known)),
        "confusion": confusion.tolist(),
        "mapping_estimated_to_known": {str(c): int(r) for r, c in zip(rows, columns)},
        "adjusted_rand": metrics.adjusted_rand_score(known, found),
        "rand": metrics.rand_score(known, found),
        "nmi_arithmetic": metrics.normalized_mutual_info_score(known, found),
        "ami_arithmetic": metrics.adjusted_mutual_info_score(known, found),
        "homogeneity": metrics.homogeneity_score(known, found),
        "completeness": metrics.completeness_score(known, found),
        "v_measure": metrics.v_measure_score(known, found),
        "fowlkes_mallows": metrics.fowlkes_mallows_score(known, found),
        "mutual_info_nats": metrics.mutual_info_score(known, found),
        "silhouette_euclidean": float(metrics.silhouette_score(data, found)),
        "calinski_harabasz": float(metrics.calinski_harabasz_score(dense, found)),
        "davies_bouldin": float(metrics.davies_bouldin_score(dense, found)),
        "purity": float(confusion.max(axis=0).sum() / confusion.sum()),
    }


def notebook(seed, cluster_seed):
    rng = np.random.default_rng(seed)
    eta = np.ones(WORDS)
    figures = {"seed": seed, "cell3_muk": rng.dirichlet(eta).tolist()}
    mu = rng.dirichlet(eta, CLUSTERS)
    figures["cell4_mu"] = mu.tolist()
    figures["cell6_eta0.1"] = rng.dirichlet(0.1 * eta, 3).tolist()
    figures["cell7_eta100"] = rng.dirichlet(100 * eta, 3).tolist()
    skewed = [10, 1, 1, 1, 1]
    figures["cell8_eta10_1"] = rng.dirichlet(skewed, 3).tolist()
    figures["cell9_mean_of_1000"] = rng.dirichlet(skewed, 1000).mean(axis=0).tolist()
    pi_i = rng.multinomial(1, ALPHA)
    figures["cell11_pi_i"] = pi_i.tolist()
    figures["cell12_mean_of_10000"] = rng.multinomial(1, ALPHA, 10000).mean(axis=0).tolist()
    figures["cell13"] = (pi_i @ mu).tolist()
    figures["cell14_counts"] = rng.multinomial(10, pi_i @ mu).tolist()
    clusters = rng.multinomial(1, ALPHA, 1000)
    counts = rng.multinomial(10, clusters @ mu)
    known = clusters.argmax(axis=1)
    figures["cell16_dfm"] = counts.tolist()
    figures["cell18_known_cluster"] = known.tolist()
    figures["cell19_kmeans"] = kmeans(counts.astype(float), CLUSTERS, cluster_seed)
    figures["cell22"] = scores(known, figures["cell19_kmeans"]["labels"], counts)
    transformer = TfidfTransformer()
    weights = transformer.fit_transform(sp.csr_matrix(counts))
    figures["cell23_idf"] = transformer.idf_.tolist()
    figures["cell23_tfidf_first10"] = weights[:10].toarray().tolist()
    figures["cell23_kmeans"] = kmeans(weights, CLUSTERS, cluster_seed)
    figures["cell23"] = scores(known, figures["cell23_kmeans"]["labels"], weights)
    with np.errstate(divide="ignore"):
        posterior = np.log(ALPHA) + counts @ np.log(mu).T
    figures["oracle_map_accuracy_on_this_sample"] = float((posterior.argmax(axis=1) == known).mean())
    return figures


def indices(recorded):
    """Every figure of sklearn.json, computed from the counts, labels and costs that it records."""
    counts = np.array(recorded["counts"], dtype=float)
    known = np.array(recorded["known"])
    figures = {"counts": recorded["counts"], "known": recorded["known"]}
    options = [{}, {"norm": "l1"}, {"norm": None}, {"smooth_idf": False}, {"sublinear_tf": True}, {"use_idf": False}]
    figures["tfidf"] = [
        dict(o, first5=TfidfTransformer(**o).fit_transform(sp.csr_matrix(counts))[:5].toarray().tolist()) for o in options]
    figures["kmeans_counts"] = [kmeans(counts, 6, seed) for seed in (0, 1, 7, 42)]
    figures["metrics"] = [scores(known, np.array(run["labels"]), counts) for run in figures["kmeans_counts"]]
    weights = TfidfTransformer().fit_transform(sp.csr_matrix(counts))
    figures["kmeans_tfidf_sparse"] = [kmeans(weights, 6, seed) for seed in (0, 42)]
    cost = np.array(recorded["assignment"]["cost"])
    rows, columns = linear_sum_assignment(cost)
    figures["assignment"] = {"cost": cost.tolist(), "rows": rows.tolist(), "cols": columns.tolist()}
    return figures


def differences(recorded, fresh, place=""):
    """The positions where a recorded figure is missing or differs from the new one by more than rounding."""
    if isinstance(recorded, dict):
        for name, value in recorded.items():
            if name not in fresh:
                yield f"{place}/{name}: not computed"
            else:
                yield from differences(value, fresh[name], f"{place}/{name}")
    elif isinstance(recorded, list):
        if len(recorded) != len(fresh):
            yield f"{place}: {len(recorded)} recorded, {len(fresh)} computed"
        for i, (a, b) in enumerate(zip(recorded, fresh)):
            yield from differences(a, b, f"{place}/{i}")
    elif isinstance(recorded, float) and isinstance(fresh, (int, float)):
        if abs(recorded - fresh) > 1e-12 * max(1.0, abs(recorded)):
            yield f"{place}: {recorded} recorded, {fresh} computed"
    elif recorded != fresh:
        yield f"{place}: {recorded} recorded, {fresh} computed"


def main():
    print(f"NumPy {np.__version__}, SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}")
    found = 0
    for name in ("notebook.json", "sklearn.json"):
        path = os.path.join(HERE, name)
        with open(path, encoding="utf-8") as file:
            recorded = json.load(file)
        fresh = [notebook(*seeds) for seeds in NOTEBOOKS] if name == "notebook.json" else indices(recorded)
        if "--write" in sys.argv:
            with open(path, "w", encoding="utf-8") as file:
                json.dump(fresh, file)
        for line in differences(recorded, fresh):
            found += 1
            print(f"{name}{line}")
    print(f"{found} figures differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
