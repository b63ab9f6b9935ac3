"""What takes an account: a case through the hands of all it takes, and an enterprise's own affairs.

Each is walked in Chinese on a phone, and in English at a desk by keyboard alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from builders import a_record_draft
from city_pages import blameless
from filings import deliver
from offices import Office, take
from playwright.sync_api import expect
from record_texts import UNIT_CODE
from walks import SIGNED_IN, Manner, Walker
from windows import Opened

from credit_registry.domain.actors import Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry

LIST = "/lists/black/serious_violation"
DOCUMENT = "虚市监罚〔2026〕901号"
GROUNDS = f"生产不合格产品，情节严重（{DOCUMENT}）"
UNIT, PENALTY = "虚构市市场监督管理局", "半年前的处罚"
TYPED = {
    "legal_representative": "某甲",
    "document_number": DOCUMENT,
    "violation_type": "生产不合格产品",
    "facts": "生产的涂料不符合标准。",
    "basis": "产品质量法",
    "content": "罚款五万元",
    "fine_fen": "50000",
    "decided_on": "2026-11-20",
    "served_on": "2026-11-20",
    "authority_name": UNIT,
    "authority_code": UNIT_CODE,
    "source_unit_name": UNIT,
    "source_unit_code": UNIT_CODE,
}

every_manner = pytest.mark.parametrize("manner", SIGNED_IN.values(), ids=list(SIGNED_IN))


@dataclass
class Case:
    """A case of one enterprise: its officers, and a visitor who looks at what is public of it."""

    office: Office
    visitor: Walker
    code: str
    name: str
    address: str = ""

    def enter_penalty(self) -> None:
        """From the enterprise's page to the record's own."""
        enterer = self.office.of(Role.ENTERER)
        enterer.go(f"/e/{self.code}")
        enterer.press(enterer.link("/desk/records/new"))
        enterer.press(enterer.link(f"/desk/records/new?kind={RecordKind.PENALTY.value}"))
        enterer.choose("subject_category", "legal_person")
        for name, text in TYPED.items():
            if name == "content":
                enterer.tick("categories", "fine")
            enterer.fill(name, text)
        take(enterer, is_last=True, title=("请核对后保存", "Check, then save"))

    def propose(self) -> None:
        """From the enterprise's page to the case, and the notice that is served."""
        proposer = self.office.of(Role.PROPOSER)
        proposer.go(f"/e/{self.code}")
        proposer.press(proposer.link("/desk/propose"))
        proposer.choose("list_type", "serious_violation")
        proposer.choose_by_words("record", DOCUMENT)
        proposer.fill("grounds", GROUNDS)
        proposer.send()
        self.address = address_of(proposer)
        take(proposer, document_number="虚市监列告〔2026〕901号")

    def decide_and_publish(self) -> None:
        """The decision, the superior's consent and the publication, each by another officer."""
        for role, which, stated in (
            (Role.DECIDER, "", {"document_number": "虚市监列〔2026〕901号"}),
            (Role.DECIDER, "-above", {"document_number": "虚省监同〔2026〕901号"}),
            (Role.PUBLISHER, "", {}),
        ):
            officer = self.office.of(role, which)
            officer.go("/desk")
            officer.press(officer.link(self.address))
            for name, text in stated.items():
                officer.fill(name, text)
            take(officer, is_last=True)

    def require_seen(self, *, is_seen: bool) -> None:
        """Page, list and search all show the entry, or none of them does."""
        indexing.follow(self.office.city)
        page = self.visitor.page
        hit = page.locator(".hit", has_text=self.name)
        for path, mark in (
            (f"/e/{self.code}", page.locator(".entry-black")),
            (LIST, page.locator(f'main table a[href$="/e/{self.code}"]')),
            (f"/search?q={self.name}", hit.locator(".badge-black")),
        ):
            self.visitor.go(path)
            expect(mark).to_have_count(1 if is_seen else 0)

    def object_in_vain(self) -> None:
        """An objection at the counter, which every reader sees until it is dismissed."""
        enterer = self.office.of(Role.ENTERER)
        enterer.go("/object")
        take(enterer, enterprise=self.code)
        enterer.choose_by_words("about", self.list_name)
        take(enterer, objection_note="并无主观故意")
        mark = self.visitor.manner.says("已有异议，正在核实", "Objected to and under review")
        entry = self.visitor.page.locator(".entry-black")
        self.visitor.go(f"/e/{self.code}")
        expect(entry).to_contain_text(mark)
        reviewer = self.open_proceeding(Role.REVIEWER, "objection")
        take(reviewer)
        reviewer.press(reviewer.link(f"{address_of(reviewer)}?step=dismiss"))
        take(reviewer, is_last=True, document_number="虚市监异〔2026〕901号", note="列入无误")
        self.visitor.go(f"/e/{self.code}")
        expect(entry).not_to_contain_text(mark)

    def restore(self) -> str:
        """The application at the counter, its verification and the grant; its code comes back."""
        enterer = self.office.of(Role.ENTERER)
        enterer.go("/restore")
        take(enterer, enterprise=self.code)
        query = apply_for_restoration(enterer, self.list_name)
        reviewer = self.open_proceeding(Role.REVIEWER, "restoration")
        take(reviewer)
        take(reviewer, document_number="虚市监核〔2027〕901号", note="义务已履行")
        decider = self.open_proceeding(Role.DECIDER, "restoration")
        take(decider, is_last=True, document_number="虚市监修〔2027〕901号")
        return query

    def open_proceeding(self, role: Role, kind: str) -> Walker:
        """Whoever holds the role, come from the queue to the enterprise's proceeding."""
        officer = self.office.of(role)
        officer.go(f"/desk/proceedings?kind={kind}")
        officer.press(officer.page.locator("main table").get_by_role("link", name=self.name))
        return officer

    @property
    def list_name(self) -> str:
        """What the list is called in the language."""
        return self.visitor.manner.says("严重违法失信名单", "with serious violations")


