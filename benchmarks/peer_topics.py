"""The Python side of the benchmarks of topic models: scikit-learn's LatentDirichletAllocation and gensim's LdaModel.

Arguments: a folder with the documents, and the numbers J and K. The files train-x, given-x and predicted-x, where x is offsets,
columns (32-bit integers) or values (doubles), are the documents to fit and the halves of held-out ones. Each input line is
"versions" or "fit SOFTWARE PASSES", and has one output line of JSON: the versions, or seconds of wall-clock and processor time
and the perplexity of the predicted half given the other. SOFTWARE is sklearn-batch, sklearn-online or gensim. The word
probabilities of the topics, K x J doubles, are left in the file topics.
"""
import json
import os
import resource
import sys
import time

import numpy as np
import scipy.sparse as sp

FOLDER, J, K = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ALPHA, ETA, BATCH = 0.1, 0.01, 256


def read(name):
    offsets, columns, values = (np.fromfile(os.path.join(FOLDER, f"{name}-{part}"), kind) for part, kind in (("offsets", "<i4"), ("columns", "<i4"), ("values", "<f8")))
    matrix = sp.csr_matrix((values, columns, offsets), shape=(len(offsets) - 1, J))
    matrix.eliminate_zeros()
    return matrix


train, given, predicted = read("train"), read("given"), read("predicted")


def bags(matrix):
    return [list(zip(matrix.indices[a:b].tolist(), matrix.data[a:b].astype(int).tolist())) for a, b in zip(matrix.indptr, matrix.indptr[1:])]


bags_of = {}


def perplexity(mu, theta):
    cells = predicted.tocoo()
    with np.errstate(divide="ignore"):
        logs = np.log(np.einsum("ij,ij->i", theta[cells.row], mu[:, cells.col].T))
    return float(np.exp(-(cells.data * logs).sum() / cells.data.sum()))


def sklearn(method, passes):
    from sklearn.decomposition import LatentDirichletAllocation
    lda = LatentDirichletAllocation(
        K, doc_topic_prior=ALPHA, topic_word_prior=ETA, learning_method=method, max_iter=passes, batch_size=BATCH, random_state=0, n_jobs=os.cpu_count())
    return lambda: lda.fit(train), lambda: (lda.components_ / lda.components_.sum(1, keepdims=True), lda.transform(given))


def gensim(passes):
    from gensim.models import LdaModel
    for name, matrix in (("train", train), ("given", given)):
        if name not in bags_of:
            bags_of[name] = bags(matrix)
    words = {j: str(j) for j in range(J)}
    fitted = []

    def fit():
        fitted.append(LdaModel(bags_of["train"], K, id2word=words, passes=passes, alpha=[ALPHA] * K, eta=ETA, eval_every=None, random_state=0))

    def result():
        gamma = fitted[0].inference(bags_of["given"])[0]
        return fitted[0].get_topics(), gamma / gamma.sum(1, keepdims=True)

    return fit, result


def cpu():
    """Processor time of this process and its children, those that still run (the workers of scikit-learn) included."""
    ended = sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return ended + sum(map(ticks, filter(str.isdigit, os.listdir("/proc")))) / os.sysconf("SC_CLK_TCK")


def ticks(process):
    try:
        with open(f"/proc/{process}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12]) if int(fields[1]) == os.getpid() else 0


def answer(words):
    if words[0] == "versions":
        import gensim as a
        import sklearn as b
        return {"gensim": a.__version__, "scikit-learn": b.__version__}
    fit, result = gensim(int(words[2])) if words[1] == "gensim" else sklearn(words[1].split("-")[1], int(words[2]))
    before, start = cpu(), time.perf_counter()
    fit()
    wall, spent = time.perf_counter() - start, cpu() - before
    mu, theta = result()
    np.ascontiguousarray(mu, "<f8").tofile(os.path.join(FOLDER, "topics"))
    return {"wall": wall, "cpu": spent, "perplexity": perplexity(mu, theta)}


for line in sys.stdin:
    try:
        reply = answer(line.split())
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
