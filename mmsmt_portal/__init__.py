"""Running the site: environment, settings, addresses, health, the server of the first run."""
