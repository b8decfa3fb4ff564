"""Which of several descriptions of one picture wins, after the Metadata Working Group's advice."""

from collections.abc import Mapping

from mediawharf.media.facts import Json

Tags = dict[str, Json]

# First wins. The order is MediaWiki's (BitmapMetadataHandler).
_ORDER = (
    "exif",
    "iptc-bad-hash",
    "xmp-exif",
    "xmp-general",
    "xmp-deprecated",
    "iptc-good-hash",
    "iptc-no-hash",
    "native",
)


class TagLayers:
    """Tags gathered from several places of one file, merged by the worth of the place."""

    def __init__(self) -> None:
        self._layers: dict[str, Tags] = {}

    def add(self, layer: str, tags: Mapping[str, Json]) -> None:
        """Adds tags; those added later win over the earlier ones of the same layer."""
        self._layers[layer] = {**self._layers.get(layer, {}), **tags}

    def merged(self) -> Tags:
        """One set of tags; translations outlive a plain value, which becomes their default."""
        result: Tags = {}
        for layer in _ORDER:
            for name, value in self._layers.get(layer, {}).items():
                held = result.get(name)
                if name not in result:
                    result[name] = value
                elif _is_translated(value) and not isinstance(held, Mapping | list):
                    result[name] = {**value, "x-default": held}  # type: ignore[dict-item]
        return result


def _is_translated(value: Json) -> bool:
    return isinstance(value, Mapping) and value.get("_type") == "lang"
