"""Picture files: what is refused, what readers are served of them, what stands in them, and in which sizes."""

from .inspecting import Picture, inspect

__all__ = ["Picture", "inspect"]
