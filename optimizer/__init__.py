"""Pure decisions: models in, plans out. No gRPC, no protobuf, no database, no network."""

import os

# Set before numba is imported: our kernels are kept by `optimizer.kernel_cache`, those of other
# packages by numba's own locators, which is what the remaining names are.
os.environ.setdefault(
    "NUMBA_CACHE_LOCATOR_CLASSES",
    "optimizer.kernel_cache.KernelLocator,"
    "UserProvidedCacheLocator,InTreeCacheLocator,UserWideCacheLocator,IPythonCacheLocator,ZipCacheLocator",
)
