"""The gRPC service: the only place that knows protobuf, processes, files and databases."""
