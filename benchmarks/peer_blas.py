"""The BLAS of NumPy, which decides how fast dense matrix products are."""

import ctypes
import os
import re

REFERENCE = "reference"
FAST = "openblas|mkl|blis|accelerate|armpl|atlas"


class _Symbol(ctypes.Structure):
    _fields_ = [("file", ctypes.c_char_p), ("base", ctypes.c_void_p), ("name", ctypes.c_char_p), ("address", ctypes.c_void_p)]


def library():
    """The file that NumPy's matrix products come from, or None."""
    import numpy
    core = getattr(numpy, "_core", None) or numpy.core
    extension = ctypes.CDLL(core._multiarray_umath.__file__)
    for name in ("cblas_dgemm", "cblas_dgemm64_", "scipy_cblas_dgemm64_", "scipy_cblas_dgemm"):
        try:
            address = ctypes.cast(getattr(extension, name), ctypes.c_void_p)
            found = _Symbol()
            if ctypes.CDLL(None).dladdr(address, ctypes.byref(found)):
                return os.path.realpath(found.file.decode())
        except (AttributeError, OSError, TypeError):
            continue
    return None


def blas():
    """A description of the BLAS that NumPy uses; it begins with "reference" for the slow one of Netlib."""
    import numpy
    numpy.ones((8, 8)) @ numpy.ones((8, 8))
    used = library()
    if used and not re.search(FAST, used, re.IGNORECASE):
        return f"{REFERENCE}, {os.path.basename(used)}"

    # Other libraries of the process may have a BLAS of their own, so the file decides where it is known.
    try:
        from threadpoolctl import threadpool_info
        for pool in threadpool_info():
            if pool["user_api"] == "blas" and (used is None or os.path.realpath(pool["filepath"]) == used or pool["internal_api"] in used):
                return "{internal_api} {version}, {architecture} kernels, {num_threads} threads".format(**{"architecture": "?", **pool})
    except ImportError:
        pass
    return os.path.basename(used) if used else "unknown"
