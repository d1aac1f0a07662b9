"""Settings of the server: typed, with defaults that need nothing else on the machine.

Each may be set in the environment as FULFILLMENT_<NAME>, for example FULFILLMENT_PORT=50051.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

ENVIRONMENT_PREFIX = "FULFILLMENT_"
MESSAGE_BYTES_MAX = 64 * 1024 * 1024
"""Largest request and answer; what is larger is refused with RESOURCE_EXHAUSTED."""


class SettingsError(ValueError):
    """Settings that are wrong, each named with its value."""


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _data_folder() -> Path:
    return Path(platformdirs.user_data_dir("fulfillment"))


class Settings(BaseModel):
    """How one server runs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    """Address to listen on. The default is this machine only: there is no sign-on yet."""

    port: Annotated[int, Field(ge=0, le=65_535)] = 50_051
    """Port to listen on; 0 takes a free one."""

    workers: Annotated[int, Field(ge=1, le=256)] = Field(default_factory=_cores)
    """Processes that plan; as many calls are worked on at the same time."""

    light_workers: Annotated[int, Field(ge=1, le=64)] = 1
    """Processes that read addresses and check requests, so that these never wait for a plan."""

    cores_per_call: Annotated[int, Field(ge=1, le=256)] = Field(default_factory=_cores)
    """Cores that one call may use."""

    queue_limit: Annotated[int, Field(ge=0, le=1_000_000)] = 1_000
    """Tasks that may wait for a worker; what comes on top is refused."""

    overrun_s: Annotated[float, Field(ge=0.1, le=600)] = 5.0
    """A worker that is this much over its budget is killed and replaced."""

    grace_s: Annotated[float, Field(ge=0, le=3_600)] = 30.0
    """How long running calls may finish when the server is told to stop."""

    data_folder: Path = Field(default_factory=_data_folder)
    """Where plans are stored."""

    keep_plans_s: Annotated[int, Field(ge=60, le=315_360_000)] = 7 * 86_400
    """How long plans are kept: they hold personal data."""

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, **given: object
    ) -> Settings:
        """Settings from the environment; `given` ones that are not None win.

        Raises SettingsError naming each setting that is wrong.
        """
        source = os.environ if environment is None else environment
        found: dict[str, object] = {
            name: source[ENVIRONMENT_PREFIX + name.upper()]
            for name in cls.model_fields
            if ENVIRONMENT_PREFIX + name.upper() in source
        }
        found |= {name: value for name, value in given.items() if value is not None}
        try:
            return cls.model_validate(found)
        except ValidationError as error:
            lines = [
                f"{ENVIRONMENT_PREFIX}{str(line['loc'][0]).upper()}={line['input']}: {line['msg']}"
                for line in error.errors()
            ]
            raise SettingsError("\n".join(lines)) from None
