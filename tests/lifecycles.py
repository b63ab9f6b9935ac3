"""What the law and the duties say of lifecycles, told anew: periods, who keeps apart, what runs."""

from datetime import date

import calendars

PERIODS = {
    "listing_statement": (5, "working"), "listing_consent": (10, "working"),
    "listing_publication": (20, "working"), "red_announcement": (5, "working"),
    "red_suspension": (10, "working"), "annulment_withdrawal": (3, "working"),
    "objection_acceptance": (3, "working"), "objection_decision": (7, "working"),
    "restoration_acceptance": (5, "working"), "restoration_completion": (10, "working"),
    "sampling_challenge": (15, "calendar"), "sampling_challenge_acceptance": (3, "working"),
    "sampling_re_inspection": (20, "working"), "sampling_order": (5, "working"),
    "sampling_rectification": (60, "calendar"), "sampling_recheck": (75, "calendar"),
    "sampling_province_report": (5, "working"), "measure_report": (10, "working"),
    "measure_lifting": (3, "working"),
}  # fmt: skip
"""How long each period is."""

ORDER_107 = date(2025, 12, 25)


def last_day(code: str, started_on: date) -> date:
    """The last day of a period, counted one day after another."""
    if code == "restoration_decision":
        return calendars.after_working(started_on, 7 if started_on >= ORDER_107 else 15)
    amount, unit = PERIODS[code]
    count = calendars.after_working if unit == "working" else calendars.after
    return count(started_on, amount)


BEGUN_BY = {
    "objection_acceptance": {"file"}, "objection_decision": {"accept"},
    "restoration_acceptance": {"apply", "complete"}, "restoration_completion": {"send_back"},
    "restoration_decision": {"accept"}, "annulment_withdrawal": {"annul", "change"},
    "sampling_challenge": {"serve"}, "sampling_order": {"serve"},
    "sampling_rectification": {"order"}, "sampling_recheck": {"order"},
    "sampling_province_report": {"fail_recheck"}, "sampling_challenge_acceptance": {"file"},
    "sampling_re_inspection": {"accept"}, "measure_report": {"notify"},
    "measure_lifting": {"release"}, "red_announcement": {"announce"},
    "red_suspension": {"suspend"}, "listing_statement": {"serve_notice"},
    "listing_consent": {"decide"}, "listing_publication": {"give_consent"},
}  # fmt: skip
"""The steps on whose day each period of a proceeding or an entry begins."""

RUNNING = {
    ("objection", "filed"): {"objection_acceptance"},
    ("objection", "accepted"): {"objection_decision"},
    ("challenge", "to_carry_out"): {"annulment_withdrawal"},
    ("restoration", "applied"): {"restoration_acceptance"},
    ("restoration", "completed"): {"restoration_acceptance"},
    ("restoration", "returned"): {"restoration_completion"},
    ("restoration", "accepted"): {"restoration_decision"},
    ("restoration", "verified"): {"restoration_decision"},
    ("restoration", "found_wanting"): {"restoration_decision"},
    ("sampling_follow_up", "served"): {"sampling_order"},
    ("sampling_follow_up", "ordered"): {"sampling_rectification", "sampling_recheck"},
    ("sampling_follow_up", "rectified"): {"sampling_recheck"},
    ("sampling_follow_up", "recheck_failed"): {"sampling_province_report"},
    ("re_inspection", "filed"): {"sampling_challenge_acceptance"},
    ("re_inspection", "accepted"): {"sampling_re_inspection"},
    ("measure", "noticed"): {"measure_report"},
    ("measure", "lifting"): {"measure_lifting"},
    ("entry", "announced"): {"red_announcement"},
    ("entry", "suspended"): {"red_suspension"},
}
"""Which periods run while a proceeding or an entry stands like that; none in other states."""

WHILE_OPEN = {"sampling_challenge"}
"""What may run besides while the follow-up is open: the time in which its subject may object."""

APART = {
    "objection": {"uphold": {"file"}, "dismiss": {"file"}},
    "challenge": {},
    "restoration": {
        "verify": {"apply"}, "find_wanting": {"apply"}, "grant": {"apply", "complete", "verify"},
        "refuse": {"apply", "complete", "verify", "find_wanting"}, "revoke": {"grant"},
    },
    "sampling_follow_up": {
        "suspend": {"fail_recheck", "warn"}, "revoke": {"fail_recheck", "warn"},
    },
    "re_inspection": {"find_conforming": {"file"}, "find_failed": {"file"}},
    "measure": {},
    "entry": {
        "check": {"propose"}, "publish": {"propose", "check"}, "decline": {"propose"},
        "resume": {"propose"}, "revoke": {"publish"}, "withdraw": {"publish"},
        "remove": {"publish"}, "relist": {"remove"},
        "decide": {"propose", "serve_notice", "record_statement", "request_hearing"},
        "give_consent": {"propose", "serve_notice", "record_statement", "decide"},
    },
}  # fmt: skip
"""Of each kind: who takes the step took none of the others."""

