"""From raw JSON lines to tables, plots and words: one self-contained HTML page and Markdown."""
