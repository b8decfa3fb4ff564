"""What comes out of the sandbox when pictures are drawn, seen with other eyes: Pillow's."""

import io
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from PIL import Image

from mediawharf.media.inspect import inspect
from mediawharf.media.sandbox import Sandbox
from mediawharf.media.sandbox_process import TaskDied, TaskRefused
from mediawharf.media.sandbox_wire import Limits
from mediawharf.media.thumbnails import Drawing, draw

FIXTURES = Path(__file__).parent / "fixtures"
RESULTS = {
    "image/webp": "image/png", "image/tiff": "image/jpeg", "image/svg+xml": "image/png",
    "image/vnd.djvu": "image/jpeg", "application/pdf": "image/jpeg",
}  # fmt: skip
RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
LIMITS = Limits(cpu=10, wall=15)


@pytest.fixture(scope="module")
def sandbox():
    sandbox = Sandbox(LIMITS, size=1, waiting=0)
    yield sandbox
    sandbox.close()


def drawn(sandbox, content, width, *, language=None, **options):
    """The picture that is drawn of a file, at that width."""
    facts = inspect(io.BytesIO(content), size=len(content))
    order = {
        "source_width": facts.width,
        "source_height": facts.height,
        "height": max(1, round((facts.height or 1) * width / (facts.width or 1))),
        "result": RESULTS.get(facts.mime, facts.mime),
        **options,
    }
    with TemporaryFile() as output:
        draw(
            sandbox,
            Drawing(mime=facts.mime, width=width, **order),
            source=io.BytesIO(content),
            output=output,
            language=language,
        )
        output.seek(0)
        picture = Image.open(io.BytesIO(output.read()))
    picture.load()
    return picture


def quarters(**options):
    """A picture of 80 by 40 pixels: red, green, blue and white."""
    picture = Image.new("RGB", (80, 40), "white")
    for place, colour in (((0, 0), RED), ((40, 0), GREEN), ((0, 20), BLUE)):
        picture.paste(colour, (*place, place[0] + 40, place[1] + 20))
    return saved(picture, **options)


def saved(picture, kind="PNG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def is_near(colour, wanted, *, by=12):
    return all(abs(one - other) <= by for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize(
    "name",
    [
        "seen/alpha.png", "seen/anim.gif", "seen/animated.png", "seen/animated.webp", "seen/exif-big.jpg",
        "seen/grey.tiff", "seen/inkscape.svg", "seen/languages.svg", "seen/lossless.webp", "seen/multi.tiff",
        "seen/palette.png", "seen/percent.svg", "seen/plain.gif", "seen/progressive.jpg",
        "seen/rgba.tiff", "seen/viewbox.svg", "whole/a4.pdf", "whole/packed-objects.pdf", "whole/gif-no-trailer.gif",
        "whole/jpg-cmyk.jpg", "whole/jpg-gray.jpeg", "whole/jpg-motion.jpg",
    ],
)  # fmt: skip
def test_every_type_is_drawn_in_the_size_asked_for(name, sandbox):
    content = (FIXTURES / name).read_bytes()
    assert drawn(sandbox, content, 23, height=17).size == (23, 17)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "TIFF", "JPEG"])
def test_colours_stay_where_they_are(kind, sandbox):
    picture = drawn(sandbox, quarters(kind=kind, **({"quality": 95} if kind in ("JPEG", "WEBP") else {})), 40)
    seen = [picture.convert("RGB").getpixel(at) for at in ((8, 4), (30, 4), (8, 15), (30, 15))]
    assert all(map(is_near, seen, (RED, GREEN, BLUE, (255, 255, 255))))


@pytest.mark.parametrize(
    ("orientation", "first"), [(1, RED), (2, GREEN), (3, (255, 255, 255)), (4, BLUE), (6, BLUE), (8, GREEN)]
)
def test_pictures_are_drawn_upright(orientation, first, sandbox):
    exif = Image.Exif()
    exif[274] = orientation
    content = quarters(kind="JPEG", exif=exif, quality=95)
    picture = drawn(sandbox, content, 20 if orientation > 4 else 40)
    assert picture.size == ((20, 40) if orientation > 4 else (40, 20))
    assert is_near(picture.getpixel((4, 4)), first)
    assert picture.getexif() == {}


