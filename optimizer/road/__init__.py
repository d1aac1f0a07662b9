"""Travel between places: the matrix interface and its sources."""
