"""Combinations around action=upload that the open cases do not hold: forms of replies, order, names, chunks, facts of files."""
from lib import *
use_set("more")
UNKNOWN_KEY = "1a1a1a1a1a1a.zzzzzz.9.png"   # of the right form, and never given out


def brief(b):
    """What a reply came to, without the file's facts."""
    if "upload" in b:
        return dict(b, upload={k: v for k, v in b["upload"].items() if k != "imageinfo"})
    return b


def xkids(b):
    """An XML reply without the file's facts."""
    u = b["_xml"]["children"][-1]
    return {"root": b["_xml"]["tag"], "first": [x["tag"] for x in b["_xml"]["children"]], "attrs": u.get("attrs"), "kids": [x for x in u.get("children", []) if x["tag"] != "imageinfo"]}


@case()
def more_xml_replies(c):
    u, n, d = c.s(), c.name_(), c.png(pad=6000)
    c.put(n)
    c.tick()
    c.obs("exists", u.upload(n, c.png(), format="xml"), only=xkids)
    c.obs("exists ignored", u.upload(n, c.png(), format="xml", ignorewarnings=1), only=xkids)
    c.obs("stash", u.upload(c.name_("s"), c.png(), format="xml", stash=1), only=xkids)
    c.obs("chunk", u.chunk(c.name_("c"), d[:3000], len(d), 0, format="xml"), only=xkids)
    c.obs("verification", u.upload(c.name_("a", "jpg"), c.png(), format="xml"))
    c.obs("svg", u.upload(c.name_("a", "svg"), fixture("script.svg"), format="xml"))
    c.obs("banned", u.upload(c.name_("a", "exe"), b"MZ" + b"\0" * 100, format="xml"))
    c.obs("token", u.upload(n, c.png(), token="x", format="xml"))
    c.obs("blocked", c.s("blocked").upload(n, c.png(), format="xml"))


@case()
def more_xml_duplicates(c):
    u, d = c.s(), c.png()
    c.put(c.name_("a"), d)
    c.put(c.name_("b"), d)
    c.obs("xml", u.upload(c.name_("c"), d, format="xml"), only=xkids)
    c.put(c.name_("a"))
    c.tick()
    c.obs("versions", u.upload(c.name_("a"), d, format="xml"), only=xkids)
    c.obs("large", u.upload(c.name_("a"), d, format="xml", formatversion=2), only=xkids)


@case()
def more_other_formats(c):
    u = c.s()
    for f in ("none", "jsonfm", "rawfm", "xmlfm"):
        c.obs(f, u.upload(c.name_(f), c.png(), format=f, stash=1))
        c.obs(f + " error", u.upload("", c.png(), format=f))
    c.obs("bad", u.upload(c.name_("z"), c.png(), format="yaml"))


@case()
def more_errorformats(c):
    """Warnings and errors of uploads in each form."""
    u, n = c.s(), c.name_()
    c.put(n)
    for f in ("plaintext", "html", "wikitext", "raw", "none"):
        for fv in (1, 2):
            c.obs("mime %s v%d" % (f, fv), u.upload(c.name_("a", "jpg"), c.png(), errorformat=f, formatversion=fv))
            c.obs("exists %s v%d" % (f, fv), u.upload(n, c.png(), errorformat=f, formatversion=fv))
            c.obs("offset %s v%d" % (f, fv), u.chunk(c.name_("k"), c.png(pad=3000)[:2000], 1000, 0, errorformat=f, formatversion=fv))


@case()
def more_errorformat_blocked(c):
    b = c.s("blocked")
    for f in ("bc", "plaintext", "html", "raw", "none"):
        c.obs(f, b.upload(c.name_(), c.png(), errorformat=f, formatversion=2))
    c.obs("v1", b.upload(c.name_(), c.png(), errorformat="plaintext"))
    c.obs("stash", b.upload(c.name_(), c.png(), stash=1))
    c.obs("bad file", b.upload(c.name_(), b"x"))
    c.obs("no source", b.upload(c.name_()))
    c.obs("no name", b.upload(None, c.png()))
    c.obs("chunk", b.chunk(c.name_(), c.png(pad=3000)[:2000], 4000, 0))
    c.obs("url", b.upload(c.name_(), url=c.url("good/x.png")))
    c.obs("key", b.upload(c.name_(), filekey=UNKNOWN_KEY))
    c.obs("status", b.tpost(action="upload", filekey=UNKNOWN_KEY, checkstatus=1))
    c.obs("mystashedfiles", b.get(action="query", list="mystashedfiles"))


