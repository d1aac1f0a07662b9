"""Messages to models and back, mechanically, with every fault named by its field path."""

from service.convert.binding import BindingError, MessageBinding, bind
from service.convert.reading import Reading, read, to_model
from service.convert.violations import InvalidRequestError, Violation, say
from service.convert.writing import NO_CURRENCY, to_message, write

__all__ = [
    "NO_CURRENCY",
    "BindingError",
    "InvalidRequestError",
    "MessageBinding",
    "Reading",
    "Violation",
    "bind",
    "read",
    "say",
    "to_message",
    "to_model",
    "write",
]
