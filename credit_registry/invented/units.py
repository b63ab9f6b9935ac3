"""The bodies that records of the invented city come from; each is as invented as the city."""

from dataclasses import dataclass
from functools import cache

from credit_registry.domain.records import Level
from credit_registry.invented import codes
from credit_registry.invented.places import CITY_DIVISION, CITY_ZH, PROVINCE_ZH, Place, places

_FIRST_NUMBER = 900_000
"""The numbers of bodies lie above those of enterprises."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body: its name and code, and the short form its documents are numbered under."""

    name: str
    code: str
    short: str
    level: Level


def _unit(number: int, name: str, short: str, level: Level, division: str = CITY_DIVISION) -> Unit:
    return Unit(name, codes.uscc(_FIRST_NUMBER + number, "11", division), short, level)


CITY_MARKET = _unit(1, f"{CITY_ZH}市场监督管理局", "虚市监", Level.CITY)
PROVINCE_MARKET = _unit(2, f"{PROVINCE_ZH}市场监督管理局", "虚省市监", Level.PROVINCIAL, "990000")
NATION_MARKET = _unit(3, "虚构国家监督抽查办公室", "虚国抽", Level.NATIONAL, "990000")
CITY_GOVERNMENT = _unit(4, f"{CITY_ZH}人民政府", "虚府", Level.CITY)
PROVINCE_GOVERNMENT = _unit(5, f"{PROVINCE_ZH}人民政府", "虚省府", Level.PROVINCIAL, "990000")
TAX = _unit(6, f"{CITY_ZH}税务局（虚构）", "虚税", Level.NATIONAL)
CREDIT_OFFICE = _unit(7, f"{CITY_ZH}社会信用体系建设办公室", "虚信用办", Level.CITY)
BUILDING = _unit(8, f"{CITY_ZH}住房和城乡建设局", "虚建", Level.CITY)
CONSUMERS = _unit(9, f"{CITY_ZH}消费者协会", "虚消", Level.CITY)
FINANCE = _unit(10, f"{CITY_ZH}财政局（虚构）", "虚财", Level.CITY)
LAND = _unit(11, f"{CITY_ZH}自然资源局（虚构）", "虚自然", Level.CITY)
PERMITS = _unit(12, f"{CITY_ZH}行政审批局（虚构）", "虚审批", Level.CITY)

BODIES = {
    "finance": FINANCE,
    "government_procurement": FINANCE,
    "land": LAND,
    "market_regulation": CITY_MARKET,
    "qualification": PERMITS,
    "works_tendering": BUILDING,
}
"""Which body stands for each executing body of the catalogue of measures."""

CERTIFIERS = ("虚构质量认证中心", "虚构管理体系认证有限公司", "虚构产品认证技术中心")
LABORATORIES = ("虚构市产品质量检验所", "虚构省质量检验检测研究院", "虚构市食品检验中心")
INSURERS = ("虚构财产保险股份有限公司", "虚构责任保险有限公司")
METROLOGY = "虚构市计量检定测试所"


@cache
def local_market(place: Place) -> Unit:
    """The market regulation bureau of a division, under its present name."""
    number = 100 + places().index(place)
    name = f"{CITY_ZH}{place.name}市场监督管理局"
    return _unit(number, name, f"{place.name[:2]}市监", Level.COUNTY, place.code)
