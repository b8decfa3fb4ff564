"""The EXIF tags that MediaWiki keeps: number → name, type and count, by directory (Exif 2.2, Exif.php).

Types: A printable ASCII, S short, L short or long, R rational, Z signed rational, U anything.
Names are PHP's where they differ from the standard's (FlashPixVersion); tags that PHP names otherwise
than MediaWiki expects (PixelXDimension, GPSProcessingMethod) never reach it and are not here.
"""

from collections.abc import Mapping
from typing import NamedTuple


class TagRule(NamedTuple):
    """What a tag is called and what it must be to be kept."""

    name: str
    kind: str
    length: int = 1


IMAGE: Mapping[int, TagRule] = {
    0x0100: TagRule("ImageWidth", "L"),
    0x0101: TagRule("ImageLength", "L"),
    0x0102: TagRule("BitsPerSample", "S", 3),
    0x0103: TagRule("Compression", "S"),
    0x0106: TagRule("PhotometricInterpretation", "S"),
    0x010E: TagRule("ImageDescription", "A"),
    0x010F: TagRule("Make", "A"),
    0x0110: TagRule("Model", "A"),
    0x0111: TagRule("StripOffsets", "L"),
    0x0112: TagRule("Orientation", "S"),
    0x0115: TagRule("SamplesPerPixel", "S"),
    0x0116: TagRule("RowsPerStrip", "L"),
    0x0117: TagRule("StripByteCounts", "L"),
    0x011A: TagRule("XResolution", "R"),
    0x011B: TagRule("YResolution", "R"),
    0x011C: TagRule("PlanarConfiguration", "S"),
    0x0128: TagRule("ResolutionUnit", "S"),
    0x0131: TagRule("Software", "A"),
    0x0132: TagRule("DateTime", "A"),
    0x013B: TagRule("Artist", "A"),
    0x013E: TagRule("WhitePoint", "R", 2),
    0x013F: TagRule("PrimaryChromaticities", "R", 6),
    0x0201: TagRule("JPEGInterchangeFormat", "L"),
    0x0202: TagRule("JPEGInterchangeFormatLength", "L"),
    0x0211: TagRule("YCbCrCoefficients", "R", 3),
    0x0212: TagRule("YCbCrSubSampling", "S", 2),
    0x0213: TagRule("YCbCrPositioning", "S"),
    0x0214: TagRule("ReferenceBlackWhite", "R", 6),
    0x8298: TagRule("Copyright", "A"),
}

