"""The steps of examples/notebook.ps1 in NumPy, pandas, SciPy and scikit-learn."""
import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

rng = np.random.default_rng(2026)
words = ["cat", "dog", "rat", "porcupine", "fox"]
alpha = [0.2, 0.4, 0.4]
eta = np.ones(5)


def table(rows):
    print(pd.DataFrame(np.atleast_2d(rows), columns=words), end="\n\n")


print("# Word probabilities of one cluster")
table(rng.dirichlet(eta))
print("# mu: the word probabilities of three clusters")
mu = rng.dirichlet(eta, 3)
table(mu)
print("# What eta does")
table(rng.dirichlet(0.1 * eta, 3))
table(rng.dirichlet(100 * eta, 3))
skewed = [10, 1, 1, 1, 1]
table(rng.dirichlet(skewed, 3))
print("# The mean of 1000 such draws")
print(rng.dirichlet(skewed, 1000).mean(axis=0), end="\n\n")

print("# The cluster of one document")
pi_i = rng.multinomial(1, alpha)
print(pi_i, end="\n\n")
print("# The mean of 10000 such draws")
print(rng.multinomial(1, alpha, 10000).mean(axis=0), end="\n\n")
print("# The word probabilities of that document and its ten tokens")
table(pi_i @ mu)
table(rng.multinomial(10, pi_i @ mu))

print("# A thousand documents of ten tokens")
clusters = rng.multinomial(1, alpha, 1000)
dfm = rng.multinomial(10, clusters @ mu)
known = clusters.argmax(axis=1)
print(pd.DataFrame(dfm, columns=words), end="\n\n")


def recovered(data):
    fit = KMeans(3, n_init=1, random_state=42, algorithm="lloyd").fit(data)
    confusion = contingency_matrix(known, fit.labels_)
    rows, columns = linear_sum_assignment(confusion, maximize=True)
    accuracy = confusion[rows, columns].sum() / len(known)
    print(pd.DataFrame(confusion, index=["known 0", "known 1", "known 2"]))
    print("centres")
    table(fit.cluster_centers_)
    scores = {
        "Accuracy": accuracy,
        "AdjustedRandIndex": adjusted_rand_score(known, fit.labels_),
        "NormalizedMutualInformation": normalized_mutual_info_score(known, fit.labels_),
        "AdjustedMutualInformation": adjusted_mutual_info_score(known, fit.labels_),
    }
    print(pd.Series(scores), end="\n\n")
    return accuracy


print("# k-means on the counts")
on_counts = recovered(dfm)
print("# k-means on TF-IDF")
weighted = TfidfTransformer().fit_transform(dfm)
table(weighted[:10].toarray())
on_weights = recovered(weighted)

print("# In short")
print(f"accuracy of k-means on counts    {on_counts:.3f}")
print(f"accuracy of k-means on TF-IDF    {on_weights:.3f}")
