"""Why a value is refused or remarked on: one English sentence each, with its Chinese."""

from enum import StrEnum


class Reason(StrEnum):
    """The sentence that says what is wrong; what would be accepted stands beside it."""

    MISSING = "a value is required"
    TOO_LONG = "the value is too long"
    NOT_A_DATE = "this is not a date"
    PARTIAL_DATE = "the date is incomplete and is left empty"
    MISSING_DATE = "the date is missing"
    FUTURE_DATE = "the date lies in the future"
    BEFORE = "the date lies before the date it must follow"
    NOT_AN_AMOUNT = "this is not an amount of money"
    NOT_IN_LIST = "the value is not in the list"
    AMBIGUOUS_CATEGORY = "the category names two penalties and the content does not say which"
    PERSONAL_NUMBER = "the field contains an identity number or a mobile number"
    NATURAL_PERSON = "records of natural persons are not taken in"
    WRONG_IDENTITY_NUMBER = "this is not a number of such a document"
    WRONG_BIRTH_DATE = "the date of birth in the number is not a date"
    WRONG_IDENTITY_CHECK = "the check character of the identity number is wrong"
    MASKED_NUMBER = "the number is masked and is not kept"
    DOCUMENT_TITLE_AS_NAME = "the name is the title of a document"
    CODE_IN_NAME = "the name contains a code"
    WRONG_CHECK_CHARACTER = "the check character of the code is wrong"
    WRONG_CODE = "this is not a code of the kind required here"
    QUARANTINED = "the check character of the code is wrong; the code is quarantined"
    NO_CODE = "no code is stated; the subject stays provisional"
    LEGACY_CODE = "the code is of an older kind and is kept as such"
    ORGANIZATION_CODE_MISMATCH = "the organisation code inside the code fails its own check"
    NOT_DUE = "the commitment is not yet due and no finding is dated"
    UNKNOWN_FULFILMENT = "the commitment is due and its fulfilment is not stated"
    WRONG_NUMBER = "the number does not have the form required"
    NO_NUMBER = "the record has no number by which it could be cited"
    REVOCATION_INCOMPLETE = "a revocation needs its date"
    NOTHING_TO_CORRECT = "a correction is dated though no problem was found"
    NO_RECHECK = "only a failed re-check is announced by the province"
    NOT_FAILED = "nothing failed that a later re-check could clear"
    NO_ALERT = "only of a failed result has a safety alert been issued"
    OTHER_MEASURE = "individual businesses are marked, all others entered in the directory"
    SHIFTED = "the row has more or fewer cells than the heading"
    SHIFTED_VALUE = "the value does not belong in this column; the row seems shifted"
    HEADING_REPEATED = "the heading is repeated as a row"
    UNREADABLE_TEXT = "the text holds characters that cannot be read"
    UNREADABLE_ROW = "the row cannot be read"
    RUN_TOGETHER = "a quotation mark is left open and these lines run into one another"
    UNREAD_COLUMN = "the column is not known and is not read"
    KEYLESS_COLUMN = (
        "the column is for identity numbers and not read: no key to encrypt them is set"
    )
    DROPPED_COLUMN = "the column is for identity numbers and is not read"
    UNREAD_DISCLOSURE = "the column may say what is not public, and its heading is not known"
    UNREAD_CAPITAL = "the capital is kept as text; its amount is not understood"
    REPEATED_ROW = "the row repeats an earlier one of this file"
    CODE_WITH_OTHER_NAME = "the code stands in an earlier row of this file with another name"
    OTHER_FACTS = "an earlier row of this file states something else of the same subject"
    OTHERS_NUMBER = "the registration number is another subject's"
    AMBIGUOUS_CODE = "the code names more than one subject"
    CONTRADICTED = "another row of this file states something else under the same document number"
    SUBJECT_WITH_OTHER_NAME = "the subject of this code bears another name"
    PROVISIONAL_WITH_OTHER_NAME = (
        "records name the subject of this code otherwise; it waits for an officer"
    )
    OTHER_SUBJECT = "this document's record stands under another subject"
    CONTRADICTORY_SEVERITY = "the severity stated contradicts the categories; nothing is shown"
    OTHER_UNIT = "the account delivers records of its own body alone"


