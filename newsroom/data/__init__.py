"""Lists and releases as data for other systems: JSON, CSV and ninjs 3.1 at the addresses of their pages.

``releases`` gathers what a release says in plain values; a module for each format writes it down. The API gives the same.
"""
