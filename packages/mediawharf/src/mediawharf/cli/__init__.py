"""The commands of ``mediawharf``."""
