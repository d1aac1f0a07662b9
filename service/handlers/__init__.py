"""gRPC handlers: convert, call, convert."""
