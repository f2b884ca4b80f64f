"""A document as lines: what pages, scans and sites left around them, taken out."""
