"""Benchmarks: instances, measurement, peers, report."""
