"""What readers are served of a picture: the picture alone, upright, without a word or a place in its file."""

import io

from PIL import ImageCms, JpegImagePlugin

UPRIGHT = 1
_ORIENTATION = 0x0112
# Of a JPEG: frame, tables, scans; of what programs may add only what tells how the colours are meant.
_JPEG_KEPT = {bytes([marker]) for marker in (*range(0xC0, 0xD0), *range(0xD8, 0xE0))}
_PNG_KEPT = {
    b"",
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"cICP",
    b"sBIT",
    b"bKGD",
    b"pHYs",
}
_PLAIN_WEBP = {b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L"}
_PLAIN_AVIF = {b"ftyp", b"meta", b"mdat"}


def served(data: bytes, form: str, container, image, upright) -> bytes:
    """The clean bytes, in the same format. Pixels are only encoded anew where nothing else will do.

    ``image`` is the decoded file, ``upright`` the same as a camera held upright would have taken it.
    """
    names = {name for name, _start, _end in container.parts}
    if image.getexif().get(_ORIENTATION, UPRIGHT) == UPRIGHT:
        if form == "JPEG" and image.mode in ("RGB", "L"):
            return container.without(data, _keeps_jpeg)
        if form == "PNG":
            return container.without(data, lambda name, piece: name in _PNG_KEPT)
        if form == "WEBP" and names <= _PLAIN_WEBP:
            return data[: container.end]
        if form == "AVIF" and names <= _PLAIN_AVIF and not (b"Exif" in data or b"xmp" in data.lower()):
            return data[: container.end]
    return _encoded(form, image, upright, is_lossless=b"VP8L" in names)


def _keeps_jpeg(name, piece) -> bool:
    if name == b"\xe2":  # also holds what no browser reads
        return piece[4:].startswith(b"ICC_PROFILE\0")
    if name == b"\xee":  # tells how the colours are written
        return piece[4:].startswith(b"Adobe") and len(piece) == 16
    if name == b"\xe0":  # may also hold a small copy of the picture, of before it was cut
        return piece[4:].startswith(b"JFIF\0") and len(piece) == 18
    return name in _JPEG_KEPT


def _encoded(form, image, upright, is_lossless) -> bytes:
    profile = image.info.get("icc_profile")
    if upright.mode == "CMYK":
        upright, profile = in_srgb(upright, profile), None
    options = {"icc_profile": profile}
    if form == "JPEG" and upright.mode == image.mode:
        # The camera's own tables: turning a picture loses next to nothing then.
        options |= {"qtables": image.quantization, "subsampling": JpegImagePlugin.get_sampling(image)}
    elif form == "JPEG":
        options |= {"quality": 92, "progressive": True}
    elif form == "WEBP":
        options |= {"quality": 90, "lossless": is_lossless}
    elif form == "AVIF":
        options |= {"quality": 85, "speed": 8}
    options["transparency"] = upright.info.get("transparency")
    upright.info = {}  # nothing that stood in the file goes on by itself
    output = io.BytesIO()
    upright.save(output, form, **{key: value for key, value in options.items() if value is not None})
    return output.getvalue()


def in_srgb(image, profile: bytes | None):
    """The same picture in the colours of the web, as RGB, RGBA or L."""
    image = _eight_bits(image)
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.getOpenProfile(io.BytesIO(profile))
            mode = image.mode if image.mode in ("RGB", "RGBA") else "RGB"
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
            return converted or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that nobody can read: the colours as they stand
    if image.mode == "L" and not has_alpha:
        return image
    return image.convert("RGBA" if has_alpha else "RGB")


def _eight_bits(image):
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return image


_SRGB = ImageCms.createProfile("sRGB")
