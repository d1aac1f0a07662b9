"""Pure decisions: models in, plans out. No gRPC, no protobuf, no database, no network."""

import hashlib
import os
from pathlib import Path

import platformdirs


def _kernel_cache() -> Path:
    """Where compiled kernels of exactly these sources are kept, in the user's cache folder.

    A read-only installation still keeps them there, and the first call of a new process is as fast
    as the second. numba looks only at the file of a function, not at those it calls, so the folder
    is named after all kernel sources: an edited or upgraded kernel never meets old code.
    """
    sources = sorted(Path(__file__).parent.rglob("kernels/*.py"))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    return Path(platformdirs.user_cache_dir("fulfillment")) / "kernels" / digest[:16]


# Set before numba is imported; whoever sets the variable decides.
os.environ.setdefault("NUMBA_CACHE_DIR", str(_kernel_cache()))
