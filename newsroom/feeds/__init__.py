"""Feeds: what a list holds, in full text, under names that never change, as RSS, Atom and JSON Feed.

``entries`` gathers what a feed says in plain values, whatever the format; a module for each format writes it down.
"""
