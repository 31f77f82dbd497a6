"""The desk of reference data: where, who, when, and the words for it."""

from . import agencies, geography, speakers, topics, workshops

__all__ = ["agencies", "geography", "speakers", "topics", "workshops"]
