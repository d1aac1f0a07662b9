"""What the command line does, one module per kind of command; cli.py reads the arguments."""
