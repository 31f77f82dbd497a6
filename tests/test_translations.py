"""The catalogues in ``locale/`` say everything that a reader can see, in each of the five other languages.

Needs no gettext tools: the ``.po`` files are read here, and the ``.mo`` files as Django reads them.
"""

import ast
import gettext
import re
import struct
from functools import cache
from pathlib import Path

import django
from django.conf import settings
from django.test import SimpleTestCase, TestCase
from django.utils.translation.template import templatize

LOCALES = {"ar": "ar", "es": "es", "fr": "fr", "ru": "ru", "zh-hans": "zh_Hans"}
NEWS = {"ar": "الأخبار", "es": "Noticias", "fr": "Actualités", "ru": "Новости", "zh-hans": "新闻"}
PUBLIC_MODULES = (
    "events/models/*.py",
    "events/templatetags/*.py",
    "events/views.py",
    "newsroom/datelines.py",
    "newsroom/feeds/*.py",
    "newsroom/models/*.py",
    "newsroom/related.py",
    "newsroom/rendering.py",
    "newsroom/selection.py",
    "newsroom/templatetags/newsroom.py",
    "newsroom/views/*.py",
    "publishing/*.py",
)
FUNCTION = r"\b(_|n?p?gettext|npgettext)"
LITERAL = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL_IN_TEMPLATE = re.compile(rf"{FUNCTION}\({LITERAL}(?:, {LITERAL})?", re.DOTALL)
PLACEHOLDER = re.compile(r"%?%\(\w+\)[a-z]|%[a-z%]|\{\w*\}")
MANY = (*range(1000), 1_000_000)  # among these is a number for each plural form of whole numbers
FOREIGN_PUNCTUATION = {
    "ar": r"[,;?]",
    "fr": r"'|\S [:;?!»]|« ",
    "zh_Hans": r"[\u3400-\u9fff] ?[,.:;?!()]|[,:;?!()] ?[\u3400-\u9fff]",
}


def folder(locale: str) -> Path:
    return settings.BASE_DIR / "locale" / locale / "LC_MESSAGES"


