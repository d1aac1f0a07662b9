"""The stages of a planned day, in order: recognize, pack, route, dispatch; each in one file.

`line.py` is what they share, `tasks.py` what runs in worker processes.
"""
