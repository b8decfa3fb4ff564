"""The cases."""
import re, time
from lib import *
use_set("open")
UNKNOWN_KEY = "1a1a1a1a1a1a.zzzzzz.9.png"   # of the right form, and never given out

II_ALL = ("timestamp|user|userid|comment|parsedcomment|canonicaltitle|url|size|dimensions|sha1|mime|thumbmime|mediatype|metadata|"
          "commonmetadata|extmetadata|archivename|bitdepth|uploadwarning|badfile")


# ------------------------------------------------------------------ login, tokens, assertions
def _token(s, type="login"):
    return s.get(action="query", meta="tokens", type=type).json()["query"]["tokens"][type + "token"]


@case()
def login_botpassword(c):
    """The doc page's flow: login token, action=login, csrf token."""
    s = c.fresh("uploader")
    r = c.obs("token", s.get(action="query", meta="tokens", type="login"))
    r = c.obs("login", s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"], lgtoken=r.json()["query"]["tokens"]["logintoken"]))
    c.obs("csrf", s.get(action="query", meta="tokens"))
    c.obs("who", s.get(action="query", meta="userinfo"))


@case()
def login_botpassword_v2(c):
    s = c.fresh("uploader")
    t = _token(s)
    c.obs("login", s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"], lgtoken=t, formatversion=2))
    c.obs("who", s.get(action="query", meta="userinfo", formatversion=2))


@case()
def login_user_at_in_password(c):
    """The other way to write a bot password: lgname=User, lgpassword=appid@password."""
    s = c.fresh("uploader")
    app = s.user["bot"].split("@")[1]
    c.obs("login", s.post(action="login", lgname=s.user["user"], lgpassword=app + "@" + s.user["botpassword"], lgtoken=_token(s)))


@case()
def login_main_account(c):
    s = c.fresh("uploader")
    c.obs("login", s.post(action="login", lgname=s.user["user"], lgpassword=s.user["password"], lgtoken=_token(s)))


@case()
def login_no_token(c):
    s = c.fresh("uploader")
    c.obs("login", s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"]))


@case()
def login_needtoken_then_reuse(c):
    """The old flow: the token comes with NeedToken, and works."""
    s = c.fresh("uploader")
    t = s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"]).json()["login"].get("token")
    c.obs("login", s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"], lgtoken=t))


@case()
def login_wrong_token(c):
    s = c.fresh("uploader")
    _token(s)
    c.obs("login", s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"], lgtoken="0" * 32 + "+\\"))


@case()
def login_token_without_cookie(c):
    s = c.fresh("uploader")
    t = _token(s)
    s.http.cookies.clear()
    c.obs("login", s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"], lgtoken=t))


@case()
def login_wrong_botpassword(c):
    s = c.fresh("uploader")
    c.obs("login", s.post(action="login", lgname=s.user["bot"], lgpassword="x" * 32, lgtoken=_token(s)))
    c.obs("after", s.get(action="query", meta="userinfo"))


@case()
def login_wrong_main_password(c):
    s = c.fresh("uploader")
    c.obs("login", s.post(action="login", lgname=s.user["user"], lgpassword="wrong-one", lgtoken=_token(s)))


@case()
def login_get(c):
    s = c.fresh("uploader")
    c.obs("get", s.get(action="login", lgname="x", lgpassword="y"))
    c.obs("get no password", s.get(action="login"))


@case()
def login_password_in_query(c):
    s = c.fresh("uploader")
    t = _token(s)
    c.obs("query", s.post(action="login", lgtoken=t, _query={"lgname": s.user["bot"], "lgpassword": s.user["botpassword"]}))
    c.obs("token in query", s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"], _query={"lgtoken": t}))


@case()
def login_twice(c):
    """Logging in again while logged in."""
    s = c.fresh("uploader").login()
    c.obs("again", s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"], lgtoken=_token(s)))


@case()
def login_cookies(c):
    s = c.fresh("uploader")
    r = s.post(action="login", lgname=s.user["bot"], lgpassword=s.user["botpassword"], lgtoken=_token(s))
    c.note("has session cookie", any("ession" in k for k in s.http.cookies.keys()))
    c.note("httponly", all("httponly" in x.lower() for x in r.raw.headers.getlist("set-cookie") if "ession" in x.split("=")[0]))


@case()
def logout_flow(c):
    s = c.fresh("uploader").login()
    c.obs("get", s.get(action="logout"))
    c.obs("no token", s.post(action="logout"))
    c.obs("bad token", s.post(action="logout", token="abc+\\"))
    c.obs("ok", s.post(action="logout", token=s.csrf))
    c.obs("after", s.get(action="query", meta="userinfo"))


@case()
def clientlogin_basics(c):
    s = c.fresh("uploader")
    t = _token(s)
    c.obs("no url", s.post(action="clientlogin", username=s.user["user"], password=s.user["password"], logintoken=t))
    c.obs("bad url", s.post(action="clientlogin", username=s.user["user"], password=s.user["password"], logintoken=t, loginreturnurl="nonsense"))
    c.obs("wrong", s.post(action="clientlogin", username=s.user["user"], password="nope", logintoken=t, loginreturnurl="http://127.0.0.1/"),
          only=lambda b: {"clientlogin": {k: b["clientlogin"][k] for k in ("status", "messagecode") if k in b["clientlogin"]}} if "clientlogin" in b else b)
    t = _token(s)
    c.obs("ok", s.post(action="clientlogin", username=s.user["user"], password=s.user["password"], logintoken=t, loginreturnurl="http://127.0.0.1/"))
    c.obs("who", s.get(action="query", meta="userinfo"))


@case()
def tokens_all(c):
    c.obs("all", c.s().get(action="query", meta="tokens", type="csrf|login|watch|patrol|rollback|userrights|createaccount"))
    c.obs("star", c.s().get(action="query", meta="tokens", type="*", formatversion=2))
    c.obs("unknown", c.s().get(action="query", meta="tokens", type="csrf|deleteglobalaccount"))


@case()
def tokens_anon(c):
    c.obs("default", c.anon.get(action="query", meta="tokens"))
    c.obs("types", c.anon.get(action="query", meta="tokens", type="csrf|watch|patrol|rollback|userrights"))


@case()
def token_stable(c):
    """A csrf token may be used many times."""
    s = c.s()
    c.note("same", s.get(action="query", meta="tokens").json()["query"]["tokens"]["csrftoken"][-2:])
    c.obs("check", s.get(action="checktoken", type="csrf", token=s.csrf), only=lambda b: {"result": b["checktoken"]["result"]})
    c.obs("check bad", s.get(action="checktoken", type="csrf", token="x"), only=lambda b: {"result": b["checktoken"]["result"]})


@case()
def assert_params(c):
    u, a = c.s(), c.anon
    for w in ("user", "bot", "anon", "nonsense"):
        c.obs("anon assert=" + w, a.get(action="query", meta="userinfo", assert_=w))
        c.obs("user assert=" + w, u.get(action="query", meta="userinfo", assert_=w))
    c.obs("assertuser ok", u.get(action="query", meta="userinfo", assertuser="Uploader"))
    c.obs("assertuser wrong", u.get(action="query", meta="userinfo", assertuser="Admin"))
    c.obs("upload anon", a.upload(c.name_(), c.png(), token="+\\", assert_="user"))


@case()
def upload_token_errors(c):
    u = c.s()
    c.obs("missing", u.upload(c.name_("a"), c.png(), token=None) if False else u.post(action="upload", filename=c.name_("a"), _files={"file": ("x", c.png())}))
    c.obs("bad", u.upload(c.name_("b"), c.png(), token="deadbeef+\\"))
    c.obs("empty", u.upload(c.name_("c"), c.png(), token=""))
    c.obs("anon's", u.upload(c.name_("d"), c.png(), token="+\\"))
    c.obs("in query", u.post(action="upload", filename=c.name_("e"), _files={"file": ("x", c.png())}, _query={"token": u.csrf}))
    c.obs("bad v2", u.upload(c.name_("f"), c.png(), token="deadbeef+\\", formatversion=2))


@case()
def upload_get(c):
    c.obs("get", c.s().get(action="upload", filename="x.png"))
    c.obs("get token", c.s().get(action="upload", filename="x.png", token=c.s().csrf))


# ------------------------------------------------------------------ meta
@case()
def userinfo_shapes(c):
    u = c.s()
    c.obs("plain", u.get(action="query", meta="userinfo"))
    c.obs("anon", c.anon.get(action="query", meta="userinfo"))
    c.obs("groups", u.get(action="query", meta="userinfo", uiprop="groups|implicitgroups|hasmsg|ratelimits|blockinfo", formatversion=2))
    c.obs("rights", u.get(action="query", meta="userinfo", uiprop="rights", formatversion=2),
          only=lambda b: {"has": {r: r in b["query"]["userinfo"]["rights"] for r in ("upload", "reupload", "reupload-own", "reupload-shared", "upload_by_url", "read", "edit", "writeapi", "delete", "move-rootuserpages")}})
    c.obs("admin rights", c.s("admin").get(action="query", meta="userinfo", uiprop="rights", formatversion=2),
          only=lambda b: {"has": {r: r in b["query"]["userinfo"]["rights"] for r in ("upload", "reupload", "upload_by_url", "delete", "undelete", "movefile", "protect")}})


@case()
def userinfo_block(c):
    c.obs("blockinfo", c.s("blocked").get(action="query", meta="userinfo", uiprop="blockinfo"))
    c.obs("blockinfo v2", c.s("blocked").get(action="query", meta="userinfo", uiprop="blockinfo", formatversion=2))


@case()
def siteinfo_general(c):
    want = ("mainpage", "sitename", "generator", "case", "lang", "legaltitlechars", "writeapi", "maxarticlesize", "timezone", "timeoffset", "articlepath",
            "scriptpath", "script", "server", "servername", "wikiid", "time", "uploadsenabled", "maxuploadsize", "minuploadchunksize", "thumblimits",
            "imagelimits", "base", "fallback", "rtl", "readonly", "invalidusernamechars", "misermode", "magiclinks", "galleryoptions")
    for fv in (1, 2):
        c.obs("v%d" % fv, c.anon.get(action="query", meta="siteinfo", formatversion=fv),
              only=lambda b: {"general": {k: (b["query"]["general"][k] if k not in ("wikiid", "sitename", "mainpage", "articlepath", "scriptpath", "script", "servername", "legaltitlechars", "server", "base") else type(b["query"]["general"][k]).__name__)
                                          for k in want if k in b["query"]["general"]}})


@case()
def siteinfo_namespaces(c):
    pick = lambda b: {k: b["query"][k].get("6") if isinstance(b["query"][k], dict) else [x for x in b["query"][k] if x["id"] == 6] for k in ("namespaces", "namespacealiases") if k in b["query"]}
    c.obs("v1", c.anon.get(action="query", meta="siteinfo", siprop="namespaces|namespacealiases"), only=pick)
    c.obs("v2", c.anon.get(action="query", meta="siteinfo", siprop="namespaces|namespacealiases", formatversion=2), only=pick)


@case()
def siteinfo_fileextensions(c):
    c.obs("v1", c.anon.get(action="query", meta="siteinfo", siprop="fileextensions"))
    c.obs("v2", c.anon.get(action="query", meta="siteinfo", siprop="fileextensions|rightsinfo", formatversion=2))


@case()
def siteinfo_misc(c):
    c.obs("statistics", c.anon.get(action="query", meta="siteinfo", siprop="statistics"), only=lambda b: {k: type(v).__name__ for k, v in b["query"]["statistics"].items()})
    c.obs("unknown prop", c.anon.get(action="query", meta="siteinfo", siprop="rightsinfo|nonesuch"))
    c.obs("restrictions", c.anon.get(action="query", meta="siteinfo", siprop="restrictions|uploaddialog", formatversion=2))


# ------------------------------------------------------------------ the API's frame
@case()
def format_each(c):
    a = c.anon
    q = dict(action="query", meta="siteinfo", siprop="rightsinfo")
    for f in ("json", "xml", "php", "none", "jsonfm", "xmlfm", "phpfm", "rawfm"):
        c.obs(f, a.get(format=f, **q), headers=("x-content-type-options", "content-disposition"))


@case()
def format_bad(c):
    c.obs("bad", c.anon.get(format="yaml", action="query"), body=False)
    c.obs("json fv", c.anon.get(formatversion=3, action="query"))
    c.obs("latest", c.anon.get(formatversion="latest", action="query", meta="tokens"))


@case()
def format_callback(c):
    a = c.anon
    c.obs("ok", a.get(callback="my.cb", action="query", meta="tokens|userinfo"))
    c.obs("bad chars", a.get(callback="a;b", action="query"))
    c.obs("as anon", c.s().get(callback="f", action="query", meta="userinfo"))
    c.obs("error", a.get(callback="f", action="nonesuch"))


@case()
def format_utf8_ascii(c):
    n = "Cf %s é漢😀.png" % c.uid
    q = dict(action="query", titles="File:" + n)
    c.obs("v1", c.anon.get(**q), raw=True)
    c.obs("v1 utf8", c.anon.get(utf8=1, **q), raw=True)
    c.obs("v2", c.anon.get(formatversion=2, **q), raw=True)
    c.obs("v2 ascii", c.anon.get(formatversion=2, ascii=1, **q), raw=True)
    c.obs("slashes", c.anon.get(action="query", titles="</script>&<b>/x", formatversion=2), raw=True)


@case()
def format_xml_upload(c):
    c.obs("ok", c.s().upload(c.name_(), c.png(), format="xml", comment="xml & co"), only=lambda b: {"root": b["_xml"]["tag"], "upload": b["_xml"]["children"][0].get("attrs"), "kids": sorted(x["tag"] for x in b["_xml"]["children"][0].get("children", []))})
    c.obs("warning", c.s().upload(c.name_(), c.png(), format="xml"))
    c.obs("error", c.s().upload("", c.png(), format="xml"))


@case()
def errorformats(c):
    a = c.s()
    for f in ("bc", "plaintext", "wikitext", "html", "raw", "none"):
        for fv in (1, 2):
            c.obs("%s v%d" % (f, fv), a.upload("", c.png(), errorformat=f, formatversion=fv))
    c.obs("invalid", a.get(action="query", errorformat="zzz"))


@case()
def errorformat_warnings(c):
    for f in ("bc", "plaintext", "raw", "none"):
        for fv in (1, 2):
            c.obs("%s v%d" % (f, fv), c.anon.get(action="query", meta="siteinfo", siprop="rightsinfo|nonesuch", bogus=1, errorformat=f, formatversion=fv))


@case()
def main_curtimestamp_etc(c):
    a = c.anon
    c.obs("all", a.get(action="query", curtimestamp=1, requestid="abc 1", servedby=1, responselanginfo=1))
    c.obs("all v2", a.get(action="query", curtimestamp=1, requestid="abc 1", servedby=1, responselanginfo=1, formatversion=2))
    c.obs("on error", a.get(action="nonesuch", curtimestamp=1, requestid="r", servedby=1, responselanginfo=1))
    c.obs("uselang", a.get(action="query", uselang="fr", errorlang="de", errorformat="plaintext", responselanginfo=1, bogus=1), only=lambda b: {k: v for k, v in b.items()})


@case()
def main_unknown_action(c):
    c.obs("v1", c.anon.get(action="nonesuch"))
    c.obs("v2", c.anon.get(action="nonesuch", formatversion=2))
    c.obs("no action", c.anon.get(), body=False)
    c.obs("empty query", c.anon.get(action="query"))


@case()
def main_unrecognized(c):
    c.obs("one", c.anon.get(action="query", bogus=1))
    c.obs("two v2", c.anon.get(action="query", bogus=1, more="x", formatversion=2))
    c.obs("query in post", c.anon.post(action="query", bogus=1))
    c.obs("upload", c.s().upload(c.name_(), c.png(), bogus="x", ignorewarnings=1), only=lambda b: {"warnings": b.get("warnings"), "result": b["upload"]["result"]})


@case()
def main_value_errors(c):
    a = c.anon
    c.obs("limit word", a.get(action="query", list="allimages", ailimit="many"))
    c.obs("limit negative", a.get(action="query", list="allimages", ailimit="-5", aiprefix="Zz" + c.uid))
    c.obs("limit over", a.get(action="query", list="allimages", ailimit="9999", aiprefix="Zz" + c.uid))
    c.obs("limit zero", a.get(action="query", list="allimages", ailimit="0", aiprefix="Zz" + c.uid))
    c.obs("timestamp", a.get(action="query", list="logevents", lestart="yesterday-ish"))
    c.obs("enum", a.get(action="query", list="allimages", aisort="size"))
    c.obs("enum multi", a.get(action="query", list="allimages", aiprop="size|zzz", aiprefix="Zz" + c.uid))
    c.obs("int", a.get(action="query", prop="imageinfo", titles="File:X.png", iiurlwidth="wide"))
    c.obs("user", a.get(action="query", list="allimages", aisort="timestamp", aiuser="a#b"))
    c.obs("list unknown", a.get(action="query", list="allimages|nonesuch", ailimit=1, aiprefix="Zz" + c.uid))
    c.obs("prop unknown", a.get(action="query", prop="nonesuch", titles="File:X.png"))


@case()
def main_cors(c):
    """origin=: the parameter must agree with the Origin header."""
    a = c.anon
    H = ("access-control-allow-origin", "access-control-allow-credentials", "access-control-expose-headers", "vary", "mediawiki-cors-rejection", "timing-allow-origin")
    c.obs("star", a.get(action="query", meta="userinfo", origin="*"), headers=H)
    c.obs("star with origin", a.get(action="query", meta="userinfo", origin="*", _headers={"Origin": "http://any.example"}), headers=H)
    c.obs("star logged in", c.s().get(action="query", meta="userinfo", origin="*", _headers={"Origin": "http://any.example"}), headers=H)
    c.obs("allowed", a.get(action="query", meta="userinfo", origin="http://allowed.example", _headers={"Origin": "http://allowed.example"}), headers=H)
    c.obs("not allowed", a.get(action="query", meta="userinfo", origin="http://evil.example", _headers={"Origin": "http://evil.example"}), headers=H)
    c.obs("mismatch", a.get(action="query", meta="userinfo", origin="http://allowed.example", _headers={"Origin": "http://other.example"}), headers=H)
    c.obs("no header", a.get(action="query", meta="userinfo", origin="http://allowed.example"), headers=H)
    c.obs("origin header only", a.get(action="query", meta="userinfo", _headers={"Origin": "http://allowed.example"}), headers=H)


@case()
def main_cors_preflight(c):
    H = ("access-control-allow-origin", "access-control-allow-credentials", "access-control-allow-methods", "access-control-allow-headers", "access-control-max-age")
    s = c.anon
    for label, o in (("allowed", "http://allowed.example"), ("evil", "http://evil.example")):
        r = s.http.options(s.base, params={"action": "query", "origin": o, "format": "json"}, headers={"Origin": o, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"})
        c.obs(label, r, headers=H, body=False)


@case()
def main_maxage(c):
    H = ("cache-control",)
    c.obs("none", c.anon.get(action="query", meta="siteinfo", siprop="rightsinfo"), headers=H, body=False)
    c.obs("smaxage", c.anon.get(action="query", meta="siteinfo", siprop="rightsinfo", smaxage=60, maxage=30), headers=H, body=False)
    c.obs("error", c.anon.get(action="nonesuch", smaxage=60, maxage=30), headers=H, body=False)
    c.obs("user", c.s().get(action="query", meta="userinfo", smaxage=60, maxage=30), headers=H, body=False)
    c.obs("post", c.anon.post(action="query", meta="siteinfo", siprop="rightsinfo", smaxage=60), headers=H, body=False)


# ------------------------------------------------------------------ upload: the direct way
@case()
def upload_png(c):
    """The whole success reply."""
    c.obs("v1", c.s().upload(c.name_("a"), c.file("plain.png"), comment="First [[link]]"))
    c.obs("v2", c.s().upload(c.name_("b"), c.file("plain.png"), comment="First [[link]]", formatversion=2, ignorewarnings=1))
    c.obs("alpha", c.s().upload(c.name_("c"), c.file("alpha.png")))
    c.obs("palette", c.s().upload(c.name_("d"), c.file("palette.png")))


@case()
def upload_doc_sample(c):
    """Sample 1 of the doc page: the part's content type is literally multipart/form-data."""
    s = c.s()
    c.obs("upload", s.post(action="upload", filename="cf " + c.uid + "_sample.jpg", token=s.csrf, ignorewarnings=1,
                           _files={"file": ("file_1.jpg", c.file("plain.jpg"), "multipart/form-data")}))


@case()
def upload_jpeg_exif(c):
    c.obs("exif", c.s().upload(c.name_("a", "jpg"), c.file("exif.jpg"), formatversion=2))


@case()
def upload_gif(c):
    c.obs("plain", c.s().upload(c.name_("a", "gif"), c.file("plain.gif"), formatversion=2))
    c.obs("animated", c.s().upload(c.name_("b", "gif"), c.file("anim.gif"), formatversion=2))


@case()
def upload_svg(c):
    c.obs("plain", c.s().upload(c.name_("a", "svg"), c.file("plain.svg"), formatversion=2))


@case()
def upload_pdf(c):
    c.obs("plain", c.s().upload(c.name_("a", "pdf"), c.file("plain.pdf"), formatversion=2),
          only=lambda b: {"result": b["upload"]["result"], "ii": {k: v for k, v in b["upload"]["imageinfo"].items() if k not in ("metadata", "commonmetadata", "extmetadata")}})


@case()
def upload_webp_tiff(c):
    c.obs("webp", c.s().upload(c.name_("a", "webp"), c.file("plain.webp"), formatversion=2))
    c.obs("lossless", c.s().upload(c.name_("b", "webp"), c.file("lossless.webp"), formatversion=2))
    c.obs("tiff", c.s().upload(c.name_("c", "tiff"), c.file("plain.tiff"), formatversion=2))


@case()
def upload_audio(c):
    for e in ("wav", "mp3", "flac", "ogg", "opus"):
        c.obs(e, c.s().upload(c.name_(e, e), c.file("tone." + e), formatversion=2))


@case()
def upload_unicode_names(c):
    u = c.s()
    for l, n in (("accents", "Cf %s é à ü.png"), ("cjk", "Cf %s 漢字.png"), ("emoji", "Cf %s 😀.png"), ("nfd", "Cf %s é.png"), ("rtl", "Cf %s עברית.png")):
        c.obs(l, u.upload(n % c.uid, c.png(), ignorewarnings=1), only=_brief)


def _brief(b):
    """What a name came to."""
    if "upload" not in b:
        return b
    d = {k: v for k, v in b["upload"].items() if k != "imageinfo"}
    if "imageinfo" in b["upload"]:
        d["canonicaltitle"] = b["upload"]["imageinfo"].get("canonicaltitle")
    return {"upload": d}


@case()
def upload_name_forms(c):
    u = c.s()
    for l, n in (("lower", "cf %s a.png"), ("underscore", "Cf_%s_b.png"), ("double space", "Cf  %s   c.png"), ("leading space", "  Cf %s d.png "), ("file prefix", "File:Cf %s e.png"),
                 ("image prefix", "Image:Cf %s f.png"), ("upper ext", "Cf %s g.PNG"), ("plus", "Cf %s h+&'!.png"), ("entity", "Cf %s &amp; i.png"), ("percent", "Cf %s 100% j.png".replace("% ", "%% ")),
                 ("underscores round", "__Cf %s k__.png"), ("jpeg alias", "Cf %s l.JPeG")):
        d = c.file("plain.jpg") if "JPeG" in n else c.png()
        c.obs(l, u.upload(n % c.uid, d), only=_brief)
        c.obs(l + " ignoring", u.upload(n % c.uid, d, ignorewarnings=1), only=_brief)


@case()
def upload_name_bad(c):
    u = c.s()
    for i, (l, n) in enumerate((("colon", "%s:b.png"), ("slash", "%s/b.png"), ("backslash", "%s\\b.png"), ("hash", "%s#b.png"), ("lt", "%s<b>.png"), ("bracket", "%s [a].png"),
                 ("brace", "%s {a}.png"), ("pipe", "%s|b.png"), ("tab", "%s\tb.png"), ("control", "%s\x01b.png"), ("tilde", "%s ~~~~.png"), ("dots", "%s ../x.png"), ("percent", "%s %%41.png"))):
        n = n % ("Cf %s %d" % (c.uid, i))
        c.obs(l, u.upload(n, c.png()), only=_brief)
        c.obs(l + " ignoring", u.upload(n, c.png(), ignorewarnings=1), only=_brief)


@case()
def upload_name_missing(c):
    u = c.s()
    c.obs("none", u.upload(None, c.png()))
    c.obs("none v2", u.upload(None, c.png(), formatversion=2))
    c.obs("empty", u.upload("", c.png()))
    c.obs("spaces", u.upload("   ", c.png()))
    c.obs("only prefix", u.upload("File:", c.png()))


@case()
def upload_name_extension(c):
    u = c.s()
    for l, n in (("none", "Cf %s none"), ("only", ".png"), ("dot end", "Cf %s x."), ("double", "Cf %s a.jpg.png"), ("unknown", "Cf %s a.zzz"), ("php", "Cf %s a.php"), ("php inside", "Cf %s a.php.png"), ("exe", "Cf %s a.exe"), ("html", "Cf %s a.html"), ("long ext", "Cf %s a.abcdefghijkl")):
        c.obs(l, u.upload(n % c.uid if "%s" in n else n, c.png()), only=_brief)


@case()
def upload_name_long(c):
    u = c.s()
    base = "Cf " + c.uid + " "
    for n in (236, 240, 241, 255, 256, 300):
        c.obs("%d bytes" % n, u.upload(base + "x" * (n - 4 - len(base)) + ".png", c.png(), ignorewarnings=1), only=_brief)
    c.obs("multibyte", u.upload(base + "é" * 115 + ".png", c.png(), ignorewarnings=1), only=_brief)


@case()
def warn_exists(c):
    u, n = c.s(), c.name_()
    c.put(n)
    c.tick()
    r = c.obs("exists", u.upload(n, c.png()))
    c.obs("exists v2", u.upload(n, c.png(), formatversion=2))
    k = r.json()["upload"]["filekey"]
    c.obs("retry", u.upload(n, filekey=k))
    c.obs("ignored", u.upload(n, filekey=k, ignorewarnings=1, comment="second"))
    c.obs("again", u.upload(n, filekey=k, ignorewarnings=1))


@case()
def warn_nochange(c):
    u, n, d = c.s(), c.name_(), c.png()
    c.put(n, d)
    c.obs("same", u.upload(n, d))
    c.obs("same v2", u.upload(n, d, formatversion=2))
    c.obs("ignored", u.upload(n, d, ignorewarnings=1))


@case()
def warn_duplicate(c):
    u, d = c.s(), c.png()
    c.put(c.name_("a"), d)
    c.obs("one", u.upload(c.name_("b"), d))
    c.obs("one v2", u.upload(c.name_("b"), d, formatversion=2))
    c.put(c.name_("b"), d)
    c.obs("two", u.upload(c.name_("c"), d), )
    c.obs("ignored", u.upload(c.name_("c"), d, ignorewarnings=1), only=lambda b: {"result": b["upload"]["result"], "warnings": b["upload"].get("warnings")})


@case()
def warn_duplicateversions(c):
    u, n, d = c.s(), c.name_(), c.png()
    c.put(n, d)
    c.tick()
    c.put(n)
    c.obs("old one", u.upload(n, d))
    c.obs("old one v2", u.upload(n, d, formatversion=2))


@case()
def warn_was_deleted(c):
    u, a, n, d = c.s(), c.s("admin"), c.name_(), c.png()
    c.put(n, d)
    a.tpost(action="delete", title="File:" + n)
    c.obs("same name", u.upload(n, c.png()))
    c.obs("same name and bytes", u.upload(n, d, formatversion=2))
    c.obs("same bytes", u.upload(c.name_("other"), d))
    c.obs("admin same bytes", a.upload(c.name_("other"), d))


@case()
def warn_badfilename(c):
    u = c.s()
    r = c.obs("v1", u.upload("my_bad %s:name.png" % c.uid, c.png()))
    c.obs("v2", u.upload("my_bad %s/name.png" % c.uid, c.png(), formatversion=2))
    k = r.json().get("upload", {}).get("filekey")
    c.obs("finish", u.upload("my_bad %s:name.png" % c.uid, filekey=k, ignorewarnings=1), only=_brief)


@case()
def warn_page_exists(c):
    n = c.name_()
    c.s("admin").tpost(action="edit", title="File:" + n, text="A page with no file.", summary="x")
    c.obs("page", c.s().upload(n, c.png()))
    c.obs("ignored", c.s().upload(n, c.png(), ignorewarnings=1, text="Not used?"), only=_brief)
    c.obs("text", c.anon.get(action="query", prop="revisions", titles="File:" + n, rvprop="content|comment|user", rvslots="main", formatversion=2))


@case()
def warn_thumb_names(c):
    u = c.s()
    c.put("Cf %s big.png" % c.uid, make_png(200, 150, c.tag()))
    c.obs("thumb", u.upload("120px-Cf %s big.png" % c.uid, make_png(120, 90, c.tag())))
    c.obs("thumb-name", u.upload("120px-Cf %s nobig.png" % c.uid, make_png(120, 90, c.tag())))


@case()
def warn_empty(c):
    c.obs("no bytes", c.s().upload(c.name_(), b""))
    c.obs("no bytes v2", c.s().upload(c.name_(), b"", formatversion=2, ignorewarnings=1))
    c.obs("stash", c.s().upload(c.name_(), b"", stash=1))


# ------------------------------------------------------------------ stash
@case()
def stash_flow(c):
    u, n = c.s(), c.name_()
    r = c.obs("stash", u.upload(n, c.png(), stash=1))
    k = r.json()["upload"]["filekey"]
    c.obs("status", u.tpost(action="upload", filekey=k, checkstatus=1))
    c.obs("publish", u.upload(n, filekey=k, comment="from stash", text="The page."))
    c.obs("publish again", u.upload(n, filekey=k, ignorewarnings=1))
    c.obs("page", c.anon.get(action="query", prop="revisions", titles="File:" + n, rvprop="content|comment", formatversion=2, rvslots="main"))


@case()
def stash_v2_and_sessionkey(c):
    u, n = c.s(), c.name_()
    r = c.obs("stash", u.upload(n, c.png(), stash=1, formatversion=2))
    c.obs("publish", u.upload(n, sessionkey=r.json()["upload"]["filekey"], formatversion=2), only=lambda b: {"result": b["upload"]["result"], "warnings": b.get("warnings")})


@case()
def stash_bad_keys(c):
    u = c.s()
    for l, k in (("unknown", UNKNOWN_KEY), ("nonsense", "nonsense"), ("dots", "../../etc/passwd"), ("empty", ""), ("path", "a/b.png"), ("no ext", "1d3s9ruiq668")):
        c.obs(l, u.upload(c.name_("a"), filekey=k))
    c.obs("unknown v2", u.upload(c.name_("a"), filekey=UNKNOWN_KEY, formatversion=2))
    c.obs("no filename", u.tpost(action="upload", filekey=UNKNOWN_KEY))


@case()
def stash_other_user(c):
    n = c.name_()
    k = c.s().upload(n, c.png(), stash=1).json()["upload"]["filekey"]
    c.obs("other publishes", c.s("other").upload(n, filekey=k))
    c.obs("other status", c.s("other").tpost(action="upload", filekey=k, checkstatus=1))
    c.obs("anon", c.anon.upload(n, filekey=k, token="+\\"))


@case()
def stash_imageinfo(c):
    u = c.s()
    k = u.upload(c.name_(), c.file("plain.png"), stash=1).json()["upload"]["filekey"]
    c.obs("default", u.get(action="query", prop="stashimageinfo", siifilekey=k))
    c.obs("all", u.get(action="query", prop="stashimageinfo", siifilekey=k, siiprop="timestamp|canonicaltitle|url|size|dimensions|sha1|mime|thumbmime|metadata|commonmetadata|extmetadata|bitdepth|badfile", formatversion=2))
    c.obs("thumb", u.get(action="query", prop="stashimageinfo", siifilekey=k, siiprop="url|size", siiurlwidth=100))
    c.obs("missing", u.get(action="query", prop="stashimageinfo", siifilekey=UNKNOWN_KEY))
    c.obs("none", u.get(action="query", prop="stashimageinfo"))


@case()
def stash_different_name(c):
    """The name may change between stash and publication, the type may not."""
    u = c.s()
    k = u.upload(c.name_("a"), c.png(), stash=1).json()["upload"]["filekey"]
    c.obs("wrong type", u.upload(c.name_("b", "jpg"), filekey=k))
    c.obs("ok", u.upload(c.name_("c"), filekey=k), only=_brief)


# ------------------------------------------------------------------ chunks
@case()
def chunk_happy(c):
    """Sample 3 of the doc page."""
    u, n, d = c.s(), c.name_(), c.png(pad=9000)
    rs = c.chunks(u, n, d, 4000, ignorewarnings=1)
    for i, r in enumerate(rs):
        c.obs("chunk %d" % i, r)
    c.obs("publish", u.upload(n, filekey=rs[-1].json()["upload"]["filekey"], comment="Upload Testing"))
    c.obs("info", c.anon.get(action="query", prop="imageinfo", titles="File:" + n, iiprop="size|mime|mediatype|user", formatversion=2))


@case()
def chunk_happy_v2(c):
    u, n, d = c.s(), c.name_(), c.png(pad=9000)
    for i, r in enumerate(c.chunks(u, n, d, 5000, formatversion=2)):
        c.obs("chunk %d" % i, r)


@case()
def chunk_sizes(c):
    u = c.s()
    d = c.png(pad=8000)
    for size in (1024, 3000, len(d) - 1, len(d), len(d) + 5):
        rs = c.chunks(u, c.name_("s"), d, size, ignorewarnings=1)
        c.note("%s" % (size if size < 4000 else size - len(d)), [{k: v for k, v in r.json().get("upload", r.json()).items() if k not in ("imageinfo",)} for r in rs])


@case()
def chunk_status(c):
    u, n, d = c.s(), c.name_(), c.png(pad=6000)
    k = u.chunk(n, d[:3000], len(d), 0).json()["upload"]["filekey"]
    c.obs("uploading", u.tpost(action="upload", filekey=k, checkstatus=1))
    c.obs("uploading v2", u.tpost(action="upload", filekey=k, checkstatus=1, formatversion=2))
    c.obs("with filename", u.tpost(action="upload", filekey=k, checkstatus=1, filename=n))
    r = u.chunk(n, d[3000:], len(d), 3000, k)
    k2 = r.json()["upload"]["filekey"]
    c.note("key changed", k2 != k)
    c.obs("old key after", u.tpost(action="upload", filekey=k, checkstatus=1))
    c.obs("new key after", u.tpost(action="upload", filekey=k2, checkstatus=1))
    c.obs("unknown", u.tpost(action="upload", filekey=UNKNOWN_KEY, checkstatus=1))
    c.obs("unknown v2", u.tpost(action="upload", filekey=UNKNOWN_KEY, checkstatus=1, formatversion=2))
    c.obs("no key", u.tpost(action="upload", checkstatus=1))


@case()
def chunk_wrong_offset(c):
    u, n, d = c.s(), c.name_(), c.png(pad=9000)
    k = u.chunk(n, d[:3000], len(d), 0).json()["upload"]["filekey"]
    c.obs("gap", u.chunk(n, d[5000:8000], len(d), 5000, k))
    c.obs("before", u.chunk(n, d[2000:5000], len(d), 2000, k))
    c.obs("status", u.tpost(action="upload", filekey=k, checkstatus=1))
    c.obs("right", u.chunk(n, d[3000:6000], len(d), 3000, k))


@case()
def chunk_repeat(c):
    """A retry of a chunk whose answer was lost."""
    u, n, d = c.s(), c.name_(), c.png(pad=9000)
    k = u.chunk(n, d[:3000], len(d), 0).json()["upload"]["filekey"]
    c.obs("second", u.chunk(n, d[3000:6000], len(d), 3000, k))
    c.obs("second again", u.chunk(n, d[3000:6000], len(d), 3000, k))
    c.obs("third", u.chunk(n, d[6000:], len(d), 6000, k), only=_brief)
    c.obs("third again", u.chunk(n, d[6000:], len(d), 6000, k))


@case()
def chunk_errors(c):
    u, n, d = c.s(), c.name_(), c.png(pad=9000)
    c.obs("too small", u.chunk(n, d[:500], len(d), 0))
    c.obs("too small v2", u.chunk(n, d[:500], len(d), 0, formatversion=2))
    c.obs("past the end", u.chunk(n, d[:3000], 2000, 0))
    c.obs("no filesize", u.chunk(n, d[:3000], None, 0))
    c.obs("no offset", u.chunk(n, d[:3000], len(d), None))
    c.obs("filesize 0", u.chunk(n, d[:3000], 0, 0))
    c.obs("filesize huge", u.chunk(n, d[:3000], 6 * 2**30, 0))
    c.obs("filesize max", u.chunk(n, d[:3000], 5 * 2**30, 0), only=_brief)
    c.obs("filesize word", u.chunk(n, d[:3000], "big", 0))
    c.obs("offset negative", u.chunk(n, d[:3000], len(d), -1))
    c.obs("offset word", u.chunk(n, d[:3000], len(d), "zero"))
    c.obs("offset without key", u.chunk(n, d[3000:6000], len(d), 3000))
    c.obs("key at 0", u.chunk(n, d[:3000], len(d), 0, UNKNOWN_KEY))
    c.obs("unknown key", u.chunk(n, d[3000:6000], len(d), 3000, UNKNOWN_KEY))
    c.obs("nonsense key", u.chunk(n, d[3000:6000], len(d), 3000, "nonsense"))
    c.obs("no filename", u.chunk(None, d[:3000], len(d), 0))
    c.obs("empty chunk", u.chunk(n, b"", len(d), 0))


@case()
def chunk_missing_chunk(c):
    """offset and filesize but no chunk."""
    u = c.s()
    c.obs("nothing", u.upload(c.name_(), filesize=5000, offset=0, stash=1))
    c.obs("as text", u.upload(c.name_(), chunk="x" * 2000, filesize=5000, offset=0, stash=1))
    c.obs("file instead", u.upload(c.name_(), c.png(), filesize=5000, offset=0, stash=1), only=_brief)


@case()
def chunk_warnings(c):
    u, n = c.s(), c.name_()
    d = c.png(pad=5000)
    c.put(n, d)
    c.obs("first without ignore", u.chunk(n, d[:3000], len(d), 0))
    r = c.obs("first with ignore", u.chunk(n, d[:3000], len(d), 0, ignorewarnings=1))
    k = r.json()["upload"]["filekey"]
    c.obs("last with ignore", u.chunk(n, d[3000:], len(d), 3000, k, ignorewarnings=1))


# ------------------------------------------------------------------ async
@case()
def async_assembly(c):
    u, n, d = c.s(), c.name_(), c.png(pad=6000)
    k = u.chunk(n, d[:3000], len(d), 0, async_=1).json()["upload"]["filekey"]
    c.obs("queued", u.chunk(n, d[3000:], len(d), 3000, k, async_=1))
    r = c.obs("done", c.poll(u, k))
    k2 = r.json()["upload"]["filekey"]
    c.note("key changed", k2 != k)
    c.obs("publish", u.upload(n, filekey=k2), only=_brief)


@case()
def async_publish(c):
    u, n = c.s(), c.name_()
    k = u.upload(n, c.png(), stash=1).json()["upload"]["filekey"]
    c.obs("queued", u.upload(n, filekey=k, async_=1, comment="by job", text="Text by job"))
    c.obs("done", c.poll(u, k))
    c.settle("File:" + n)
    c.obs("page", c.anon.get(action="query", prop="revisions", titles="File:" + n, rvprop="content|comment|user", rvslots="main", formatversion=2))


@case()
def async_direct_file(c):
    c.obs("file", c.s().upload(c.name_(), c.png(), async_=1))
    c.obs("file stash", c.s().upload(c.name_(), c.png(), async_=1, stash=1))


# ------------------------------------------------------------------ by URL
@case()
def url_good(c):
    a = c.s("admin")
    n = c.name_()
    c.obs("good", a.upload(n, url=c.url("good/x.png"), comment="from elsewhere"))
    c.obs("redirect", a.upload(c.name_("b"), url=c.url("redirect/y.png")), only=_brief)
    c.obs("slow", a.upload(c.name_("c"), url=c.url("slow/z.png")), only=_brief)


@case()
def url_errors(c):
    a = c.s("admin")
    for l, u in (("404", "status/404/x.png"), ("500", "status/500/x.png"), ("empty", "empty/x.png"), ("html", "html/x.png"), ("loop", "loop/x.png")):
        c.obs(l, a.upload(c.name_(l), url=c.url(u)))
    c.obs("refused", a.upload(c.name_("r"), url="http://127.0.0.1:1/x.png"))
    c.obs("ftp", a.upload(c.name_("f"), url="ftp://127.0.0.1/x.png"))
    c.obs("file", a.upload(c.name_("g"), url="file:///etc/passwd"))
    c.obs("nonsense", a.upload(c.name_("h"), url="nonsense"))
    c.obs("empty url", a.upload(c.name_("i"), url=""))
    c.obs("no name", a.upload(None, url=c.url("good/x.png")))


@case()
def url_no_right(c):
    c.obs("user", c.s().upload(c.name_(), url=c.url("good/x.png")))
    c.obs("anon", c.anon.upload(c.name_(), url=c.url("good/x.png"), token="+\\"))


@case("nocopy", "domains")
def url_disabled(c):
    c.obs("disabled", c.s("admin", "nocopy").upload(c.name_(), url=c.url("good/x.png")))
    c.obs("domain", c.s("admin", "domains").upload(c.name_(), url=c.url("good/x.png")))


# ------------------------------------------------------------------ text, comment, tags, watch
@case()
def page_text(c):
    u = c.s()
    rev = dict(action="query", prop="revisions", rvprop="content|comment|user|flags|tags|size|contentmodel", rvslots="main", formatversion=2)
    for l, p in (("comment only", dict(comment="Only a comment")), ("text only", dict(text="== Text ==\nonly")), ("both", dict(comment="C", text="T ~~~~ [[x]]")), ("neither", {})):
        n = c.name_(l)
        u.upload(n, c.png(), **p)
        c.obs(l, c.anon.get(titles="File:" + n, **rev), only=lambda b: _nosig(b))


def _nosig(b):
    t = json.dumps(b, ensure_ascii=False)
    t = re.sub(r"\d\d:\d\d, \d+ \w+ \d{4} \(UTC\)", "<sig>", t)
    b = json.loads(t)
    for p in b.get("query", {}).get("pages", []):
        for r in p.get("revisions", []):
            if "<sig>" in json.dumps(r):
                r.pop("size", None)
    return b


@case()
def page_text_on_reupload(c):
    """text= is only for new pages."""
    u, n = c.s(), c.name_()
    c.put(n, comment="one", text="First text")
    c.tick()
    u.upload(n, c.png(), comment="two", text="Second text", ignorewarnings=1)
    c.obs("revs", c.anon.get(action="query", prop="revisions", titles="File:" + n, rvprop="content|comment|user|size", rvslots="main", rvlimit=5, formatversion=2))


@case()
def tags_param(c):
    u, n = c.s(), c.name_()
    c.obs("bad", u.upload(n, c.png(), tags="no-such-tag"))
    c.obs("bad v2", u.upload(n, c.png(), tags="no-such-tag", formatversion=2))
    t = c.run.creds.get("tag", "peer-tag")
    c.obs("good", u.upload(n, c.png(), tags=t), only=_brief)
    time.sleep(1)
    c.obs("log", c.anon.get(action="query", list="logevents", letype="upload", letitle="File:" + n, leprop="tags|type|comment", formatversion=2))


@case()
def watch_params(c):
    u = c.s()
    for l, p in (("default", {}), ("watch", dict(watchlist="watch")), ("nochange", dict(watchlist="nochange")), ("deprecated", dict(watch=1)), ("expiry", dict(watchlist="watch", watchlistexpiry="1 month")), ("unwatch", dict(watchlist="unwatch")), ("bad expiry", dict(watchlist="watch", watchlistexpiry="tomorrowish"))):
        n = c.name_(l)
        c.obs(l, u.upload(n, c.png(), **p), only=lambda b: {"result": b["upload"]["result"], "warnings": b.get("warnings")} if "upload" in b else b)
        c.obs(l + " then", u.get(action="query", prop="info", inprop="watched", titles="File:" + n, formatversion=2), only=lambda b: {k: b["query"]["pages"][0].get(k) for k in ("watched", "watchlistexpiry", "missing")})


# ------------------------------------------------------------------ permissions
@case()
def perm_errors(c):
    n = c.name_()
    c.obs("anon", c.anon.upload(n, c.png(), token="+\\"))
    c.obs("anon v2", c.anon.upload(n, c.png(), token="+\\", formatversion=2))
    c.obs("no right", c.s("noupload").upload(n, c.png()))
    c.obs("basic grant", c.s("basic").upload(n, c.png()))
    c.obs("blocked", c.s("blocked").upload(n, c.png()))
    c.obs("blocked v2", c.s("blocked").upload(n, c.png(), formatversion=2))


@case()
def perm_protected(c):
    n, a = c.name_(), c.s("admin")
    a.tpost(action="protect", title="File:" + n, protections="create=sysop", reason="x")
    c.obs("create", c.s().upload(n, c.png()))
    m = c.name_("b")
    c.put(m)
    a.tpost(action="protect", title="File:" + m, protections="upload=sysop", reason="x")
    c.obs("upload", c.s().upload(m, c.png(), ignorewarnings=1))
    c.obs("admin", a.upload(m, c.png(), ignorewarnings=1), only=_brief)


# ------------------------------------------------------------------ verification
@case()
def verify_mime(c):
    u = c.s()
    c.obs("png as jpg", u.upload(c.name_("a", "jpg"), c.png()))
    c.obs("png as jpg v2", u.upload(c.name_("a", "jpg"), c.png(), formatversion=2))
    c.obs("jpg as png", u.upload(c.name_("b", "png"), c.file("plain.jpg"), ignorewarnings=1))
    c.obs("text as png", u.upload(c.name_("c", "png"), b"just some words, no image at all " * 10))
    c.obs("png as svg", u.upload(c.name_("d", "svg"), c.png()))
    c.obs("html as png", u.upload(c.name_("e", "png"), b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"))
    c.obs("mp4 as ogv", u.upload(c.name_("f", "ogv"), c.file("clip.mp4")))


@case()
def verify_svg(c):
    u = c.s()
    for n in ("script", "onload", "jshref", "exthref", "notxml"):
        c.obs(n, u.upload(c.name_(n, "svg"), fixture(n + ".svg") + b"<!-- " + c.tag() + b" -->"))


@case()
def verify_disguises(c):
    u = c.s()
    c.obs("php in gif", u.upload(c.name_("a", "gif"), b"GIF89a<?php echo 1; ?>" + b"\0" * 50 + c.tag()))
    c.obs("html after png head", u.upload(c.name_("b"), c.png()[:60] + b"<html><script>alert(1)</script>" * 3))
    c.obs("zip as png", u.upload(c.name_("c"), fixture("plain.zip")))
    c.obs("jar as png", u.upload(c.name_("d"), fixture("evil.jar")))


@case()
def verify_banned(c):
    u = c.s()
    c.obs("banned", u.upload(c.name_("a", "exe"), b"MZ" + b"\0" * 100))
    c.obs("not listed", u.upload(c.name_("b", "bmp"), b"BM" + b"\0" * 100))
    c.obs("not listed v2", u.upload(c.name_("b", "txt"), b"words", formatversion=2, ignorewarnings=1))


@case()
def params_mix(c):
    u, n = c.s(), c.name_()
    c.obs("none", u.upload(n))
    c.obs("none v2", u.upload(n, formatversion=2))
    c.obs("file and url", u.upload(n, c.png(), url="http://127.0.0.1/x.png"))
    c.obs("file and key", u.upload(n, c.png(), filekey=UNKNOWN_KEY))
    c.obs("url and key", u.upload(n, url="http://127.0.0.1/x.png", filekey=UNKNOWN_KEY))
    c.obs("urlencoded file", u.upload(n, file="abc"))
    c.obs("multipart no filename", u.post(action="upload", filename=n, token=u.csrf, _files={"file": (None, "abc")}))
    c.obs("nothing at all", u.tpost(action="upload"))


# ------------------------------------------------------------------ what the wiki says of files
@case()
def imageinfo_props(c):
    n = c.name_()
    c.put(n, c.file("plain.png"), comment="A [[comment]]")
    a = c.anon
    c.obs("default", a.get(action="query", prop="imageinfo", titles="File:" + n))
    c.obs("all v1", a.get(action="query", prop="imageinfo", titles="File:" + n, iiprop=II_ALL))
    c.obs("all v2", a.get(action="query", prop="imageinfo", titles="File:" + n, iiprop=II_ALL, formatversion=2))
    c.obs("missing", a.get(action="query", prop="imageinfo", titles="File:Cf %s none.png" % c.uid, iiprop="url"))
    c.obs("missing v2", a.get(action="query", prop="imageinfo", titles="File:Cf %s none.png|Cf %s page" % (c.uid, c.uid), iiprop="url", formatversion=2))
    c.obs("normalized", a.get(action="query", prop="imageinfo", titles="image:" + n.replace(" ", "_"), iiprop="size", formatversion=2))


@case()
def imageinfo_thumbs(c):
    n = c.name_()
    c.put(n, c.file("plain.png"))
    a = c.anon
    for l, p in (("width", dict(iiurlwidth=100)), ("height", dict(iiurlheight=50)), ("both", dict(iiurlwidth=100, iiurlheight=20)), ("wider", dict(iiurlwidth=1000)), ("bad", dict(iiurlwidth=-5)), ("param", dict(iiurlwidth=100, iiurlparam="80px"))):
        c.obs(l, a.get(action="query", prop="imageinfo", titles="File:" + n, iiprop="url|size|thumbmime", formatversion=2, **p))
    t = a.get(action="query", prop="imageinfo", titles="File:" + n, iiprop="url", iiurlwidth=100, formatversion=2).json()["query"]["pages"][0]["imageinfo"][0]
    c.note("original", {"status": (r := a.http.get(t["url"])).status_code, "type": r.headers.get("content-type")})


@case()
def imageinfo_history(c):
    n, a = c.name_(), c.anon
    for i in range(3):
        c.put(n, comment="version %d" % i)
        c.tick()
    c.obs("limit 2", a.get(action="query", prop="imageinfo", titles="File:" + n, iilimit=2, iiprop="timestamp|comment|archivename|url|user"))
    c.obs("all", a.get(action="query", prop="imageinfo", titles="File:" + n, iilimit="max", iiprop="timestamp|comment|archivename|size", formatversion=2))
    k = a.get(action="query", prop="imageinfo", titles="File:" + n, iilimit=2, iiprop="timestamp").json().get("continue", {})
    c.obs("continued", a.get(action="query", prop="imageinfo", titles="File:" + n, iilimit=2, iiprop="comment", **k))


@case()
def allimages_lists(c):
    a = c.anon
    for l in "abcd":
        c.put(c.name_(l), c.png() if l != "d" else make_png(10, 10, c.tag()))
        c.tick()
    p = "Cf " + c.uid
    c.obs("prefix", a.get(action="query", list="allimages", aiprefix=p))
    c.obs("prefix v2", a.get(action="query", list="allimages", aiprefix=p, aiprop="size|sha1|mime|user|timestamp", formatversion=2))
    r = c.obs("limit", a.get(action="query", list="allimages", aiprefix=p, ailimit=2, aiprop="size"))
    c.obs("continued", a.get(action="query", list="allimages", aiprefix=p, ailimit=2, aiprop="size", **r.json()["continue"]))
    c.obs("descending", a.get(action="query", list="allimages", aiprefix=p, aidir="descending", aiprop="size"))
    s = a.get(action="query", list="allimages", aiprefix=p, aiprop="sha1").json()["query"]["allimages"][0]["sha1"]
    c.obs("sha1", a.get(action="query", list="allimages", aisha1=s, aiprop="size"))
    c.obs("sha1 bad", a.get(action="query", list="allimages", aisha1="zz"))
    c.obs("minsize", a.get(action="query", list="allimages", aiprefix=p, aimaxsize=299, aiprop="size|dimensions"))
    c.obs("mix", a.get(action="query", list="allimages", aiprefix=p, aisort="timestamp"))
    c.obs("user without sort", a.get(action="query", list="allimages", aiuser="Uploader"))
    c.obs("timestamp", a.get(action="query", list="allimages", aisort="timestamp", aiuser="Uploader", aidir="older", ailimit=1, aiprop="mime"), only=lambda b: {"keys": sorted(b), "n": len(b["query"]["allimages"])})


@case()
def upload_traces(c):
    """The log, the recent changes, the page and its properties after an upload."""
    n, a = c.name_(), c.anon
    c.put(n, comment="Trace me", text="Body")
    t = "File:" + n
    c.obs("logevents", a.get(action="query", list="logevents", letype="upload", letitle=t))
    c.obs("logevents v2", a.get(action="query", list="logevents", leaction="upload/upload", letitle=t, leprop="ids|title|type|user|userid|timestamp|comment|parsedcomment|details|tags", formatversion=2))
    c.obs("recentchanges", a.get(action="query", list="recentchanges", rctitle=t, rcprop="title|user|comment|loginfo|flags|sizes|ids|timestamp", formatversion=2))
    c.obs("info", a.get(action="query", prop="info", titles=t, formatversion=2))
    c.obs("info v1", a.get(action="query", prop="info", titles=t, inprop="url|protection|displaytitle"))
    c.obs("allpages", a.get(action="query", list="allpages", apnamespace=6, apprefix="Cf " + c.uid))
    c.obs("pageids", a.get(action="query", prop="info", titles=t, indexpageids=1), only=lambda b: {"n": len(b["query"]["pageids"])})


@case()
def duplicatefiles_prop(c):
    d = c.png()
    c.put(c.name_("a"), d)
    c.put(c.name_("b"), d)
    c.obs("v1", c.anon.get(action="query", prop="duplicatefiles", titles="File:" + c.name_("a")))
    c.obs("v2", c.anon.get(action="query", prop="duplicatefiles", titles="File:" + c.name_("a"), formatversion=2))
    c.put(c.name_("c"))
    c.obs("none", c.anon.get(action="query", prop="duplicatefiles", titles="File:" + c.name_("c"), formatversion=2))


@case()
def delete_and_undelete(c):
    n, a = c.name_(), c.s("admin")
    c.put(n, text="To go")
    c.obs("no right", c.s().tpost(action="delete", title="File:" + n))
    c.obs("delete", a.tpost(action="delete", title="File:" + n, reason="because"))
    c.obs("again", a.tpost(action="delete", title="File:" + n))
    c.obs("imageinfo", c.anon.get(action="query", prop="imageinfo", titles="File:" + n, iiprop="url"))
    c.obs("filearchive", a.get(action="query", list="filearchive", faprefix=n, falimit=5, faprop="sha1|timestamp|user|size|dimensions|mime|mediatype|bitdepth|description", formatversion=2))
    c.obs("undelete", a.tpost(action="undelete", title="File:" + n, reason="back"))
    c.obs("imageinfo back", c.anon.get(action="query", prop="imageinfo", titles="File:" + n, iiprop="url|size|user"))


@case()
def move_file(c):
    n, m, a = c.name_("a"), c.name_("b"), c.s("admin")
    c.put(n)
    c.obs("other type", a.tpost(action="move", from_="File:" + n, to="File:Cf %s b.jpg" % c.uid))
    c.obs("other namespace", a.tpost(action="move", from_="File:" + n, to="Cf %s b.png" % c.uid))
    c.obs("anon", c.anon.post(action="move", from_="File:" + n, to="File:" + m, token="+\\"))
    c.obs("move", a.tpost(action="move", from_="File:" + n, to="File:" + m, reason="better"))
    c.obs("old", c.anon.get(action="query", prop="imageinfo", titles="File:" + n, iiprop="size|url", formatversion=2))
    c.obs("old redirects", c.anon.get(action="query", prop="imageinfo", titles="File:" + n, iiprop="size|url", redirects=1, formatversion=2))
    c.obs("upload over the redirect", c.s().upload(n, c.png()))


@case()
def edit_file_page(c):
    n, u = c.name_(), c.s()
    c.put(n, text="Old")
    c.obs("edit", u.tpost(action="edit", title="File:" + n, text="New text", summary="s"))
    c.obs("same", u.tpost(action="edit", title="File:" + n, text="New text"))
    c.obs("no token", u.post(action="edit", title="File:" + n, text="x"))
    c.obs("purge", u.tpost(action="purge", titles="File:" + n))
    c.obs("watch", u.post(action="watch", titles="File:" + n, token=_token(u, "watch")))


@case()
def paraminfo_upload(c):
    for fv in (1, 2):
        c.obs("v%d" % fv, c.anon.get(action="paraminfo", modules="upload", formatversion=fv),
              only=lambda b: {k: (v if k != "parameters" else {p["name"]: {x: y for x, y in p.items() if x not in ("index", "tokentype") and not isinstance(y, dict)} for p in v})
                              for k, v in b["paraminfo"]["modules"][0].items() if k not in ("examples", "helpurls", "licenselink", "licensetag", "description")})
    c.obs("unknown", c.anon.get(action="paraminfo", modules="nonesuch"))


@case()
def help_exists(c):
    c.obs("help", c.anon.get(action="help", modules="upload", format=None), body=False)
    c.obs("wrapped", c.anon.get(action="help", modules="upload", wrap=1), only=lambda b: {"keys": sorted(b.get("help", {}))})


@case()
def errorsuselocal_and_lang(c):
    a = c.anon
    c.obs("local", a.get(action="nonesuch", errorformat="plaintext", errorlang="de", errorsuselocal=1, formatversion=2))
    c.obs("errorlang bad", a.get(action="nonesuch", errorformat="plaintext", errorlang="no such", formatversion=2))
    c.obs("uselang user", c.s().get(action="query", uselang="user", responselanginfo=1))
    c.obs("uselang content", a.get(action="query", uselang="content", responselanginfo=1))


@case()
def userinfo_more(c):
    u = c.s()
    c.obs("options", u.get(action="query", meta="userinfo", uiprop="options", formatversion=2), only=lambda b: {k: type(b["query"]["userinfo"]["options"].get(k)).__name__ for k in ("watchuploads", "watchcreations", "watchdefault", "language")})
    c.obs("names", u.get(action="query", meta="userinfo", uiprop="realname|email|registrationdate|editcount|unreadcount|theoreticalratelimits|cancreateaccounts", formatversion=2), only=lambda b: sorted(b["query"]["userinfo"]))
    c.obs("unknown", u.get(action="query", meta="userinfo", uiprop="nonesuch", formatversion=2))
    c.obs("bad and good token", u.get(action="query", meta="userinfo|tokens", type="csrf|login", formatversion=2))


@case()
def siteinfo_groups(c):
    c.obs("groups", c.anon.get(action="query", meta="siteinfo", siprop="usergroups", formatversion=2), only=lambda b: {g["name"]: [r for r in ("upload", "reupload", "reupload-shared", "upload_by_url", "read", "delete") if r in g["rights"]] for g in b["query"]["usergroups"] if g["name"] in ("*", "user", "sysop", "autoconfirmed")})


@case()
def stash_file_download(c):
    """The address of a stashed file answers to its owner only (and, in MediaWiki, not to a bot password's session)."""
    u, o = c.fresh("uploader").login_main(), c.fresh("other").login_main()
    d = c.png()
    i = u.upload(c.name_(), d, stash=1).json()["upload"]["imageinfo"]
    r = u.http.get(i["url"])
    c.note("owner", {"status": r.status_code, "type": r.headers.get("content-type"), "same": r.content == d})
    c.note("other", {"same": o.http.get(i["url"]).content == d})
    c.note("anon", {"same": c.anon.http.get(i["url"]).content == d})


@case()
def file_download(c):
    """The address in imageinfo gives back the very bytes; so does the old version's."""
    n, a, d1, d2 = c.name_(), c.anon, c.png(), c.png()
    c.put(n, d1)
    c.tick()
    c.put(n, d2)
    ii = a.get(action="query", prop="imageinfo", titles="File:" + n, iiprop="url|sha1|mime", iilimit=5, formatversion=2).json()["query"]["pages"][0]["imageinfo"]
    for l, i, d in (("new", ii[0], d2), ("old", ii[1], d1)):
        r = a.http.get(i["url"])
        c.note(l, {"status": r.status_code, "type": r.headers.get("content-type"), "same": r.content == d, "sha1": i["sha1"] == hashlib.sha1(d).hexdigest()})
    r = a.http.get(ii[0]["url"], headers={"Range": "bytes=10-19"})
    c.note("range", {"status": r.status_code, "same": r.content == d2[10:20], "content-range": r.headers.get("content-range")})
    r = a.http.head(ii[0]["url"])
    c.note("head", {"status": r.status_code, "length": r.headers.get("content-length") == str(len(d2))})
    r = a.http.get(ii[0]["url"] + "x")
    c.note("missing", r.status_code)
