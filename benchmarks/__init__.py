"""Commands that measure the package beside what a person would use instead."""
