"""Gives each request a token of the scope that its operation names; the program that starts this issues them."""

import os
import urllib.request

import schemathesis

TOKENS = os.environ["FUZZ_TOKENS"]


def scope_of(context):
    scopes = context.operation.definition.raw.get("x-required-scopes", [])
    return scopes[0] if scopes else ""


@schemathesis.auth(refresh_interval=120, cache_by_key=lambda case, context: scope_of(context))
class Token:
    def get(self, case, context):
        scope = scope_of(context)
        if scope == "":
            return ""
        with urllib.request.urlopen(f"{TOKENS}/{scope}", timeout=30) as answer:
            return answer.read().decode()

    def set(self, case, data, context):
        if data:
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    """Bytes as they are; what else was made up, as one line."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


# Python's expressions know no Unicode properties; these ranges say the same, within a class and without.
PROPERTIES = {
    "Cc": r"\x00-\x1f\x7f-\x9f",
    "Cs": r"\ud800-\udfff",
}


def translated(pattern):
    for name, ranges in PROPERTIES.items():
        pattern = pattern.replace(f"\\P{{{name}}}", f"[^{ranges}]").replace(f"\\p{{{name}}}", ranges)
    return pattern


def translate(node):
    if isinstance(node, list):
        for item in node:
            translate(item)
    if isinstance(node, dict):
        if isinstance(node.get("pattern"), str):
            node["pattern"] = translated(node["pattern"])
        for item in node.values():
            translate(item)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    translate(raw_schema)
