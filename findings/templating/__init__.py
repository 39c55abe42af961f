"""What the templates of public pages can say: their environment (Jinja), and what is written for them in Python."""
