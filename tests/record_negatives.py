"""Structured files that are no transcripts: settings, data, feeds, maps; all invented."""

from __future__ import annotations

import json

_POSTS = [
    {
        "id": 1000 + 37 * n,
        "author": name,
        "created_at": f"2024-05-0{n}T10:00:00Z",
        "likes": n * 3,
        "body": body,
    }
    for n, (name, body) in enumerate(
        [
            ("ann", "I think the new harbour wall is far too low."),
            ("bo", "It was higher before the flood, I believe."),
            ("ann", "Does anybody know who built it?"),
            ("cy", "The town did, in nineteen twelve."),
        ],
        1,
    )
]
_PLACES = [
    {
        "type": "Feature",
        "properties": {"name": name, "visitors": count},
        "geometry": {"type": "Point", "coordinates": [x, y]},
    }
    for name, count, x, y in (
        ("Old lighthouse", 1200, 9.1, 54.2),
        ("The mud flats", 3100, 9.2, 54.4),
        ("Harbour", 9000, 9.3, 54.9),
    )
]
_BOOKS = [
    {
        "year": 1990 + 3 * n,
        "title": f"The {word} of the river in winter",
        "pages": 200 + 40 * n,
        "price": 9.5 + n,
    }
    for n, word in enumerate("colour sound taste memory weight shape".split())
]
NEGATIVES: dict[str, str] = {
    "package.json": json.dumps(
        {
            "name": "mud-flats",
            "version": "1.2.0",
            "description": "A library that counts birds on the mud.",
            "scripts": {"test": "run tests", "build": "build all of it"},
            "keywords": ["mud", "birds", "tide"],
            "dependencies": {"left": "^1.0.0", "right": "~2.1.0"},
            "contributors": [{"name": "Ann Tarrant", "email": "a@example.org"}, {"name": "Bo Marsh"}],
        },
        indent=2,
    ),
    "settings": json.dumps({"editor": {"tab": 4, "rulers": [80, 110]}, "files": {"exclude": {"**/out": True}}, "list": [1, 2, 3]}),
    "posts": json.dumps({"page": 1, "total": 4, "items": _POSTS}, indent=1),
    "posts as lines": "".join(json.dumps(post) + "\n" for post in _POSTS),
    "a page in JSON": json.dumps(
        {
            "name": "mud-flats",
            "readme": "# Mud flats\n\nA library that counts birds.\n\n## Usage\n\nInput: a picture of the mud.\n\n"
            "Output: a number.\n\nNote: it counts ducks twice.\n\nInput: another one.\n\nOutput: less.\n",
            "stars": 12,
        }
    ),
    "geojson": json.dumps({"type": "FeatureCollection", "features": _PLACES}),
    "books": json.dumps(_BOOKS),
    "books.csv": "year,title,pages,price\n" + "".join(f"{b['year']},{b['title']},{b['pages']},{b['price']}\n" for b in _BOOKS),
    "measures.csv": "time,station,level,comment\n" + "".join(f"{n * 600},North,{1.5 + n / 10},\n" for n in range(20)),
    "people.tsv": "name\tcity\tjob\nAnn Tarrant\tHull\tkeeper\nBo Marsh\tYork\tbaker\nCy Reed\tBath\tpilot\n",
    "translations": json.dumps(
        {"menu": {"open": "Open the file", "close": "Close the window", "save": "Save it now"}, "errors": {"lost": "The file was lost."}}
    ),
    "translations list": json.dumps([{"key": "a.b", "en": "Open the file", "de": "Die Datei öffnen"}, {"key": "a.c", "en": "Close it", "de": "Schließen"}]),
    "feed": '<?xml version="1.0"?><rss version="2.0"><channel><title>Mud</title>'
    + "".join(
        f"<item><title>Episode {n}</title><description>We talk about mud and birds, number {n}.</description>"
        f"<pubDate>Wed, 0{n} May 2024 10:00:00 GMT</pubDate><duration>{1800 + n}</duration></item>"
        for n in range(1, 6)
    )
    + "</channel></rss>",
    "drawing": '<svg xmlns="http://www.w3.org/2000/svg"><g>'
    + "".join(f'<text x="{n * 10}" y="20">Label number {n} of it</text><path d="M0 0L{n} 5"/>' for n in range(8))
    + "</g></svg>",
    "plist": '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">'
    "<plist version='1.0'><dict><key>Name</key><string>Mud</string><key>Size</key><integer>5</integer></dict></plist>",
    "sitemap": '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    + "".join(f"<url><loc>https://example.org/{n}</loc><lastmod>2024-05-0{n}</lastmod></url>" for n in range(1, 7))
    + "</urlset>",
    "weather": json.dumps([{"time": 1714550000 + 3600 * n, "temperature": 9.5 + n, "summary": "Light rain in the morning"} for n in range(12)]),
    "log": "".join(json.dumps({"ts": f"2024-05-01T10:00:{n:02d}Z", "level": "info", "msg": f"request {n} was served in time"}) + "\n" for n in range(12)),
    "lint": json.dumps([{"line": 5 + 7 * n, "column": 3, "message": "This name is not used anywhere.", "severity": "warning"} for n in range(9)]),
    "numbers": json.dumps([[n, n * n, n * 1.5] for n in range(30)]),
    "empty object": "{}",
    "empty array": "[]",
    "menu": json.dumps([{"name": "Soup of the day", "price": 4.5}, {"name": "Bread with butter", "price": 2.0}, {"name": "Fish pie", "price": 9.0}]),
    "questions": json.dumps([{"question": "Who built the wall?", "answer": "The town built it.", "id": n} for n in range(6)]),
    "tree": "<notes><note><to>Ann</to><from>Bo</from><body>Do not forget the boat.</body></note>"
    "<note><to>Cy</to><from>Ann</from><body>The boat is by the wall.</body></note>"
    "<note><to>Bo</to><from>Cy</from><body>Thank you very much.</body></note></notes>",
    "table": "| Name | Price | Text |\n|---|---|---|\n| Soup | 4 | Hot and good. |\n| Bread | 2 | With butter. |\n",
    "prices.csv": "no;item;from;to;note\n" + "".join(f"{n};Pump {n};{n},500;{n + 1},250;Sold in the old shop\n" for n in range(1, 9)),
    "hours.csv": "day,open,note\n" + "".join(f'{n},9:00 - 17:0{n},"Closed for lunch, as ever"\n' for n in range(1, 7)),
    "stock without a header": "".join(f"{n},Pump {n},{n * 40},The pump stands in the yard\n" for n in range(1, 12)),
    "entities": json.dumps([{"offset": n * 14, "length": 5, "text": "Hull", "type": "place"} for n in range(10)]),
}  # fmt: skip
"""Name of the kind and a source of it."""
