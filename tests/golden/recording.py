"""Functions shared by the scripts that record NumPy's draws."""

import json
import sys

import numpy as np


def write_or_check(target, entries):
    """Writes entries to the file target; with --check compares the two. Returns the exit code."""
    print("NumPy", np.__version__)
    text = json.dumps(entries, indent=0)
    if "--check" not in sys.argv[1:]:
        target.write_text(text, encoding="utf-8")
        print("wrote", target.name)
        return 0
    if text == target.read_text(encoding="utf-8"):
        print(target.name, "is what NumPy draws")
        return 0
    print(target.name, "differs from what NumPy draws")
    return 1
