"""Small media of every type with a place for foreign bytes: to try what a walk sees there.

``CARRIERS`` maps a place, named ``extension:place``, to a function that makes the file from what is to be hidden. With
harmless bytes each of them is a legal file, or one that readers put up with.
"""

import struct
import zlib
from collections.abc import Callable, Iterable

Carrier = Callable[[bytes], bytes]


def png(*, before_pixels: bytes = b"", after_pixels: bytes = b"", behind: bytes = b"") -> bytes:
    """Four grey pixels, with chunks before and after the pixels, and bytes behind the end."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 1, 8, 0, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(b"\0\1\2\3\4"))
    end = png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + before_pixels + pixels + after_pixels + end + behind


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of PNG with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png_stored(hidden: bytes) -> bytes:
    """The bytes as pixels that are not packed."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", len(hidden), 1, 8, 0, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(b"\0" + hidden, 0))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + png_chunk(b"IEND", b"")


def _png_frame(hidden: bytes) -> bytes:
    control = png_chunk(b"acTL", struct.pack(">II", 2, 0))
    first, second = (
        png_chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, 4, 1, 0, 0, 1, 10, 0, 0)) for number in (0, 1)
    )
    stored = zlib.compress(b"\0\1\2\3\4" + hidden, 0)
    return png(before_pixels=control + first, after_pixels=second + png_chunk(b"fdAT", b"\0\0\0\2" + stored))


def jpeg(*, segments: bytes = b"", scan: bytes = b"\x13\x37\xff\0\x42", behind: bytes = b"") -> bytes:
    """A picture of 8 by 8 with segments of ``jpeg_segment``, a scan, and bytes behind the end."""
    table = jpeg_segment(0xDB, b"\0" + bytes([1] * 64))
    frame = jpeg_segment(0xC0, b"\x08\0\x08\0\x08\1\1\x11\0")
    codes = jpeg_segment(0xC4, b"\0\1" + bytes(15) + b"\0")
    start = jpeg_segment(0xDA, b"\1\1\0\0\x3f\0")
    return b"\xff\xd8" + segments + table + frame + codes + start + scan + b"\xff\xd9" + behind


def jpeg_segment(code: int, body: bytes) -> bytes:
    """A segment of JPEG."""
    return bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body


def _jpeg_multi(hidden: bytes) -> bytes:
    """A second picture behind the first, with a comment."""
    return jpeg(behind=jpeg(segments=jpeg_segment(0xFE, hidden)))


def gif(*, extensions: bytes = b"", frames: bytes = b"", behind: bytes = b"") -> bytes:
    """One black pixel, with extensions before it and frames after it."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + extensions + _GIF_PIXEL + frames + b";" + behind


_GIF_PIXEL = b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0"


def gif_blocks(body: bytes) -> bytes:
    """The bytes in blocks of 255 with their lengths, and the last of none."""
    cut = [body[at : at + 255] for at in range(0, len(body), 255)]
    return b"".join(bytes([len(block)]) + block for block in cut) + b"\0"


def riff(form: bytes, chunks: Iterable[tuple[bytes, bytes]], *, behind: bytes = b"") -> bytes:
    """A RIFF file of the form with its chunks."""
    body = b"".join(
        kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2) for kind, content in chunks
    )
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + form + body + behind


# One lossy pixel, as cwebp makes it.
WEBP_PIXEL = bytes.fromhex("30010 09d012a0100010001003425a00274ba01f80003b000feffe8f740".replace(" ", ""))
_WAVE = (b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8))


def webp(*extra: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    """One pixel, with further chunks."""
    flags = bytes([0x20 * any(kind == b"ICCP" for kind, _ in extra)]) + bytes(9)
    first = [each for each in extra if each[0] == b"ICCP"]
    others = [each for each in extra if each[0] != b"ICCP"]
    return riff(b"WEBP", [(b"VP8X", flags), *first, (b"VP8 ", WEBP_PIXEL), *others], behind=behind)


def tiff(*tags: tuple[int, bytes], gap: bytes = b"", behind: bytes = b"") -> bytes:
    """One grey pixel, with ASCII tags and bytes between directory and pixel."""
    fields = {256: (3, 1, 1), 257: (3, 1, 1), 258: (3, 1, 8), 262: (3, 1, 1), 278: (3, 1, 1), 279: (4, 1, 1)}
    count = len(fields) + 1 + len(tags)
    at = 8 + 2 + 12 * count + 4
    texts = b"".join(text + b"\0" for _, text in tags)
    for tag, text in tags:
        fields[tag] = (2, len(text) + 1, at)
        at += len(text) + 1
    fields[273] = (4, 1, at + len(gap))
    rows = b"".join(struct.pack("<HHII", tag, *fields[tag]) for tag in sorted(fields))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", count) + rows + bytes(4) + texts + gap + b"\x80" + behind


def pdf(*objects: bytes, info: bytes = b"", catalog: bytes = b"", before: bytes = b"", behind: bytes = b"") -> bytes:
    """An empty page with further objects, whose numbers begin at 5."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        b"<< /Producer (carrier) " + info + b" >>",
        *objects,
    ]
    out, rows = b"%PDF-1.7\n" + before, [b"0000000000 65535 f \n"]
    for number, body in enumerate(bodies, 1):
        rows.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n%s" % (len(rows), b"".join(rows))
    trailer = b"trailer\n<< /Root 1 0 R /Info 4 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(rows), len(out))
    return out + table + trailer + behind


