"""A msgspec struct as the body of a route: converted whole, every field that is not known refused, its schema told."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from beffroi.kernel.errors import Invalid
from beffroi.routing.errors import UnknownField

UNWRITABLE: Final = "characters that cannot be written"
_TAKEN_APART: Final = ("title", "default")


class OfStruct:
    """`Annotated[QueueRules, OfStruct(QueueRules)]`: FastAPI takes and gives the struct as JSON."""

    def __init__(self, kind: type[msgspec.Struct]) -> None:
        self._kind = kind

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._convert, serialization=core_schema.plain_serializer_function_ser_schema(msgspec.to_builtins)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        whole = msgspec.json.schema(self._kind)
        inlined: JsonSchemaValue = _inlined(whole, whole.get("$defs", {}), required=handler.mode == "serialization")
        return inlined

    def _convert(self, given: Any) -> msgspec.Struct:
        if isinstance(given, self._kind):
            return given
        if wrong := list(_unwritable(given, "body")):
            raise Invalid(
                fields=[
                    {"where": where.encode("ascii", "replace").decode(), "what": UNWRITABLE} for where in wrong[:20]
                ]
            )
        try:
            made = msgspec.convert(given, self._kind)
        except msgspec.ValidationError as wrong:
            what, _, where = str(wrong).partition(" - at `$")
            raise Invalid(fields=[{"where": f"body{where.rstrip('`')}", "what": what}]) from None
        for where in _unknown(given, msgspec.to_builtins(made), "body"):
            raise UnknownField(where=where)
        return made


def _unwritable(given: Any, where: str) -> Iterator[str]:
    """Paths of texts that hold control characters, or halves of characters that no file can keep."""
    found = [(where, given)]
    while found:
        where, one = found.pop()
        if isinstance(one, str) and any(char < " " or "\ud800" <= char <= "\udfff" for char in one):
            yield where
        elif isinstance(one, dict):
            found += [(where, key) for key in one] + [(f"{where}.{key[:40]}", value) for key, value in one.items()]
        elif isinstance(one, list):
            found += [(f"{where}.{place}", value) for place, value in enumerate(one)]


def _unknown(given: Any, kept: Any, where: str) -> list[str]:
    """Paths of what was given and is not kept."""
    if isinstance(given, dict) and isinstance(kept, dict):
        lost = [f"{where}.{key[:40]}" for key in given if key not in kept]
        return lost + [one for key in given if key in kept for one in _unknown(given[key], kept[key], f"{where}.{key}")]
    if isinstance(given, list) and isinstance(kept, list):
        pairs = enumerate(zip(given, kept, strict=False))
        return [one for place, (left, right) in pairs for one in _unknown(left, right, f"{where}.{place}")]
    return []


def _inlined(schema: Any, defs: dict[str, Any], *, required: bool) -> Any:
    """The schema without references, as it stands inside another; answers always hold every field."""
    if isinstance(schema, list):
        return [_inlined(one, defs, required=required) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(defs[schema["$ref"].rpartition("/")[2]], defs, required=required)
    made = {
        key: _inlined(one, defs, required=required)
        for key, one in schema.items()
        if key != "$defs" and not (key in _TAKEN_APART and not isinstance(one, dict | list))
    }
    made.pop("default", None)
    if required and "properties" in made:
        made["required"] = sorted(made["properties"])
    return made
