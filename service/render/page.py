"""The shell of every page: complete in itself, closed to the network, deaf to hostile text.

Style and script are inlined from `assets/`. The Content-Security-Policy forbids every load and
names the inlined style and script by their hashes, so that markup which slipped through escaping
could neither run nor call anywhere. Data travels as JSON in a block that browsers do not run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import cache
from importlib import resources


def escape(text: object) -> str:
    """Text made safe for element content and quoted attributes."""
    return html.escape(str(text), quote=True)


@cache
def asset(name: str) -> str:
    """A text file of `assets/`."""
    return (resources.files("service.render") / "assets" / name).read_text(encoding="utf-8")


def embedded_json(data: object) -> str:
    """JSON that cannot end the script element that holds it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def page(
    *, title: str, body: str, styles: tuple[str, ...], script: str = "", data: object = None
) -> str:
    """A whole HTML document. `styles` and `script` name assets; `body` is escaped markup."""
    style = "\n".join(asset(name) for name in styles)
    code = asset(script) if script else ""
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; "
        f"script-src {_quoted(code)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        '<link rel="icon" href="data:,">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        body,
    ]
    if data is not None:
        parts.append(f'<script type="application/json" id="data">{embedded_json(data)}</script>')
    if code:
        parts.append(f"<script>{code}</script>")
    parts += ["</body>", "</html>", ""]
    return "\n".join(parts)


def _quoted(code: str) -> str:
    return f"'{_hash(code)}'" if code else "'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
