"""What went wrong, as a page tells it to people."""

from dataclasses import dataclass
from http import HTTPStatus

from credit_registry.web import context
from credit_registry.web.problems import Problem
from credit_registry.web.site.addresses import here, same_page
from credit_registry.web.site.voices import Voice

TOLD = frozenset({400, 401, 403, 404, 405, 409, 412, 413, 422, 428, 429, 500, 503})
"""The statuses that have words of their own; another speaks as 400 or as 500."""

DETAILED = frozenset({400, 403, 409, 412, 413, 422})
"""The statuses whose detail helps the reader; it is in English, as the interface tells it."""

TIMES = frozenset({"as_of", "known_at"})


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A problem in words, what to do about it, and the number to quote."""

    title: str
    lead: str
    detail: str
    errors: tuple[tuple[str, str, str], ...]
    action: str
    action_address: str
    number: str


def problem_page(problem: Problem, voice: Voice) -> ProblemPage:
    """The page of a problem."""
    code = _told(problem.status)
    is_detailed = int(problem.status) in DETAILED
    lead, action, address = _way_on(code, voice)
    return ProblemPage(
        title=voice.say(f"problem.title_{code}"),
        lead=lead,
        detail=problem.detail if is_detailed else "",
        errors=tuple(
            (each.pointer.removeprefix("/"), each.reason, each.accepted) for each in problem.errors
        ),
        action=action,
        action_address=address,
        number=problem.number,
    )


def _told(status: HTTPStatus) -> int:
    """The status whose words are used."""
    if int(status) in TOLD:
        return int(status)
    is_ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return int(HTTPStatus.INTERNAL_SERVER_ERROR if is_ours else HTTPStatus.BAD_REQUEST)


def _way_on(code: int, voice: Voice) -> tuple[str, str, str]:
    """The problem's first sentence, and the words and address of the way on."""
    request = context.current_request()
    looks_back = request.endpoint is not None and bool(TIMES & request.args.keys())
    if code == HTTPStatus.NOT_FOUND and looks_back:
        address = same_page(**dict.fromkeys(TIMES))
        return voice.say("problem.lead_404_then"), voice.say("problem.see_today"), address
    lead = voice.say(f"problem.lead_{code}")
    if code == HTTPStatus.UNAUTHORIZED:
        return lead, voice.say("problem.sign_in"), here("sign_in", next=request.path)
    return lead, voice.say("problem.search"), here("home")
