"""health: asks a server whether it serves.

A probe runs every few seconds: it loads neither the server nor a solver.
"""

from __future__ import annotations

import argparse
import sys

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from service.commands.failure import FAILED, CommandError


def health(arguments: argparse.Namespace) -> int:
    """Asks a server how it is; 0 when it serves."""
    with grpc.insecure_channel(arguments.server) as channel:
        try:
            answered = health_pb2_grpc.HealthStub(channel).Check(
                health_pb2.HealthCheckRequest(service=arguments.service), timeout=arguments.timeout
            )
        except grpc.RpcError as error:
            raise CommandError(
                f"{arguments.server}: {error.code().name}: {error.details()}", FAILED
            ) from None
    name = health_pb2.HealthCheckResponse.ServingStatus.Name(answered.status)
    sys.stdout.write(f"{name}\n")
    return 0 if answered.status == health_pb2.HealthCheckResponse.SERVING else FAILED
