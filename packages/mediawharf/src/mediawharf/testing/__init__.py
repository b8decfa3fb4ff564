"""Behaviour suites for authors of backends."""
