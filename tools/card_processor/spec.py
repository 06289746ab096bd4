"""Hold requests and answers against the processor's API description."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS30Validator

from .fields import nested

Schema = dict[str, Any]


class Spec:
    """The description of one version of the API, with the operations and objects that it knows."""

    def __init__(self, folder: Path) -> None:
        self._doc = json.loads((folder / "stripe-v1-reduced.json").read_text())
        _allow_null(self._doc["components"]["schemas"])
        self._lay_over(json.loads((folder / "endive-overlay.json").read_text()))
        self._request_checks = cache(self._request_check)
        self._answer_checks = cache(self._answer_check)
        paths = sorted(self._doc["paths"], key=lambda path: path.count("{"))
        self._routes = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in paths]

    def read(self, method: str, path: str, text: str) -> tuple[dict[str, Any], list[str]]:
        """Return what a form says, each value in the type that the description names, and what is wrong."""
        template = self._template(method, path)
        if template is None:
            return nested(text), [f"no such operation: {method} {path}"]
        schema = self._request_schema(method, template)
        data = self._typed(nested(text), schema)
        return data, _problems(self._request_checks(method, template), data)

    def check_answer(self, method: str, path: str, body: Any) -> list[str]:
        """Return what is wrong with an answer of 200."""
        template = self._template(method, path)
        return _problems(self._answer_checks(method, template), body) if template else []

    def check_object(self, name: str, body: Any) -> list[str]:
        """Return what is wrong with an object of this name, such as ``event``."""
        return _problems(self._whole({"$ref": f"#/components/schemas/{name}"}), body)

    def _lay_over(self, changes: Schema) -> None:
        for path, names in changes["remove_request_properties"].items():
            for name in names:
                self._body(path)["properties"].pop(name, None)
        for path, more in changes["add_request_properties"].items():
            self._body(path)["properties"].update(more)

    def _body(self, path: str) -> Schema:
        content = self._doc["paths"][path]["post"]["requestBody"]["content"]
        schema: Schema = next(iter(content.values()))["schema"]
        return schema

    def _template(self, method: str, path: str) -> str | None:
        fits = (name for shape, name in self._routes if shape.fullmatch(path))
        return next((name for name in fits if method.lower() in self._doc["paths"][name]), None)

    def _request_schema(self, method: str, template: str) -> Schema:
        if method == "POST":
            return self._body(template)
        asked = [
            each
            for each in self._doc["paths"][template]["get"].get("parameters", [])
            if each["in"] == "query"
        ]
        return {"type": "object", "properties": {each["name"]: each["schema"] for each in asked}}

    def _request_check(self, method: str, template: str) -> OAS30Validator:
        return OAS30Validator(self._closed(self._request_schema(method, template)))

    def _answer_check(self, method: str, template: str) -> OAS30Validator:
        answers = self._doc["paths"][template][method.lower()]["responses"]["200"]["content"]
        return self._whole(answers["application/json"]["schema"])

    def _whole(self, schema: Schema) -> OAS30Validator:
        return OAS30Validator(
            {**schema, "components": self._doc["components"]}
            if "$ref" not in schema
            else {"allOf": [schema], "components": self._doc["components"]}
        )

    def _plain(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._doc["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def _closed(self, schema: Schema) -> Schema:
        """Return a request's schema with its references followed, refusing names that it does not know."""
        schema = dict(self._plain(schema))
        if "anyOf" in schema:
            schema["anyOf"] = [self._closed(each) for each in schema["anyOf"]]
        if "items" in schema:
            schema["items"] = self._closed(schema["items"])
        if "properties" in schema:
            schema["properties"] = {name: self._closed(each) for name, each in schema["properties"].items()}
            schema.setdefault("additionalProperties", False)
        return schema

    def _typed(self, value: Any, schema: Schema) -> Any:
        schema = self._plain(schema)
        for way in schema.get("anyOf", []):
            read = self._typed(value, way)
            if OAS30Validator(self._closed(way)).is_valid(read):
                return read
        if isinstance(value, dict):
            return self._typed_inside(value, schema)
        kind = schema.get("type")
        if kind in ("integer", "number") and re.fullmatch(r"-?\d+", value):
            return int(value)
        return value == "true" if kind == "boolean" and value in ("true", "false") else value

    def _typed_inside(self, value: Schema, schema: Schema) -> Any:
        if schema.get("type") == "array" and all(key.isdigit() for key in value):
            return [self._typed(value[key], schema["items"]) for key in sorted(value, key=int)]
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        rest = others if isinstance(others, dict) else {}
        return {name: self._typed(inner, known.get(name, rest)) for name, inner in value.items()}


def _problems(check: OAS30Validator, data: Any) -> list[str]:
    return [
        f"{'.'.join(map(str, error.absolute_path)) or '(all)'}: {error.message[:160]}"
        for error in check.iter_errors(data)
    ]


def _allow_null(node: Any) -> None:
    """Where the description says "nullable", null is welcome beside ``anyOf`` and ``enum`` too."""
    if isinstance(node, list):
        for inner in node:
            _allow_null(inner)
    if not isinstance(node, dict):
        return
    for inner in list(node.values()):
        _allow_null(inner)
    if node.get("nullable") is True and isinstance(node.get("enum"), list):
        node["enum"] = [*node["enum"], None]
    if node.get("nullable") is True and isinstance(node.get("anyOf"), list):
        node["anyOf"] = [*node["anyOf"], {"enum": [None], "nullable": True}]