@case()
def more_order_of_frame(c):
    u = c.s()
    c.obs("assert before token", u.upload(c.name_(), c.png(), token="bad", assert_="bot"))
    c.obs("type before token", u.upload(c.name_(), c.png(), token="bad", offset="x"))
    c.obs("tags before token", u.upload(c.name_(), c.png(), token="bad", tags="no such tag"))
    c.obs("expiry before token", u.upload(c.name_(), c.png(), token="bad", watchlistexpiry="nonsense"))
    c.obs("watchlist before token", u.upload(c.name_(), c.png(), token="bad", watchlist="nonsense"))
    c.obs("format before token", u.upload(c.name_(), c.png(), token="bad", errorformat="nonsense"))
    c.obs("source before name", u.upload("", None))
    c.obs("tags before source", u.upload("", None, tags="no such tag"))
    c.obs("two bad", u.upload(c.name_(), c.png(), filesize="x", offset="y"))
    c.obs("assertuser", u.upload(c.name_(), c.png(), assertuser="Other"))
    c.obs("assertuser bad", u.upload(c.name_(), c.png(), assertuser="A<b"))
    c.obs("assertuser v2", u.upload(c.name_(), c.png(), assertuser="Other", formatversion=2))
    c.obs("assert anon", u.upload(c.name_(), c.png(), assert_="anon"))


@case()
def more_name_prefixes(c):
    """Camera prefixes and other names that warn."""
    u = c.s()
    for l, n in (("DSC", "DSC_%s.png"), ("IMG", "IMG %s.png"), ("img", "img %s.png"), ("CIMG", "CIMG%s.png"), ("Pict", "Pict %s.png"), ("px", "120px-%s.png"), ("px lower", "1px-%s.png"), ("Px", "120Px-%s.png"), ("page px", "page1-120px-%s.png"), ("lang px", "langde-120px-%s.png"), ("px mid", "a 120px-%s.png")):
        c.obs(l, u.upload(n % c.uid, c.png()), only=brief)
        c.obs(l + " stash", u.upload(n % c.uid, c.png(), stash=1), only=brief)
        c.obs(l + " stash ignoring", u.upload(n % c.uid, c.png(), stash=1, ignorewarnings=1), only=brief)


@case()
def more_names_with_stash(c):
    u = c.s()
    for l, n in (("empty", ""), ("blank", "   "), ("illegal", "Cf %s %41.png"), ("no ext", "Cf %s"), ("ext only", ".png"), ("dot end", "Cf %s."), ("banned", "Cf %s.php"), ("unlisted", "Cf %s.bmp"), ("long", "Cf %s " + "x" * 240 + ".png"), ("wrong", "Cf %s.jpg"), ("changed", "Cf [%s].png"), ("colon only", "File:"), ("word", "png")):
        n = n.replace("%s", c.uid)
        c.obs(l, u.upload(n, c.png(), stash=1), only=brief)
        c.obs(l + " v2", u.upload(n, c.png(), formatversion=2), only=brief)
        c.obs(l + " key", u.upload(n, filekey=u.upload(c.name_("k"), c.png(), stash=1).json()["upload"]["filekey"]), only=brief)


@case()
def more_name_retry(c):
    """After a name that could be mended, the key that came with the error."""
    u = c.s()
    r = c.obs("bad", u.upload("Cf %s &amp;.png" % c.uid, c.png(), comment="first", text="T"))
    k = r.json()["error"].get("filekey")
    c.obs("no name", u.upload(None, filekey=k))
    c.obs("still bad", u.upload("Cf ~~~ %s.png" % c.uid, filekey=k))
    c.obs("mended", u.upload(c.name_("ok"), filekey=k))
    c.obs("page", c.anon.get(action="query", prop="revisions", titles="File:" + c.name_("ok"), rvprop="content|comment", formatversion=2, rvslots="main"))


@case()
def more_deleted(c):
    """Deleted names and deleted contents."""
    u, a, d = c.s(), c.s("admin"), c.png()
    n = c.name_("a")
    c.put(n, d)
    a.tpost(action="delete", title="File:" + n, reason="r")
    c.obs("same name, same bytes", u.upload(n, d), only=brief)
    c.obs("same name, same bytes v2", u.upload(n, d, formatversion=2), only=brief)
    c.obs("same name", u.upload(n, c.png()), only=brief)
    c.obs("same bytes", u.upload(c.name_("b"), d), only=brief)
    c.obs("same bytes admin", a.upload(c.name_("b"), d), only=brief)
    c.obs("ignoring", u.upload(n, d, ignorewarnings=1), only=brief)
    c.obs("after", u.upload(n, d), only=brief)
    c.obs("after other", u.upload(c.name_("b"), d), only=brief)


