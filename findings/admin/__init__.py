"""The editors' room: Django's admin, shaped for the records."""
