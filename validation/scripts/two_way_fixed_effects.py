"""Reference numbers for core/evaluate/tests/two_way_fixed_effects.rs.

Run from the workspace root, with the shared data beside it:

    python3 -m venv venv && venv/bin/pip install pyfixest==0.60.0
    venv/bin/python validation/scripts/two_way_fixed_effects.py > validation/goldens/two_way_fixed_effects.csv

Each regression is y ~ D | unit + period, clustered by unit, with the default small-sample correction of pyfixest, which is
that of fixest: G/(G-1) * (n-1)/(n-k), where k counts the slope and the period effects but not the unit effects, because these
are nested in the clusters; t with G-1 degrees of freedom. Singletons are dropped as reghdfe drops them.
"""

import platform
import sys
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pyfixest as pf

DATA = Path("../shared/data/causal")


def county_employment(file):
    """Counties first treated in 2007 and counties never treated, so that the start is common."""
    table = pd.read_csv(DATA / file)
    table = table[table["first.treat"].isin([0, 2007])]
    return pd.DataFrame(
        {
            "unit": table["countyreal"],
            "period": table["year"],
            "y": table["lemp"],
            "d": ((table["first.treat"] == 2007) & (table["year"] >= 2007)).astype(float),
        }
    )


def cigarette_sales():
    table = pd.read_csv(DATA / "california_prop99.csv", sep=";")
    return pd.DataFrame(
        {"unit": table["State"], "period": table["Year"], "y": table["PacksPerCapita"], "d": table["treated"].astype(float)}
    )


def report(case, frame):
    fit = pf.feols(
        "y ~ d | unit + period",
        data=frame,
        vcov={"CRV1": "unit"},
        fixef_rm="singleton",
        demeaner=pf.MapDemeaner(fixef_tol=1e-13, fixef_maxiter=1_000_000),
    )
    lower, upper = fit.confint(alpha=0.05).loc["d"]
    values = {
        "att": fit.coef()["d"],
        "standard_error": fit.se()["d"],
        "t": fit.tstat()["d"],
        "p_value": fit.pvalue()["d"],
        "lower": lower,
        "upper": upper,
        "cells": fit._N,
        "clusters": fit._data["unit"].nunique(),
    }
    for name, value in values.items():
        print(f"{case},{name},{value!r}" if isinstance(value, int) else f"{case},{name},{float(value)!r}")


def main():
    packages = ", ".join(f"{name} {version(name)}" for name in ["pyfixest", "pandas", "numpy", "scipy"])
    print(f"# validation/scripts/two_way_fixed_effects.py with Python {platform.python_version()}, {packages}")
    print("case,quantity,value")
    report("mpdta_2007", county_employment("mpdta.csv"))
    unbalanced = county_employment("mpdta_unbalanced_seed42.csv")
    report("mpdta_2007_unbalanced", unbalanced)
    # More holes, by a rule that any language can repeat: keep the rows for which (unit + 3 period) mod 7 > 2.
    report("mpdta_2007_sparse", unbalanced[(unbalanced["unit"] + 3 * unbalanced["period"]) % 7 > 2])
    report("california_prop99", cigarette_sales())


if __name__ == "__main__":
    sys.exit(main())
