"""What may be done against an entry on a public list."""

from credit_registry.domain.listings import ListColour

OBJECTING = {
    ListColour.RED: (
        (
            "企业认为荣誉信息有误的，可以在本系统提出异议，也可以向授予荣誉的机关提出；"
            "其他人发现错误的，可以报告错误。经核实有误的，更正或者不再列示。"
        ),
        (
            "An enterprise that finds its honour stated wrongly may object in this registry or turn"
            " to the body that granted it; anybody else may report the mistake. What proves wrong"
            " is corrected or no longer shown."
        ),
    ),
    ListColour.BLACK: (
        (
            "企业认为条目有误的，可以在本系统提出异议，也可以向作出列入决定的机关提出；"
            "其他人发现错误的，可以报告错误。对列入决定不服的，可以依法申请行政复议或者提起"
            "行政诉讼；期间列入决定不停止执行，法律另有规定的除外。办理不收取任何费用。"
        ),
        (
            "An enterprise that finds its entry stated wrongly may object in this registry or turn"
            " to the body that decided it; anybody else may report the mistake. Against the"
            " decision itself, administrative reconsideration or a lawsuit is open as the law"
            " provides; the decision stands meanwhile unless the law says otherwise. Nothing is"
            " charged."
        ),
    ),
    ListColour.MIRRORED: (
        (
            "本系统只转载，不改变列入决定：对决定本身有异议的，请向作出列入决定的机关提出，"
            "或者依法申请行政复议、提起行政诉讼。转载内容与来源不一致的，可以在本系统提出"
            "异议或者报告错误。"
        ),
        (
            "This registry only repeats the entry and does not change the decision: an objection to"
            " that goes to the body that made it, as do reconsideration and lawsuit by law. Where"
            " what stands here differs from its source, an objection or the report of a mistake"
            " is taken in this registry."
        ),
    ),
}
"""How to object to an entry, in Chinese and English, by the colour of its list."""
