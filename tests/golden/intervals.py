"""Records confidence intervals of means and of paired differences, computed by SciPy.

Writes intervals.json. Run with SciPy 1.10.1; with --check it compares the file with what SciPy computes.

A case has the values of two methods on the same documents. "paired" is ttest_rel's interval of the mean difference,
"limited" the interval of the first method's mean that is Student's on the logit scale of a range, by the delta method.
"""

import json
import pathlib
import sys

import numpy as np
import scipy
from scipy import stats
from scipy.special import expit, logit

TARGET = pathlib.Path(__file__).with_name("intervals.json")


def limited(values, low, high, confidence):
    """Student's interval of the mean on the logit scale between two limits."""
    share = (np.asarray(values) - low) / (high - low)
    mean, error = share.mean(), stats.sem(share)
    half = stats.t.ppf(0.5 + confidence / 2, len(share) - 1) * error / (mean * (1 - mean))
    ends = low + (high - low) * expit(logit(mean) + np.array([-half, half]))
    return ends.tolist()


def case(name, first, second, confidence, low, high):
    """One case with the figures of SciPy."""
    first, second = np.round(first, 4), np.round(second, 4)
    paired = stats.ttest_rel(first, second).confidence_interval(confidence)
    return {
        "name": name,
        "confidence": confidence,
        "low": low,
        "high": high,
        "first": first.tolist(),
        "second": second.tolist(),
        "difference": float(np.mean(first - second)),
        "differenceError": float(stats.sem(first - second)),
        "paired": [float(paired.low), float(paired.high)],
        "limited": limited(first, low, high, confidence),
    }


def main():
    """Writes or checks the file."""
    random = np.random.default_rng(2026)
    hard = random.normal(0, 0.05, 8)
    near = random.beta(47, 3, 5)
    cases = [
        case("correlated methods", 0.8 + hard + random.normal(0, 0.01, 8), 0.78 + hard + random.normal(0, 0.01, 8), 0.95, 0, 1),
        case("two replicates near one", [0.93, 0.97], [0.90, 0.91], 0.95, 0, 1),
        case("five replicates near one", near, near - 0.02 * random.random(5), 0.9, 0, 1),
        case("adjusted index around zero", random.normal(0, 0.1, 6), random.normal(0, 0.1, 6), 0.95, -1, 1),
    ]
    text = json.dumps({"scipy": scipy.__version__, "cases": cases}, indent=1)
    print("SciPy", scipy.__version__)
    if "--check" in sys.argv[1:]:
        same = text == TARGET.read_text(encoding="utf-8")
        print(TARGET.name, "is what SciPy computes" if same else "differs from what SciPy computes")
        return 0 if same else 1
    TARGET.write_text(text, encoding="utf-8")
    print("wrote", TARGET.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
