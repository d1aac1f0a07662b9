"""Address recognition: text in, structured and located address out. Pure; no network."""
