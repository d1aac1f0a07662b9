"""Compiled inner loops of the routing room: ruin and recreate over flat integer arrays."""
