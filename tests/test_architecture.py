"""The rules of the house that a machine can check, and proof that breaking each of them is noticed."""

import ast
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent

LAYERS = ("publishing", "events", "newsroom", "config")  # each may use itself and those before it
NOT_OURS = {"var", "staticfiles", "node_modules", "__pycache__"}
NAMELESS = {"utils", "util", "core", "common", "services", "helpers", "misc"}  # names that say no job
MAX_LINES = 300
# Longer files, each with its reason. Migrations may be as long as they like.
LONG_FILES: dict[str, str] = {
    "fixtures/reference_topics.py": "a table, without logic",
}

# Files of events in which "article" is the part of speech.
GRAMMAR = {"events/spelling.py"}

TEXT_FILES = {".py", ".html", ".txt", ".xml", ".md", ".toml", ".css", ".js", ".json", ".yml", ".sh", ""}


def files(root: Path, *suffixes: str) -> Iterator[Path]:
    """Our files below a folder, in order; nothing that tools or a running site made."""
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from files(path, *suffixes)
        elif path.suffix in suffixes:
            yield path


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def packages_named(node: ast.AST) -> list[str]:
    """The top packages that a piece of code refers to, by import or by a string such as ``"events.Place"``."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module.split(".")[0]] if node.module and not node.level else []
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        name, dot, _rest = node.value.partition(".")
        # A lone "events" or "config" can be any word; a lone "newsroom" is the app.
        if re.fullmatch(r"\w+(\.\w+)*", node.value, re.ASCII) and (dot or name == "newsroom"):
            return [name]
    return []


def imports_upwards(root: Path) -> list[str]:
    found = []
    for place, layer in enumerate(LAYERS):
        for path in files(root / layer, ".py") if (root / layer).is_dir() else ():
            found += [
                f"{path.relative_to(root)}:{node.lineno} {layer} must not know {name}"
                for node in ast.walk(ast.parse(path.read_text()))
                for name in packages_named(node)
                if name in (*LAYERS[place + 1 :], "tests")
            ]
    return found


def words(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every identifier and every string of a module, docstrings left out."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and id(node) not in docstrings:
                yield node.lineno, node.value
            continue
        for field in ("id", "attr", "arg", "name", "asname", "module"):
            if isinstance(word := getattr(node, field, None), str):
                yield getattr(node, "lineno", 0), word


def articles_in_events(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{line} events must not know of articles: {word}"
        for path in files(root / "events", ".py")
        if str(path.relative_to(root)) not in GRAMMAR
        for line, word in words(ast.parse(path.read_text()))
        if "article" in word.lower()
    ]


def nameless_modules(root: Path) -> list[str]:
    found = []
    for path in files(root, ".py"):
        for part in path.relative_to(root).parts:
            if part.removesuffix(".py") in NAMELESS:
                found.append(f"{path.relative_to(root)} is not named for the job it does")
    return found


def long_files(root: Path, allowed: dict[str, str]) -> list[str]:
    lengths = {
        str(path.relative_to(root)): path.read_text().count("\n")
        for path in files(root, ".py")
        if "migrations" not in path.parts
    }
    found = [
        f"{name} has {length} lines: split it by subject"
        for name, length in lengths.items()
        if length > MAX_LINES and name not in allowed
    ]
    found += [f"{name} needs no exception any more" for name in allowed if lengths.get(name, 0) <= MAX_LINES]
    return found


TEMPLATE_RULES = {
    r"\|\s*safe(seq)?\b": "|safe: clean HTML when it is saved, and render it with the one filter",
    r"{%\s*autoescape\s+off": "autoescape off",
    r"<[^>]*\sstyle\s*=": "a style attribute: the security policy forbids it, use a class",
    r"<[^>]*\son[a-z]+\s*=": "an event handler in an attribute: the security policy forbids it",
    r"<style(?![^>]*nonce=)": "an inline style sheet",
    r"<script(?![^>]*(\ssrc=|\snonce=|type=\"application/(ld\+)?json\"))": "an inline script without a nonce",
}


def unsafe_templates(root: Path) -> list[str]:
    found = []
    for path in files(root, ".html", ".xml", ".txt"):
        if "templates" not in path.relative_to(root).parts:
            continue
        text = path.read_text()
        for pattern, reason in TEMPLATE_RULES.items():
            for match in re.finditer(pattern, text, re.IGNORECASE):
                found.append(f"{path.relative_to(root)}:{line_of(text, match.start())} {reason}")
    return found


def foreign_paths(root: Path) -> list[str]:
    """Places of one machine, and the folder beside the repository: the site must not depend on either."""
    pattern = re.compile(r"\.\./sha" + r"red\b|(?<![\w/.-])/(work|root)/\w")
    found = []
    for path in files(root, *TEXT_FILES):
        text = path.read_text(errors="replace")
        for match in pattern.finditer(text):
            found.append(f"{path.relative_to(root)}:{line_of(text, match.start())} depends on {match[0]}")
    return found


class HouseRulesTests(SimpleTestCase):
    def test_imports_go_one_way(self):
        assert imports_upwards(ROOT) == []

    def test_events_does_not_know_articles(self):
        assert articles_in_events(ROOT) == []

    def test_modules_are_named_for_their_job(self):
        assert nameless_modules(ROOT) == []

    def test_files_are_short(self):
        assert long_files(ROOT, LONG_FILES) == []

    def test_templates_leave_escaping_and_the_security_policy_alone(self):
        assert unsafe_templates(ROOT) == []

    def test_nothing_depends_on_the_machine_it_was_written_on(self):
        assert foreign_paths(ROOT) == []

    def test_the_rules_look_at_the_whole_tree(self):
        seen = {path.relative_to(ROOT).parts[0] for path in files(ROOT, ".py")}
        assert {*LAYERS, "tests", "manage.py"} <= seen


class PlantedViolationTests(SimpleTestCase):
    """Each rule, tried on a tree that breaks it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def plant(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def test_imports(self):
        self.plant("publishing/clock.py", "import events.models\nfrom django.db import models\n")
        self.plant(
            "events/models.py", 'def late():\n    from newsroom import models\nX = "newsroom.Article"\n'
        )
        self.plant("events/migrations/0001_initial.py", 'dependencies = [("newsroom", "0001_initial")]\n')
        self.plant(
            "newsroom/views.py", "from events.models import Place\nfrom . import feeds\nimport config.urls\n"
        )
        self.plant("newsroom/feeds.py", "from tests import factories\n")
        self.plant("config/urls.py", "from newsroom import views\n")
        assert sorted(imports_upwards(self.root)) == [
            "events/migrations/0001_initial.py:1 events must not know newsroom",
            "events/models.py:2 events must not know newsroom",
            "events/models.py:3 events must not know newsroom",
            "newsroom/feeds.py:1 newsroom must not know tests",
            "newsroom/views.py:3 newsroom must not know config",
            "publishing/clock.py:1 publishing must not know events",
        ]

    def test_articles_in_events(self):
        self.plant("events/models.py", 'def articles_of(workshop):\n    return workshop.rows["Article"]\n')
        self.plant("newsroom/models.py", "article = 1\n")
        self.plant("events/calm.py", '"""Coverage is articles, which others know."""\n')
        assert articles_in_events(self.root) == [
            "events/models.py:1 events must not know of articles: articles_of",
            "events/models.py:2 events must not know of articles: Article",
        ]

    def test_names(self):
        self.plant("events/utils.py", "")
        self.plant("newsroom/core/models.py", "")
        self.plant("newsroom/scores.py", "")
        assert nameless_modules(self.root) == [
            "events/utils.py is not named for the job it does",
            "newsroom/core/models.py is not named for the job it does",
        ]

    def test_lengths(self):
        self.plant("events/long.py", "\n" * 301)
        self.plant("events/limit.py", "\n" * 300)
        self.plant("events/table.py", "\n" * 400)
        self.plant("events/migrations/0001_initial.py", "\n" * 900)
        assert long_files(self.root, {"events/table.py": "a table", "events/limit.py": "was long once"}) == [
            "events/long.py has 301 lines: split it by subject",
            "events/limit.py needs no exception any more",
        ]

    def test_templates(self):
        bad = {
            "{{ body|safe }}": r"\|\s*safe(seq)?\b",
            "{% autoescape off %}": r"{%\s*autoescape\s+off",
            '<p class="x"\n style="color: red">': r"<[^>]*\sstyle\s*=",
            '<a onclick="go()">': r"<[^>]*\son[a-z]+\s*=",
            "<style>p {}</style>": r"<style(?![^>]*nonce=)",
            "<script>go()</script>": list(TEMPLATE_RULES)[-1],
        }
        assert list(bad.values()) == list(TEMPLATE_RULES)
        for text, rule in bad.items():
            with self.subTest(text):
                self.plant("templates/newsroom/page.html", text)
                assert unsafe_templates(self.root) == [
                    f"templates/newsroom/page.html:1 {TEMPLATE_RULES[rule]}"
                ]

    def test_templates_that_are_fine(self):
        for text in (
            '<script src="{% static "a.js" %}" type="module"></script>',
            '<script nonce="{{ request.csp_nonce }}">go()</script>',
            '<script type="application/ld+json">{}</script>',
            "{{ address|urlize }} it is safe | safely; <p>style = plain words</p>",
        ):
            with self.subTest(text):
                self.plant("templates/page.html", text)
                assert unsafe_templates(self.root) == []

    def test_foreign_paths(self):
        self.plant("docs/a.md", "as in /wor" + "k/main\nand ../sha" + "red/DESIGN.md\n")
        self.plant("docs/b.md", "https://example.org/work/plan and network/work/plan, /workshops/, /root\n")
        assert foreign_paths(self.root) == [
            "docs/a.md:1 depends on /wor" + "k/m",
            "docs/a.md:2 depends on ../sha" + "red",
        ]