PHOTO: Mapping[int, TagRule] = {
    0x829A: TagRule("ExposureTime", "R"),
    0x829D: TagRule("FNumber", "R"),
    0x8822: TagRule("ExposureProgram", "S"),
    0x8827: TagRule("ISOSpeedRatings", "S"),
    0x9000: TagRule("ExifVersion", "U"),
    0x9003: TagRule("DateTimeOriginal", "A"),
    0x9004: TagRule("DateTimeDigitized", "A"),
    0x9101: TagRule("ComponentsConfiguration", "U"),
    0x9102: TagRule("CompressedBitsPerPixel", "R"),
    0x9201: TagRule("ShutterSpeedValue", "Z"),
    0x9202: TagRule("ApertureValue", "R"),
    0x9203: TagRule("BrightnessValue", "Z"),
    0x9204: TagRule("ExposureBiasValue", "Z"),
    0x9205: TagRule("MaxApertureValue", "R"),
    0x9206: TagRule("SubjectDistance", "R"),
    0x9207: TagRule("MeteringMode", "S"),
    0x9208: TagRule("LightSource", "S"),
    0x9209: TagRule("Flash", "S"),
    0x920A: TagRule("FocalLength", "R"),
    0x920B: TagRule("FlashEnergy", "R"),
    0x920E: TagRule("FocalPlaneXResolution", "R"),
    0x920F: TagRule("FocalPlaneYResolution", "R"),
    0x9210: TagRule("FocalPlaneResolutionUnit", "S"),
    0x9214: TagRule("SubjectLocation", "S", 2),
    0x9215: TagRule("ExposureIndex", "R"),
    0x9217: TagRule("SensingMethod", "S"),
    0x9286: TagRule("UserComment", "U"),
    0x9290: TagRule("SubSecTime", "A"),
    0x9291: TagRule("SubSecTimeOriginal", "A"),
    0x9292: TagRule("SubSecTimeDigitized", "A"),
    0xA000: TagRule("FlashPixVersion", "U"),
    0xA001: TagRule("ColorSpace", "S"),
    0xA004: TagRule("RelatedSoundFile", "A"),
    0xA20B: TagRule("FlashEnergy", "R"),
    0xA20E: TagRule("FocalPlaneXResolution", "R"),
    0xA20F: TagRule("FocalPlaneYResolution", "R"),
    0xA210: TagRule("FocalPlaneResolutionUnit", "S"),
    0xA214: TagRule("SubjectLocation", "S", 2),
    0xA215: TagRule("ExposureIndex", "R"),
    0xA217: TagRule("SensingMethod", "S"),
    0xA300: TagRule("FileSource", "U"),
    0xA301: TagRule("SceneType", "U"),
    0xA401: TagRule("CustomRendered", "S"),
    0xA402: TagRule("ExposureMode", "S"),
    0xA403: TagRule("WhiteBalance", "S"),
    0xA404: TagRule("DigitalZoomRatio", "R"),
    0xA405: TagRule("FocalLengthIn35mmFilm", "S"),
    0xA406: TagRule("SceneCaptureType", "S"),
    0xA407: TagRule("GainControl", "S"),
    0xA408: TagRule("Contrast", "S"),
    0xA409: TagRule("Saturation", "S"),
    0xA40A: TagRule("Sharpness", "S"),
    0xA40C: TagRule("SubjectDistanceRange", "S"),
    0xA420: TagRule("ImageUniqueID", "A"),
}

GPS: Mapping[int, TagRule] = {
    0x00: TagRule("GPSVersion", "U"),
    0x01: TagRule("GPSLatitudeRef", "A"),
    0x02: TagRule("GPSLatitude", "R", 3),
    0x03: TagRule("GPSLongitudeRef", "A"),
    0x04: TagRule("GPSLongitude", "R", 3),
    0x05: TagRule("GPSAltitudeRef", "U"),
    0x06: TagRule("GPSAltitude", "R"),
    0x07: TagRule("GPSTimeStamp", "R", 3),
    0x08: TagRule("GPSSatellites", "A"),
    0x09: TagRule("GPSStatus", "A"),
    0x0A: TagRule("GPSMeasureMode", "A"),
    0x0B: TagRule("GPSDOP", "R"),
    0x0C: TagRule("GPSSpeedRef", "A"),
    0x0D: TagRule("GPSSpeed", "R"),
    0x0E: TagRule("GPSTrackRef", "A"),
    0x0F: TagRule("GPSTrack", "R"),
    0x10: TagRule("GPSImgDirectionRef", "A"),
    0x11: TagRule("GPSImgDirection", "R"),
    0x12: TagRule("GPSMapDatum", "A"),
    0x13: TagRule("GPSDestLatitudeRef", "A"),
    0x14: TagRule("GPSDestLatitude", "R", 3),
    0x15: TagRule("GPSDestLongitudeRef", "A"),
    0x16: TagRule("GPSDestLongitude", "R", 3),
    0x17: TagRule("GPSDestBearingRef", "A"),
    0x18: TagRule("GPSDestBearing", "R"),
    0x19: TagRule("GPSDestDistanceRef", "A"),
    0x1A: TagRule("GPSDestDistance", "R"),
    0x1C: TagRule("GPSAreaInformation", "U"),
    0x1D: TagRule("GPSDateStamp", "A"),
    0x1E: TagRule("GPSDifferential", "S"),
}

EXIF_POINTER = 0x8769
GPS_POINTER = 0x8825
