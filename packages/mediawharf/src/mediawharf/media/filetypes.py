"""MIME types: the extensions they go by and the media type that imageinfo shows."""

from collections.abc import Mapping

UNKNOWN = "application/octet-stream"

# The first extension is the one a nameless file gets.
EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/jpeg": ("jpeg", "jpg", "jpe"),
    "image/webp": ("webp",),
    "image/tiff": ("tiff", "tif"),
    "image/svg+xml": ("svg",),
    "image/vnd.djvu": ("djvu", "djv"),
    "image/x-xcf": ("xcf",),
    "image/x-bmp": ("bmp",),
    "image/x-icon": ("ico",),
    "image/x-photoshop": ("psd",),
    "image/jp2": ("jp2",),
    "image/jpx": ("jpx",),
    "image/avif": ("avif",),
    "image/heic": ("heic",),
    "application/pdf": ("pdf",),
    "application/postscript": ("ps", "eps"),
    "application/ogg": ("ogg", "ogx", "ogm", "ogv", "oga", "spx", "opus"),
    "audio/midi": ("mid", "midi", "kar"),
    "audio/mpeg": ("mp3", "mpga", "mpa", "mp2"),
    "audio/flac": ("flac",),
    "audio/wav": ("wav",),
    "audio/webm": ("webm",),
    "audio/mp4": ("m4a",),
    "audio/x-aiff": ("aiff", "aif", "aifc"),
    "video/webm": ("webm",),
    "video/x-matroska": ("mkv", "mka"),
    "video/mp4": ("mp4", "m4a", "m4p", "m4b", "m4r", "m4v"),
    "video/quicktime": ("mov", "qt"),
    "video/x-msvideo": ("avi",),
    "video/mpeg": ("mpg", "mpeg"),
    "application/sla": ("stl",),
    "application/zip": ("zip", "jar", "xpi"),
    "application/java": ("class", "jar"),
    "application/x-opc+zip": ("docx", "xlsx", "pptx", "dotx", "xltx", "potx", "ppsx", "docm", "xlsm", "pptm"),
    "application/vnd.oasis.opendocument": ("odt", "ods", "odp", "odg", "odc", "odf", "odb", "ott", "ots", "otp"),
    "application/x-gzip": ("gz",),
    "application/x-bzip2": ("bz2",),
    "application/x-xz": ("xz",),
    "application/x-7z-compressed": ("7z",),
    "application/x-rar": ("rar",),
    "application/msword": ("doc", "dot"),
    "application/x-msdownload": ("exe", "dll"),
    "application/x-executable": ("bin", "so"),
    "application/x-msmetafile": ("wmf",),
    "application/x-shockwave-flash": ("swf",),
    "application/wasm": ("wasm",),
    "application/x-php": ("php",),
    "application/x-shellscript": ("sh",),
    "text/x-python": ("py",),
    "text/x-perl": ("pl",),
    "application/javascript": ("js",),
    "application/xml": ("xml", "xsl", "xsd"),
    "text/html": ("html", "htm"),
    "text/plain": ("txt",),
}

_MEDIA_TYPES: Mapping[str, str] = {
    "image/svg+xml": "DRAWING",
    "application/postscript": "DRAWING",
    "image/vnd.djvu": "OFFICE",
    "application/pdf": "OFFICE",
    "application/msword": "OFFICE",
    "application/ogg": "MULTIMEDIA",
    "application/x-shockwave-flash": "MULTIMEDIA",
    "video/quicktime": "MULTIMEDIA",
    "video/x-msvideo": "MULTIMEDIA",
    "application/sla": "3D",
    "application/zip": "ARCHIVE",
    "application/x-opc+zip": "ARCHIVE",
    "application/x-gzip": "ARCHIVE",
    "application/x-bzip2": "ARCHIVE",
    "application/x-xz": "ARCHIVE",
    "application/x-7z-compressed": "ARCHIVE",
    "application/x-rar": "ARCHIVE",
    "application/vnd.oasis.opendocument": "OFFICE",
    "application/javascript": "EXECUTABLE",
    "application/x-shellscript": "EXECUTABLE",
    "application/x-php": "EXECUTABLE",
    "application/java": "EXECUTABLE",
    "application/wasm": "EXECUTABLE",
    "application/x-msdownload": "EXECUTABLE",
    "application/x-executable": "EXECUTABLE",
    "text/x-python": "EXECUTABLE",
    "text/x-perl": "EXECUTABLE",
    "application/xml": "TEXT",
}
_MAJOR = {"image": "BITMAP", "audio": "AUDIO", "video": "VIDEO", "text": "TEXT"}


def matches(mime: str, extension: str) -> bool:
    """Whether a file of this type may bear this extension; never, for an unknown type."""
    return extension.lower() in EXTENSIONS.get(mime, ())


def extension_for(mime: str) -> str | None:
    """The preferred extension of a type, None for an unknown type."""
    return next(iter(EXTENSIONS.get(mime, ())), None)


def media_type(mime: str, head: bytes = b"") -> str:
    """BITMAP, DRAWING, AUDIO, … for a type; Ogg is told by the codec named in the file's ``head``."""
    if mime == "application/ogg":
        beginning = head[:256].lower().replace(b"ffmpeg2theora", b"")
        if b"theora" in beginning:
            return "VIDEO"
        if any(codec in beginning for codec in (b"vorbis", b"flac", b"speex", b"opus")):
            return "AUDIO"
    return _MEDIA_TYPES.get(mime) or _MAJOR.get(mime.partition("/")[0], "UNKNOWN")
