"""Pictures in a real browser: many sent at once with the choice made, and the focal point picked."""

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow

from newsroom.models import Image
from tests.desk import make_staff, sign_in
from tests.factory import make_image
from tests.pictures import encoded, jpeg, png


def file(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.mark.browser
def test_three_files_one_refused_one_there_already(transactional_db, page):
    known = make_image(title="Known")
    with known.file.open() as stored:
        again = stored.read()
    sign_in(page, make_staff("Writer"))
    page.goto("/admin/newsroom/image/upload/")
    assert not page.get_by_role("button", name="Upload").is_visible()
    files = [
        file("boats.jpg", jpeg(400, 300)),
        file("evil.png", png() + b"<script>"),
        file("copy.png", again),
    ]
    page.get_by_label("Pictures").set_input_files(files)
    page.get_by_text("1 new, 1 in the library already, 1 refused.").wait_for()
    rows = page.locator(".upload__row")
    assert rows.count() == 3
    assert "8 bytes after its end" in rows.nth(1).inner_text()
    assert rows.nth(2).get_by_role("link", name="Known").is_visible()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("1 picture still waits for the choice.").wait_for()
    page.get_by_label("Alternative text").fill("Boats at the quay.")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("1 picture is ready.").wait_for()
    image = Image.objects.get(title="boats")
    assert (image.alt_text, Image.objects.count()) == ("Boats at the quay.", 2)


@pytest.mark.browser
def test_one_failure_spoils_nothing(transactional_db, page):
    sign_in(page, make_staff("Writer"))
    page.context.expected = "Failed to load resource"
    page.goto("/admin/newsroom/image/upload/")
    page.route("**/upload/", lambda route: route.abort(), times=1)
    page.get_by_label("Pictures").set_input_files([file("a.jpg", jpeg(41, 30)), file("b.jpg", jpeg(42, 30))])
    page.get_by_text("This file could not be sent.").wait_for()
    page.get_by_text("b.jpg").wait_for()
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("2 new, 0 in the library already, 0 refused.").wait_for()
    assert set(Image.objects.values_list("title", flat=True)) == {"a", "b"}


@pytest.mark.browser
def test_files_are_dropped_and_too_large_ones_are_not_even_sent(transactional_db, page):
    sign_in(page, make_staff("Writer"))
    page.goto("/admin/newsroom/image/upload/")
    page.evaluate(
        """([bytes, large]) => {
          const data = new DataTransfer()
          data.items.add(new File([new Uint8Array(bytes)], "dropped.png"))
          data.items.add(new File([new Uint8Array(large)], "large.png"))
          const zone = document.querySelector("[data-zone]")
          zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }))
        }""",
        [list(png(43, 30)), 30_000_001],
    )
    page.get_by_text("1 new, 0 in the library already, 1 refused.").wait_for()
    page.get_by_text("This picture has 31 MB; the most is 30 MB.").wait_for()
    assert list(Image.objects.values_list("title", flat=True)) == ["dropped"]


@pytest.mark.browser
def test_without_scripts_one_form_sends_them_all(transactional_db, visitor):
    page = visitor(java_script_enabled=False)
    sign_in(page, make_staff("Writer"))
    page.goto("/admin/newsroom/image/upload/")
    page.get_by_label("Pictures").set_input_files([file("a.jpg", jpeg(44, 30)), file("b.svg", b"<svg/>")])
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("This is an SVG drawing.").wait_for()
    page.get_by_label("Decorative").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("1 picture is ready.").wait_for()
    assert Image.objects.get().is_decorative


@pytest.mark.browser
def test_the_focal_point_by_mouse_and_by_keyboard(transactional_db, page):
    image = Image(title="Wide", alt_text="A", file=None)
    image.file = ContentFile(
        encoded(Pillow.effect_noise((1200, 300), 50).convert("RGB"), "PNG"), name="wide.png"
    )
    image.full_clean()
    image.save()
    sign_in(page, make_staff("Writer"))
    page.goto(f"/admin/newsroom/image/{image.pk}/change/")
    picture, cut = page.locator(".focal__picture"), page.locator(".crops__thumbnail")
    box = picture.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.25)
    x, y = page.get_by_label("Focal point from the left"), page.get_by_label("Focal point from the top")
    assert (x.input_value(), y.input_value()) == ("90", "25")
    assert cut.evaluate("cut => cut.style.objectPosition") == "100% 50%"
    x.fill("25")
    x.press("ArrowUp")
    assert x.input_value() == "26"
    # The cut is 400 of 1200 pixels wide: from 112 on, of 800 that it could be moved.
    assert cut.evaluate("cut => cut.style.objectPosition") == "14% 50%"
    assert page.locator("[data-mark]").evaluate("mark => [mark.style.left, mark.style.top]") == ["26%", "25%"]
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (26, 25)
