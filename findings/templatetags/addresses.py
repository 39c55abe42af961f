"""Addresses as text: broken at their slashes and nowhere else."""

from django import template

from findings.pages.frames import address_in_pieces

register = template.Library()
register.filter("pieces", address_in_pieces)