def test_picture_is_not_turned_against_its_known_size(sandbox):
    exif = Image.Exif()
    exif[274] = 6
    picture = drawn(sandbox, quarters(kind="PNG", exif=exif), 40, height=20)
    assert is_near(picture.convert("RGB").getpixel((4, 4)), RED)


def test_cmyk_becomes_srgb(sandbox):
    content = saved(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG", quality=95)
    picture = drawn(sandbox, content, 20)
    red, green, blue = picture.getpixel((10, 10))
    assert picture.mode == "RGB"
    assert red > 190
    assert max(green, blue) < 90


def test_colours_of_a_profile_become_srgb(sandbox):
    profile = (FIXTURES / "drawn" / "swapped.icc").read_bytes()
    picture = drawn(sandbox, saved(Image.new("RGB", (40, 40), RED), icc_profile=profile), 20)
    assert is_near(picture.convert("RGB").getpixel((10, 10)), GREEN, by=40)
    assert "icc_profile" not in picture.info


def test_transparency_is_kept_in_png_and_white_in_jpeg(sandbox):
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    assert drawn(sandbox, saved(clear), 20).getpixel((10, 10))[3] == 0
    assert is_near(drawn(sandbox, saved(clear, "TIFF"), 20).getpixel((10, 10)), (255, 255, 255))


def test_sixteen_bits_become_eight(sandbox):
    grey = Image.new("I;16", (40, 40), 0x8000)
    assert is_near(drawn(sandbox, saved(grey), 20).convert("RGB").getpixel((10, 10)), (128, 128, 128))


def animation(*colours):
    first, *others = [Image.new("RGB", (40, 40), colour) for colour in colours]
    return saved(first, "GIF", save_all=True, append_images=others, duration=[100, 300], loop=0)


def test_animation_stays_one(sandbox):
    picture = drawn(sandbox, animation(RED, BLUE), 20)
    assert (picture.n_frames, picture.info["loop"], picture.info["duration"]) == (2, 0, 100)
    picture.seek(1)
    assert is_near(picture.convert("RGB").getpixel((10, 10)), BLUE)


def test_large_animation_stands_still(sandbox):
    picture = drawn(sandbox, animation(RED, BLUE), 20, animated_area=2 * 40 * 40 - 1)
    assert picture.n_frames == 1
    assert is_near(picture.convert("RGB").getpixel((10, 10)), RED)


def test_low_quality_is_smaller(sandbox):
    content = saved(Image.effect_noise((300, 300), 60).convert("RGB"), "JPEG", quality=95)
    sizes = [len(saved(drawn(sandbox, content, 200, is_low_quality=low))) for low in (True, False)]
    tables = [drawn(sandbox, content, 200, is_low_quality=low).quantization[0][5] for low in (True, False)]
    assert tables[0] > tables[1]
    assert sizes[0] < sizes[1]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{}</svg>'


def svg(inner):
    return SVG.format(inner).encode()


def test_drawings_are_sharp_at_any_size(sandbox):
    picture = drawn(sandbox, svg('<rect width="20" height="40" fill="#f00"/>'), 400)
    assert picture.getpixel((197, 200)) == (255, 0, 0, 255)
    assert picture.getpixel((202, 200))[3] == 0


@pytest.mark.parametrize(("language", "colour"), [(None, RED), ("de", GREEN), ("fr", BLUE)])
def test_drawings_speak_the_language_asked_for(language, colour, sandbox):
    rect = '<rect {} width="40" height="40" fill="{}"/>'
    choices = rect.format('systemLanguage="de"', "#0f0") + rect.format('systemLanguage="en"', "#f00")
    content = svg(f"<switch>{choices}{rect.format('', '#00f')}</switch>")
    assert drawn(sandbox, content, 20, language=language).convert("RGB").getpixel((10, 10)) == colour


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "iso-8859-1"])
def test_drawings_are_read_in_their_own_encoding(encoding, sandbox):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + svg('<rect width="40" height="40" fill="#0f0"/>').decode()
    assert drawn(sandbox, text.encode(encoding), 20).convert("RGB").getpixel((10, 10)) == GREEN


