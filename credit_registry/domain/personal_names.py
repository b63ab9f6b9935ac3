"""Names that may be those of natural persons: told by their form, never looked up."""

import re

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆汪范金石廖贾夏韦付傅方邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤赖温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳"
    "甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解"
    "牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
    "卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
"""The most frequent surnames of one character."""

COMPOUND = ("欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐")
GIVEN_NAME = re.compile("[\u4e00-\u9fff·]{1,2}")


def may_be_personal(name: str) -> bool:
    """Whether the name has the form of a natural person's: a surname and one or two characters.

    >>> may_be_personal("张三"), may_be_personal("欧阳小明"), may_be_personal("虚构木业有限公司")
    (True, True, False)
    """
    plain = "".join(name.split())
    for surname in COMPOUND:
        if plain.startswith(surname):
            return GIVEN_NAME.fullmatch(plain.removeprefix(surname)) is not None
    return plain[:1] in SURNAMES and GIVEN_NAME.fullmatch(plain[1:]) is not None
