"""Pure decisions: models in, plans out. No gRPC, no protobuf, no database, no network."""

import os
from pathlib import Path

import platformdirs

# Compiled kernels live in the user's cache folder, so that a read-only installation still keeps
# them and the first call of a new process is as fast as the second. Set before numba is imported.
os.environ.setdefault(
    "NUMBA_CACHE_DIR", str(Path(platformdirs.user_cache_dir("fulfillment")) / "kernels")
)
