"""The expression language: Python's syntax, restricted; every expression typed, exact, and proved to stay within bounds."""
