"""The commands: one module each, which holds a function of the same name that returns the exit code."""
