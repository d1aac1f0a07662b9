"""Dispatch: docks, couriers and times."""