NUMBERED = {
    "objection": {"uphold", "dismiss"},
    "challenge": {"receive", "maintain", "annul", "change"},
    "restoration": {"verify", "grant", "refuse", "revoke"},
    "sampling_follow_up": {"order", "report_to_province", "announce", "suspend", "revoke"},
    "re_inspection": {"find_conforming", "find_failed"},
    "measure": {"apply"},
    "entry": {"announce", "publish", "resume", "revoke", "withdraw"},
}
"""The steps that bear the number of a document."""

WORDED = {
    "objection": {"file", "not_accept", "uphold", "dismiss", "take_back"},
    "challenge": {"annul", "change", "end", "carry_out"},
    "restoration": {
        "send_back", "complete", "not_accept", "verify", "find_wanting", "refuse", "take_back",
        "revoke",
    },
    "sampling_follow_up": {
        "report_rectified", "pass_recheck", "fail_recheck", "suspend", "revoke", "discontinue",
    },
    "re_inspection": {"file", "not_accept", "find_conforming", "find_failed", "take_back"},
    "measure": {"apply", "not_apply", "lift"},
    "entry": {"decline", "resume", "revoke", "withdraw", "end"},
}  # fmt: skip
"""The steps that state a reason in words."""

DATED = {"challenge": {"receive", "maintain", "annul", "change"}, "measure": {"apply", "lift"}}
"""The steps that state their day."""

WAYS = {
    "objection": {
        "filed": {"accept": "accepted", "not_accept": "not_accepted", "take_back": "taken_back"},
        "accepted": {"uphold": "upheld", "dismiss": "dismissed", "take_back": "taken_back"},
    },
    "challenge": {
        "pending": {
            "maintain": "maintained", "annul": "to_carry_out", "change": "to_carry_out",
            "end": "ended",
        },
        "to_carry_out": {"carry_out": "carried_out"},
    },
    "restoration": {
        "applied": {
            "accept": "accepted", "send_back": "returned", "not_accept": "not_accepted",
            "take_back": "taken_back",
        },
        "returned": {
            "complete": "completed", "not_accept": "not_accepted", "take_back": "taken_back",
        },
        "completed": {
            "accept": "accepted", "not_accept": "not_accepted", "take_back": "taken_back",
        },
        "accepted": {
            "verify": "verified", "find_wanting": "found_wanting", "take_back": "taken_back",
        },
        "verified": {"grant": "granted", "refuse": "refused", "take_back": "taken_back"},
        "found_wanting": {"refuse": "refused", "take_back": "taken_back"},
        "granted": {"revoke": "revoked"},
    },
    "sampling_follow_up": {
        "served": {"order": "ordered"},
        "ordered": {
            "report_rectified": "rectified", "pass_recheck": "passed",
            "fail_recheck": "recheck_failed",
        },
        "rectified": {"pass_recheck": "passed", "fail_recheck": "recheck_failed"},
        "recheck_failed": {"report_to_province": "reported"},
        "reported": {"announce": "announced"},
        "announced": {"pass_recheck": "passed", "suspend": "suspended"},
        "suspended": {"pass_recheck": "passed", "revoke": "revoked"},
    },
    "re_inspection": {
        "filed": {"accept": "accepted", "not_accept": "not_accepted", "take_back": "taken_back"},
        "accepted": {
            "find_conforming": "conforms", "find_failed": "failed_again",
            "take_back": "taken_back",
        },
    },
    "measure": {
        "noticed": {"apply": "applied", "not_apply": "not_applicable"},
        "not_applicable": {"apply": "applied"},
        "lifting": {"lift": "lifted", "not_apply": "closed"},
    },
    "red": {
        "nominated": {"check": "checked", "decline": "declined"},
        "checked": {"announce": "announced", "decline": "declined"},
        "announced": {"publish": "published", "decline": "declined"},
        "published": {"revoke": "revoked", "expire": "expired"},
        "suspended": {"resume": "published", "revoke": "revoked", "expire": "expired"},
    },
    "watch": {"watched": {"end": "ended"}},
    "black": {"published": {"withdraw": "withdrawn", "expire": "expired"}},
}  # fmt: skip
"""What leads where: of a follow-up whose record stands as failed, of notices while it lasts."""
