"""Template tags that two rooms share."""

from django import template

register = template.Library()
