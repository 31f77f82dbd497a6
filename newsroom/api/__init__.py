"""The API for programs under /api/v1/: what readers see, and nothing else, as JSON; and a door for releases that come in.

``interface`` holds it together; a module for each kind of thing answers. docs/developers.md tells what can be relied on.
"""
