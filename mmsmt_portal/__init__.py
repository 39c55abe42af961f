"""Running the site: environment, settings, addresses, health, the server of the first run."""

#: The version of the code, as in pyproject.toml (a test compares them).
__version__ = "0.1.0"
