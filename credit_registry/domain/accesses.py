"""What of a subject can be read that is not public."""

from enum import StrEnum

LONGEST_PURPOSE = 200


class AccessKind(StrEnum):
    """What was read."""

    CREDIT_FILE = "credit_file"
    CASE = "case"
    RECORD = "record"
    SUBJECT = "subject"
    IDENTITY_NUMBER = "identity_number"
    REFUSED_IDENTITY_NUMBER = "refused_identity_number"
