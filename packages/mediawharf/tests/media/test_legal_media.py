"""What programs write is neither refused nor called damaged."""

import io
import struct
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin, TiffImagePlugin

from mediawharf.media.hostile import find_hostile
from mediawharf.media.inspect import inspect
from mediawharf.media.limits import MediaLimits
from mediawharf.media.sniff import sniff
from mediawharf.testing.carriers import jpeg, riff, tiff

XMP = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    b' photoshop:Headline="a &lt; b"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">&lt;b&gt;Bold&lt;/b&gt;'
    b"</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>" + b" " * 2000 + b'<?xpacket end="w"?>'
)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
MOTION = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x10mdat" + bytes(8) + b"\0\0\0\x08moov"


def picture(mode: str, size: tuple[int, int] = (90, 60)) -> Image.Image:
    noise = Image.effect_noise(size, 80)
    return Image.merge("RGB", (noise, noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT), noise)).convert(mode)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def texts() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", 'A <b>bold</b> text & "quotes"')
    info.add_text("Long", "words " * 5000, zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return info


def exif() -> Image.Exif:
    tags = Image.Exif()
    tags[270], tags[271], tags[315] = "x < y, <i>italic</i>", "Canon", "Jane <jane@body.example>"
    tags.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0a comment <3"
    return tags


def tags() -> TiffImagePlugin.ImageFileDirectory_v2:
    directory = TiffImagePlugin.ImageFileDirectory_v2()
    directory[270], directory[700], directory[34377] = "A <b>", XMP, b"8BIM\x04\x04\0\0\0\0\0\0"
    return directory


def check(content: bytes) -> None:
    mime = sniff(content[:16384], size=len(content), tail=content[-65558:])
    assert find_hostile(io.BytesIO(content), mime=mime, size=len(content), limits=MediaLimits()) is None
    assert inspect(io.BytesIO(content), size=len(content)).damage is None


OPTIONS: dict[str, list[dict[str, Any]]] = {
    "PNG": [{}, {"compress_level": 0}, {"icc_profile": PROFILE}, {"pnginfo": texts()}, {"optimize": True}],
    "JPEG": [
        {}, {"progressive": True}, {"quality": 100}, {"restart_marker_blocks": 1}, {"icc_profile": PROFILE},
        {"exif": exif()}, {"xmp": XMP}, {"comment": "<b>Hello</b>"},
    ],
    "WEBP": [{}, {"lossless": True}, {"icc_profile": PROFILE}, {"exif": exif().tobytes()}, {"xmp": XMP}],
    "TIFF": [
        {}, {"compression": "tiff_lzw"}, {"compression": "tiff_adobe_deflate"}, {"compression": "packbits"},
        {"compression": "zstd"}, {"compression": "lzma"}, {"big_tiff": True}, {"tiffinfo": tags()},
    ],
    "GIF": [{}, {"interlace": 1}, {"comment": b"Of <b>Jane</b>"}, {"transparency": 0}],
    "PDF": [{}],
}  # fmt: skip
MODES = {
    "PNG": ["1", "L", "LA", "P", "RGB", "RGBA"],
    "JPEG": ["L", "RGB", "CMYK"],
    "WEBP": ["RGB", "RGBA"],
    "TIFF": ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "F", "YCbCr", "LAB"],
    "GIF": ["P", "L"],
    "PDF": ["L", "RGB", "CMYK"],
}
CASES = [(form, mode, number) for form in MODES for mode in MODES[form] for number in range(len(OPTIONS[form]))]


@pytest.mark.parametrize(("form", "mode", "number"), CASES)
def test_picture_passes(form: str, mode: str, number: int) -> None:
    check(saved(picture(mode), form, **OPTIONS[form][number]))


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("WEBP", "RGB"), ("GIF", "P"), ("TIFF", "RGB"), ("PDF", "L")]
)
def test_pictures_of_many_frames_pass(form: str, mode: str) -> None:
    check(saved(picture(mode), form, save_all=True, append_images=[picture(mode) for _ in range(4)]))


@pytest.mark.parametrize(
    "tail",
    [
        b"\n", b"\r\n\r\n", bytes(70_000), b" " * 100, b"\xff" * 20, MOTION, jpeg(), jpeg() * 3,
        b"\0\0\x31\x0a\x0e\0\0\0Image_UTC_Data1234567890123SEFHk\0\0\0\1\0\0\0SEFT", b'{"app": "<b>"}',
    ],
)  # fmt: skip
def test_what_cameras_put_behind_a_picture_passes(tail: bytes) -> None:
    check(jpeg() + tail)


def test_large_tiff_has_its_size_read() -> None:
    content = saved(picture("RGB", (91, 17)), "TIFF", big_tiff=True)
    facts = inspect(io.BytesIO(content), size=len(content))
    assert (facts.mime, facts.width, facts.height) == ("image/tiff", 91, 17)


def test_large_tiff_with_more_rows_than_it_may_is_damaged() -> None:
    content = b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 1 << 40)
    assert "announces" in (inspect(io.BytesIO(content), size=len(content)).damage or "")


def test_wave_of_more_than_4_gb_is_known() -> None:
    sound = riff(b"WAVE", [(b"ds64", bytes(28)), (b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8))])
    content = b"RF64\xff\xff\xff\xff" + sound[8:] + b"data\xff\xff\xff\xff" + bytes(100)
    assert sniff(content) == "audio/wav"
    check(content)


def test_webm_is_known_by_lengths_of_any_size() -> None:
    assert sniff(b"\x1a\x45\xdf\xa3\x8f\x42\x82\x01\0\0\0\0\0\0\x04webm\0\x86\x85V_VP9") == "video/webm"


def test_tiff_is_read_the_same_with_any_gap() -> None:
    check(tiff(gap=bytes(300_000)))
