"""The languages that templates such as ``{{en|…}}`` mark a text with: their own names, and which way they run."""

from typing import Final

_RIGHT_TO_LEFT: Final = frozenset(("ar", "arc", "azb", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))

_NAMES: Final = {
    "aa": "Qafár af", "af": "Afrikaans", "am": "አማርኛ", "an": "aragonés", "ar": "العربية", "as": "অসমীয়া",
    "ast": "asturianu", "az": "azərbaycanca", "azb": "تۆرکجه", "ba": "башҡортса", "bar": "Boarisch",
    "be": "беларуская", "bg": "български", "bn": "বাংলা", "bo": "བོད་ཡིག", "br": "brezhoneg", "bs": "bosanski",
    "ca": "català", "ce": "нохчийн", "ceb": "Cebuano", "ckb": "کوردی", "cs": "čeština", "cv": "чӑвашла",
    "cy": "Cymraeg", "da": "dansk", "de": "Deutsch", "de-at": "Österreichisches Deutsch",
    "de-ch": "Schweizer Hochdeutsch", "dsb": "dolnoserbski", "dv": "ދިވެހިބަސް", "el": "Ελληνικά", "en": "English",
    "en-ca": "Canadian English", "en-gb": "British English", "eo": "Esperanto", "es": "español", "et": "eesti",
    "eu": "euskara", "fa": "فارسی", "fi": "suomi", "fo": "føroyskt", "fr": "français", "frr": "Nordfriisk",
    "fur": "furlan", "fy": "Frysk", "ga": "Gaeilge", "gd": "Gàidhlig", "gl": "galego", "gsw": "Alemannisch",
    "gu": "ગુજરાતી", "he": "עברית", "hi": "हिन्दी", "hr": "hrvatski", "hsb": "hornjoserbsce", "hu": "magyar",
    "hy": "հայերեն", "ia": "interlingua", "id": "Bahasa Indonesia", "io": "Ido", "is": "íslenska", "it": "italiano",
    "ja": "日本語", "jv": "Jawa", "ka": "ქართული", "kk": "қазақша", "km": "ភាសាខ្មែរ", "kn": "ಕನ್ನಡ", "ko": "한국어",
    "ku": "kurdî", "ky": "кыргызча", "la": "Latina", "lb": "Lëtzebuergesch", "lo": "ລາວ", "lt": "lietuvių",
    "lv": "latviešu", "mg": "Malagasy", "mi": "Māori", "mk": "македонски", "ml": "മലയാളം", "mn": "монгол",
    "mr": "मराठी", "ms": "Bahasa Melayu", "mt": "Malti", "my": "မြန်မာဘာသာ", "nb": "norsk bokmål",
    "nds": "Plattdüütsch", "ne": "नेपाली", "nl": "Nederlands", "nn": "norsk nynorsk", "no": "norsk",
    "oc": "occitan", "or": "ଓଡ଼ିଆ", "os": "ирон", "pa": "ਪੰਜਾਬੀ", "pl": "polski", "ps": "پښتو", "pt": "português",
    "pt-br": "português do Brasil", "qu": "Runa Simi", "rm": "rumantsch", "ro": "română", "ru": "русский",
    "sa": "संस्कृतम्", "sc": "sardu", "scn": "sicilianu", "sco": "Scots", "sd": "سنڌي", "se": "davvisámegiella",
    "sh": "srpskohrvatski", "si": "සිංහල", "sk": "slovenčina", "sl": "slovenščina", "sq": "shqip",
    "sr": "српски", "sv": "svenska", "sw": "Kiswahili", "ta": "தமிழ்", "te": "తెలుగు", "tg": "тоҷикӣ", "th": "ไทย",
    "tk": "Türkmençe", "tl": "Tagalog", "tr": "Türkçe", "tt": "татарча", "ug": "ئۇيغۇرچە", "uk": "українська",
    "ur": "اردو", "uz": "ozbekcha", "vec": "vèneto", "vi": "Tiếng Việt", "vo": "Volapük", "wa": "walon",
    "yi": "ייִדיש", "yue": "粵語", "zh": "中文", "zh-hans": "中文 (简体)", "zh-hant": "中文 (繁體)",
    "zh-cn": "中文 (中国大陆)", "zh-hk": "中文 (香港)", "zh-tw": "中文 (臺灣)", "zu": "isiZulu",
}  # fmt: skip


def language_name(code: str) -> str | None:
    """What a language is called in itself; None for a code that is not known."""
    return _NAMES.get(code)


def direction_of(code: str) -> str:
    """``ltr`` or ``rtl``."""
    return "rtl" if code in _RIGHT_TO_LEFT else "ltr"
