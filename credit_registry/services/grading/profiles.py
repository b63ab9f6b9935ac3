"""Use profiles at a view: of one subject, and of many in as many statements as of one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from credit_registry.law.editions import Edition
from credit_registry.rules.profiles import profile_documents
from credit_registry.rules.profiles.profile_evaluation import evaluate
from credit_registry.rules.profiles.profile_explanations import explain, summary
from credit_registry.rules.profiles.profile_findings import ProfileFinding
from credit_registry.rules.profiles.profiles import Profile
from credit_registry.rules.sentences import Sentence
from credit_registry.services.grading import profile_files
from credit_registry.services.grading.evaluations import earliest
from credit_registry.store.views import View


@dataclass(frozen=True, slots=True)
class Checked:
    """What a profile came to, and the same in sentences."""

    profile: Profile
    finding: ProfileFinding
    sentences: tuple[Sentence, ...]

    @property
    def summary(self) -> tuple[Sentence, ...]:
        """The outcome, when it can change, and what it is not."""
        return tuple(summary(self.profile, self.finding))


def offered(view: View) -> tuple[Profile, ...]:
    """The profiles in force on the view's day."""
    return profile_documents.in_force(profile_documents.shipped_profiles(), view.as_of)


def one(view: View, code: str) -> Profile:
    """The profile in force on the view's day. Raises NotFound naming those there are."""
    return profile_documents.named(offered(view), code)


def check(
    session: Session,
    subject_ids: Sequence[int],
    profiles: Sequence[Profile],
    view: View,
    edition: Edition,
    *,
    is_public: bool | None = None,
) -> dict[int, tuple[Checked, ...]]:
    """What the profiles come to for each of the subjects, as the view's reader may know it.

    The subjects are such as the reader may see, and none that another stands for. `is_public` is
    that of `profile_files.of_subjects`.
    """
    files = profile_files.of_subjects(session, subject_ids, view, edition, is_public=is_public)
    return {
        number: tuple(_checked(profile, filed, view) for profile in profiles)
        for number, filed in files.items()
    }


def check_one(
    session: Session, subject_id: int, profiles: Sequence[Profile], view: View, edition: Edition
) -> tuple[Checked, ...]:
    """What the profiles come to for one subject."""
    return check(session, [subject_id], profiles, view, edition)[subject_id]


def _checked(profile: Profile, filed: profile_files.Filed, view: View) -> Checked:
    """One profile for one subject; the end of a display changes the outcome too."""
    found = evaluate(profile, filed.file, view.as_of)
    following = earliest(found.next_change_on, filed.next_window_on)
    found = replace(found, next_change_on=following)
    return Checked(profile, found, explain(profile, found))
