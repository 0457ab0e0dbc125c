"""The command line: words in, calls out."""

from backpain_analysis.cli.commands import app, main

__all__ = ["app", "main"]
