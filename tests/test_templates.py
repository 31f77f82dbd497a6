"""What must hold of all public templates and style sheets, whatever they show."""

import re
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.test import SimpleTestCase

TEMPLATES = settings.BASE_DIR / "templates"
STYLES = settings.BASE_DIR / "static" / "site" / "css"
# Pages that stand on their own: the frame, and those that are shown when nothing else can be.
FRAMES = {"base.html", "400.html", "500.html"}
MAX_STYLE_BYTES = 40_000
NOT_WORDS = re.compile(
    r"\{#.*?#\}|\{% block og_type %\}.*?endblock|\{% blocktranslate.*?endblocktranslate %\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)

SURFACES = ("paper", "panel")
TEXTS = ("ink", "muted", "accent", "accent-deep", "visited")
ENCLOSED = (("notice-ink", "notice"), ("alert-ink", "alert"), ("paper", "accent"), ("paper", "accent-deep"))
BORDERS = ("edge", "focus", "notice-line", "alert-line")


def public_templates() -> dict[str, str]:
    """The sources of the templates that readers get, by name."""
    paths = (path for path in sorted(TEMPLATES.rglob("*.html")) if "admin" not in path.parts)
    return {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in paths}


def style_sheets() -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(STYLES.glob("*.css"))}


def luminance(color: str) -> float:
    """The relative luminance of ``#rrggbb``, as WCAG 2.2 defines it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def color_schemes() -> dict[str, dict[str, str]]:
    """The colours of ``tokens.css`` by name, light and dark."""
    light, dark = style_sheets()["tokens.css"].split("@media (prefers-color-scheme: dark)")
    pattern = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    return {"light": dict(pattern.findall(light)), "dark": dict(pattern.findall(dark))}


class TemplateTests(SimpleTestCase):
    def test_every_template_compiles(self):
        for name in public_templates():
            with self.subTest(name):
                get_template(name)

    def test_a_template_is_a_page_or_a_part_that_says_what_it_takes(self):
        for name, source in public_templates().items():
            with self.subTest(name):
                if name in FRAMES:
                    self.assertIn("<!doctype html>", source)
                elif not source.startswith("{% extends "):
                    first_line = source.partition("\n")[0]
                    self.assertRegex(first_line, r"^\{# .+\b(Inputs?: .+|No inputs)\. #\}$")

    def test_parts_are_included_with_their_inputs_only(self):
        for name, source in public_templates().items():
            for tag in re.findall(r"\{% include [^%]*%\}", source):
                with self.subTest(name, tag=tag):
                    self.assertRegex(tag, r" only %\}$")
                    get_template(re.search(r'include "([^"]+)"', tag)[1])

    def test_nothing_needs_an_exception_from_the_content_security_policy(self):
        inline = re.compile(r"<style|<script|\sstyle=|\son[a-z]+=|javascript:|https?://", re.IGNORECASE)
        for name, source in public_templates().items():
            with self.subTest(name):
                self.assertNotRegex(source, inline)

    def test_no_template_turns_escaping_off(self):
        for name, source in public_templates().items():
            with self.subTest(name):
                self.assertNotRegex(source, r"\|\s*safe\b|autoescape")

    def test_every_word_is_translated(self):
        for name, source in public_templates().items():
            with self.subTest(name):
                text = NOT_WORDS.sub("", source)
                labels = re.findall(r'\s(?:alt|aria-label|title|placeholder)="([^"]*[A-Za-z][^"]*)"', text)
                self.assertEqual(labels, [])
                self.assertNotRegex(re.sub(r"<[^>]*>|&\w+;", "", text), r"[A-Za-z]")

    def test_pages_of_last_resort_need_no_context(self):
        for name in ("400.html", "500.html"):
            with self.subTest(name):
                page = get_template(name).render()
                self.assertEqual(page.count("<h1>"), 1)
                self.assertNotRegex(
                    public_templates()[name], r"\{\{ (?!LANGUAGE_CODE)|\{% (?:url|static|include|extends)"
                )


class StyleTests(SimpleTestCase):
    def test_text_is_readable_on_every_surface_in_both_schemes(self):
        pairs = [(text, surface) for text in TEXTS for surface in SURFACES] + list(ENCLOSED)
        for scheme, colors in color_schemes().items():
            for text, surface in pairs:
                with self.subTest(scheme, text=text, surface=surface):
                    self.assertGreaterEqual(contrast(colors[text], colors[surface]), 4.5)

    def test_borders_of_controls_and_the_focus_are_seen_in_both_schemes(self):
        for scheme, colors in color_schemes().items():
            for border in BORDERS:
                for surface in SURFACES:
                    with self.subTest(scheme, border=border, surface=surface):
                        self.assertGreaterEqual(contrast(colors[border], colors[surface]), 3)

    def test_both_schemes_define_the_same_colors(self):
        schemes = color_schemes()
        self.assertEqual(set(schemes["light"]), set(schemes["dark"]))

    def test_colors_stand_in_the_tokens_only(self):
        for name, source in style_sheets().items():
            if name not in ("tokens.css", "print.css"):
                with self.subTest(name):
                    self.assertNotRegex(source, r":[^;{]*(?:#[0-9a-f]{3,8}\b|rgb|hsl)")

    def test_every_token_used_is_defined(self):
        sheets = "".join(style_sheets().values())
        defined = set(re.findall(r"(--[\w-]+):", sheets))
        self.assertEqual(set(re.findall(r"var\((--[\w-]+)", sheets)) - defined, set())

    def test_layout_turns_with_the_direction_of_the_text(self):
        physical = re.compile(
            r"(?:margin|padding|border|inset)-(?:left|right)|(?<![\w-])(?:left|right|float):"
        )
        for name, source in style_sheets().items():
            with self.subTest(name):
                self.assertNotRegex(source, physical)

    def test_style_sheets_are_small_and_need_nothing_from_elsewhere(self):
        sheets = style_sheets()
        self.assertLess(sum(len(source.encode()) for source in sheets.values()), MAX_STYLE_BYTES)
        self.assertNotIn("url(", "".join(sheets.values()))
        self.assertNotIn("@import", "".join(sheets.values()))

    def test_the_frame_links_every_style_sheet(self):
        links = (TEMPLATES / "parts" / "head_links.html").read_text()
        self.assertEqual(set(re.findall(r"site/css/([\w-]+\.css)", links)), set(style_sheets()))

    def test_every_style_is_used(self):
        sheets = "".join(style_sheets().values())
        styled = set(re.findall(r"\.([a-z][\w-]*)", sheets))
        written = (
            "newsroom/cards.py",
            "events/templatetags/events.py",
            "events/maps.py",
            "publishing/templatetags/publishing.py",
        )
        sources = [
            *public_templates().values(),
            *((settings.BASE_DIR / name).read_text() for name in written),
        ]
        unused = styled - set(re.findall(r"[\w-]+", "".join(sources)))
        # Classes whose last part is a value, and those of body HTML.
        made = {"status--postponed", "status--cancelled", "workshop-line--cancelled", "table-wrap", "quote"}
        made |= {name for name in unused if name.startswith("release-card--")}
        made |= {f"map__place--{step}" for step in range(6)}
        self.assertEqual(unused - made, set())


class SignTests(SimpleTestCase):
    def test_icons_are_scalable_and_hold_no_script(self):
        for path in (STYLES.parent / "icons").iterdir():
            with self.subTest(path.name):
                source = Path(path).read_text()
                self.assertTrue(source.startswith("<svg"))
                self.assertNotRegex(source, r"<script|\son[a-z]+=|href=")
