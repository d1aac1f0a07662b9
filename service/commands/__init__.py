"""What the command line does, one module per kind of command; service/cli.py reads the arguments."""
