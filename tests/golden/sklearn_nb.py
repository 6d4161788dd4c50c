"""Records sklearn-nb.json in the same folder: scikit-learn's multinomial naive Bayes on labelled documents.

    python3 sklearn_nb.py            writes the file
    python3 sklearn_nb.py --check    compares the file with scikit-learn's figures without changing it

Each case has counts, a label for some documents (-1 for the others), the smoothing, and from scikit-learn the classes' shares,
the word probabilities and the probability of each class for every document. Recorded with scikit-learn 1.2.1.
"""

import pathlib
import sys

import numpy as np
import sklearn
from sklearn.naive_bayes import MultinomialNB

from recording import write_or_check

TARGET = pathlib.Path(__file__).with_name("sklearn-nb.json")


def cases():
    rng = np.random.default_rng(7)
    for smoothing in (0.1, 1.0):
        for case in range(6):
            n, j, k = int(rng.integers(8, 30)), int(rng.integers(2, 9)), int(rng.integers(2, 4))
            mu = rng.dirichlet(np.full(j, 0.7), k)
            known = rng.integers(0, k, n)
            x = np.array([rng.multinomial(rng.integers(0, 12), mu[c]) for c in known])
            labels = np.where(rng.random(n) < 0.4, known, -1)
            labels[:k] = np.arange(k)
            given = labels >= 0
            model = MultinomialNB(alpha=smoothing).fit(x[given], labels[given])
            yield {
                "smoothing": smoothing,
                "x": x.tolist(),
                "labels": labels.tolist(),
                "shares": np.exp(model.class_log_prior_).tolist(),
                "mu": np.exp(model.feature_log_prob_).tolist(),
                "posterior": model.predict_proba(x).tolist(),
            }


if __name__ == "__main__":
    print("scikit-learn", sklearn.__version__)
    sys.exit(write_or_check(TARGET, list(cases())))
