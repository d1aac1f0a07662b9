"""Pages for people: maps, load views, route sheets. Self-contained HTML."""
