"""Whole-number arithmetic that both executions share; each takes numbers or columns of them."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Number = TypeVar("Number", int, npt.NDArray[np.int64])


def half_up(numerator: Number, denominator: Number | int) -> Number:
    """The quotient rounded to a whole number, halves towards the greater.

    >>> half_up(5, 2), half_up(-5, 2), half_up(249, 100)
    (3, -2, 2)
    """
    return (2 * numerator + denominator) // (2 * denominator)