@case()
def more_deleted_version(c):
    u, a, d, e = c.s(), c.s("admin"), c.png(), c.png()
    n = c.name_("a")
    c.put(n, d)
    c.tick()
    c.put(n, e)
    old = c.anon.get(action="query", prop="imageinfo", titles="File:" + n, iiprop="archivename", iilimit=5, formatversion=2).json()["query"]["pages"][0]["imageinfo"][1]["archivename"]
    c.obs("delete old", a.tpost(action="delete", title="File:" + n, oldimage=old, reason="r"))
    c.obs("old again", u.upload(n, d), only=brief)
    c.obs("elsewhere", u.upload(c.name_("b"), d), only=brief)


@case()
def more_protected(c):
    a, u = c.s("admin"), c.s()
    n, m, k = c.name_("n"), c.name_("m"), c.name_("k")
    a.tpost(action="protect", title="File:" + n, protections="create=sysop", reason="x")
    c.put(m)
    c.put(k)
    a.tpost(action="protect", title="File:" + m, protections="edit=sysop", reason="x")
    a.tpost(action="protect", title="File:" + k, protections="upload=autoconfirmed|move=sysop", reason="x")
    c.obs("create v2", u.upload(n, c.png(), formatversion=2))
    c.obs("create stash", u.upload(n, c.png(), stash=1), only=brief)
    c.obs("create chunk", u.chunk(n, c.png(pad=3000)[:2000], 4000, 0))
    key = u.upload(c.name_("x"), c.png(), stash=1).json()["upload"]["filekey"]
    c.obs("create key", u.upload(n, filekey=key))
    c.obs("key elsewhere", u.upload(c.name_("y"), filekey=key), only=brief)
    c.obs("edit=sysop", u.upload(m, c.png()), only=brief)
    c.obs("edit=sysop ignoring", u.upload(m, c.png(), ignorewarnings=1), only=brief)
    c.obs("autoconfirmed", u.upload(k, c.png(), ignorewarnings=1), only=brief)
    c.obs("errorformat", u.upload(n, c.png(), errorformat="raw", formatversion=2))
    c.obs("admin", a.upload(n, c.png()), only=brief)
    c.obs("bad type", u.upload(n, b"words " * 50))


@case()
def more_chunk_names(c):
    u, d = c.s(), c.png(pad=6000)
    k = u.chunk(c.name_("a"), d[:3000], len(d), 0).json()["upload"]["filekey"]
    c.obs("other name", u.chunk(c.name_("b"), d[3000:5000], len(d), 3000, k))
    c.obs("other ext", u.chunk(c.name_("b", "jpg"), d[5000:], len(d), 5000, k), only=brief)
    c.obs("illegal first", u.chunk("Cf %s %%41.png" % c.uid, d[:3000], len(d), 0))
    c.obs("empty", u.chunk("", d[:3000], len(d), 0))
    c.obs("no ext", u.chunk("Cf %s" % c.uid, d[:3000], len(d), 0))
    c.obs("banned", u.chunk(c.name_("x", "php"), d[:3000], len(d), 0))
    c.obs("unlisted", u.chunk(c.name_("x", "bmp"), d[:3000], len(d), 0))
    c.obs("wrong ext", u.chunk(c.name_("x", "jpg"), d[:3000], len(d), 0))
    c.obs("changed", u.chunk("Cf [%s].png" % c.uid, d[:3000], len(d), 0))
    c.obs("v2", u.chunk("Cf ~~~ %s.png" % c.uid, d[:3000], len(d), 0, formatversion=2))


