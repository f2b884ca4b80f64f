"""The version of plankit, in the one place it is written down; the build reads it from here."""

__version__ = "0.1.0"
