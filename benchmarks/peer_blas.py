"""The BLAS of NumPy, which decides how fast dense matrix products are."""

import os
import re

REFERENCE = "reference"


def blas():
    """A description of the BLAS that this process uses; it begins with "reference" for the slow one of Netlib."""
    import numpy
    numpy.ones((8, 8)) @ numpy.ones((8, 8))
    try:
        from threadpoolctl import threadpool_info
        for pool in threadpool_info():
            if pool["user_api"] == "blas":
                return "{internal_api} {version}, {architecture} kernels, {num_threads} threads".format(**{"architecture": "?", **pool})
    except ImportError:
        pass

    # Libraries that threadpoolctl doesn't know, or without it.
    files = set()
    if os.path.exists("/proc/self/maps"):
        with open("/proc/self/maps", encoding="utf-8") as maps:
            files = {os.path.basename(os.path.realpath(line.split()[-1])) for line in maps if "/" in line}
    for name in ("openblas", "mkl", "blis", "accelerate"):
        if found := sorted(file for file in files if re.search(name, file, re.IGNORECASE)):
            return found[0]
    if any(file.startswith("libblas") for file in files):
        return f"{REFERENCE} (Netlib)"
    return "unknown"
