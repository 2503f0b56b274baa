"""The same people as beside assessments."""

from tests.consent.capacity.conftest import assessor, joan

__all__ = ["assessor", "joan"]