@case()
def more_chunk_sizes(c):
    u, d = c.s(), c.png(pad=6000)
    k = u.chunk(c.name_("a"), d[:3000], len(d), 0).json()["upload"]["filekey"]
    c.obs("short middle", u.chunk(c.name_("a"), d[3000:3500], len(d), 3000, k))
    c.obs("too much", u.chunk(c.name_("a"), d[3000:] + b"more", len(d), 3000, k))
    c.obs("other total", u.chunk(c.name_("a"), d[3000:5000], len(d) + 100, 3000, k))
    c.obs("beyond", u.chunk(c.name_("a"), d[5000:], len(d), 99999, k))
    c.obs("empty middle", u.chunk(c.name_("a"), b"", len(d), 5000, k))
    c.obs("lesser total", u.chunk(c.name_("a"), d[5000:6000], 5500, 5000, k))
    c.obs("other user", c.s("other").chunk(c.name_("a"), d[5000:], len(d), 5000, k))
    c.obs("status other", c.s("other").tpost(action="upload", filekey=k, checkstatus=1))
    c.obs("exact", u.chunk(c.name_("a"), d[5000:], len(d), 5000, k), only=brief)
    c.obs("one", u.chunk(c.name_("b"), c.png(), len(c.png()), 0), only=brief)
    c.obs("one byte", u.chunk(c.name_("b"), b"x", 1, 0), only=brief)
    c.obs("no name part", u.chunk(None, d[3000:], len(d), 3000, k))
    c.obs("offset beyond", u.chunk(c.name_("b"), d[:3000], 1000, 2000, UNKNOWN_KEY))
    c.obs("float", u.chunk(c.name_("b"), d[:3000], "10.5", 0))
    c.obs("plus", u.chunk(c.name_("b"), d[:3000], "+%d" % len(d), 0), only=brief)
    c.obs("spaces", u.chunk(c.name_("b"), d[:3000], " %d " % len(d), 0), only=brief)
    c.obs("enormous", u.chunk(c.name_("b"), d[:3000], "9" * 30, 0), only=brief)


@case()
def more_spellings(c):
    u, n = c.s(), c.name_("a")
    c.put(n)
    c.tick()
    for l, m in (("underscore", n.replace(" ", "_")), ("lower", n[0].lower() + n[1:]), ("prefixed", "File:" + n), ("upper ext", n[:-3] + "PNG"), ("jpeg", n[:-3] + "jpeg"), ("case", "CF" + n[2:])):
        c.obs(l, u.upload(m, c.png(), comment=l), only=brief)
    c.obs("result name", u.upload("file:cf_%s__b .PNG" % c.uid, c.png()), only=brief)
    c.put("Cf %s j.jpg" % c.uid, c.file("small.jpg"))
    for l, m in (("jpeg", "jpeg"), ("JPG", "JPG"), ("jpe", "jpe")):
        c.obs("j " + l, u.upload("Cf %s j.%s" % (c.uid, m), c.file("plain.jpg")), only=brief)


def facts(c, fixture_name):
    """What stash and publication tell of one of the fixtures."""
    name = c.name_("f", fixture_name.rsplit(".", 1)[1])
    c.obs("stash", c.s().upload(name, c.file(fixture_name), stash=1, ignorewarnings=1))
    c.obs("publish", c.s().upload(name, c.file(fixture_name), ignorewarnings=1, comment="c", formatversion=2))


@case()
def more_facts_anim_gif(c):
    facts(c, "anim.gif")


@case()
def more_facts_exif_jpg(c):
    facts(c, "exif.jpg")


@case()
def more_facts_multi_tiff(c):
    facts(c, "multi.tiff")


@case()
def more_facts_lossless_webp(c):
    facts(c, "lossless.webp")


@case()
def more_facts_style_svg(c):
    facts(c, "style.svg")


@case()
def more_facts_plain_djvu(c):
    facts(c, "plain.djvu")


@case()
def more_facts_tone_wav(c):
    facts(c, "tone.wav")


@case()
def more_facts_clip_webm(c):
    facts(c, "clip.webm")


@case()
def more_facts_solid_stl(c):
    facts(c, "solid.stl")


@case()
def more_similar_names(c):
    """exists-normalized: any file whose name goes on after the dot."""
    u = c.s()
    for l, m, n in (("old", "Cf %s a.old.png", "Cf %s a.png"), ("two dots", "Cf %s b..png", "Cf %s b.png"), ("upper", "Cf %s d.PNG", "Cf %s d.png"), ("words", "Cf %s e.x y.png", "Cf %s e.jpg"), ("other way", "Cf %s f.png", "Cf %s f.old.png"), ("jpg", "Cf %s g.JPG", "Cf %s g.jpg")):
        c.put(m % c.uid, c.file("small.jpg") if "JPG" in m else None)
        c.obs(l, u.upload(n % c.uid, c.file("plain.jpg") if n.endswith("jpg") else c.png()), only=brief)
    for m in ("zz.png", "aa.png", "PNG"):
        c.put("Cf %s h.%s" % (c.uid, m))
    c.obs("several", u.upload("Cf %s h.png" % c.uid, c.png()), only=brief)
