"""Computes the figures of sklearn-lda.json with scikit-learn: one variational E step of latent Dirichlet allocation.

    python3 sklearn_lda.py            writes the file
    python3 sklearn_lda.py --check    compares it with a new computation

The step starts from gamma = 1 and takes exactly 100 iterations per document, because the tolerance is zero. The digamma
function of scikit-learn is accurate to about 1e-9, an error that grows with the iterations, so the same iterations are also
computed with that of SciPy.
"""

import sys
from pathlib import Path

import numpy as np
import scipy
import scipy.sparse as sp
import sklearn
from scipy.special import digamma
from sklearn.decomposition._lda import _update_doc_distribution

from recording import write_or_check

ITERATIONS = 100


def exact(counts, weights, alpha):
    """The same iterations with the digamma function of SciPy."""
    gamma = np.ones((len(counts), len(weights)))
    for _ in range(ITERATIONS):
        shares = np.exp(digamma(gamma))
        gamma = alpha + shares * ((counts / (shares @ weights)) @ weights.T)
    return gamma


def main():
    random = np.random.default_rng(2026)
    topics, words, documents = 5, 12, 8
    weights = random.dirichlet(np.full(words, 0.3), topics)
    alpha = 0.2
    counts = np.array([random.multinomial(length, random.dirichlet(np.full(words, 0.5))) for length in (3, 7, 1, 20, 0, 60, 12, 200)])
    assert counts.shape == (documents, words)
    gamma, statistics = _update_doc_distribution(
        sp.csr_matrix(counts.astype(float)), weights, alpha, ITERATIONS, 0.0, True, None)
    entries = {
        "sklearn": sklearn.__version__,
        "scipy": scipy.__version__,
        "counts": counts.tolist(),
        "weights": weights.tolist(),
        "alpha": alpha,
        "gamma": gamma.tolist(),
        "exact": exact(counts, weights, alpha).tolist(),
        "statistics": statistics.tolist(),
    }
    return write_or_check(Path(__file__).with_name("sklearn-lda.json"), entries)


if __name__ == "__main__":
    sys.exit(main())
