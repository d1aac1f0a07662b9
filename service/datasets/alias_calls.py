"""What a worker does for PlacesService about confirmed corrections."""

from __future__ import annotations

import re
import time

from address import places_model as words
from address.model import RecognizedAddress
from service.convert import InvalidRequestError, say
from service.datasets.aliases import AliasStore, number_of
from service.datasets.at_hand import database
from service.stages.tasks import recognizer

_CODE = re.compile(r"\d{6}(?:\d{6})?")
PAGE_DEFAULT = 100
_TELLING = ("province", "city", "district", "township", "village", "road", "poi")


def confirm_correction(
    request: words.ConfirmCorrectionRequest,
) -> words.ConfirmCorrectionResponse:
    """Learns a correction; refuses one whose confirmed text is itself not read."""
    # A code of a division says its country itself.
    code = _CODE.fullmatch(request.confirmed_text.strip())
    region = request.region_code or ("CN" if code else None)
    read = recognizer().plain.recognize(request.confirmed_text, region)
    if not _says_where(read):
        raise InvalidRequestError(
            [
                say(
                    "confirmed_text",
                    "",
                    "is not read as an address or a division",
                    "write it in full, from the province or the town",
                )
            ]
        )
    alias = AliasStore(database()).confirm(
        request.written,
        request.confirmed_text,
        request.region_code.upper(),
        request.actor,
        int(time.time()),
    )
    return words.ConfirmCorrectionResponse(alias=alias, result=read)


def list_aliases(request: words.ListAliasesRequest) -> words.ListAliasesResponse:
    """A page of aliases, newest first."""
    token = request.page_token
    if token and not (token.isascii() and token.isdigit() and len(token) <= 18):
        raise InvalidRequestError(
            [say("page_token", token, "is none that ListAliases gave", "use it as it was given")]
        )
    count = request.page_size or PAGE_DEFAULT
    found = AliasStore(database()).page(
        int(token) if token else None, count + 1, include_deleted=request.include_deleted
    )
    more = len(found) > count
    return words.ListAliasesResponse(
        aliases=tuple(found[:count]),
        next_page_token=str(number_of(found[count - 1])) if more else "",
    )


def delete_alias(request: words.DeleteAliasRequest) -> words.DeleteAliasResponse:
    """Takes an alias back."""
    store = AliasStore(database())
    return words.DeleteAliasResponse(
        alias=store.delete(request.alias_id, request.actor, int(time.time()))
    )


def _says_where(read: RecognizedAddress) -> bool:
    return any(getattr(read.address, name) is not None for name in _TELLING) and (
        read.location is not None or read.confidence > 0
    )