def compiled(path: Path) -> gettext.GNUTranslations:
    with (path / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


@cache
def entries(locale: str) -> tuple[dict, ...]:
    """The entries of a ``.po`` file, its header first: dicts of its keywords, with ``flags`` and ``obsolete``."""
    found = []
    for block in (folder(locale) / "django.po").read_text().split("\n\n"):
        entry, keyword = {"flags": "", "obsolete": "#~ " in block}, ""
        for line in block.splitlines():
            if line.startswith("#,"):
                entry["flags"] += line[2:]
            elif match := re.fullmatch(r'(?:(msg[\w\[\]]+) )?(".*")', line):
                keyword = match[1] or keyword
                entry[keyword] = entry.get(keyword, "") + ast.literal_eval(match[2])
        found.append(entry)
    return tuple(found)


def forms(entry: dict) -> list[str]:
    """The translations of an entry: one, or as many as the language has plural forms."""
    return [text for keyword, text in entry.items() if keyword.startswith("msgstr")]


def messages(locale: str) -> dict[tuple, list[str]]:
    """The translations by context (or none) and text."""
    return {(entry.get("msgctxt"), entry["msgid"]): forms(entry) for entry in entries(locale)[1:]}


def translations(locale: str) -> list[tuple[str, str]]:
    """Every original with each of its translations, as far as there are any."""
    return [(key[1], text) for key, texts in messages(locale).items() for text in texts if text]


def plural_forms(header: str) -> str:
    return re.sub(r"\s", "", re.search(r"Plural-Forms: *(.+)", header)[1])


def edges(text: str) -> tuple[bool, bool, str]:
    """Whether a text begins and ends with a space, and with which of ``:.…`` it ends, if with any."""
    last = text[-1].translate({ord("："): ":", ord("。"): "."})
    return text[0].isspace(), text[-1].isspace(), last if last in ":.…" else ""


def of_template(source: str) -> set[tuple]:
    """What a template has translated, as pairs of context (or none) and text."""
    calls = (
        [match[1], *map(ast.literal_eval, filter(None, match.groups()[1:]))]
        for match in CALL_IN_TEMPLATE.finditer(templatize(source))
    )
    return {(call[1], call[2]) if "pgettext" in call[0] else (None, call[1]) for call in calls}


def of_module(source: str) -> set[tuple]:
    """What a module has translated, as pairs of context (or none) and text."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id.removesuffix("_lazy")
            texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
            if texts and re.fullmatch(FUNCTION, name):
                found.add((texts[0], texts[1]) if "pgettext" in name else (None, texts[0]))
    return found


@cache
def public_messages() -> frozenset[tuple]:
    found = set()
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        if "admin" not in path.parts:
            found |= of_template(path.read_text())
    for pattern in PUBLIC_MODULES:
        for path in settings.BASE_DIR.glob(pattern):
            found |= of_module(path.read_text())
    return frozenset(found)


class CatalogueTests(SimpleTestCase):
    def assert_none(self, wrong):
        """Ask of every language; ``wrong`` yields what is wrong in a locale's catalogue."""
        for locale in LOCALES.values():
            with self.subTest(locale):
                self.assertEqual(list(wrong(locale)), [], "locale/README.md tells how to mend it")

    def test_messages_are_found_in_templates_and_modules(self):
        template = (
            '{% load i18n %}{% translate "One" context "of two" %}'
            "{% blocktranslate count n=n %}It is{% plural %}They are{% endblocktranslate %}"
        )
        self.assertEqual(of_template(template), {("of two", "One"), (None, "It is")})
        module = 'x = _("Long " "text"); y = pgettext_lazy("of two", "One"); z = f("no")'
        self.assertEqual(of_module(module), {(None, "Long text"), ("of two", "One")})
        self.assertLessEqual({(None, "News"), (None, "press release")}, public_messages())

    def test_everything_that_readers_see_is_translated(self):
        def missing(locale):
            translated = {key for key, texts in messages(locale).items() if all(texts)}
            return sorted(public_messages() - translated, key=str)

        self.assert_none(missing)

    def test_nothing_is_fuzzy_or_left_over(self):
        self.assert_none(
            lambda locale: (e for e in entries(locale) if "fuzzy" in e["flags"] or e["obsolete"])
        )

    def test_placeholders_are_those_of_the_original(self):
        self.assert_none(
            lambda locale: (
                (text, translation)
                for text, translation in translations(locale)
                if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(translation))
            )
        )

    def test_translations_begin_and_end_as_the_original_does(self):
        self.assert_none(
            lambda locale: (
                (text, translation)
                for text, translation in translations(locale)
                if len(text) > 2  # a comma or a quotation mark: every language has its own
                and (edges(text)[:2] != edges(translation)[:2] or edges(text)[2] > edges(translation)[2])
            )
        )

    def test_each_language_has_its_own_punctuation(self):
        self.assert_none(
            lambda locale: (
                translation
                for _text, translation in translations(locale)
                if re.search(FOREIGN_PUNCTUATION.get(locale, "$^"), PLACEHOLDER.sub("", translation))
            )
        )

    def test_plural_forms_are_those_of_django(self):
        def wrong(locale):
            theirs = Path(django.__file__).parent / "conf" / "locale" / locale / "LC_MESSAGES"
            expected = plural_forms(compiled(theirs).gettext(""))
            if plural_forms(entries(locale)[0]["msgstr"]) != expected:
                yield "Plural-Forms", expected
            for entry in entries(locale)[1:]:
                if "msgid_plural" in entry and len(forms(entry)) != int(expected[len("nplurals=")]):
                    yield entry

        self.assert_none(wrong)

    def test_the_compiled_catalogues_hold_what_the_sources_say(self):
        def stale(locale):
            ours = [entry for entry in entries(locale) if all(forms(entry))]
            mo = (folder(locale) / "django.mo").read_bytes()
            if struct.unpack_from("<2I", mo, 4) != (0, len(ours)):
                yield "not as many", len(ours)
            said = compiled(folder(locale))
            for entry in ours[1:]:
                text, context = entry["msgid"], entry.get("msgctxt")
                if "msgid_plural" in entry:
                    heard = {said.ngettext(text, entry["msgid_plural"], n) for n in MANY}
                elif context:
                    heard = {said.pgettext(context, text)}
                else:
                    heard = {said.gettext(text)}
                if heard != set(forms(entry)):
                    yield text, heard

        self.assert_none(stale)


class TranslatedPageTests(TestCase):
    def test_the_news_are_headed_in_the_language_of_the_page(self):
        for language, word in NEWS.items():
            with self.subTest(language):
                page = self.client.get(f"/{language}/news/")
                self.assertContains(page, f"<h1>{word}</h1>", html=True)
