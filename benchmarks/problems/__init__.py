"""From instances to the optimizer's own problems, and from its plans back to file numbering."""
