"""The outline: labels and headings, which of them count units, and how the units nest."""
