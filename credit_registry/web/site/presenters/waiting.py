"""How long to wait before another attempt, in words."""

from math import ceil

from credit_registry.domain.errors import TooManyAttempts
from credit_registry.web.site.voices import Voice

SECONDS_A_MINUTE = 60


def said(error: TooManyAttempts, voice: Voice) -> str:
    """The sentence; it is the same whether or not there is such an account."""
    minutes = ceil(error.wait_seconds / SECONDS_A_MINUTE)
    return voice.say("sign_in.wait", count=minutes)
