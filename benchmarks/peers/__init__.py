"""Engines that are measured: the project's own and those that ordinary packages supply."""
