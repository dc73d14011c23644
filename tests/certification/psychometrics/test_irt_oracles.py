"""Two other programs, which share no code with ours, find the same curves."""

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from certification.psychometrics.irt import Fitting, calibrate
from certification.psychometrics.irt_step import Prior
from tests.certification.psychometrics.simulated import abilities, answered, curves, told
from tests.conftest import absent

ANSWERS = answered(curves(20, 31), abilities(800, 32), 33)
FLAT = Fitting(prior=Prior(spread_log_a=1e3, spread_b=1e3), tolerance=1e-7, points=61)
"""Neither of them has priors."""


def oracle(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as missing:
        absent(f"{missing}: the independent calibration cannot run")


def test_mirt_finds_the_same_curves_and_the_same_errors() -> None:
    theirs = oracle("mirt").fit_mirt(ANSWERS.scores.astype(int), model="2PL", n_quadpts=61, tol=1e-7)
    ours = told(calibrate(ANSWERS, FLAT))
    np.testing.assert_allclose(ours.curves.a, theirs.model.parameters["discrimination"].ravel(), atol=0.01)
    np.testing.assert_allclose(ours.curves.b, theirs.model.parameters["difficulty"].ravel(), atol=0.01)
    np.testing.assert_allclose(ours.se_a, theirs.standard_errors["discrimination"].ravel(), rtol=0.02)
    np.testing.assert_allclose(ours.se_b, theirs.standard_errors["difficulty"].ravel(), rtol=0.02)
    assert ours.log_likelihood == pytest.approx(theirs.log_likelihood, abs=0.1)


def test_girth_finds_the_same_curves() -> None:
    theirs = oracle("girth").twopl_mml(ANSWERS.scores.astype(int).T, {"quadrature_n": 61})
    ours = told(calibrate(ANSWERS, FLAT))
    np.testing.assert_allclose(ours.curves.a, theirs["Discrimination"], atol=0.05)
    np.testing.assert_allclose(ours.curves.b, theirs["Difficulty"], atol=0.05)
