"""Releases that other systems deliver: read strictly (``shapes``, ``ninjs``), each made a draft once (``receiving``)."""
