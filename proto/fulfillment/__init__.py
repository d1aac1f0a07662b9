"""Client side of the fulfilment API: generated stubs and a thin typed client."""
