"""The page around a sealed bundle: its words, style and script, and the policy that binds them.

What belongs here: putting the parts of `resources/bundle` together. Nothing of a client's
content ever passes through here.
"""

import base64
import hashlib
import re
from html import escape

from lawdesk.exports.bundle_format import canonical_json
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.paths import resources

_SCRIPT_PARTS = (
    "unseal.js",
    "hpke.js",
    "reply.js",
    "show.js",
    "view.js",
    "form.js",
    "write.js",
    "page.js",
)
_FONTS = (("regular.woff2", "400"), ("semibold.woff2", "600 700"))
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def page_start(language: str, head_lines: str) -> str:
    """The page up to where the sealed blocks begin, in the client's language."""
    script, style = _script(), _style()
    texts = client_texts("bundle", language)
    parts = {name: escape(text) for name, text in texts.items()} | {
        "language": language if language in LANGUAGES else "en",
        "policy": _policy(script, style),
        "style": style,
        "script": script,
        "texts": canonical_json(dict(texts)),
        "head_lines": head_lines,
    }
    return _PLACE.sub(lambda place: parts[place[1]], _part("page.html"))


def page_end() -> str:
    """The page after the sealed blocks."""
    return "</body>\n</html>\n"


def _policy(script: str, style: str) -> str:
    # Trusted Types make the browser itself refuse any text-to-markup call in the script.
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src blob: data:",
            "font-src data:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-src 'none'",
            "object-src 'none'",
            "worker-src 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _script() -> str:
    parts = "\n".join(_part(name) for name in _SCRIPT_PARTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _style() -> str:
    faces = "".join(_font_face(name, weight) for name, weight in _FONTS)
    return f"{faces}{_part('style.css')}"


def _font_face(name: str, weight: str) -> str:
    content = (resources() / "bundle" / "fonts" / name).read_bytes()
    data = base64.b64encode(content).decode("ascii")
    return (
        f'@font-face {{ font-family: "Bundle Sans"; font-weight: {weight}; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
    )


def _part(name: str) -> str:
    return (resources() / "bundle" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
