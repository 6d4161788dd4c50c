"""Times scikit-learn's CountVectorizer. Arguments: a corpus, a token pattern, the number of runs.

The corpus is a text file with one document per line, or JSON Lines with a property "text". Prints the same measurement
as the other side of the benchmark, as one line of JSON.
"""

import gc
import json
import resource
import sys
import time

from sklearn.feature_extraction.text import CountVectorizer


def read(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        if path.endswith(".jsonl"):
            return [json.loads(line)["text"] for line in lines]
        return [line.rstrip("\n") for line in lines]


def main():
    path, pattern, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    documents = read(path)
    seconds, cpu = [], []
    for _ in range(runs + 1):
        gc.collect()
        vectorizer = CountVectorizer(token_pattern=pattern)
        start, work = time.perf_counter(), time.process_time()
        counts = vectorizer.fit_transform(documents)
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - work)
    size = (counts.data.nbytes + counts.indices.nbytes + counts.indptr.nbytes) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({
        "FirstSeconds": seconds[0],
        "Seconds": seconds[1:],
        "CpuSeconds": cpu[1:],
        "PeakMegabytes": peak,
        "DfmMegabytes": size,
        "Size": f"{counts.shape[0]} x {counts.shape[1]}, {counts.nnz} cells",
    }))


main()
