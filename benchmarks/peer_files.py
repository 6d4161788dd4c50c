"""The rows of peer.py that read and write files, with pandas and SciPy.

The folder MIXTUREPS_FILES holds files that both sides read, which are created here, and those that one of them writes.
"""
import os

FOLDER = os.environ.get("MIXTUREPS_FILES", "")
WORDS, TOKENS = 30_000, 20
loaded = {}


def path(name):
    return os.path.join(FOLDER, name)


def written(name, write):
    """Creates a file unless it exists."""
    if not os.path.exists(path(name)):
        import numpy as np
        os.makedirs(FOLDER, exist_ok=True)
        write(path(name), np.random.default_rng(12))


def matrix_file():
    """150,000 documents over 20,000 features, with about 7.6 million non-zero counts."""

    def write(file, rng):
        import numpy as np
        import pandas as pd
        import scipy.sparse as sp
        n, features, tokens = 150_000, 20_000, 51
        columns = rng.integers(0, features, n * tokens)
        counts = sp.coo_matrix((np.ones(len(columns), dtype=np.int64), (np.repeat(np.arange(n), tokens), columns)), shape=(n, features)).tocsr().tocoo()
        with open(file, "w", encoding="ascii") as out:
            out.write(f"%%MatrixMarket matrix coordinate integer general\n{n} {features} {counts.nnz}\n")
            pd.DataFrame({"i": counts.row + 1, "j": counts.col + 1, "count": counts.data}).to_csv(out, sep=" ", header=False, index=False)

    written("matrix.mtx", write)


def text_file():
    """200,000 texts of 20 words of Zipf's distribution, in JSON Lines."""

    def write(file, rng):
        import json
        import numpy as np
        shares = 1 / np.arange(1, WORDS + 1)
        words = rng.choice(WORDS, size=(200_000, TOKENS), p=shares / shares.sum())
        with open(file, "w", encoding="ascii") as out:
            for row in words:
                out.write(json.dumps({"text": " ".join(f"w{word}" for word in row)}) + "\n")

    written("texts.jsonl", write)


def number_file():
    """300,000 rows of 50 counts, in CSV."""

    def write(file, rng):
        import pandas as pd
        pd.DataFrame(rng.poisson(0.5, (300_000, 50)), columns=[f"w{j}" for j in range(50)]).to_csv(file, index=False)

    written("numbers.csv", write)


def read_matrix():
    from scipy.io import mmread
    return mmread(path("matrix.mtx"))


def read_texts():
    import pandas as pd
    return pd.read_json(path("texts.jsonl"), lines=True)


def count_texts():
    """The texts' words, counted: both sides read and count."""
    from sklearn.feature_extraction.text import CountVectorizer
    return CountVectorizer().fit_transform(read_texts()["text"])


def read_numbers():
    import pandas as pd
    return pd.read_csv(path("numbers.csv"))


def sums(counts):
    """The size of a matrix, its number of non-zeros and tokens, and sums over all rows and columns, weighted by position."""
    import numpy as np
    import scipy.sparse as sp
    counts = sp.csr_matrix(counts)
    lengths = np.asarray(counts.sum(axis=1), dtype=float).ravel()
    frequencies = counts.getnnz(axis=0).astype(float)
    return {"scalars": [*counts.shape, counts.nnz, lengths.sum(),
                        lengths @ np.arange(1.0, len(lengths) + 1), frequencies @ np.arange(1.0, len(frequencies) + 1)]}


def text_sums():
    """The same of the words of the texts, which are numbered in the order of their first appearance."""
    from sklearn.feature_extraction.text import CountVectorizer
    texts = read_texts()["text"]
    words = list(dict.fromkeys(word for text in texts for word in text.split()))
    return sums(CountVectorizer(token_pattern=r"\S+", lowercase=False, vocabulary=words).transform(texts))


def export_table():
    """The table that the other side wrote."""
    import pandas as pd
    if "export" not in loaded:
        loaded["export"] = pd.read_csv(path("assignment-ours.csv"), float_precision="round_trip")


def export():
    loaded["export"].to_csv(path("assignment-theirs.csv"), index=False)


def export_answer():
    """The number of rows, and whether both files have the same rows."""
    import pandas as pd
    export()
    theirs = pd.read_csv(path("assignment-theirs.csv"), float_precision="round_trip")
    return {"scalars": [len(theirs), float(theirs.equals(loaded["export"]))]}


ROWS = {
    "import-matrix": (matrix_file, read_matrix, lambda: sums(read_matrix())),
    "import-texts": (text_file, count_texts, text_sums),
    "import-numbers": (number_file, read_numbers, lambda: sums(read_numbers().to_numpy())),
    "export": (export_table, export, export_answer),
}