def pdf_stream(body: bytes, described: bytes = b"") -> bytes:
    """A stream's object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), described, body)


def djvu(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    """A page with further chunks."""
    body = b"DJVU"
    for kind, content in ((b"INFO", struct.pack(">HHBBHBB", 8, 8, 24, 0, 300, 22, 1)[:10]), *chunks):
        body += kind + struct.pack(">I", len(content)) + content + b"\0" * (len(content) % 2)
    return b"AT&TFORM" + struct.pack(">I", len(body)) + body + behind


def ogg_page(body: bytes, *, number: int, granule: int = 0, flags: int = 0, serial: int = 7) -> bytes:
    """A page of at most 65 kB, with its checksum."""
    lacing = b"\xff" * (len(body) // 255) + bytes([len(body) % 255])
    head = b"OggS\0" + struct.pack("<BQII", flags, granule, serial, number)
    page = head + bytes(4) + bytes([len(lacing)]) + lacing + body
    return page[:22] + struct.pack("<I", _ogg_checksum(page)) + page[26:]


def _ogg_checksum(page: bytes) -> int:
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


def opus(*, comment: bytes = b"ARTIST=nobody", sound: bytes = b"\xf8\xff\xfe", behind: bytes = b"") -> bytes:
    """One packet of silence with a comment."""
    head = b"OpusHead\1\1" + struct.pack("<HIHB", 0, 48000, 0, 0)
    tags = b"OpusTags\0\0\0\0\1\0\0\0" + struct.pack("<I", len(comment)) + comment
    pages = ogg_page(head, number=0, flags=2) + ogg_page(tags, number=1)
    return pages + ogg_page(sound, number=2, granule=960, flags=4) + behind


def ebml(kind: bytes, body: bytes) -> bytes:
    """An element of Matroska, with a length of eight bytes."""
    return kind + (len(body) | 1 << 56).to_bytes(8) + body


def webm(*elements: bytes, block: bytes = b"\x81\0\0\x80frame", behind: bytes = b"") -> bytes:
    """A film of one block, with further elements of the segment."""
    head = ebml(b"\x1a\x45\xdf\xa3", ebml(b"\x42\x82", b"webm"))
    track = ebml(b"\xd7", b"\1") + ebml(b"\x73\xc5", b"\1") + ebml(b"\x83", b"\1") + b"\x86\x85V_VP9"
    tracks = ebml(b"\x16\x54\xae\x6b", ebml(b"\xae", track))
    cluster = ebml(b"\x1f\x43\xb6\x75", ebml(b"\xe7", b"\0") + ebml(b"\xa3", block))
    return head + ebml(b"\x18\x53\x80\x67", tracks + b"".join(elements) + cluster) + behind


def _webm_tag(hidden: bytes) -> bytes:
    simple = ebml(b"\x67\xc8", ebml(b"\x45\xa3", b"TITLE") + ebml(b"\x44\x87", hidden))
    return webm(ebml(b"\x12\x54\xc3\x67", ebml(b"\x73\x73", simple)))


def _webm_attachment(hidden: bytes) -> bytes:
    described = ebml(b"\x46\x6e", b"a.png") + ebml(b"\x46\x60", b"image/png") + ebml(b"\x46\x5c", hidden)
    return webm(ebml(b"\x19\x41\xa4\x69", ebml(b"\x61\xa7", described)))


def mp3(*, frame: bytes = b"", sound: bytes = b"", behind: bytes = b"") -> bytes:
    """Silent frames after a tag with one frame of its own, as ``TIT2`` and its body."""
    size = len(frame)
    digits = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    tag = b"ID3\3\0\0" + digits + frame
    silence = b"\xff\xfb\x90\x64" + bytes(413)
    return tag + silence * 3 + sound + silence * 3 + behind


def _id3(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack(">I", len(body)) + b"\0\0" + body


def flac(*blocks: tuple[int, bytes], sound: bytes = b"\xff\xf8\x69\x08", behind: bytes = b"") -> bytes:
    """Nearly no sound, with further blocks."""
    facts = struct.pack(">HH", 4096, 4096) + bytes(6) + b"\x0a\xc4\x42\xf0" + bytes(20)
    out = b"fLaC" + bytes([0x80 * (not blocks)]) + struct.pack(">I", len(facts))[1:] + facts
    for number, (kind, body) in enumerate(blocks, 1):
        out += bytes([kind | 0x80 * (number == len(blocks))]) + struct.pack(">I", len(body))[1:] + body
    return out + sound + behind


def _flac_comment(hidden: bytes) -> bytes:
    text = b"TITLE=" + hidden
    return flac((4, bytes(4) + b"\1\0\0\0" + struct.pack("<I", len(text)) + text))


def _flac_picture(hidden: bytes) -> bytes:
    return flac((6, struct.pack(">II", 3, 9) + b"image/png" + bytes(20) + struct.pack(">I", len(hidden)) + hidden))


def midi(*, event: bytes = b"", chunk: bytes = b"", behind: bytes = b"") -> bytes:
    """One empty track, with events, and further chunks."""
    track = event + b"\0\xff\x2f\0"
    head = b"MThd\0\0\0\6\0\0\0\1\0\x60"
    return head + b"MTrk" + struct.pack(">I", len(track)) + track + chunk + behind


def _midi_text(hidden: bytes) -> bytes:
    length = bytes([0x80 | len(hidden) >> 14 & 0x7F, 0x80 | len(hidden) >> 7 & 0x7F, len(hidden) & 0x7F])
    return midi(event=b"\0\xff\1" + length + hidden)


def stl(*, header: bytes = b"", triangle: bytes = b"") -> bytes:
    """One triangle in binary form: 80 bytes of header, 50 of triangle."""
    count = max(1, -(-len(triangle) // 50))
    return header[:80].ljust(80, b"\0") + struct.pack("<I", count) + triangle.ljust(50 * count, b"\0")


def xcf(*, parasite: bytes = b"", pixels: bytes = b"") -> bytes:
    """A canvas of one pixel, with a note and bytes where layers are."""
    note = struct.pack(">I", 13) + b"gimp-comment\0" + struct.pack(">II", 1, len(parasite)) + parasite
    properties = struct.pack(">II", 21, len(note)) + note + bytes(8)
    return b"gimp xcf v011\0" + struct.pack(">IIII", 1, 1, 0, 150) + properties + bytes(16) + pixels


def _wave_list(hidden: bytes) -> bytes:
    named = b"INFOINAM" + struct.pack("<I", len(hidden)) + hidden
    return riff(b"WAVE", [_WAVE, (b"data", bytes(64)), (b"LIST", named)])


CARRIERS: dict[str, Carrier] = {
    "png:text": lambda x: png(before_pixels=png_chunk(b"tEXt", b"Comment\0" + x)),
    "png:packed text": lambda x: png(before_pixels=png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(x))),
    "png:international text": lambda x: png(before_pixels=png_chunk(b"iTXt", b"Comment\0\0\0en\0\0" + x)),
    "png:packed international text": lambda x: png(
        after_pixels=png_chunk(b"iTXt", b"Comment\0\1\0en\0\0" + zlib.compress(x))
    ),
    "png:profile": lambda x: png(before_pixels=png_chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(128) + x))),
    "png:exif": lambda x: png(after_pixels=png_chunk(b"eXIf", tiff((270, x)))),
    "png:private chunk": lambda x: png(before_pixels=png_chunk(b"prVt", x)),
    "png:chunk after pixels": lambda x: png(after_pixels=png_chunk(b"tEXt", b"Comment\0" + x)),
    "png:pixels": _png_stored,
    "png:behind the pixels' end": lambda x: png(after_pixels=png_chunk(b"IDAT", x)),
    "png:second frame": _png_frame,
    "png:behind": lambda x: png(behind=x),
    "jpg:comment": lambda x: jpeg(segments=jpeg_segment(0xFE, x)),
    "jpg:exif": lambda x: jpeg(segments=jpeg_segment(0xE1, b"Exif\0\0" + tiff((270, x)))),
    "jpg:xmp": lambda x: jpeg(segments=jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + x)),
    "jpg:photoshop": lambda x: jpeg(segments=jpeg_segment(0xED, b"Photoshop 3.0\0" + x)),
    "jpg:profile": lambda x: jpeg(segments=jpeg_segment(0xE2, b"ICC_PROFILE\0\1\1" + x)),
    "jpg:jfif thumbnail": lambda x: jpeg(segments=jpeg_segment(0xE0, b"JFXX\0\x10" + x)),
    "jpg:unknown segment": lambda x: jpeg(segments=jpeg_segment(0xEF, x)),
    "jpg:scan": lambda x: jpeg(scan=b"\x13\x37" + x.replace(b"\xff", b"\xff\0") + b"\x42"),
    "jpg:second scan": lambda x: jpeg(
        scan=b"\x13" + jpeg_segment(0xFE, x) + jpeg_segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x37"
    ),
    "jpg:second picture": _jpeg_multi,
    "jpg:behind": lambda x: jpeg(behind=x),
    "jpg:behind some zeros": lambda x: jpeg(behind=bytes(512) + x),
    "gif:comment": lambda x: gif(extensions=b"\x21\xfe" + gif_blocks(x)),
    "gif:application": lambda x: gif(extensions=b"\x21\xff\x0bNETSCAPE2.0" + gif_blocks(x)),
    "gif:plain text": lambda x: gif(extensions=b"\x21\x01\x0c" + bytes(12) + gif_blocks(x)),
    "gif:comment after a frame": lambda x: gif(frames=b"\x21\xfe" + gif_blocks(x) + _GIF_PIXEL),
    "gif:behind the pixels' end": lambda x: gif(frames=_GIF_PIXEL[:11] + gif_blocks(b"\x44\x01" + x)),
    "gif:behind": lambda x: gif(behind=x),
    "webp:exif": lambda x: webp((b"EXIF", x)),
    "webp:xmp": lambda x: webp((b"XMP ", x)),
    "webp:profile": lambda x: webp((b"ICCP", x)),
    "webp:unknown chunk": lambda x: webp((b"prVt", x)),
    "webp:behind": lambda x: webp(behind=x),
    "tif:description": lambda x: tiff((270, x)),
    "tif:private tag": lambda x: tiff((65000, x)),
    "tif:gap": lambda x: tiff(gap=x),
    "tif:behind": lambda x: tiff(behind=x),
    "pdf:title": lambda x: pdf(info=b"/Title <" + x.hex().encode() + b">"),
    "pdf:metadata": lambda x: pdf(
        pdf_stream(x, b"/Type /Metadata /Subtype /XML"), catalog=b"/Metadata 5 0 R"
    ),
    "pdf:comment at the beginning": lambda x: pdf(before=b"%" + x.replace(b"\n", b" ") + b"\n"),
    "pdf:between objects": lambda x: pdf(b"null\nendobj\n" + x + b"\n6 0 obj\nnull"),
    "pdf:behind": lambda x: pdf(behind=x),
    "djvu:annotation": lambda x: djvu((b"ANTa", x)),
    "djvu:unknown chunk": lambda x: djvu((b"PRVT", x)),
    "djvu:behind": lambda x: djvu(behind=x),
    "opus:comment": lambda x: opus(comment=b"TITLE=" + x),
    "opus:sound": lambda x: opus(sound=b"\xf8\xff\xfe" + x),
    "opus:behind": lambda x: opus(behind=x),
    "webm:tag": _webm_tag,
    "webm:attachment": _webm_attachment,
    "webm:void": lambda x: webm(ebml(b"\xec", x)),
    "webm:unknown element": lambda x: webm(ebml(b"\x42\x99", x)),
    "webm:block": lambda x: webm(block=b"\x81\0\0\x80" + x),
    "webm:behind": lambda x: webm(behind=x),
    "mp3:title": lambda x: mp3(frame=_id3(b"TIT2", b"\0" + x)),
    "mp3:picture": lambda x: mp3(frame=_id3(b"APIC", b"\0image/png\0\3\0" + x)),
    "mp3:private frame": lambda x: mp3(frame=_id3(b"PRIV", b"owner\0" + x)),
    "mp3:between frames": lambda x: mp3(sound=x),
    "mp3:behind": lambda x: mp3(behind=x),
    "wav:list": _wave_list,
    "wav:unknown chunk": lambda x: riff(b"WAVE", [_WAVE, (b"prVt", x), (b"data", bytes(64))]),
    "wav:sound": lambda x: riff(b"WAVE", [_WAVE, (b"data", bytes(64) + x + bytes(64))]),
    "wav:behind": lambda x: riff(b"WAVE", [_WAVE, (b"data", bytes(64))], behind=x),
    "flac:comment": _flac_comment,
    "flac:picture": _flac_picture,
    "flac:application": lambda x: flac((2, b"prVt" + x)),
    "flac:padding": lambda x: flac((1, x)),
    "flac:sound": lambda x: flac(sound=b"\xff\xf8\x69\x08" + x),
    "flac:behind": lambda x: flac(behind=x),
    "mid:text": _midi_text,
    "mid:unknown chunk": lambda x: midi(chunk=b"prVt" + struct.pack(">I", len(x)) + x),
    "mid:behind": lambda x: midi(behind=x),
    "stl:header": lambda x: stl(header=x),
    "stl:triangles": lambda x: stl(triangle=x),
    "stl:name": lambda x: b"solid " + x + b"\nfacet normal 0 0 1\nouter loop\nendloop\nendfacet\nendsolid\n",
    "xcf:comment": lambda x: xcf(parasite=x),
    "xcf:layers": lambda x: xcf(pixels=x),
}  # fmt: skip
