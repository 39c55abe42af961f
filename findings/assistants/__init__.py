"""The portal for assistants: the Model Context Protocol over the same queries, read-only."""
