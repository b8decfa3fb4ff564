#!/usr/bin/env python3
"""Runs the cases against a server, and records goldens or checks against them.

  run.py --base http://127.0.0.1:8091/w/api.php --creds creds.json --record goldens/
  run.py --base http://127.0.0.1:9000/w/api.php --creds creds.json --check goldens/ [-k pattern] [-v] [-j 2]

creds.json: {"users": {"admin": {"user", "password", "bot", "botpassword"}, uploader, other, blocked, noupload, basic},
             "variants": {name: api url}, "tag": an active change tag}
"""
import argparse, concurrent.futures as cf, importlib, json, os, re, sys, threading, time, traceback, urllib.parse
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import lib


class Run:
    pass


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--base")
    ap.add_argument("--creds", required=True)
    ap.add_argument("--record", metavar="DIR")
    ap.add_argument("--check", metavar="DIR")
    ap.add_argument("-k", metavar="PATTERN", default="", help="regular expression on case names")
    ap.add_argument("-j", type=int, default=2)
    ap.add_argument("-v", action="store_true", help="all differences, tolerated ones too")
    ap.add_argument("--dump", metavar="DIR", help="also write what was seen here")
    a = ap.parse_args()
    for s in ("open", "more"):
        importlib.import_module("cases_" + s)
    run = Run()
    run.creds = json.load(open(a.creds))
    if a.base:
        run.creds["base"] = a.base
    run.creds.setdefault("variants", {})
    run.hosts = []
    for b in [run.creds["base"]] + list(run.creds["variants"].values()):
        u = urllib.parse.urlsplit(b)
        run.hosts += ["%s://%s" % (u.scheme, u.netloc), "//" + u.netloc]
    run.local = threading.local()
    differs = {}                                     # where the server is better than the peer on purpose: not compared
    for d in json.load(open(os.path.join(lib.HERE, "differs.json"))):
        differs.setdefault(d["case"], set()).update(d["labels"])
    run.files = lib.Files()
    todo = [c for c in lib.CASES if re.search(a.k, c[0])]

    def one(entry):
        name, set_, f, needs = entry
        c = lib.Ctx(run, name)
        t = time.time()
        try:
            for n in needs:
                if n not in run.creds["variants"]:
                    raise lib.Skip("the server has no variant " + n)
            f(c)
            return entry, c.observed, None, time.time() - t
        except lib.Skip as e:
            return entry, None, "SKIP " + str(e), time.time() - t
        except Exception as e:
            tb = traceback.extract_tb(e.__traceback__)
            at = [x for x in tb if "cases_" in x.filename][-1:] or tb[-1:]
            return entry, c.observed, "%s:%d %s: %s" % (os.path.basename(at[0].filename), at[0].lineno, type(e).__name__, str(e)[:300]), time.time() - t

    t0 = time.time()
    n = dict(passed=0, failed=0, skipped=0)
    with cf.ThreadPoolExecutor(a.j) as ex:
        for (name, set_, f, needs), seen, err, dt in ex.map(one, todo):
            doc = {"case": name, "about": (f.__doc__ or "").strip(), "obs": seen}
            if a.dump and seen:
                os.makedirs(a.dump, exist_ok=True)
                json.dump(doc, open(os.path.join(a.dump, name + ".json"), "w"), indent=1, ensure_ascii=False, sort_keys=True)
            if err and err.startswith("SKIP"):
                n["skipped"] += 1
                print("SKIP %-50s %s" % (name, err[5:]))
                continue
            bad, ok = ([err] if err else []), []
            if a.record and not err:
                d = os.path.join(a.record, set_)
                os.makedirs(d, exist_ok=True)
                with open(os.path.join(d, name + ".json"), "w") as fh:
                    json.dump(doc, fh, indent=1, ensure_ascii=False, sort_keys=True)
                    fh.write("\n")
            elif a.check:
                p = os.path.join(a.check, set_, name + ".json")
                if not os.path.exists(p):
                    bad.append("no golden " + p)
                else:
                    keep = lambda o: {k: v for k, v in (o or {}).items() if k not in differs.get(name, ())}
                    b, ok = lib.compare(keep(json.load(open(p))["obs"]), keep(json.loads(json.dumps(seen))))
                    bad += b
            n["failed" if bad else "passed"] += 1
            print("%s %-50s %5.2fs%s" % ("FAIL" if bad else "PASS", name, dt, "" if a.v or not ok else "  (%d extra)" % len(ok)))
            for x in bad if a.v else bad[:5]:
                print("       " + x)
            if len(bad) > 5 and not a.v:
                print("       ... %d more" % (len(bad) - 5))
            for x in ok if a.v else []:
                print("     ~ " + x)
            sys.stdout.flush()
    print("%d passed, %d failed" % (n["passed"], n["failed"]) + (", %d skipped" % n["skipped"] if n["skipped"] else "") + "  (%.1f s)" % (time.time() - t0))
    return 1 if n["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
