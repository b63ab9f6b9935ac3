"""The documentation for people, written from the description for programs."""

from dataclasses import dataclass
from typing import Any

import orjson
from flask import render_template

from credit_registry.domain.errors import RegistryError
from credit_registry.services import installations
from credit_registry.web import context, displays, problems
from credit_registry.web.context import Language
from credit_registry.web.displays import Display

Tree = dict[str, Any]

WORDS = {
    "zh": {
        "title": "开放接口",
        "lead": "公开内容无需密钥即可查询；以下说明由接口描述文件自动生成。",
        "description": "接口描述文件",
        "takes": "参数",
        "gives": "返回",
        "name": "名称",
        "place": "位置",
        "meaning": "含义",
        "example": "示例",
        "body": "请求内容",
        "shapes": "数据项",
        "problems": "错误",
        "status": "状态码",
        "other": "English",
        "home": "首页",
        "needs": "所需权限",
        "required": "必填",
        "type": "类型",
        "large": "关怀版（大字高对比）",
        "plain": "标准版",
        "invented": "演示系统：“{city}”及其中的企业和记录全部为虚构。",
    },
    "en": {
        "title": "Programming interface",
        "lead": "What is public needs no key. The page is made from the interface's description.",
        "description": "Description by OpenAPI 3.1",
        "takes": "Parameters",
        "gives": "Answer",
        "name": "Name",
        "place": "In",
        "meaning": "Meaning",
        "example": "Example",
        "body": "Body",
        "shapes": "Shapes",
        "problems": "Problems",
        "status": "Status",
        "other": "中文",
        "home": "Home",
        "needs": "Permission",
        "required": "required",
        "type": "Type",
        "large": "Large text",
        "plain": "Standard view",
        "invented": "A demonstration: {city}, its enterprises and all their records are invented.",
    },
}
"""The page's own words; the operations describe themselves in English."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    permission: str
    parameters: tuple[Tree, ...]
    body: str
    answers: tuple[tuple[str, str, str], ...]


def page(document: Tree) -> str:
    """The page in the language of its address."""
    language = context.language()
    return render_template(
        "api/documentation.html",
        language=language,
        words=WORDS[language],
        is_large=displays.chosen() is Display.LARGE,
        other_display=displays.other().value,
        switch_address="/display" if language == "zh" else "/en/display",
        this_page=context.current_request().path,
        notice=_notice(language),
        about=document["info"]["description"],
        subjects=_subjects(document),
        shapes=_shapes(document),
        problems=_problems(),
    )


def _notice(language: Language) -> str:
    """That the city is invented, where it is."""
    with context.registry().reading() as session:
        city = installations.city(session)
    if city is None or not city.is_invented:
        return ""
    named = city.city_en if language == "en" else city.city_zh
    return WORDS[language]["invented"].format(city=named)


def _subjects(document: Tree) -> list[tuple[str, str, list[Operation]]]:
    """The operations by subject."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, methods in document["paths"].items():
        for method in ("get", "post"):
            if method in methods:
                operation = methods[method]
                shared = methods.get("parameters", [])
                found[operation["tags"][0]].append(_operation(path, method, operation, shared))
    titles = {tag["name"]: tag["description"] for tag in document["tags"]}
    return [(name, titles[name], operations) for name, operations in found.items()]


def _operation(path: str, method: str, operation: Tree, shared: list[Tree]) -> Operation:
    """One operation."""
    body: Tree = next(iter(operation.get("requestBody", {}).get("content", {}).values()), {})
    return Operation(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        permission=operation["x-permission"],
        parameters=tuple(map(_parameter, (*shared, *operation.get("parameters", [])))),
        body=_pretty(body["example"]) if body else "",
        answers=tuple(
            (status, media, _pretty(content.get("example")))
            for status, answer in operation["responses"].items()
            for media, content in answer.get("content", {}).items()
        ),
    )


def _parameter(parameter: Tree) -> Tree:
    """A parameter with its example, wherever it stands."""
    example = parameter.get("example", parameter["schema"].get("example", ""))
    return {**parameter, "shown": example if isinstance(example, str) else _pretty(example)}


def _shapes(document: Tree) -> list[tuple[str, str, list[Tree]]]:
    """The shapes with their fields."""
    return [
        (
            name,
            schema.get("description", ""),
            [
                {
                    "name": field,
                    "type": _type(told),
                    "meaning": told.get("description", ""),
                    "required": field in schema.get("required", ()),
                }
                for field, told in schema.get("properties", {}).items()
            ],
        )
        for name, schema in sorted(document["components"]["schemas"].items())
    ]


def _type(told: Tree) -> str:
    """A field's type in a word."""
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2]
    for options in ("allOf", "anyOf", "oneOf"):
        if options in told:
            return " | ".join(_type(option) for option in told[options])
    kind = told.get("type", "any")
    if kind == "array":
        return f"[{_type(told['items'])}]"
    kinds = kind if isinstance(kind, list) else [kind]
    return " | ".join(str(each) for each in kinds)


def _problems() -> list[Tree]:
    """Every class of error with its status."""
    waiting, found = [RegistryError], []
    while waiting:
        kind = waiting.pop(0)
        waiting += kind.__subclasses__()
        if kind is not RegistryError:
            found.append(
                {
                    "code": problems.code_of(kind.__name__),
                    "title": problems.title_of(kind),
                    "status": int(problems.status_of(kind)),
                }
            )
    return found


def _pretty(value: object) -> str:
    """An example as it is read."""
    if isinstance(value, str):
        return value
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