@pytest.mark.parametrize("size", ["", 'width="100%" height="100%"', "width='50%'"])
def test_drawings_without_a_size_are_drawn_as_large_as_they_are_known_to_be(size, sandbox):
    content = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="256" height="256" fill="#f00"/></svg>'
    order = {"source_width": 512, "source_height": 512, "height": 64}
    picture = drawn(sandbox, content.encode(), 64, **order)
    assert picture.getpixel((30, 30)) == (255, 0, 0, 255)
    assert picture.getpixel((34, 34))[3] == 0


@pytest.mark.parametrize("address", ["{path}", "file://{path}", "http://127.0.0.1:1/x.png"])
def test_drawings_load_nothing_from_outside(address, sandbox, tmp_path):
    (tmp_path / "x.png").write_bytes(quarters())
    href = address.format(path=tmp_path / "x.png")
    picture = drawn(sandbox, svg(f'<image href="{href}" width="40" height="40"/>'), 20)
    assert picture.getextrema()[3] == (0, 0)


def test_pages_are_drawn_one_by_one(sandbox):
    pages = [Image.new("RGB", (100, 100), colour) for colour in (RED, BLUE)]
    content = saved(pages[0], "PDF", save_all=True, append_images=pages[1:])
    seen = [drawn(sandbox, content, 20, page=page).getpixel((10, 10)) for page in (1, 2)]
    assert is_near(seen[0], RED)
    assert is_near(seen[1], BLUE)
    with pytest.raises(TaskRefused):
        drawn(sandbox, content, 20, page=3)


@pytest.mark.skipif(shutil.which("ddjvu") is None, reason="ddjvu is not installed")
def test_djvu_is_drawn(sandbox):
    assert drawn(sandbox, (FIXTURES / "seen" / "plain.djvu").read_bytes(), 50).size == (50, 40)


FFMPEG = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")


def film(path, *, colour="blue", codec="libvpx"):
    """A film of a second, black for its first fifth, of 64 by 48 pixels."""
    looks = f"color=black:64x48:r=10:d=0.2[a];color={colour}:64x48:r=10:d=0.8,noise=alls=9:allf=t[b];[a][b]concat"
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", looks, "-c:v", codec, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path.read_bytes()


@FFMPEG
@pytest.mark.parametrize(("extension", "codec"), [("webm", "libvpx"), ("ogv", "libtheora")])
def test_still_of_a_film_is_no_black_frame(extension, codec, sandbox, tmp_path):
    picture = drawn(sandbox, film(tmp_path / f"f.{extension}", codec=codec), 32, height=0, result="image/jpeg")
    assert picture.size == (32, 24)
    assert is_near(picture.getpixel((9, 9)), BLUE, by=40)


@FFMPEG
def test_still_is_no_larger_than_the_film(sandbox, tmp_path):
    picture = drawn(sandbox, film(tmp_path / "f.webm"), 640, height=0, result="image/jpeg")
    assert picture.size == (64, 48)


@FFMPEG
@pytest.mark.parametrize("text", ["ffconcat version 1.0\nfile {path}\n", "#EXTM3U\n#EXTINF:1,\n{path}\n"])
def test_list_of_other_files_is_no_film(text, sandbox, tmp_path):
    film(tmp_path / "f.webm")
    content = text.format(path=tmp_path / "f.webm").encode()
    with pytest.raises(TaskRefused), TemporaryFile() as output:
        draw(sandbox, Drawing("video/webm", 0, 0, 32, 0, "image/jpeg"), source=io.BytesIO(content), output=output)


def test_type_that_nothing_draws_is_refused(sandbox):
    with pytest.raises(TaskRefused, match="nothing draws image/x-xcf"):
        drawn(sandbox, (FIXTURES / "corpus" / "bomb-xcf-dims.xcf").read_bytes(), 20)


def test_nothing_but_its_own_reader_opens_a_file(sandbox):
    with pytest.raises(TaskRefused), TemporaryFile() as output:
        draw(sandbox, Drawing("image/jpeg", 80, 40, 40, 20, "image/jpeg"), source=io.BytesIO(quarters()), output=output)


HOSTILE = sorted((FIXTURES / "corpus").glob("bomb-*")) + sorted((FIXTURES / "damaged").iterdir())


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_no_hostile_file_holds_a_child_or_swells_it(path, sandbox):
    with suppress(TaskDied, TaskRefused):
        drawn(sandbox, path.read_bytes(), 320, height=200)
    assert drawn(sandbox, quarters(), 40).width == 40
