"""Travel between places: the matrix interface and the sources that need no network."""

from optimizer.road.geodesic import geodesic_matrix
from optimizer.road.matrix import NO_WAY, TravelError, TravelMatrix, given_matrix

__all__ = ["NO_WAY", "TravelError", "TravelMatrix", "geodesic_matrix", "given_matrix"]
