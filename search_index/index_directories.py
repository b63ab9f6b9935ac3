"""The directory an index lives in: its lock, its manifest, and the swap from one to the next."""

import fcntl
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from search_index.errors import IndexBusy, IndexMissing, IndexNotPrivate, IndexTorn
from search_index.manifests import Manifest, packed, sync, unpacked

_PRIVATE = 0o700
_MANIFEST = "manifest"

T = TypeVar("T")


class IndexDirectory:
    """A private directory that holds the manifest, the lock and the directories of files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._place, self._manifest = str(path), str(path / _MANIFEST)

    def manifest_bytes(self) -> bytes:
        """The bytes of the manifest. Raises IndexMissing, IndexTorn, IndexNotPrivate."""
        try:
            self._require_private()
            with open(self._manifest, "rb", buffering=0) as file:  # noqa: PTH123 - asked each time
                return file.readall()
        except FileNotFoundError as fault:
            raise IndexMissing("Nothing has been indexed here yet.") from fault
        except OSError as fault:
            raise IndexTorn(f"The index cannot be read: {fault.strerror}.") from fault

    def manifest(self) -> Manifest:
        """The published state. Raises IndexMissing, IndexOutdated, IndexTorn, IndexNotPrivate."""
        return unpacked(self.manifest_bytes())

    def with_steady_files(self, use: Callable[[bytes, Manifest], T]) -> T:
        """What `use` makes of the published state and the manifest's bytes.

        A writer may remove files between the reading of the manifest and their opening; `use` is
        tried again as long as the manifest has moved on. Raises as `manifest` does.
        """
        content = self.manifest_bytes()
        while True:
            try:
                return use(content, unpacked(content))
            except (OSError, IndexTorn) as fault:
                newer = self.manifest_bytes()
                if newer == content:
                    raise IndexTorn(f"{fault}; rebuild the index.") from fault
                content = newer

    def files_of(self, manifest: Manifest) -> Path:
        """Where the files of that state stand."""
        return self.path / manifest.directory

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock; the kernel frees it when the process dies. Raises IndexBusy."""
        self.path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        self._require_private()
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            os.close(descriptor)
            raise IndexBusy("Another writer is at work on this index.") from fault
        try:
            yield
        finally:
            os.close(descriptor)

    def new_directory(self) -> Path:
        """An empty directory beside the live one; for the holder of the lock."""
        path = self.path / f"files-{secrets.token_hex(8)}"
        path.mkdir(mode=_PRIVATE)
        return path

    def publish(self, manifest: Manifest) -> None:
        """Make that state the one readers see; for the holder of the lock.

        The files it names are brought to the disk first: a manifest is never ahead of them.
        """
        draft = self.path / f"{_MANIFEST}.new"
        draft.write_bytes(packed(manifest))
        sync(draft)
        sync(self.files_of(manifest))
        sync(self.path)
        draft.replace(self.path / _MANIFEST)
        sync(self.path)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Clear away every directory but the live one, before and after; for the lock's holder."""
        self.remove_others()
        try:
            yield
        finally:
            self.remove_others()

    def remove_others(self) -> None:
        """Remove every directory of files but the live one; for the holder of the lock."""
        try:
            live = self.manifest().directory
        except (IndexMissing, IndexTorn):
            live = None
        for path in self.path.glob("files-*"):
            if path.name != live:
                shutil.rmtree(path, ignore_errors=True)

    def _require_private(self) -> None:
        """Refuse a directory that others may write to, since whoosh unpickles what it reads."""
        status = os.stat(self._place)  # noqa: PTH116 - asked each time
        is_shared = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if is_shared or status.st_uid not in {os.geteuid(), 0}:
            raise IndexNotPrivate(
                f"{self.path} can be written to by others; give it to this account with mode 700."
            )
