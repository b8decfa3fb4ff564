#!/usr/bin/env python3
"""Thin Python wrappers of the API against MW_API, unmodified: mwapi and pymediawiki."""
from common import *
import mwapi
from mediawiki import MediaWiki
step = Steps('python_apis'); S = {}
PAGE = f'Pythonapi {RUN}'


def login():
    if not PASS: raise Skip('no account password')
    S['mwapi'] = s = mwapi.Session(f'{SCHEME}://{HOST}', user_agent='driver/0', api_path=U.path); s.login(USER, PASS)
    S['token'] = s.get(action='query', meta='tokens')['query']['tokens']['csrftoken']
    check(s.get(action='query', meta='userinfo')['query']['userinfo']['name'] == USER, 'another user')


def edit():
    r = S['mwapi'].post(action='edit', title=PAGE, text='Text', token=S['token']); check(r['edit']['result'] == 'Success', r)


def upload():
    r = S['mwapi'].post(action='upload', filename=f'{PAGE}.png', token=S['token'], upload_file=open(fix('small.png'), 'rb'))
    check(r['upload']['imageinfo']['sha1'] == sha1(data('small.png')), r)


def continuation():
    got = S['mwapi'].get(action='query', list='allpages', apnamespace=6, aplimit=1, continuation=True)
    check(len(next(got)['query']['allpages']) == 1, 'no page')


def error():
    try: S['mwapi'].get(action='query', list='allimages', aisort='x')
    except mwapi.errors.APIError as e: check(e.code == 'badvalue', e.code); return e.code
    raise AssertionError('no error')


def wiki():
    S['wiki'] = w = MediaWiki(url=API, user_agent='driver/0'); check(w.login(BOT, BOTPASS) is True, 'not True')
    check(w.api_version.count('.') == 2, w.api_version); return w.api_version


def suggestions():
    found = S['wiki'].opensearch(PAGE); check([f[0] for f in found] == [PAGE], found)
    check(S['wiki'].prefixsearch(PAGE) == [PAGE], 'prefixsearch'); check(S['wiki'].allpages(PAGE, results=1) == [PAGE], 'allpages')


for name, fn in (('mwapi_login', login), ('mwapi_edit', edit), ('mwapi_upload', upload), ('mwapi_continuation', continuation),
                 ('mwapi_error', error), ('pymediawiki_login', wiki), ('pymediawiki_suggestions', suggestions)): step(name, fn)
step.done()
