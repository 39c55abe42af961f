"""Django's backend for PostgreSQL, which tells a connection that is lost without asking the server (base.py)."""
