from .articles import Article
from .curating import BulkChange, BulkChangeItem, RefusedSuggestion, SavedFilter
from .deliveries import Delivery, Token
from .desks import Desk
from .editions import Address, Edition, EditionFile, EditionQuote, Withdrawal
from .images import Image, ImageMention
from .likeness import Likeness
from .links import LinksRead, OutsideLink
from .listing import Count, Listing, Turn
from .log import LogEntry
from .parts import ArticleAttachment, ArticleImage, ArticlePlace, Quote, SeeAlso
from .presence import Presence, UnsavedTyping
from .press import Embargo, PressLink, PressVisit
from .reviews import Remark, Review
from .revisions import Revision
from .search import SearchText, SearchWord, ThingName, ThingWord
from .titles import TitleWord

__all__ = [
    "Address",
    "Article",
    "ArticleAttachment",
    "ArticleImage",
    "ArticlePlace",
    "BulkChange",
    "BulkChangeItem",
    "Count",
    "Delivery",
    "Desk",
    "Edition",
    "EditionFile",
    "EditionQuote",
    "Embargo",
    "Image",
    "ImageMention",
    "Likeness",
    "LinksRead",
    "Listing",
    "LogEntry",
    "OutsideLink",
    "Presence",
    "PressLink",
    "PressVisit",
    "Quote",
    "RefusedSuggestion",
    "Remark",
    "Review",
    "Revision",
    "SavedFilter",
    "SearchText",
    "SearchWord",
    "SeeAlso",
    "ThingName",
    "ThingWord",
    "TitleWord",
    "Token",
    "Turn",
    "UnsavedTyping",
    "Withdrawal",
]
