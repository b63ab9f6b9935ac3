"""`screenings verify|digest`: certificates checked on the command line."""

from pathlib import Path

from builders import a_subject_draft, a_uscc
from command_line import CommandLine
from filings import deliver
from sqlalchemy import update

from credit_registry.domain.actors import PUBLIC
from credit_registry.services.registry import Registry
from credit_registry.services.screening import certificates
from credit_registry.services.screening.asked_subjects import Asked
from credit_registry.services.screening.screenings import Request
from credit_registry.store.screenings import Screening


def test_a_certificate_agrees_until_its_bytes_are_touched(
    line: CommandLine, registry: Registry, tmp_path: Path
) -> None:
    deliver(registry, a_subject_draft(1))
    request = Request("bank_credit", (Asked(code=a_uscc(1)),))
    prepared = certificates.prepare(registry, request, actor=PUBLIC)
    with registry.transaction() as session:
        made = certificates.issue(session, prepared, actor=PUBLIC, at=registry.clock.now())
    assert "证书相符" in line.said("screenings", "verify", made.number)
    kept = tmp_path / "certificate.json"
    kept.write_bytes(made.content)
    assert line.said("screenings", "digest", str(kept)) == f"{made.number}\t{prepared.digest}\n"
    touched = made.content.replace(b"code_decides", b"code_unknown")
    with registry.transaction() as session:
        session.execute(update(Screening).values(content=touched))
    told = line.said("screenings", "verify", made.number, status=1)
    assert "digest" in told
    assert "Subject 1" in told