_CHINESE = {
    Reason.MISSING: "必填项为空",
    Reason.TOO_LONG: "内容超过长度",
    Reason.NOT_A_DATE: "不是日期",
    Reason.PARTIAL_DATE: "日期不完整，按空值处理",
    Reason.MISSING_DATE: "缺少日期",
    Reason.FUTURE_DATE: "日期晚于今天",
    Reason.BEFORE: "日期早于应在其前的日期",
    Reason.NOT_AN_AMOUNT: "不是金额",
    Reason.NOT_IN_LIST: "不在可选值之内",
    Reason.AMBIGUOUS_CATEGORY: "类别包含两种处罚，处罚内容未说明是哪一种",
    Reason.PERSONAL_NUMBER: "字段中含有身份证件号码或手机号码",
    Reason.NATURAL_PERSON: "不接收自然人记录",
    Reason.WRONG_IDENTITY_NUMBER: "不是该类证件的号码",
    Reason.WRONG_BIRTH_DATE: "号码中的出生日期不是日期",
    Reason.WRONG_IDENTITY_CHECK: "身份证件号码校验位错误",
    Reason.MASKED_NUMBER: "号码已隐去，未予保存",
    Reason.DOCUMENT_TITLE_AS_NAME: "名称是文件标题",
    Reason.CODE_IN_NAME: "名称中含有代码",
    Reason.WRONG_CHECK_CHARACTER: "代码校验位错误",
    Reason.WRONG_CODE: "不是此处所需的代码",
    Reason.QUARANTINED: "代码校验位错误，代码已隔离",
    Reason.NO_CODE: "未提供代码，主体暂列待确认",
    Reason.LEGACY_CODE: "属旧式代码，按旧式代码保存",
    Reason.ORGANIZATION_CODE_MISMATCH: "代码内的组织机构代码校验不符",
    Reason.NOT_DUE: "承诺尚未到期，且无认定日期",
    Reason.UNKNOWN_FULFILMENT: "承诺已到期，未说明履行状态",
    Reason.WRONG_NUMBER: "编号不符合规定的格式",
    Reason.NO_NUMBER: "记录没有可供引用的编号",
    Reason.REVOCATION_INCOMPLETE: "撤销须有日期",
    Reason.NOTHING_TO_CORRECT: "未发现问题却填写了整改日期",
    Reason.NO_RECHECK: "只有整改后复查不合格的，才有省级公告日期",
    Reason.NO_ALERT: "未判定为不合格的，没有安全警示发布日期",
    Reason.NOT_FAILED: "未判定为不合格的，没有复查合格日期",
    Reason.OTHER_MEASURE: "个体工商户适用状态标记，其他主体适用经营异常名录",
    Reason.SHIFTED: "单元格数与表头不符",
    Reason.SHIFTED_VALUE: "内容不属于本列，疑似错列",
    Reason.HEADING_REPEATED: "表头作为数据重复出现",
    Reason.UNREADABLE_TEXT: "含有无法读取的字符",
    Reason.UNREADABLE_ROW: "该行无法读取",
    Reason.RUN_TOGETHER: "引号没有成对，以下各行连在一起",
    Reason.UNREAD_COLUMN: "该列未被识别，没有读取",
    Reason.KEYLESS_COLUMN: "该列为证件号码，未设置加密密钥，没有读取",
    Reason.DROPPED_COLUMN: "该列为证件号码，没有读取",
    Reason.UNREAD_DISCLOSURE: "该列可能说明哪些内容不公开，但列名未被识别",
    Reason.UNREAD_CAPITAL: "注册资本按原文保存，金额未能识别",
    Reason.REPEATED_ROW: "与本文件前面的一行重复",
    Reason.CODE_WITH_OTHER_NAME: "本文件前面的一行以同一代码登记了另一名称",
    Reason.OTHER_FACTS: "本文件前面的一行对同一主体另有记载",
    Reason.OTHERS_NUMBER: "该注册号属于另一主体",
    Reason.AMBIGUOUS_CODE: "该代码指向不止一个主体",
    Reason.CONTRADICTED: "本文件另有一行在同一文号下记载不同",
    Reason.SUBJECT_WITH_OTHER_NAME: "该代码的主体使用另一名称",
    Reason.PROVISIONAL_WITH_OTHER_NAME: "已有记录以另一名称指称该代码的主体，待工作人员核实",
    Reason.OTHER_SUBJECT: "该文件的记录登记在另一主体名下",
    Reason.CONTRADICTORY_SEVERITY: "所填失信程度与处罚类别矛盾，暂不公开",
    Reason.OTHER_UNIT: "该账户只能报送本单位的记录",
}

_BY_SENTENCE = {str(reason): chinese for reason, chinese in _CHINESE.items()}


def in_chinese(reason: str) -> str:
    """The Chinese of a reason; any other sentence comes back as it is."""
    return _BY_SENTENCE.get(reason, reason)
