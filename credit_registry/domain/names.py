"""Names of subjects, as they are compared."""

from functools import lru_cache

from credit_registry.domain.kinds.fields import folded

_BRACKETS = str.maketrans("〔〕[]【】{}〈〉<>", "()()()()()()")


@lru_cache(maxsize=8192)
def compared(name: str) -> str:
    """A name as it is compared with those of the code's subject.

    >>> compared("虚构（中国）有限公司") == compared("虚构 〔中国〕有限公司")
    True
    """
    return folded(name).translate(_BRACKETS)
