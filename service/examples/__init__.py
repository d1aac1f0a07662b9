"""Examples that ship with the service."""