def address_of(walker: Walker) -> str:
    """The address of what the officer has open, without its language."""
    found = re.search(r"/desk/(cases|proceedings)/\w+", walker.page.url)
    assert found is not None, walker.page.url
    return found.group()


def apply_for_restoration(walker: Walker, thing: str) -> str:
    """Fill the form of an application; the code to follow it comes back."""
    walker.choose_by_words("restored_thing", thing)
    walker.fill("fulfilment", "缴款书901号")
    walker.tick("pledge", "yes")
    walker.send()
    return walker.page.locator("strong.code").inner_text()


def follow(visitor: Walker, code: str, chinese: str, english: str) -> None:
    """Read by the code alone how far a proceeding has come."""
    visitor.go("/for-enterprises")
    visitor.press(visitor.link("/follow"))
    take(visitor, follow_code=code)
    expect(visitor.page.locator("p.lead")).to_contain_text(visitor.manner.says(chinese, english))


@pytest.mark.browser
@every_manner
def test_a_case_goes_from_penalty_to_publication_to_restoration_and_leaves_no_trace(
    opened: Opened, city: Registry, manner: Manner
) -> None:
    office = Office(opened, city, manner)
    case = Case(office, Walker(opened, manner), *blameless(city))
    case.enter_penalty()
    case.propose()
    case.require_seen(is_seen=False)
    office.pass_time(days=8)
    case.decide_and_publish()
    case.require_seen(is_seen=True)
    case.object_in_vain()
    office.pass_time(days=400)
    query = case.restore()
    follow(case.visitor, query, "已准予修复", "Granted")
    case.require_seen(is_seen=False)


@pytest.mark.browser
@every_manner
def test_an_enterprise_objects_and_applies_for_itself_and_follows_both_by_their_codes(
    opened: Opened, city: Registry, manner: Manner
) -> None:
    code, name = blameless(city)
    subject = SubjectReference(name, {IdentifierScheme.USCC: code})
    deliver(city, a_record_draft(RecordKind.PENALTY, subject=subject, title=PENALTY))
    office, visitor = Office(opened, city, manner), Walker(opened, manner)
    user = bound(office, code)
    user.go("/for-enterprises")
    user.press(user.link("/object"))
    user.choose_by_words("about", PENALTY)
    take(user, objection_note="处罚对象有误，附加工合同")
    query = user.page.locator("strong.code").inner_text()
    follow(visitor, query, "待受理", "to be accepted")
    visitor.go(f"/e/{code}")
    record = visitor.page.locator("article.record", has_text=PENALTY)
    expect(record).to_contain_text(manner.says("已有异议", "Objected to"))
    user.go("/for-enterprises")
    user.press(user.link("/restore"))
    query = apply_for_restoration(user, PENALTY)
    follow(visitor, query, "已申请，待受理", "Applied for")


def bound(office: Office, code: str) -> Walker:
    """The enterprise's user, let in by the code of a letter."""
    enterer = office.of(Role.ENTERER)
    enterer.go("/desk/letters")
    take(enterer, uscc=code)
    letter = enterer.page.locator("main .panel code").inner_text()
    user = office.of(Role.ENTERPRISE_USER)
    user.go("/desk/enterprise")
    take(user, uscc=code, code=letter)
    return user
