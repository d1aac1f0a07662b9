"""The caller's own data: address books, zone layers, confirmed corrections. Stored, versioned."""
