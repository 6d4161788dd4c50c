"""Records text.json: the counts of scikit-learn's CountVectorizer for small texts with unusual Unicode characters.

Run with Python 3 and scikit-learn; the versions are recorded in the file.
"""

import json
import os
import platform

import sklearn
from sklearn.feature_extraction.text import CountVectorizer

DOCUMENTS = [
    "The cat sat on the mat; the CAT sat.",
    "",
    "e\u0301te\u0301 \u00e9t\u00e9 \u00c9T\u00c9 E\u0301TE\u0301",
    "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f600\U0001f3fd \u263a\ufe0f \U0001f1e9\U0001f1ea",
    "\u6771\u4eac\u30bf\u30ef\u30fc \u6771\u4eac\u3000\u30bf\u30ef\u30fc \ud55c\uad6d\uc5b4 \U00020bb7\u91ce\u5bb6",
    "\u0130stanbul I\u0130\u0131i \u0130 \u0131 i\u0307",
    "\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3 \u03a3 \u03a3\u039f\u03a6\u039f\u03a3. \u0391\u03a3'\u0391 \u0391\u03a3\u0301 \u00aa\u03a3 \u2160\u03a3",
    "Stra\u00dfe STRA\u1e9eE \ufb01n \uff21\uff22 \u01c5 \U00010400\U00010428 \u24b6\u24d0",
    "a\u00a0b\u2003c\u2028d\u202fe\u205ff\u3000g\u1680h\u0085i\x1cj\x1fk\tl\x0bm\nn",
    "zero\u200bwidth word\u2060joiner soft\u00adhyphen \ufeffmark a\u180eb",
    "\uffee \U0001d7ce \ue000 \ufffd \U00010000 \uff5e zz z\u0338",
    "   \u00a0 \u3000 ",
    "the the the \U0001f600 cat mat",
]

WAYS = [
    {},
    {"lowercase": False},
    {"ngram_range": (1, 2)},
    {"ngram_range": (2, 3)},
    {"min_df": 2},
    {"min_df": 0.1, "max_df": 0.2},
    {"max_df": 1},
    {"vocabulary": ["mat", "dog", "cat", "\U0001f600", "the"]},
    {"vocabulary": ["the cat", "cat", "sat on", "on the mat;"], "ngram_range": (1, 3)},
]


def main():
    cases = []
    for way in WAYS:
        vectorizer = CountVectorizer(token_pattern=r"\S+", **way)
        counts = vectorizer.fit_transform(DOCUMENTS)
        counts.sort_indices()
        cases.append({
            "way": way,
            "vocabulary": list(vectorizer.get_feature_names_out()),
            "offsets": counts.indptr.tolist(),
            "columns": counts.indices.tolist(),
            "values": counts.data.tolist(),
        })
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "text.json")
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        json.dump({
            "python": platform.python_version(),
            "sklearn": sklearn.__version__,
            "documents": DOCUMENTS,
            "cases": cases,
        }, file, indent=1)
        file.write("\n")


main()
