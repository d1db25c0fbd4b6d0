"""Thousands of episodes: which sources there are, what of them is new, the workers, and what a person touched."""
