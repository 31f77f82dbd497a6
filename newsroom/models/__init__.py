from .articles import Article, ArticleAttachment, ArticleImage, ArticlePlace, Quote, SeeAlso
from .editions import Address, Edition, EditionFile, EditionQuote, Withdrawal
from .images import Image
from .log import LogEntry
from .revisions import Revision

__all__ = [
    "Address",
    "Article",
    "ArticleAttachment",
    "ArticleImage",
    "ArticlePlace",
    "Edition",
    "EditionFile",
    "EditionQuote",
    "Image",
    "LogEntry",
    "Quote",
    "Revision",
    "SeeAlso",
    "Withdrawal",
]
