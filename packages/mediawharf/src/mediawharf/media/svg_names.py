"""The names that matter in an SVG that strangers may upload: namespaces, elements, attributes, document types.

All names are in lower case: a reader of HTML does not tell cases apart, so neither does the check.
"""

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/xml/1998/namespace"

# Namespaces whose elements may be there. XHTML is not: its elements act. Source: MediaWiki's list.
NAMESPACES = frozenset(
    (
        "",
        SVG,
        "adobe:ns:meta/",
        "http://creativecommons.org/ns#",
        "http://inkscape.sourceforge.net/dtd/sodipodi-0.dtd",
        "http://ns.adobe.com/adobeillustrator/10.0/",
        "http://ns.adobe.com/adobesvgviewerextensions/3.0/",
        "http://ns.adobe.com/extensibility/1.0/",
        "http://ns.adobe.com/flows/1.0/",
        "http://ns.adobe.com/illustrator/1.0/",
        "http://ns.adobe.com/imagereplacement/1.0/",
        "http://ns.adobe.com/pdf/1.3/",
        "http://ns.adobe.com/photoshop/1.0/",
        "http://ns.adobe.com/saveforweb/1.0/",
        "http://ns.adobe.com/variables/1.0/",
        "http://ns.adobe.com/xap/1.0/",
        "http://ns.adobe.com/xap/1.0/g/",
        "http://ns.adobe.com/xap/1.0/g/img/",
        "http://ns.adobe.com/xap/1.0/mm/",
        "http://ns.adobe.com/xap/1.0/rights/",
        "http://ns.adobe.com/xap/1.0/stype/dimensions#",
        "http://ns.adobe.com/xap/1.0/stype/font#",
        "http://ns.adobe.com/xap/1.0/stype/manifestitem#",
        "http://ns.adobe.com/xap/1.0/stype/resourceevent#",
        "http://ns.adobe.com/xap/1.0/stype/resourceref#",
        "http://ns.adobe.com/xap/1.0/t/pg/",
        "http://purl.org/dc/elements/1.1",
        "http://purl.org/dc/elements/1.1/",
        "http://schemas.microsoft.com/visio/2003/svgextensions/",
        "http://sodipodi.sourceforge.net/dtd/sodipodi-0.dtd",
        "http://taptrix.com/inkpad/svg_extensions",
        "http://web.resource.org/cc/",
        "http://www.freesoftware.fsf.org/bkchem/cdml",
        "http://www.inkscape.org/namespaces/inkscape",
        "http://www.opengis.net/gml",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://www.w3.org/tr/rec-rdf-syntax/",
    )
)

# Namespaces of elements and attributes that browsers act upon.
ACTING_NAMESPACES = frozenset(("", SVG, XHTML))

SCRIPTED_ELEMENTS = frozenset(("script", "handler", "stylesheet", "iframe"))
# Elements of HTML that act when the markup of the picture is put into a page, in no other namespace than SVG's.
PAGE_ELEMENTS = frozenset(("applet", "base", "embed", "frame", "frameset", "object", "portal"))
ANIMATIONS = frozenset(("animate", "animatecolor", "animatemotion", "animatetransform", "set"))

# Attributes that hold CSS values. The first are MediaWiki's list.
CSS_ATTRIBUTES = frozenset(
    ("clip-path", "fill", "filter", "font", "marker", "marker-end", "marker-mid", "marker-start", "mask", "stroke")
)
MORE_CSS_ATTRIBUTES = frozenset(
    (
        "background",
        "background-image",
        "border-image",
        "border-image-source",
        "color-profile",
        "content",
        "cursor",
        "list-style",
        "list-style-image",
        "marker-pattern",
        "mask-border-source",
        "mask-image",
        "offset-path",
        "shape-inside",
        "shape-outside",
        "shape-subtract",
    )
)
ANIMATED_VALUES = frozenset(("by", "from", "to", "values"))
# What else leads somewhere when a page takes in the markup.
ADDRESS_ATTRIBUTES = frozenset(("action", "formaction", "poster", "src", "srcset"))
UNANIMATED = frozenset(("href", "src", "base", "handler"))

# Handlers that are told from other words that begin with "on", where other vocabularies' attributes are.
HANDLERS = frozenset(
    """
    onabort onactivate onafterprint onanimationcancel onanimationend onanimationiteration onanimationstart onauxclick
    onbeforecopy onbeforecut onbeforeinput onbeforematch onbeforepaste onbeforeprint onbeforetoggle onbeforeunload
    onbegin onblur oncancel oncanplay oncanplaythrough onchange onclick onclose oncontentvisibilityautostatechange
    oncontextlost oncontextmenu oncontextrestored oncopy oncuechange oncut ondblclick ondrag ondragend ondragenter
    ondragexit ondragleave ondragover ondragstart ondrop ondurationchange onemptied onend onended onerror onfocus
    onfocusin onfocusout onformdata onfullscreenchange onfullscreenerror ongotpointercapture onhashchange oninput
    oninvalid onkeydown onkeypress onkeyup onlanguagechange onload onloadeddata onloadedmetadata onloadend
    onloadstart onlostpointercapture onmessage onmessageerror onmousedown onmouseenter onmouseleave onmousemove
    onmouseout onmouseover onmouseup onmousewheel onoffline ononline onpagehide onpageshow onpaste onpause onplay
    onplaying onpointercancel onpointerdown onpointerenter onpointerleave onpointermove onpointerout onpointerover
    onpointerrawupdate onpointerup onpopstate onprogress onratechange onrepeat onreset onresize onscroll onscrollend
    onscrollsnapchange onscrollsnapchanging onsearch onsecuritypolicyviolation onseeked onseeking onselect
    onselectionchange onselectstart onslotchange onstalled onstorage onsubmit onsuspend ontimeupdate ontoggle
    ontouchcancel ontouchend ontouchmove ontouchstart ontransitioncancel ontransitionend ontransitionrun
    ontransitionstart onunhandledrejection onunload onvolumechange onwaiting onwebkitanimationend
    onwebkitanimationiteration onwebkitanimationstart onwebkittransitionend onwheel onzoom
    """.split()  # noqa: SIM905 - words that are read, not data
)

# The document types that an SVG may name: W3C's own.
PUBLIC_ID_PREFIX = "-//W3C//"
SYSTEM_IDS = frozenset(
    (
        "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd",
        "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11-basic.dtd",
        "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11-tiny.dtd",
        "http://www.w3.org/TR/2001/PR-SVG-20010719/DTD/svg10.dtd",
        "http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd",
    )
)

# Encodings that every reader decodes alike, as far as markup goes.
ENCODINGS = frozenset(
    ("UTF-8", "UTF-16", "UTF-32", "US-ASCII", "ISO-8859-1", "ISO-8859-2", *(f"WINDOWS-{n}" for n in range(1250, 1259)))
)
