"""What a comparison costs in processor time: an ordinary release, and bodies made to hurt. Run: python bench/compare.py"""

import os
import random
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from newsroom import content as contents
from newsroom.comparing.fields import compare
from newsroom.comparing.labels import Labels

chance = random.Random(1)
WORDS = ["".join(chance.choices("abcdefghijklmno", k=chance.randint(2, 9))) for _ in range(900)] + [
    "the",
    "of",
] * 90
IMAGES = [
    {"image": f"{n:064}", "role": "gallery", "alt_text": f"Picture {n}", "caption": ""} for n in range(20)
]


def paragraph(words=70):
    return "<p>" + " ".join(chance.choices(WORDS, k=words)) + "</p>"


def edited(html):
    return " ".join(word if chance.random() > 0.1 else chance.choice(WORDS) for word in html.split(" "))


ordinary = "".join(paragraph() for _ in range(29))
large = "".join(paragraph() for _ in range(2_700))
BODIES = {
    "2,000 words, 20 images, one word in ten changed": (ordinary, edited(ordinary)),
    "500 nested tags": ("<p>" + "<em>" * 500 + "x", "<p>" + "<em>" * 500 + "y"),
    "500 nested blocks": ("<blockquote>" * 500 + "x", "<blockquote>" * 500 + "y"),
    "1 MB, one word in ten changed": (large, edited(large)),
    "1 MB, nothing in common": (large, "".join(paragraph() for _ in range(2_700))),
    "1 MB of one word": ("<p>" + "a " * 500_000, "<p>" + "a a b " * 170_000),
    "1 MB of short paragraphs": ("<p>x y</p>" * 100_000, "<p>x z</p>" * 100_000),
    "100 kB of two Chinese characters": ("<p>" + "字词" * 16_000, "<p>" + "词字字" * 11_000),
}

if __name__ == "__main__":
    for name, bodies in BODIES.items():
        old, new = (contents.empty() | {"body": body} for body in bodies)
        old, new = old | {"images": IMAGES}, new | {"images": IMAGES[::-1]}
        times = []
        for _ in range(3):
            began = time.process_time()
            comparison = compare(old, new, Labels())
            for field in comparison.changed:
                for row in field.rows:
                    assert all(part.inline is not None for part in row.shown_parts)
            times.append(time.process_time() - began)
            if times[-1] > 1:
                break
        sys.stdout.write(f"{min(times) * 1000:8.0f} ms  {name}\n")
