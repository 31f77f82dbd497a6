"""When are two spellings of a name the same name? No Django here: the release reader uses it too."""

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_DETERMINERS = re.compile(r"\((?:the|le|la|les|l['’]|el|los|las)\)|^the\s", re.IGNORECASE)


def fold(name: str) -> str:
    """The key under which every spelling of a name is found.

    Case, accents, punctuation, spaces between words and a determiner (``the``, or UN style ``(the)``) make
    no difference: ``"Côte d'Ivoire"`` and ``"COTE D’IVOIRE"`` give ``"cote d ivoire"``.
    """
    text = _DETERMINERS.sub(" ", unicodedata.normalize("NFKC", name).strip())
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_LETTERS)
    # Vowel signs (category Mc) are part of a word in many scripts, though regular expressions think otherwise.
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text).split()
    while words[:1] == ["the"] and len(words) > 1:
        del words[0]
    return " ".join(words)
