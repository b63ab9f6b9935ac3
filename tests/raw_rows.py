"""What the sample files hold, read and checked without the registry's own reader."""

import csv
import gzip
import lzma
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

Cells = list[str]

NATIONAL = "enterprise-registry/bulk_uscc_name_region_demo.tsv.xz"
CITY = "enterprise-registry/ningbo_enterprises.csv.gz"
MODERN = "enterprise-registry/ningbo_modern_codes.csv"
MARKED = "enterprise-registry/raw_layout_500_utf8bom.csv"
CHINESE = "enterprise-registry/raw_layout_500_gb18030.csv"
CLASS_A = "class-a-taxpayers/class_a_2018_heilongjiang.csv"

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 "
    "广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门"
)
PROVINCES = frozenset(_PROVINCES.split())
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffd]")
FIRST_ROWS = 20_000
_CHECKED_ROWS = 120_000


def separated(path: Path, encoding: str = "utf-8-sig") -> Iterator[Cells]:
    """The rows below the heading of a CSV file, packed or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding=encoding, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def national_lines(path: Path) -> Iterator[str]:
    """All lines of the national register, the heading first."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        yield from file


def code_of(text: str) -> str:
    """The code in narrow capitals, without spaces and hyphens."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    return narrow.replace(" ", "").replace("-", "")


def is_code(code: str) -> bool:
    """Whether the code has the check character of GB 32100."""
    if len(code) != len("91360700754225484B") or not set(code) <= set(_ALPHABET):
        return False
    total = sum(_ALPHABET.index(each) * pow(3, place, 31) for place, each in enumerate(code[:17]))
    return _ALPHABET[-total % 31] == code[17]


def has_sound_organization(code: str) -> bool:
    """Whether the organisation code inside has the check character of GB 11714."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(each, 36) * weight for each, weight in zip(code[8:16], weights, strict=True))
    return "0X987654321"[total % 11] == code[16]


def is_unreadable(line: str) -> bool:
    """Whether the line holds a control character, or stands for bytes that were no text."""
    return _UNREADABLE.search(line) is not None


def national_slice(path: Path) -> list[str]:
    """The heading, the first rows, and every further row that has a known defect or answers one."""
    rewritten = {
        code_of(line[:18]) for line in national_lines(path) if line[:18] != line[:18].upper()
    }
    found: list[str] = []
    for number, line in enumerate(national_lines(path)):
        code, _, province, *_ = line.split("\t")
        if (
            number <= FIRST_ROWS
            or code.upper() in rewritten
            or (province != "N/A" and province not in PROVINCES)
            or is_unreadable(line)
            or (number < _CHECKED_ROWS and not has_sound_organization(code_of(code)))
        ):
            found.append(line)
    return found


def national_rows_of(path: Path, codes: set[str]) -> list[str]:
    """The heading and the rows about these codes."""
    lines = national_lines(path)
    return [*islice(lines, 1), *(line for line in lines if line[:18] in codes)]
