"""Every page of the desk, and what axe-core and the width of a phone have against it."""

import re
from importlib.resources import files

from django.apps import apps
from django.contrib import admin

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# They answer with data, with a part of a page, or with another page.
NO_PAGES = {
    "autocomplete",
    "jsi18n",
    "view_on_site",
    "logout",
    "app_list",
    "newsroom_article_beat",
    "newsroom_article_beat_new",
    "newsroom_article_keep",
    "newsroom_article_forget",
    "newsroom_article_instant",
    "newsroom_article_check_typed",
    "newsroom_article_check_new",
    "newsroom_article_suggestions",
    "newsroom_article_filters_save",
    # The answer to what the list sends; see the test of such answers.
    "newsroom_article_bulk_choose",
    "newsroom_image_original",
}
RUN = """async (options) => {
  const { violations } = await axe.run(document, { ...options, preload: false })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(" ")}: ${failureSummary.split("\\n").slice(1).join(";")}`))
}"""
# What sticks out at the side, and is not in a box that scrolls.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const scrolls = (node) => node && (["auto", "scroll", "hidden"].includes(getComputedStyle(node).overflowX)
    || scrolls(node.parentElement))
  return [...document.body.querySelectorAll("*")].filter((node) => {
    const { left, right } = node.getBoundingClientRect()
    return (right > width + 1 || left < -1) && !scrolls(node.parentElement) && !node.closest(".visually-hidden")
  }).slice(0, 5).map((node) => `too wide: ${node.tagName} ${node.id} ${node.className}`)
}"""


def routes(patterns=None, prefix="", *, every=False) -> dict[str, str]:
    """The routes of all pages of the desk by their names, as the URL configuration has them; or ``every`` route."""
    found = {}
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            found |= routes(pattern.url_patterns, route, every=every)
        elif pattern.name and (every or pattern.name not in NO_PAGES):
            found[pattern.name] = route
    return found


def addresses(examples: dict[str, dict]) -> dict[str, str]:
    """An address for each page. ``examples`` has the arguments of those that are about more than a row of their model.

    Raises ``KeyError`` for a page that nobody has thought of.
    """
    return {name: f"/admin/{_filled(name, route, examples)}" for name, route in routes().items()}


def _filled(name, route, examples):
    given = examples.get(name, {})

    def argument(match):
        if match[1] in given:
            return str(given[match[1]])
        if match[1] not in ("object_id", "id"):
            raise KeyError(f"{name} needs an example of {match[1]}.")
        app, model = route.split("/")[:2]
        return str(apps.get_model(app, model).objects.order_by("pk").values_list("pk", flat=True)[0])

    return re.sub(r"<(?:\w+:)?(\w+)>", argument, route)


def send(page, url, data):
    """Send a form of the page's visitor that no page at hand has."""
    page.goto("/admin/newsroom/article/paste/")  # a form with a token
    with page.expect_navigation():
        page.evaluate(
            """([url, data]) => {
              const form = document.querySelector("#content form")
              form.action = url
              for (const [name, value] of Object.entries(data)) form.append(
                Object.assign(document.createElement("input"), { type: "hidden", name, value }))
              form.submit()
            }""",
            [url, data],
        )
    page.wait_for_load_state("networkidle")


def problems(page, *, only_narrow=False) -> list[str]:
    """What is wrong with the page shown: as it is, in the dark, and at the width of a small phone."""
    page.evaluate(AXE)
    # What lies under the buttons that stay in sight is no smaller for it: it comes out when it gets the focus.
    page.add_style_tag(content=".submit-row { position: static !important }")
    found = []
    if not only_narrow:
        found += page.evaluate(RUN, {"runOnly": {"type": "tag", "values": STANDARD}})
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {one}" for one in page.evaluate(RUN, {"runOnly": ["color-contrast"]})]
        page.emulate_media(color_scheme="light")
    wide = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    found += page.evaluate(TOO_WIDE)
    found += [f"narrow: {one}" for one in page.evaluate(RUN, {"runOnly": ["target-size"]})]
    page.set_viewport_size(wide)
    return found
