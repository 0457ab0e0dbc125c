"""Exports of other apps, each read from a small made-up sample of its shape."""
